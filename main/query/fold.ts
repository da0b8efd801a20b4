/**
 * fold.ts — one spelling for what people take to be the same word. Pure but for a memory of letters.
 *
 * Room:     main/query.
 * Promises: linear in the text. Two texts that differ only in case, width, accents, vowel marks (Hebrew, Arabic, Syriac),
 *           hiragana or katakana, ligatures, variation selectors, printers' quotes and dashes, or marks that nobody sees
 *           come out the same.
 * Knows:    each letter is folded by itself (preload/contract/letters.ts) and remembered: normalising a whole text with
 *           thousands of marks on one letter takes the square of their number.
 */
import { join, letterOf, mayJoin } from '../../preload/contract/letters.ts'

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
