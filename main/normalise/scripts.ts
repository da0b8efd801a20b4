/**
 * scripts.ts — raised and lowered digits and signs as letters of their own: a title is text, and 10⁶ is not 106.
 *
 * Room:     main/normalise. Pure, linear.
 * Promises: what has no such letter in Unicode stays as it is: `1<sup>st</sup>` is 1st; a fraction or a decimal above a
 *           number is written behind a `^`.
 * Knows:    NFKD takes these letters back to digits, so titles still compare equal and are still found.
 */
import { decodeEntities } from '../parse/entities.ts'

const plain = '0123456789+-\u2212=()ni'
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ'
const lowered = '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢ'
const letters = {
  sup: new Map(Array.from(plain, (one, index) => [one, raised.charAt(index)] as const)),
  sub: new Map(Array.from(plain, (one, index) => [one, lowered.charAt(index)] as const)),
}
/** A longer one is a remark. */
const longest = 200
const broken = /^[-+\u2212]?\d{1,9}[./]\d{1,9}$/

/** @param html Also what stands in it: references and other elements within are read. */
export function withScripts(html: string): string {
  if (!/<su[bp]\b/i.test(html)) return html
  const parts: string[] = []
  let done = 0
  let open: { readonly at: number; readonly end: number; readonly name: 'sup' | 'sub' } | null = null
  let depth = 0
  for (const { index, 0: tag, 1: slash = '', 2: written = '' } of html.matchAll(
    /<(\/?)(sup|sub)\b[^<>]*>/gi,
  )) {
    const name = written.toLowerCase() === 'sup' ? 'sup' : 'sub'
    depth = Math.max(0, depth + (slash === '' ? 1 : -1))
    if (slash === '') {
      // One above another has no letters; nor has what was opened before it.
      open = depth === 1 ? { at: index, end: index + tag.length, name } : null
      continue
    }
    const text = open?.name === name && depth === 0 ? scriptOf(html.slice(open.end, index), name) : null
    if (text !== null && open !== null) {
      parts.push(html.slice(done, open.at), isNumber(html.charAt(open.at - 1)) ? text : text.replace('^', ''))
      done = index + tag.length
    }
    open = null
  }
  return done === 0 ? html : parts.join('') + html.slice(done)
}

function scriptOf(html: string, name: 'sup' | 'sub'): string | null {
  if (html.length > longest) return null
  const text = decodeEntities(html.replace(/<[^<>]*>/g, '')).trim()
  if (text === '') return null
  const found = Array.from(text, (one) => letters[name].get(one))
  if (found.every((one) => one !== undefined)) return found.join('')
  return name === 'sup' && broken.test(text) ? `^${text}` : null
}

const isNumber = (before: string) => before >= '0' && before <= '9'
