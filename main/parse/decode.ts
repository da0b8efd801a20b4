/**
 * decode.ts — bytes to text, whatever the server and the document say about themselves.
 *
 * Room:     main/parse. Imports: iconv-lite (only here).
 * Promises: never throws; no byte order mark in the text; unreadable bytes become U+FFFD.
 * Order:    byte order mark · UTF-16 by its zeros · ISO-2022-JP by its escapes · header and declaration ·
 *           strict UTF-8 where they differ · detection of Japanese · UTF-8 with replacement.
 * Knows:    - servers say ISO-8859-1 by habit and send UTF-8; valid UTF-8 with multi-byte sequences wins.
 *           - Node 20's TextDecoder reads windows-1252 as Latin-1 and Electron's does not: iconv-lite reads both alike.
 *           - iconv-lite has no ISO-2022-JP; TextDecoder has it wherever full ICU is.
 */
import iconv from 'iconv-lite'
import { detectJapanese } from './japanese.ts'

export interface Decoded {
  readonly text: string
  /** Lower-case label of what was used. */
  readonly encoding: string
}

export function decodeDocument(bytes: Uint8Array, contentType: string | null): Decoded {
  const marked = byteOrderMark(bytes) ?? zeroPattern(bytes)
  if (marked !== null) return { text: withoutMark(new TextDecoder(marked).decode(bytes)), encoding: marked }

  const header = label(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1])
  const declared = declaredIn(bytes)
  if (hasJisEscapes(bytes)) return decodeJis(bytes)

  const claims = [header, declared].filter((claim) => claim !== null)
  const agreed =
    claims.length > 0 && claims.every((claim) => claim === claims[0]) ? (claims[0] ?? null) : null
  const utf8 = strictUtf8(bytes)
  if (agreed !== null && agreed !== 'utf-8') return decodeAgreed(bytes, agreed, claims.length, utf8)
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' }

  const other = claims.find((claim) => claim !== 'utf-8')
  if (other !== undefined) return { text: decodeWith(bytes, other), encoding: other }
  const loose = new TextDecoder('utf-8').decode(bytes)
  if (isMostlySound(loose)) return { text: loose, encoding: 'utf-8' }
  const japanese = detectJapanese(bytes)
  if (japanese !== null) return { text: decodeWith(bytes, japanese), encoding: japanese }
  return { text: loose, encoding: 'utf-8' }
}

/** Everybody who spoke named one encoding other than UTF-8. */
function decodeAgreed(bytes: Uint8Array, encoding: string, voices: number, utf8: string | null): Decoded {
  if (utf8 !== null) {
    const isSingleByte = /^(?:windows-|iso-8859|koi8|macintosh|us-ascii)/.test(encoding)
    if (isSingleByte && (voices === 1 || /[^\u0000-\u007f]/.test(utf8)))
      return { text: utf8, encoding: 'utf-8' }
    if (!isSingleByte && decodeWith(bytes, encoding).includes('\ufffd'))
      return { text: utf8, encoding: 'utf-8' }
  }
  return { text: decodeWith(bytes, encoding), encoding }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return null
}

/** `<?` or `{"` in UTF-16 without a mark. */
function zeroPattern(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be'
  return null
}

/** What the XML declaration, or a `meta` in the first kilobytes, says. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = iconv.decode(Buffer.from(bytes.subarray(0, 4096)), 'latin1')
  const xml = /^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]
  return label(xml ?? /<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1])
}

/** The encoding that a name means on the web; null for unknown names and for UTF-16, which the bytes would have shown. */
function label(name: string | undefined): string | null {
  if (name === undefined) return null
  const lower = name.toLowerCase()
  if (/^(?:utf-?8|unicode-1-1-utf-8|x-unicode.*)$/.test(lower)) return 'utf-8'
  if (/^(?:iso-?8859-?1|latin-?1|us-ascii|ascii|cp1252|x-cp1252)$/.test(lower)) return 'windows-1252'
  if (/^(?:shift[-_]?jis|sjis|x-sjis|ms_kanji|windows-31j|cp932|ms932)$/.test(lower)) return 'shift_jis'
  if (/^(?:x-)?euc-?jp$/.test(lower)) return 'euc-jp'
  if (/^(?:cs)?iso-?2022-?jp/.test(lower)) return 'iso-2022-jp'
  if (/^(?:gb2312|gbk|x-gbk|gb_2312-80)$/.test(lower)) return 'gbk'
  if (/^(?:euc-kr|ks_c_5601.*|windows-949)$/.test(lower)) return 'euc-kr'
  if (lower.startsWith('utf')) return null
  return iconv.encodingExists(lower) ? lower : null
}

/** ESC $ @, ESC $ B or ESC ( J, and no byte above 7 bits. */
function hasJisEscapes(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b)
  if (at < 0) return false
  const next = bytes[at + 1]
  const isEscape = next === 0x24 || (next === 0x28 && bytes[at + 2] === 0x4a)
  return isEscape && !bytes.some((byte) => byte > 0x7f)
}

function decodeJis(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder('iso-2022-jp').decode(bytes), encoding: 'iso-2022-jp' }
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' }
  }
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function decodeWith(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'iso-2022-jp') return decodeJis(bytes).text
  return withoutMark(iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding))
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

const withoutMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
