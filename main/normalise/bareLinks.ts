/**
 * bareLinks.ts — addresses that stand in the text as letters, as links.
 *
 * Room:     main/normalise. Pure, linear. Works on cleaned HTML, in which `>` ends a tag and nothing else.
 * Promises: not in links, code and formulas; the letters stay what they were; at most 500 an article.
 * Knows:    - the full stop, the comma and the bracket after an address are not its own; a bracket that opened in it is.
 *           - Japanese sets no blank behind an address: `https://a.example/をご覧ください`. Kanji and kana belong to it only
 *             where a part of its path begins with them (`/wiki/瓦版`), hiragana never: particles are written in it.
 */
import { resolveWebUrl } from '../base/urls.ts'
import { escapeText } from '../parse/entities.ts'

const most = 500
const longest = 2000
/** Deeper, the next cleaning would take the link away again. */
const deepest = 90
const untouched = new Set('a pre code kbd samp math'.split(' '))
const empty = new Set(['br', 'col', 'hr', 'img', 'wbr'])
const beginning = /https?:\/\/|www\.|@/gi

export function withBareLinks(html: string): string {
  if (!/https?:\/\/|www\.|@/i.test(html)) return html
  const parts: string[] = []
  const budget = { left: most - (html.split('<a ').length - 1) }
  let depth = 0
  /** Open elements in which nothing is looked for. */
  let outside = 0
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const text = html.slice(at, open < 0 ? html.length : open)
    if (text !== '') parts.push(outside === 0 && depth < deepest ? linked(text, budget) : text)
    if (open < 0) break
    const end = html.indexOf('>', open)
    at = end < 0 ? html.length : end + 1
    const tag = html.slice(open, at)
    parts.push(tag)
    const isClose = tag.startsWith('</')
    const name = /^<\/?([a-z][a-z0-9]{0,20})/.exec(tag)?.[1] ?? ''
    if (empty.has(name)) continue
    depth += isClose ? -1 : 1
    if (untouched.has(name)) outside = Math.max(0, outside + (isClose ? -1 : 1))
  }
  return parts.join('')
}

function linked(escaped: string, budget: { left: number }): string {
  if (!/https?:\/\/|www\.|@/i.test(escaped)) return escaped
  const text = escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
  let out = ''
  let done = 0
  beginning.lastIndex = 0
  for (let found = beginning.exec(text); found !== null && budget.left > 0; found = beginning.exec(text)) {
    const link = found[0] === '@' ? mailAround(text, found.index, done) : webFrom(text, found.index, found[0])
    if (link === null) continue
    const { start, end, href } = link
    out += `${written(text.slice(done, start))}<a href="${escapeText(href)}">${written(text.slice(start, end))}</a>`
    done = end
    beginning.lastIndex = end
    budget.left -= 1
  }
  return out === '' ? escaped : out + written(text.slice(done))
}

/** As sanitize-html writes text. */
const written = (text: string) => escapeText(text).replaceAll('&quot;', '"')

interface Found {
  readonly start: number
  readonly end: number
  readonly href: string
}

const ascii = /[!#-;=?-~]/
const asciiHost = /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?/i
const wideHost = /^(?:[\p{L}\p{N}\p{M}-]{1,63}\.){1,8}(?:[a-z]{2,20}|\p{L}{2,6})(?::\d{1,5})?/iu

function webFrom(text: string, start: number, scheme: string): Found | null {
  const isBare = scheme.toLowerCase() === 'www.'
  if (isBare && /[\p{L}\p{N}@./_-]/u.test(text.charAt(start - 1))) return null
  const from = isBare ? start : start + scheme.length
  const rest = text.slice(from, from + 300)
  const host = (asciiHost.exec(rest) ??
    wideHost.exec(rest) ??
    /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?/.exec(rest))?.[0]
  if (host === undefined) return null
  let end = from + host.length
  if (/[/?#]/.test(text.charAt(end))) end = endOfPath(text, end, start + longest)
  end = withoutTrail(text, from, end)
  const href = resolveWebUrl(`${isBare ? 'https://' : ''}${text.slice(start, end)}`, null)
  return href === null ? null : { start, end, href }
}

/** Where the part behind the host ends. */
function endOfPath(text: string, from: number, limit: number): number {
  let at = from
  while (at < text.length && at < limit) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    if (character.length === 1 && character <= '\u007f') {
      if (!ascii.test(character)) break
    } else {
      const before = text.charAt(at - 1)
      if (!/[\p{L}\p{N}\p{M}ー々]/u.test(character) || /\p{Script=Hiragana}/u.test(character)) break
      const isWide = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}ー々]/u.test(character)
      if (isWide && !/[/=_-]/.test(before) && before <= '\u007f') break
    }
    at += character.length
  }
  return at
}

/** Without punctuation, and brackets that did not open in it, at the end. */
function withoutTrail(text: string, from: number, until: number): number {
  const address = text.slice(from, until)
  const count = (sign: string) => address.split(sign).length - 1
  const room = new Map([
    [')', count('(') - count(')')],
    [']', count('[') - count(']')],
    ['}', count('{') - count('}')],
  ])
  let end = until
  for (; end > from; end--) {
    const last = text.charAt(end - 1)
    if (/[.,;:!?'*_|~^`]/.test(last)) continue
    const left = room.get(last)
    if (left === undefined || left >= 0) break
    room.set(last, left + 1)
  }
  return end
}

/** `desk@paper.example`; not `@desk@paper.example`, which names somebody on a server of others. */
function mailAround(text: string, at: number, done: number): Found | null {
  let start = at
  while (start > done && at - start < 65 && /[a-z0-9._%+-]/i.test(text.charAt(start - 1))) start--
  while (start < at && /[.%+-]/.test(text.charAt(start))) start++
  if (
    start === at ||
    at - start > 64 ||
    /[@/\p{L}\p{N}:=?&]/u.test(start > done ? text.charAt(start - 1).replace(/[^\u0000-\u007f]/, '') : '')
  )
    return null
  const host = /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,8}[a-z]{2,20}(?![a-z0-9@-])/i.exec(
    text.slice(at + 1, at + 260),
  )?.[0]
  if (host === undefined) return null
  const end = at + 1 + host.length
  return { start, end, href: `mailto:${text.slice(start, end)}` }
}
