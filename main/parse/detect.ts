/**
 * detect.ts — which encoding a text is in, told by how much the result looks like a language.
 *
 * Room:     main/parse. Pure. For documents that say nothing about themselves, or that cannot be what they say.
 * Promises: looks at a sample of at most 256 KB; linear.
 * Knows:    - GB2312 and EUC-KR have kana too: kana speak for Japanese encodings only.
 *           - Cyrillic in the wrong code page changes between capitals and small letters inside of words.
 *           - accents of western languages stand between ASCII letters, hardly ever side by side.
 */
import { asLatin1, decodeAs } from './charsets.ts'
import { commonHan, commonHangul } from './commonCharacters.ts'

const japanese = ['shift_jis', 'euc-jp']
const candidates = [
  ...japanese,
  'gb18030',
  'big5',
  'euc-kr',
  'windows-1251',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'iso-8859-5',
  'maccyrillic',
  'windows-1252',
  'windows-1250',
  'iso-8859-2',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'iso-8859-6',
  'windows-874',
]
/** Whether we know what a language looks like in it. */
export const isJudged = (encoding: string) => encoding === 'utf-8' || candidates.includes(encoding)
/** Hardly anybody writes in these any more. */
const rare = new Set(['iso-8859-5', 'maccyrillic', 'ibm866', 'iso-8859-2', 'iso-8859-6'])

/** Encodings that a language written in ASCII (`<language>ja</language>`) speaks for. */
const hints: Readonly<Record<string, readonly string[]>> = {
  ja: japanese,
  ko: ['euc-kr'],
  zh: ['gb18030', 'big5'],
  ru: ['windows-1251', 'koi8-r'],
  uk: ['windows-1251'],
  bg: ['windows-1251'],
  el: ['windows-1253'],
  he: ['windows-1255'],
  ar: ['windows-1256'],
  fa: ['windows-1256'],
  th: ['windows-874'],
  tr: ['windows-1254'],
  pl: ['windows-1250', 'iso-8859-2'],
  cs: ['windows-1250', 'iso-8859-2'],
  hu: ['windows-1250', 'iso-8859-2'],
  lt: ['windows-1257'],
  lv: ['windows-1257'],
  is: ['windows-1252'],
}

export interface Detected {
  readonly encoding: string
  /** −6 … 1.2; sound text is above 0.25, mostly above 0.5. */
  readonly quality: number
}

/** @returns The likeliest encoding; null when none of them makes sense. */
export function detect(bytes: Uint8Array): Detected | null {
  const sample = sampleOf(bytes)
  const said = languageIn(sample)
  let best: Detected | null = null
  const hinted = said === null ? [] : (hints[said] ?? [])
  for (const encoding of new Set([...candidates, ...hinted])) {
    const bonus = hinted.includes(encoding) ? 0.3 : rare.has(encoding) ? -0.05 : 0
    const quality = qualityOf(decodeAs(sample, encoding), encoding) + bonus
    if (best === null || quality > best.quality) best = { encoding, quality }
  }
  return best !== null && best.quality > 0.25 ? best : null
}

/** How much the document looks like a language in this encoding; 0 when there is nothing but ASCII. */
export function qualityIn(bytes: Uint8Array, encoding: string): number {
  return qualityOf(decodeAs(sampleOf(bytes), encoding), encoding)
}

function sampleOf(bytes: Uint8Array): Uint8Array {
  const head = bytes.subarray(0, 65_536)
  let high = 0
  for (const byte of head) if (byte > 0x7f) high++
  return high > 200 ? head : bytes.subarray(0, 262_144)
}

