/**
 * letters.ts — what one letter is taken for in a search: the rows that were found and the words that are marked in them agree.
 *
 * Room:     preload/contract. Pure. main/query/fold.ts folds whole texts with it, the window looks for words with it.
 * Knows:    the marks that make another sound of a kana, and the breve of й, stay: は is not ば, и is not й. The vowel signs of
 *           Indian and Thai writing stay too: without them nothing is left of a word.
 */
/** What one code point is folded to. */
export function letterOf(point: number): string {
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

export function mayJoin(unit: number): boolean {
  return unit === breve || unit === 0x3099 || unit === 0x309a || (unit >= 0x1161 && unit <= 0x11c2)
}

/**
 * One unit for two: a kana with its mark, the parts of a Korean syllable, й; the first alone for a letter with a breve;
 * 0 when they stay two.
 */
export function join(before: number, unit: number): number {
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
