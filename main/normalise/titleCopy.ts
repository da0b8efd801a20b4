/**
 * titleCopy.ts — the title printed again at the top of the body.
 *
 * Room:     main/normalise. Pure.
 * Knows:    of 49 copies in the group's posts 4 differ: a number (40 / 37), a letter (Snow / Show), letter case, a
 *           lost dash ("eastJapan").
 */
import { titleKey } from './titles.ts'

/** True for the same title but for a number, a letter, case, dashes and blanks. */
export function isTitleCopy(text: string, title: string): boolean {
  if (text.length > title.length * 2 + 20) return false
  const [a, b] = [titleKey(text), titleKey(title)]
  if (a === '' || b === '') return false
  if (a === b) return true
  if (b.length < 12) return false
  if (a.replace(/\d+/g, '#') === b.replace(/\d+/g, '#')) return true
  return isWithin(a, b, b.length < 40 ? 1 : 2)
}

/** Exactly the same title, but for case and punctuation. */
export function isSameTitle(text: string, title: string): boolean {
  return text.length <= title.length * 2 + 20 && titleKey(text) !== '' && titleKey(text) === titleKey(title)
}

/** Where the text goes on behind a copy of the title at its start; 0 when there is no copy. */
export function endOfTitleCopy(text: string, title: string): number {
  const wanted = titleKey(title).length
  if (wanted === 0) return 0
  let count = 0
  for (let at = 0; at < text.length && at < title.length * 2 + 20;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    at += character.length
    count += titleKey(character).length
    if (count === wanted)
      return isTitleCopy(text.slice(0, at), title)
        ? at + (/^[’'”"!?.)\]]+/u.exec(text.slice(at))?.[0].length ?? 0)
        : 0
  }
  return 0
}

/** True when at most `most` letters must be changed, added or dropped (Levenshtein, only as far off the diagonal as that). */
function isWithin(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most || a.length > 600) return false
  const far = most + 1
  let row = Array.from({ length: b.length + 1 }, (_, index) => Math.min(index, far))
  let next = row.map(() => far)
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - most)
    let least = from === 1 ? Math.min(i, far) : far
    next[from - 1] = least
    for (let j = from; j <= Math.min(b.length, i + most); j++) {
      const change = (row[j - 1] ?? far) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const value = Math.min(change, (row[j] ?? far) + 1, (next[j - 1] ?? far) + 1)
      next[j] = value
      least = Math.min(least, value)
    }
    if (least > most) return false
    ;[row, next] = [next, row]
  }
  return (row[b.length] ?? far) <= most
}
