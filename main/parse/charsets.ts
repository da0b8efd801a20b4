/**
 * charsets.ts — the names that outlets give to encodings, and the decoders for them.
 *
 * Room:     main/parse. Imports: iconv-lite (only here).
 * Promises: never throws; unreadable bytes become U+FFFD.
 * Knows:    - the web reads Latin-1 as windows-1252, GB2312 as GB18030, KS C 5601 as its Windows superset.
 *           - Node 20's TextDecoder reads windows-1252 as Latin-1 and Electron's does not: iconv-lite reads both alike.
 *           - iconv-lite has no ISO-2022-JP; TextDecoder has it wherever full ICU is. ISO-2022-KR and HZ nobody has:
 *             they are EUC-KR and GB2312 with the eighth bit taken off between two marks.
 * Source:   WHATWG Encoding Standard §4.2.
 */
import iconv from 'iconv-lite'

const aliases: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(?:x-)?(?:unicode-1-1-|unicode(?=20))?utf-?8$|^utf8|^unicode11utf8$/, 'utf-8'],
  [
    /^(?:x-)?(?:iso-?8859-?1|iso-ir-100|latin-?1?|l1|(?:iso-?)?8859|us-ascii|ascii|ansi|ansi_x3.*|iso646-us|cp-?1252|x-cp1252|win-?1252|cp-?819|ibm-?819|csisolatin1)$/,
    'windows-1252',
  ],
  [/^(?:iso-?8859-?9|latin-?5|l5|csisolatin5)$/, 'windows-1254'],
  [/^(?:iso-?8859-?11|tis-?620(?:-\d.*)?|dos-874|windows-874)$/, 'windows-874'],
  [
    /^(?:cs|x-)?(?:s(?:hift)?[-_]?jis(?:[-_]?(?:2004|x[-_]?0213))?|ms_kanji|windows-31j|cp-?932|ms-?932)$/,
    'shift_jis',
  ],
  [/^(?:x-)?euc-?jp(?:-ms)?$|^(?:euc-?)?jis(?:-?2004|x-?0213)$|^cseucpkdfmtjapanese$|^u-?jis$/, 'euc-jp'],
  [/^(?:cs)?iso-?2022-?jp/, 'iso-2022-jp'],
  [/^(?:cs)?iso-?2022-?kr/, 'iso-2022-kr'],
  [/^hz(?:-gb-?2312)?$/, 'hz-gb-2312'],
  [/^(?:x-|cs)?(?:gb[-_]?2312(?:-80)?|gbk|gb2312|euc-?cn|cp-?936|ms-?936|chinese|iso-ir-58)$/, 'gbk'],
  [/^gb-?18030/, 'gb18030'],
  [/^(?:x-x-|cs)?big-?5(?:-?hkscs|-eten|-tw)?$|^(?:cn-big5|cp-?950|hkscs|x-mac-trad-chinese)$/, 'big5'],
  [
    /^(?:cs|x-)?(?:euc-?kr|ks_?c_?5601.*|ksc.?5601|ks-?x-?1001|korean|x-mac-korean|windows-949|cp-?949|uhc|iso-ir-149)$/,
    'euc-kr',
  ],
  [/^iso-?8859-?8-?[ei]$|^logical$|^visual$/, 'iso-8859-8'],
  [/^x-mac-cyrillic$|^x-mac-ukrainian$/, 'maccyrillic'],
  [/^(?:x-mac-roman|mac|macintosh|csmacintosh)$/, 'macintosh'],
  [/^(?:x-)?mac-?(?:latin-?2|ce|central-?europe(?:an|roman)?)$/, 'maccenteuro'],
  [/^(?:x-)?mac-?roman(?:ia|ian)$/, 'macromania'],
  [/^cp-is$/, 'cp861'],
  [/^cp-gr$/, 'cp869'],
  [/^(?:cp-?866u|ruscii)$/, 'cp1125'],
  [/^(?:cs)?(?:pt)?cp-?154$|^pt154$|^cyrillic-asian$/, 'pt154'],
  [/^(?:kz|rk|strk)-?1048$/, 'rk1048'],
  [/^cp-?1051$|^(?:hp-)?roman8$|^r8$/, 'hproman8'],
  [/^(?:win|cp|windows|x-cp|ms)-?(125\d)$/, 'windows-$1'],
]

/**
 * The encoding that a name means on the web; null for unknown names, and for UTF-16 and UTF-32, which the bytes would
 * have shown.
 */
export function charsetNamed(name: string | null | undefined): string | null {
  const lower = name?.trim().toLowerCase() ?? ''
  if (lower === '' || lower.length > 60) return null
  for (const [pattern, ours] of aliases) {
    const found = pattern.exec(lower)
    if (found !== null) return ours.replace('$1', found[1] ?? '')
  }
  if (/^(?:cs)?(?:unicode-1-1-)?utf[-_]?7$/.test(lower)) return 'utf-7'
  if (/^(?:cs)?(?:utf|ucs|unicode|iso-10646)/.test(lower)) return null
  const bare = lower.replace(/^(?:x-)?(?:cs)?(?=ibm|pc|koi|iso|mac)/, '').replace(/^pc(?=\d)/, 'cp')
  const known = [lower, bare].find((one) => iconv.encodingExists(one))
  if (known !== undefined) return known
  // ISO's own names end with a year.
  const plain = lower.includes('_') ? lower.replaceAll('_', '-') : lower.replace(/[-:](?:19|20)\d\d$/, '')
  return plain === lower ? null : charsetNamed(plain)
}

/** @param encoding A name from `charsetNamed`. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  switch (encoding) {
    case 'utf-8':
    case 'utf-16le':
    case 'utf-16be':
      return withoutMark(new TextDecoder(encoding).decode(bytes))
    case 'iso-2022-jp':
      return decodeJis(bytes)
    case 'iso-2022-kr':
      return decodeAs(withEighthBit(bytes, [0x0e], [0x0f]), 'euc-kr').replaceAll('\u001b$)C', '')
    case 'hz-gb-2312':
      return decodeAs(withEighthBit(bytes, [0x7e, 0x7b], [0x7e, 0x7d]), 'gbk')
    default:
      return withoutMark(
        iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), iconvName(encoding)),
      )
  }
}

/** Bytes as characters of the same number: enough to look for ASCII in. */
export function asLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function iconvName(encoding: string): string {
  if (encoding === 'gbk') return 'gb18030'
  if (encoding === 'big5') return 'big5-hkscs'
  return encoding === 'euc-kr' ? 'cp949' : encoding
}

function decodeJis(bytes: Uint8Array): string {
  try {
    return new TextDecoder('iso-2022-jp').decode(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}

/** Takes the marks out, and sets the eighth bit of what stands between them. Lines end the shift. */
function withEighthBit(bytes: Uint8Array, open: readonly number[], close: readonly number[]): Uint8Array {
  const result = new Uint8Array(bytes.length)
  let length = 0
  let isShifted = false
  const isAt = (mark: readonly number[], at: number) =>
    mark.every((byte, index) => bytes[at + index] === byte)
  for (let at = 0; at < bytes.length; at++) {
    const mark = isShifted ? close : open
    const byte = bytes[at] ?? 0
    if (isAt(mark, at)) {
      isShifted = !isShifted
      at += mark.length - 1
    } else {
      if (byte === 0x0a) isShifted = false
      result[length++] = isShifted && byte > 0x20 ? byte | 0x80 : byte
    }
  }
  return result.subarray(0, length)
}

export const withoutMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