function languageIn(sample: Uint8Array): string | null {
  const head = asLatin1(sample.subarray(0, 16_384))
  const said = /<(?:dc:)?language>\s*([a-z]{2})\b|\s(?:xml:)?lang\s*=\s*["']([a-z]{2})\b/i.exec(head)
  return said === null ? null : (said[1] ?? said[2] ?? '').toLowerCase()
}

const western = new Set('éèêëàâäáãåçñöóòôõüúùûíìîïßøæœÿÉÈÊËÀÂÄÁÃÅÇÑÖÓÒÔÕÜÚÙÛÍÌÎÏØÆŒ¿¡ªº')
const central = new Set('ąćęłńśźżčďěňřšťůžőűăşţđĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰ')
const turkish = new Set('ğışĞİŞ')
const signs = new Set('“”‘’‚„–—…•«»°©®™€£§·´×\u00a0')
const icelandic = new Set('ðþÐÞýÝ')
const often = new Set('оеаинтсрвл' + 'ανοιτεσρ' + 'יוהלאמרתשב' + 'اليمونرتبة')
const seldom = new Set('йхжшюцщэфъ' + 'ζξψφβθχ' + 'גזטסצץףןך' + 'ظغثذضؤئ')

function qualityOf(text: string, encoding: string): number {
  const isJapanese = japanese.includes(encoding)
  let count = 0
  let worth = 0
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c < 0x80) continue
    count++
    worth += worthOf(c, text.charCodeAt(at - 1), text.charCodeAt(at + 1), isJapanese, encoding)
  }
  return count === 0 ? 0 : worth / count
}

const isIn = (c: number, from: number, to: number) => c >= from && c <= to

function worthOf(c: number, before: number, after: number, isJapanese: boolean, encoding: string): number {
  if (c === 0xfffd) return -6
  if (isIn(c, 0x80, 0x9f) || isIn(c, 0xe000, 0xf8ff)) return -4
  if (isIn(c, 0x4e00, 0x9fff)) {
    if (isAscii(before) && isAscii(after)) return -0.5
    return commonHan.has(c) ? 1 : 0.3
  }
  if (isIn(c, 0xac00, 0xd7a3)) return commonHangul.has(c) ? 1.05 : 0.3
  if (isIn(c, 0x3041, 0x3096) || isIn(c, 0x30a1, 0x30fc)) return isJapanese ? 1.1 : 0.1
  if (isIn(c, 0x3000, 0x3011) || [0xff01, 0xff0c, 0xff1a, 0xff1b, 0xff1f, 0xff08, 0xff09].includes(c))
    return 0.8
  if (isIn(c, 0xff10, 0xff5a)) return 0.5
  if (isIn(c, 0xff61, 0xff9f)) return -0.4
  // A letter of another alphabet inside of an ASCII word.
  if (isIn(c, 0x386, 0xe4e) && (isAscii(before) || isAscii(after))) return -0.7
  if (isIn(c, 0x410, 0x45f) || c === 0x490 || c === 0x491) return cyrillic(c, before)
  if (isIn(c, 0x3ac, 0x3ce)) return frequency(c)
  if (isIn(c, 0x386, 0x3ab)) return isIn(before, 0x3ac, 0x3ce) ? -1 : 0.3
  if (isIn(c, 0x5d0, 0x5ea) || isIn(c, 0x621, 0x64a)) return frequency(c)
  if (isIn(c, 0xe01, 0xe4e)) return 0.85
  return latin(String.fromCharCode(c), before, after, encoding)
}

const isAscii = (c: number) => isIn(c, 0x41, 0x5a) || isIn(c, 0x61, 0x7a)

/** Letters that a language uses all the time speak for it more than those that it hardly has. */
function frequency(c: number): number {
  const character = String.fromCharCode(c)
  return often.has(character) ? 1.1 : seldom.has(character) ? 0.35 : 0.8
}

function cyrillic(c: number, before: number): number {
  const isSmall = isIn(c, 0x430, 0x45f)
  if (isSmall) return c === 0x456 ? 0.8 : c > 0x44f ? 0.4 : frequency(c)
  return isIn(before, 0x430, 0x45f) ? -1 : 0.25
}

function latin(character: string, before: number, after: number, encoding: string): number {
  const isBeside = before > 0xbf || after > 0xbf
  const isBetween = before > 0xbf && after > 0xbf
  if (signs.has(character)) return isBeside ? 0.1 : 0.7
  if (western.has(character)) return isBetween ? -0.3 : isBeside ? 0.1 : 0.8
  // Only somebody's claim leads here: letters of a language that we do not guess.
  if (!candidates.includes(encoding)) return isBetween ? 0 : isLetter.test(character) ? 0.6 : -0.1
  if (central.has(character)) {
    return encoding === 'windows-1250' || encoding === 'iso-8859-2' ? (isBeside ? -0.2 : 0.78) : -0.2
  }
  if (turkish.has(character)) return isBeside ? 0 : 0.85
  if (icelandic.has(character)) return isBeside ? 0 : 0.5
  return -0.3
}

const isLetter = /\p{Script=Latin}/u
