/**
 * hits.ts — where the words of a search stand in a text.
 *
 * Room:     renderer/panes. Pure, linear in the text for each word.
 * Promises: the same spellings count as for the search itself (preload/contract/letters.ts); marks and halves stay with their
 *           letter; the places do not overlap and stand in order.
 */
import { join, letterOf } from '../../preload/contract/letters.ts'

export interface Hit {
  readonly from: number
  /** Behind the last. */
  readonly to: number
}

const mostWords = 20
const mostHits = 100

/** A text as it is compared, and where each unit of that stands in the text. */
interface Folded {
  readonly text: string
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** @param search As typed. */
export function hitsIn(text: string, search: string): readonly Hit[] {
  const words = [...new Set(folded(search).text.split(/\s+/u))]
    .filter((word) => word !== '')
    .slice(0, mostWords)
  if (words.length === 0 || text === '') return []
  const where = folded(text)
  const hits: Hit[] = []
  for (const word of words) {
    for (let at = where.text.indexOf(word); at >= 0; at = where.text.indexOf(word, at + word.length)) {
      const [from, to] = [where.from[at], where.to[at + word.length - 1]]
      if (from !== undefined && to !== undefined) hits.push({ from, to })
      if (hits.length >= mostHits) break
    }
  }
  return joined(hits.toSorted((a, b) => a.from - b.from))
}

function folded(text: string): Folded {
  const units: number[] = []
  const from: number[] = []
  const to: number[] = []
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0
    const end = at + (point > 0xffff ? 2 : 1)
    const letter = letterOf(point)
    // An accent belongs to the letter before it.
    if (letter === '' && to.length > 0) to[to.length - 1] = end
    for (let i = 0; i < letter.length; i += 1) {
      const unit = letter.charCodeAt(i)
      const one = units.length === 0 ? 0 : join(units.at(-1) ?? 0, unit)
      if (one === 0) {
        units.push(unit)
        from.push(at)
        to.push(end)
      } else {
        units[units.length - 1] = one
        to[to.length - 1] = end
      }
    }
    at = end
  }
  return { text: units.map((unit) => String.fromCharCode(unit)).join(''), from, to }
}

function joined(hits: readonly Hit[]): readonly Hit[] {
  const all: Hit[] = []
  for (const { from, to } of hits) {
    const last = all.at(-1)
    if (last === undefined || from > last.to) all.push({ from, to })
    else if (to > last.to) all[all.length - 1] = { from: last.from, to }
  }
  return all
}
