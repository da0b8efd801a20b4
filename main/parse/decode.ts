/**
 * decode.ts — bytes to text, whatever the server and the document say about themselves.
 *
 * Room:     main/parse.
 * Promises: never throws; no byte order mark in the text; unreadable bytes become U+FFFD.
 * Order:    byte order mark · UTF-16 and UTF-32 by their zeros · EBCDIC by its first bytes · ISO-2022 by its escapes · header and declaration where
 *           they agree · strict UTF-8 · of two claims the one that reads like a language · UTF-8 with a broken byte
 *           here and there · detection · windows-1252, in which every byte is something.
 * Knows:    - servers say ISO-8859-1 by habit and send UTF-8; valid UTF-8 with multi-byte sequences wins.
 *           - a claim that makes nonsense of the bytes is a wrong claim.
 */
import { asLatin1, charsetNamed, decodeAs, withoutMark } from './charsets.ts'
import { decodeEbcdic, ebcdicNamed, looksLikeEbcdic } from './ebcdic.ts'
import { detect, isJudged, qualityIn } from './detect.ts'

export interface Decoded {
  readonly text: string
  /** Lower-case label of what was used. */
  readonly encoding: string
}

export function decodeDocument(bytes: Uint8Array, contentType: string | null): Decoded {
  const marked = byteOrderMark(bytes) ?? zeroPattern(bytes)
  if (marked !== null) return { text: withoutMark(decodeAs(bytes, marked)), encoding: marked }

  if (looksLikeEbcdic(bytes)) return decodeMainframe(bytes)

  const header = charsetNamed(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1])
  const declared = declaredIn(bytes)
  const escaped = escapedAs(bytes, [header, declared])
  if (escaped !== null) return { text: decodeAs(bytes, escaped), encoding: escaped }

  const claims = [...new Set([header, declared].filter((claim) => claim !== null))]
  const others = claims.filter((claim) => claim !== 'utf-8')
  const utf8 = strictUtf8(bytes)
  if (claims.length === 1 && others[0] !== undefined) {
    return decodeAgreed(bytes, others[0], header === null || declared === null ? 1 : 2, utf8)
  }
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' }
  if (others.length > 0) return decodeClaimed(bytes, others)

  const loose = new TextDecoder('utf-8').decode(bytes)
  if (isMostlySound(loose)) return { text: withoutMark(loose), encoding: 'utf-8' }
  const encoding = detect(bytes)?.encoding ?? 'windows-1252'
  return { text: decodeAs(bytes, encoding), encoding }
}

/** Every code page writes the declaration in the same bytes but for the quotes, so it says which one it is. */
function decodeMainframe(bytes: Uint8Array): Decoded {
  const head = decodeEbcdic(bytes.subarray(0, 400), 'cp037')
  const name = /encoding\s*=\s*\S\s*([\w.:-]+)/.exec(head)?.[1]
  const encoding = ebcdicNamed(name?.toLowerCase() ?? '') ?? 'cp037'
  return { text: decodeEbcdic(bytes, encoding), encoding }
}

/** Everybody who spoke named one encoding other than UTF-8. */
function decodeAgreed(bytes: Uint8Array, encoding: string, voices: number, utf8: string | null): Decoded {
  if (utf8 !== null) {
    const isSingleByte = /^(?:windows-|iso-8859|koi8|mac|us-ascii|cp\d|ibm)/.test(encoding)
    const hasMore = /[^\u0000-\u007f]/.test(utf8)
    if (isSingleByte && (voices === 1 || hasMore)) return { text: utf8, encoding: 'utf-8' }
    const isBetter = () => qualityIn(bytes, 'utf-8') > qualityIn(bytes, encoding)
    if (!isSingleByte && hasMore && (decodeAs(bytes, encoding).includes('\ufffd') || isBetter()))
      return { text: utf8, encoding: 'utf-8' }
    return { text: decodeAs(bytes, encoding), encoding }
  }
  return decodeClaimed(bytes, [encoding])
}

/** The claim that reads like a language; something else when none does and something else clearly does. */
function decodeClaimed(bytes: Uint8Array, claims: readonly string[]): Decoded {
  const rated = claims.map((encoding) => ({ encoding, quality: qualityIn(bytes, encoding) }))
  const best = rated.reduce((a, b) => (b.quality > a.quality + 0.1 ? b : a))
  const isBroken = () => decodeAs(bytes, best.encoding).includes('\ufffd')
  const isBelieved = () => !isJudged(best.encoding) && isMostlyLetters(decodeAs(bytes, best.encoding))
  if (best.quality < 0.35 && (saysEnough(bytes) || isBroken()) && !isBelieved()) {
    const found = detect(bytes)
    if (found !== null && found.quality > Math.max(0.6, best.quality + 0.4)) {
      return { text: decodeAs(bytes, found.encoding), encoding: found.encoding }
    }
  }
  return { text: decodeAs(bytes, best.encoding), encoding: best.encoding }
}

/** Somebody who names an encoding of the Baltic, of Esperanto or of Wales, in which all makes letters, knows why. */
function isMostlyLetters(text: string): boolean {
  let letters = 0
  let others = 0
  for (const [found] of text.matchAll(/[^\u0000-\u007f]/gu)) {
    if (/[\p{Script=Latin}\u2010-\u2026\u00a0\u00ab\u00bb]/u.test(found)) letters++
    else others++
  }
  return letters > others * 9
}

/** A handful of bytes that can be read is no ground for calling an outlet wrong: it may be a name, or one sign. */
function saysEnough(bytes: Uint8Array): boolean {
  let high = 0
  for (const byte of bytes) {
    if (byte > 0x7f && ++high >= overruledFrom) return true
  }
  return false
}

const overruledFrom = 5

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  return null
}

/** `<?` or `{"` in UTF-16 or UTF-32 without a mark. */
function zeroPattern(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  if (a !== 0 && b === 0 && c === 0 && d === 0) return 'utf-32le'
  if (a === 0 && b === 0 && c === 0 && d !== 0) return 'utf-32be'
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be'
  return null
}

/** What the XML declaration, or a `meta` in the first kilobytes, says. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = asLatin1(bytes.subarray(0, 4096))
  const xml = /^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)\s*["']/i.exec(head)?.[1]
  return charsetNamed(xml ?? /<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1])
}

/** ISO-2022-JP and ISO-2022-KR by their escapes; HZ and UTF-7 only where somebody claims them. All bytes below 128. */
function escapedAs(bytes: Uint8Array, claims: readonly (string | null)[]): string | null {
  const claimed =
    claims.find((one) => one === 'iso-2022-kr' || one === 'hz-gb-2312' || one === 'utf-7') ?? null
  // Buffer's search is many times as fast as Uint8Array's.
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(0x1b)
  const next = at < 0 ? undefined : bytes[at + 1]
  const isKorean = next === 0x24 && bytes[at + 2] === 0x29 && bytes[at + 3] === 0x43
  const isJis = (next === 0x24 && bytes[at + 2] !== 0x29) || (next === 0x28 && bytes[at + 2] === 0x4a)
  if ((!isJis && !isKorean && claimed === null) || bytes.some((byte) => byte > 0x7f)) return null
  return isKorean ? 'iso-2022-kr' : isJis ? 'iso-2022-jp' : claimed
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A broken byte here and there in text that is UTF-8 otherwise. */
function isMostlySound(text: string): boolean {
  let broken = 0
  let sound = 0
  for (const [found] of text.matchAll(/[^\u0000-\u007f]/g)) {
    if (found === '\ufffd') broken++
    else sound++
  }
  return broken === 0 || sound > broken * 4
}
