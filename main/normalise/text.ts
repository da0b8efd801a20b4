/**
 * text.ts — HTML to plain text, and plain text to a snippet.
 *
 * Room:     main/normalise. Pure.
 * Promises: linear in the length of the HTML, without building a tree; never throws; never cuts a character in
 *           two. The result is text: whoever shows it must not read it as HTML again.
 * Knows:    - references are decoded once, after the tags are gone, so `&lt;b&gt;` stays visible text.
 *           - what a browser does not show (script, style, comments) is no text.
 */
import { trimEndBy } from '../base/trims.ts'
import { decodeEntities } from '../parse/entities.ts'

/** Elements whose inside is not text. */
const hidden = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'textarea',
  'title',
  'head',
])
/** Elements that do not break a line. */
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rbc rp rt rtc ruby s samp ' +
    'small span strike strong sub sup time tt u var wbr'
  ).split(' '),
)

/** Text with one blank between words and one line feed between blocks; no blank at either end. */
export function plainText(html: string): string {
  const raw = decodeEntities(html.includes('<') ? withoutTags(html) : html)
  // Mostly there is nothing to do, and one look is cheaper than two changes.
  if (!untidy.test(raw)) return raw.trim()
  const blanks = oddBlank.test(raw) ? raw.replace(oddBlanks, ' ') : raw
  const single = blanks.includes('  ') ? blanks.replace(/ {2,}/g, ' ') : blanks
  return tightLines(single).trim()
}

/** A line feed with the blanks and line feeds around it is one line feed. @param text No two blanks side by side. */
function tightLines(text: string): string {
  const lines: string[] = []
  let done = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', done)) {
    lines.push(text.slice(done, text.charCodeAt(at - 1) === 0x20 ? at - 1 : at))
    done = at + 1
    while (isGap(text.charCodeAt(done))) done++
  }
  if (done === 0) return text
  lines.push(text.slice(done))
  return lines.join('\n')
}

const isGap = (c: number) => c === 0x20 || c === 0x0a

const oddBlank = /[^\S\n ]/
const oddBlanks = /[^\S\n ]/g

const untidy = /[^\S\n ]| [ \n]|\n[ \n]/

/** Plain text in one line. */
export function oneLine(html: string): string {
  return collapse(plainText(html))
}

/**
 * Every run of white space and control characters becomes one blank, of the ideographic blank an ideographic one;
 * bidirectional overrides are dropped.
 */
export function collapse(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff\u200e\u200f]/g, '')
    .replace(/[\s\u0000-\u001f\u007f-\u009f]{2,}|[^\S \u3000]|[\u0000-\u001f\u007f-\u009f]/g, (run) =>
      /^\u3000+$/.test(run) ? '\u3000' : ' ',
    )
    .trim()
}

/**
 * The start of a text, at a word's end where there is one near, with an ellipsis when something was cut.
 * @returns At most `most` UTF-16 units.
 */
export function startOf(text: string, most: number): string {
  if (text.length <= most) return text
  let end = most - 1
  const blank = text.lastIndexOf(' ', end)
  if (blank > most * 0.8) end = blank
  const before = text.charCodeAt(end - 1)
  if (before >= 0xd800 && before <= 0xdbff) end--
  return `${trimEndBy(text.slice(0, end), (one) => /[\s,;:–-]/u.test(one))}…`
}

function withoutTags(html: string): string {
  const parts: string[] = []
  const neverClosed = new Set<string>()
  let at = 0
  for (;;) {
    const start = html.indexOf('<', at)
    if (start < 0) {
      parts.push(html.slice(at))
      return parts.join('')
    }
    if (start > at) {
      const text = html.slice(at, start)
      // Blanks between two blocks.
      if (parts.at(-1) !== '\n' || text.trim() !== '') parts.push(text)
    }
    if (html.startsWith('<!--', start)) {
      const end = html.indexOf('-->', start + 4)
      if (end < 0) return parts.join('')
      at = end + 3
      continue
    }
    const name = tagName(html, start)
    if (name === '') {
      parts.push('<')
      at = start + 1
      continue
    }
    const end = endOfTag(html, start)
    if (end < 0) return parts.join('')
    at = end
    if (hidden.has(name) && html.charCodeAt(start + 1) !== 0x2f && !neverClosed.has(name)) {
      at = afterElement(html, name, end)
      if (at === end) neverClosed.add(name)
    }
    if (!inline.has(name) && parts.at(-1) !== '\n') parts.push('\n')
  }
}

/** Lower-case name of the tag at `start`; '' when it is no tag. */
function tagName(html: string, start: number): string {
  const from = html.charCodeAt(start + 1) === 0x2f ? start + 2 : start + 1
  const first = html.charCodeAt(from)
  if (first === 0x21 || first === 0x3f) return '!'
  if (!isLetter(first)) return ''
  let at = from + 1
  while (at - from < 20 && isNamePart(html.charCodeAt(at))) at++
  return html.slice(from, at).toLowerCase()
}

/** Position after `>`; quotes are respected when they close within 4,000 characters. */
function endOfTag(html: string, start: number): number {
  const near = html.slice(start, start + 4000)
  for (let at = 0; ;) {
    const end = near.indexOf('>', at)
    if (end < 0) break
    const quote = firstQuote(near.slice(at, end))
    if (quote < 0) return start + end + 1
    const close = near.indexOf(near.charAt(at + quote), at + quote + 1)
    if (close < 0) break
    at = close + 1
  }
  const end = html.indexOf('>', start)
  return end < 0 ? -1 : end + 1
}

function firstQuote(text: string): number {
  const [double, single] = [text.indexOf('"'), text.indexOf("'")]
  return double < 0 || single < 0 ? Math.max(double, single) : Math.min(double, single)
}

/** Behind the element's close tag; where it started when it is never closed. */
function afterElement(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  close.lastIndex = from
  const found = close.exec(html)
  if (found === null) return name === 'script' || name === 'style' ? html.length : from
  const end = html.indexOf('>', found.index)
  return end < 0 ? html.length : end + 1
}

const isLetter = (c: number) => (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a)
const isNamePart = (c: number) => isLetter(c) || (c >= 0x30 && c <= 0x39) || c === 0x2d
