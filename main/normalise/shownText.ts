/**
 * shownText.ts — the words that a reader sees of HTML: for first words, titles and what is searched.
 *
 * Room:     main/normalise. Pure, linear.
 * Knows:    - a reading above a Japanese word is no part of the word: 漢字, not 漢かん字じ.
 *           - a number that text alone would make of a formula is another number: 1/32, not 132; 10⁶, not 106.
 *           - hashes and ids are made of text.ts's plain text, which never changes: what was known stays known.
 */
import { mendMarkup } from './mend.ts'
import { withScripts } from './scripts.ts'
import { plainText } from './text.ts'

/** More is not looked at for first words. */
const most = 20_000

/** The beginning of an article's words. */
export function shownText(html: string): string {
  return plainText(withScripts(withoutReadings(mendMarkup(html.slice(0, most), { isText: true }))))
}

/** Whether `shownText` would say something else than `plainText`. */
export function hasMore(html: string): boolean {
  const start = html.slice(0, most)
  // Patterns that each begin with a fixed letter are found sooner than one of all of them.
  return more.some((pattern) => pattern.test(start))
}

const more = [
  /<(?:rt|rp|rtc|su[bp]|dialog|math|m[a-z]{1,14})\b/i,
  /hidden/i,
  /display\s*:/i,
  /math\/(?:tex|asciimath)/i,
]

/** Ruby with its base alone. Readings end with their end tag, with the next one, or with the ruby. */
export function withoutReadings(html: string): string {
  if (!/<(?:rt|rp|rtc)\b/i.test(html)) return html
  const parts: string[] = []
  let done = 0
  let isReading = false
  for (const { index, 0: tag, 1: slash = '', 2: name = '' } of html.matchAll(
    /<(\/?)(rtc|rt|rp|rb|rbc|ruby)\b[^<>]*>/gi,
  )) {
    if (!isReading) parts.push(html.slice(done, index))
    const kind = name.toLowerCase()
    const isInside = /^r(?:t|p|tc)$/.test(kind)
    isReading = isInside ? slash === '' : false
    if (!isInside) parts.push(tag)
    done = index + tag.length
  }
  if (!isReading) parts.push(html.slice(done))
  return parts.join('')
}
