/**
 * haystack.ts — the searchable words of a feed's headlines as one long text, made once and looked through in milliseconds.
 *
 * Room:     main/query.
 * Knows:    arrays of the store never change, so a text is remembered by its array. Of 50,000 headlines they are about 15 MB;
 *           looking through them takes 10 ms, where folding each headline for each search took 190.
 */
import type { StoredHeadline } from '../model/article.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import { fold } from './fold.ts'

type Rows = readonly StoredHeadline[]

export interface Haystack {
  readonly text: string
  /** Where each row's words begin in `text`; one more at the end. */
  readonly starts: Uint32Array
}

/** Stands between rows; no search can hold it, because words are cut at white space. */
const border = '\n'

export type Haystacks = (rows: Rows) => Promise<Haystack>

/** Cost: about 3 µs a headline the first time, with pauses; nothing while the feed does not change. */
export function makeHaystacks(): Haystacks {
  const made = new WeakMap<Rows, Haystack>()
  return async (rows) => {
    const known = made.get(rows)
    if (known !== undefined) return known
    const haystack = await makeHaystack(rows)
    made.set(rows, haystack)
    return haystack
  }
}

async function makeHaystack(rows: Rows): Promise<Haystack> {
  const yieldNow = yieldToLoop(3)
  const texts: string[] = []
  const starts = new Uint32Array(rows.length + 1)
  let at = 0
  for (const [index, { title, contributors, snippet }] of rows.entries()) {
    const text = fold(`${title}\n${contributors.join('\n')}\n${snippet}${border}`)
    texts.push(text)
    starts[index] = at
    at += text.length
    if (index % 50 === 49) await yieldNow()
  }
  starts[rows.length] = at
  return { text: texts.join(''), starts }
}

/** Indices of the rows that hold every one of `words`, rising. Pure. */
export function rowsWith({ text, starts }: Haystack, words: readonly string[]): readonly number[] {
  const [rarest, ...others] = words.toSorted((a, b) => b.length - a.length)
  const count = starts.length - 1
  if (rarest === undefined) return Array.from({ length: count }, (_, index) => index)
  const found: number[] = []
  let row = 0
  for (let at = text.indexOf(rarest); at !== -1; at = text.indexOf(rarest, at)) {
    while ((starts[row + 1] ?? Infinity) <= at) row += 1
    const end = starts[row + 1] ?? text.length
    const own = others.length === 0 ? '' : text.slice(starts[row], end)
    if (others.every((word) => own.includes(word))) found.push(row)
    at = end
  }
  return found
}
