/**
 * contentHash.ts — a number for what an article says, that white space and markup do not change.
 *
 * Room:     main/normalise. Keeps one buffer between calls; every call fills it anew.
 * Knows:    hashing is a tenth of all the work on a large feed when the white space is taken out by patterns: the bytes
 *           are written here one by one.
 */
import { hash as hashOnce } from 'node:crypto'
import { titleKey } from './titles.ts'

let scratch = Buffer.allocUnsafe(64 * 1024)

/** Differs when the outlet changed words; white space, markup and WordPress's last sentence do not count. */
export function hashOf(title: string, text: string): string {
  const key = titleKey(title)
  const most = (key.length + text.length) * 3 + 1
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most)
  let end = scratch.write(key, 0, 'utf8')
  scratch[end++] = 0
  end = writeWords(text, end)
  const bytes = scratch.subarray(0, end)
  const hash = hashOnce('sha256', bytes, 'hex').slice(0, 24)
  if (scratch.length > 1024 * 1024) scratch = Buffer.allocUnsafe(64 * 1024)
  return hash
}

/** White space in plain text is mostly blanks and line feeds; where it is, bytes are moved together, which is quicker. */
const oddBlank = /[\t\v\f\r\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/

function writeWords(text: string, from: number): number {
  if (oddBlank.test(text)) return writeOddWords(text, from)
  const bytes = scratch
  const written = from + bytes.write(text, from, 'utf8')
  let end = from
  for (let at = from; at < written; at++) {
    const byte = bytes[at] ?? 0
    bytes[end] = byte
    if (byte !== 0x20 && byte !== 0x0a) end++
  }
  return end
}

/** The text as UTF-8 without white space; a half of a surrogate pair becomes U+FFFD, as everywhere. */
function writeOddWords(text: string, from: number): number {
  const bytes = scratch
  let end = from
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c < 0x80) {
      if (c > 0x20 || !(c === 0x20 || (c >= 9 && c <= 13))) bytes[end++] = c
    } else if (c < 0x800) {
      if (c === 0xa0) continue
      bytes[end++] = 0xc0 | (c >> 6)
      bytes[end++] = 0x80 | (c & 0x3f)
    } else if (c >= 0xd800 && c <= 0xdfff) {
      const whole = text.codePointAt(at) ?? 0xfffd
      const isPair = whole > 0xffff
      end += bytes.write(isPair ? String.fromCodePoint(whole) : '\ufffd', end, 'utf8')
      if (isPair) at++
    } else if (!isBlank(c)) {
      bytes[end++] = 0xe0 | (c >> 12)
      bytes[end++] = 0x80 | ((c >> 6) & 0x3f)
      bytes[end++] = 0x80 | (c & 0x3f)
    }
  }
  return end
}

/** White space beyond Latin-1, as a pattern's `\s` has it, and the blank without width. */
function isBlank(c: number): boolean {
  if (c === 0x3000 || c === 0xfeff || c === 0x1680) return true
  return c >= 0x2000 && (c <= 0x200b || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f)
}
