/**
 * entities.ts — character references to characters, once; and back.
 *
 * Room:     main/parse. Pure.
 * Promises: linear; never throws; an unknown name stays as it was written; no reference makes a character
 *           that XML forbids.
 * Knows:    - feeds use the whole HTML set (`&nbsp;`, `&rsquo;`) in XML, where only five names exist.
 *           - numbers 128–159 mean windows-1252 to every browser, so to us.
 */
import { Parser } from 'htmlparser2'

/** Looked for where an ampersand stands. */
const reference = /&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z][a-zA-Z0-9]{1,31}));/y
/** The longest that `reference` takes. */
const longest = 34
/** Texts of references that were met before. */
const met = new Map<string, string>()
const mostMet = 3000
/** V8 keeps a part of twelve letters or less without the document that it was cut from. */
const shortest = 12

const names = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
])

/** Decodes every complete reference once. Cost: one pass; text without `&` comes back as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  const whole = withPairs(text)
  const parts: string[] = []
  let done = 0
  let semicolon = -1
  for (let at = whole.indexOf('&'); at >= 0; at = whole.indexOf('&', Math.max(at + 1, done))) {
    // The next one is found once, not once for each ampersand before it.
    if (semicolon < at) semicolon = whole.indexOf(';', at)
    if (semicolon < 0) break
    if (semicolon - at >= longest) continue
    const decoded = decodeOne(whole, at, semicolon)
    if (decoded === null) continue
    parts.push(whole.slice(done, at), decoded)
    done = semicolon + 1
  }
  return done === 0 ? whole : parts.join('') + whole.slice(done)
}

/** The reference between an ampersand and a semicolon; null when it is none. */
function decodeOne(text: string, at: number, semicolon: number): string | null {
  const written = text.slice(at, semicolon + 1)
  const known = met.get(written)
  if (known !== undefined) return known
  reference.lastIndex = at
  const [, hex, decimal, name] = reference.exec(text) ?? []
  const number = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  if (name === undefined && Number.isNaN(number)) return null
  const decoded = name === undefined ? (characterOf(number) ?? written) : (names.get(name) ?? lookUp(name))
  if (met.size < mostMet && written.length <= shortest) met.set(written, decoded)
  return decoded
}

/** A character that was written as its two surrogates (`&#xD83D;&#xDE00;`), as one reference. */
function withPairs(text: string): string {
  if (!text.includes('&#') || !/&#(?:[xX][dD]8|[xX][dD][9aAbB]|5[56]\d{3};)/.test(text)) return text
  return text.replace(
    /&#(?:x(d[89ab][\da-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][\da-f]{2})|(5[67]\d{3}));/gi,
    (whole: string, highHex?: string, high?: string, lowHex?: string, low?: string) => {
      const first = highHex === undefined ? Number(high) : Number.parseInt(highHex, 16)
      const second = lowHex === undefined ? Number(low) : Number.parseInt(lowHex, 16)
      if (first < 0xd800 || first > 0xdbff || second < 0xdc00 || second > 0xdfff) return whole
      return `&#${String((first - 0xd800) * 0x400 + second - 0xdc00 + 0x10000)};`
    },
  )
}

/** True when the text still holds a reference that a browser would decode. */
export function hasEntity(text: string): boolean {
  return decodeEntities(text) !== text
}

/** Text as XML or HTML character data, safe inside a double-quoted attribute too. */
export function escapeText(text: string): string {
  if (!/[&<>"]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** What bytes 128–159 mean in windows-1252. */
export const windows1252 =
  '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd' +
  '\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178'

function characterOf(code: number): string | null {
  if (code >= 0x80 && code <= 0x9f) return windows1252.charAt(code - 0x80)
  if (code === 9 || code === 10 || code === 13) return String.fromCharCode(code)
  if (code < 0x20 || code === 0x7f) return ''
  if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff || code > 0x10ffff)
    return '\ufffd'
  return String.fromCodePoint(code)
}

/** The rest of HTML's names, asked of htmlparser2 once a name. */
function lookUp(name: string): string {
  let found = ''
  const parser = new Parser({ ontext: (text) => (found += text) }, { decodeEntities: true })
  parser.end(`&${name};`)
  // `&ampfoo;` decodes its first letters only: that is no name.
  if (found.endsWith(';')) found = `&${name};`
  if (names.size < 3000) names.set(name, found)
  return found
}
