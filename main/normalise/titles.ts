/**
 * titles.ts — a title as one line of plain text.
 *
 * Room:     main/normalise. Pure.
 * Promises: never empty; one line; at most 500 characters. It is text and must never be read as HTML.
 * Knows:    - titles come double-escaped (`&amp;#8217;`); what is left after one decoding and still is a reference is
 *             decoded once more, never a third time.
 *           - comments are no words; readings above Japanese words are none either; `10<sup>6</sup>` is 10⁶.
 *           - only formatting tags and tags with attributes are markup; `<canvas>` in a title is a word.
 */
import { decodeEntities } from '../parse/entities.ts'
import { withScripts } from './scripts.ts'
import { withoutReadings } from './shownText.ts'
import { collapse, startOf } from './text.ts'

const formatting =
  /<\/?(?:a|abbr|b|big|blockquote|br|cite|code|div|em|font|h[1-6]|hr|i|img|ins|del|mark|p|q|rb|rp|rt|rtc|ruby|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?\/?>/gi
const withRest = /<\/?[a-z][a-z0-9:-]{0,60}\s[^<>]*>/gi

/** @param html Title as the feed has it, decoded once. @returns '' when nothing is left. */
export function titleText(html: string, most = 500): string {
  const cut = html.slice(0, 20_000)
  const bare = cut.includes('<')
    ? withScripts(withoutReadings(withoutCode(withoutComments(cut))))
        .replace(/<\/?(?:script|style)\b[^<>]*>/gi, '')
        .replace(/<(?:br|p|div|hr|h[1-6])\b[^<>]*>/gi, ' ')
        .replace(formatting, '')
        .replace(withRest, (tag) => (tag.includes('=') ? '' : tag))
    : cut
  return startOf(collapse(decodeEntities(bare)), most)
}

/** A comment that never ends is none. */
function withoutComments(html: string): string {
  if (!html.includes('<!--')) return html
  let kept = ''
  let at = 0
  for (;;) {
    const start = html.indexOf('<!--', at)
    const end = start < 0 ? -1 : html.indexOf('-->', start + 4)
    if (end < 0) return kept + html.slice(at)
    kept += html.slice(at, start)
    at = end + 3
  }
}

/** Without scripts and styles, what stands in them included; one that never ends is left to the next pattern. */
function withoutCode(html: string): string {
  const lower = html.toLowerCase()
  let kept = ''
  let at = 0
  for (const { index, 1: name = '' } of lower.matchAll(/<(script|style)\b/g)) {
    if (index < at) continue
    const inside = lower.indexOf('>', index)
    const close = inside < 0 ? -1 : lower.indexOf(`</${name}`, inside)
    const end = close < 0 ? -1 : lower.indexOf('>', close)
    if (end < 0) break
    kept += html.slice(at, index)
    at = end + 1
  }
  return kept + html.slice(at)
}

/** The title, else the first words of the text, else the day. */
export function titleOf(html: string | null, text: string, when: number): string {
  const own = html === null ? '' : titleText(html)
  if (own !== '') return own
  const line = collapse(text)
  if (line !== '') return startOf(line, 80)
  return new Date(when).toISOString().slice(0, 10)
}

/** Marks beyond the thirtieth on one letter: putting them in order takes the square of their number (UAX #15 §13). */
const longMarks = /(\p{M}{30})\p{M}+/gu

/** Letters and digits only, folded: two spellings of one title compare equal. Looks at the first 2,000 characters. */
export function titleKey(title: string): string {
  return title
    .slice(0, 2000)
    .replace(longMarks, '$1')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
}
