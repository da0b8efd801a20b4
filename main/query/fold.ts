/**
 * fold.ts — one spelling for what people take to be the same word. Pure but for a memory of letters.
 *
 * Room:     main/query.
 * Promises: linear in the text. Two texts that differ only in case, width, accents, vowel marks (Hebrew, Arabic, Syriac),
 *           hiragana or katakana, ligatures, variation selectors, printers' quotes and dashes, or marks that nobody sees
 *           come out the same.
 * Knows:    - each letter is folded by itself and remembered: normalising a whole text with thousands of marks on one
 *             letter takes the square of their number.
 *           - the marks that make another sound of a kana, and the breve of й, stay: は is not ば, и is not й. The vowel
 *             signs of Indian and Thai writing stay too: without them nothing is left of a word.
 */
export function fold(text: string): string {
  return isPlain(text) ? text.toLowerCase() : foldLetters(text)
}

function isPlain(text: string): boolean {
  return !/[^\x20-\x7e\s]/.test(text)
}

/** What stands for each UTF-16 unit: another one, or one of these. */
const unknown = 0
const gone = 1
/** Several units, half of a pair, or what may become one letter with the unit before it: see `others`. */
const special = 2
const known = new Uint16Array(0x10000)
const letters = new Map<number, string>()
/** Units that one code point is folded to: U+FDFA is a sentence. */
const longest = 32

let scratch = new Uint16Array(4096)

function foldLetters(text: string): string {
  let out = scratch
  let end = 0
  let all = 0
  for (let at = 0; at < text.length; at += 1) {
    if (end + longest > out.length) out = scratch = grown(out)
    const unit = text.charCodeAt(at)
    let found = known[unit] ?? unknown
    if (found === unknown) found = learn(unit)
    if (found > special) {
      out[end++] = found
      all |= found
    } else if (found === special) {
      const point = text.codePointAt(at) ?? unit
      if (point > 0xffff) at += 1
      let letter = letters.get(point)
      if (letter === undefined) letters.set(point, (letter = letterOf(point)))
      for (let i = 0; i < letter.length; i += 1) {
        const next = letter.charCodeAt(i)
        const joined = end === 0 ? 0 : join(out[end - 1] ?? 0, next)
        if (joined !== 0) end -= 1
        out[end++] = joined === 0 ? next : joined
        all |= out[end - 1] ?? 0
      }
    }
  }
  return read(end, all)
}

/** One byte a letter where that is enough. */
function read(end: number, all: number): string {
  const units = scratch.subarray(0, end)
  const text =
    all < 0x100
      ? Buffer.from(units).toString('latin1')
      : Buffer.from(units.buffer, 0, end * 2).toString('utf16le')
  if (scratch.length > 1024 * 1024) scratch = new Uint16Array(4096)
  return text
}

function grown(units: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(units.length * 2)
  larger.set(units)
  return larger
}

function learn(unit: number): number {
  const isHalf = unit >= 0xd800 && unit <= 0xdfff
  const letter = isHalf ? '' : letterOf(unit)
  const one = letter.length === 1 ? letter.charCodeAt(0) : 0
  if (isHalf || letter.length > 1 || one <= special || mayJoin(one)) known[unit] = special
  else known[unit] = one
  if (letter === '' && !isHalf) known[unit] = gone
  return known[unit] ?? special
}

/** What one code point is folded to. */
function letterOf(point: number): string {
  const sign = String.fromCodePoint(point)
  if (sign === 'й' || sign === 'Й') return 'й'
  if (point === breve) return sign
  const parts = sign.normalize('NFKD').toLowerCase().normalize('NFKD')
  return Array.from(parts, (part) => (isMark(part) ? '' : (others.get(part) ?? part)))
    .join('')
    .normalize('NFC')
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

const katakana = /[\u30a1-\u30f6\u30fd\u30fe]/g

const breve = 0x306
const shortless = 0x438
const short = 0x439

/** Accents of Latin, Greek and Cyrillic; points and signs of Hebrew, Arabic and Syriac; dots under Indian letters. */
const marks =
  /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08ff\u0711\u0730-\u074a\u093c\u09bc\u0a3c\u0abc\u0b3c]/
/** Of breaking, of direction and of the choice of a shape. */
const unseen =
  /[\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u

function isMark(part: string): boolean {
  return marks.test(part) || unseen.test(part)
}

/** Letters that Unicode does not take apart, and signs that keyboards do not have. */
const others = new Map<string, string>([
  ...pairs('łl øo đd ðd ħh ŧt ıi ȷj ɓb ɗd ƙk ƴy ɨi ʉu ƀb ɖd ǥg ɫl ɵo ςσ'),
  // The same words on keyboards of Arabia and Persia; as Lucene folds them.
  ...pairs('\u0649\u064a \u06cc\u064a \u06a9\u0643 \u0629\u0647'),
  ...pairs('ßss æae œoe þth'),
  ...Array.from('\u2018\u2019\u201a\u201b\u2032\u02bb\u02bc\u05f3', (sign) => [sign, "'"] as const),
  ...Array.from('\u201c\u201d\u201e\u201f\u2033\u05f4', (sign) => [sign, '"'] as const),
  ...Array.from('\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be', (sign) => [sign, '-'] as const),
  ['\u301c', '~'],
])

function pairs(text: string): readonly (readonly [string, string])[] {
  return text.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)] as const)
}

function mayJoin(unit: number): boolean {
  return unit === breve || unit === 0x3099 || unit === 0x309a || (unit >= 0x1161 && unit <= 0x11c2)
}

/**
 * One unit for two: a kana with its mark, the parts of a Korean syllable, й; the first alone for a letter with a breve;
 * 0 when they stay two.
 */
function join(before: number, unit: number): number {
  if (unit === breve) return before === shortless ? short : before
  if (unit === 0x3099 || unit === 0x309a) {
    const kana = String.fromCharCode(before, unit).normalize('NFC')
    return kana.length === 1 ? kana.charCodeAt(0) : 0
  }
  if (unit < 0x1161 || unit > 0x11c2) return 0
  const isVowel = unit <= 0x1175
  if (isVowel && before >= 0x1100 && before <= 0x1112) {
    return 0xac00 + ((before - 0x1100) * 21 + unit - 0x1161) * 28
  }
  const isOpen = before >= 0xac00 && before <= 0xd7a3 && (before - 0xac00) % 28 === 0
  return isOpen && unit >= 0x11a8 ? before + unit - 0x11a7 : 0
}
