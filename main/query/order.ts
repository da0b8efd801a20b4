/**
 * order.ts — headlines of several feeds in one order.
 *
 * Room:     main/query. Pure but for a memory of merges.
 * Knows:    arrays of the store never change, so the merge of two of them can be remembered by the arrays themselves:
 *           when one feed of a hundred changes, seven merges are made anew instead of ninety-nine.
 */
import type { StoredHeadline } from '../model/article.ts'
import { newestFirst } from '../store/headlineRows.ts'

type Rows = readonly StoredHeadline[]

/** Rows with their times side by side: comparing numbers in a row is several times faster than asking objects. */
interface Timed {
  readonly rows: Rows
  readonly times: Float64Array
}

export type Merge = (lists: readonly Rows[]) => Rows

/**
 * A merge of lists that are newest first into one that is.
 *
 * Cost: n · log2(lists) comparisons the first time, 2 n when one list changed, next to nothing when none did.
 */
export function makeMerge(): Merge {
  const timed = new WeakMap<Rows, Timed>()
  const merged = new WeakMap<Timed, { readonly other: Timed; readonly both: Timed }>()

  const leaf = (rows: Rows): Timed => {
    const known = timed.get(rows)
    if (known !== undefined) return known
    const made = { rows, times: Float64Array.from(rows, ({ sortedAt }) => sortedAt) }
    timed.set(rows, made)
    return made
  }
  const pair = (a: Timed, b: Timed): Timed => {
    const known = merged.get(a)
    if (known?.other === b) return known.both
    const both = mergeTwo(a, b)
    merged.set(a, { other: b, both })
    return both
  }

  return (lists) => {
    let round = lists.filter((list) => list.length > 0).map(leaf)
    while (round.length > 1) {
      const next: Timed[] = []
      for (let i = 0; i < round.length; i += 2) {
        const [a, b] = round.slice(i, i + 2) as [Timed, Timed?]
        next.push(b === undefined ? a : pair(a, b))
      }
      round = next
    }
    return round[0]?.rows ?? []
  }
}

/**
 * What is in `news` and not yet in `shown` takes its place by date; nothing that is shown moves or goes.
 *
 * @param news In the same order as `shown`. Cost: one walk along both when little came.
 */
export function withArrivals(
  shown: Rows,
  news: Rows,
  isOldestFirst: boolean,
): { readonly rows: Rows; readonly arrivals: Rows } {
  if (shown === news) return { rows: shown, arrivals: [] }
  const sign = isOldestFirst ? -1 : 1
  const isBefore = (a: StoredHeadline, b: StoredHeadline) => sign * newestFirst(a, b) < 0

  const candidates: StoredHeadline[] = []
  let at = 0
  for (const headline of news) {
    for (
      let row = shown[at];
      row !== undefined && row !== headline && isBefore(row, headline);
      row = shown[at]
    ) {
      at += 1
    }
    if (shown[at]?.id === headline.id) at += 1
    else candidates.push(headline)
  }
  // An article whose date changed stands elsewhere in the list and stays there.
  const ids = new Set(candidates.map(({ id }) => id))
  if (ids.size > 0) for (const { id } of shown) ids.delete(id)
  const arrivals = candidates.filter(({ id }) => ids.has(id))
  if (arrivals.length === 0) return { rows: shown, arrivals }

  const rows = new Array<StoredHeadline>(shown.length + arrivals.length)
  let from = 0
  let to = 0
  for (const arrival of arrivals) {
    const end = placeOf(shown, from, (row) => isBefore(arrival, row))
    while (from < end) rows[to++] = shown[from++] as StoredHeadline
    rows[to++] = arrival
  }
  while (from < shown.length) rows[to++] = shown[from++] as StoredHeadline
  return { rows, arrivals }
}

/** The first row from `from` on that comes after; by halves, since rows are in order. */
function placeOf(rows: Rows, from: number, isAfter: (row: StoredHeadline) => boolean): number {
  let low = from
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isAfter(rows[middle] as StoredHeadline)) high = middle
    else low = middle + 1
  }
  return low
}

function mergeTwo(a: Timed, b: Timed): Timed {
  const count = a.rows.length + b.rows.length
  const rows = new Array<StoredHeadline>(count)
  const times = new Float64Array(count)
  let i = 0
  let j = 0
  for (let at = 0; at < count; at += 1) {
    if (j >= b.rows.length || (i < a.rows.length && isLeftFirst(a, i, b, j))) {
      rows[at] = a.rows[i] as StoredHeadline
      times[at] = a.times[i++] as number
    } else {
      rows[at] = b.rows[j] as StoredHeadline
      times[at] = b.times[j++] as number
    }
  }
  return { rows, times }
}

function isLeftFirst(a: Timed, i: number, b: Timed, j: number): boolean {
  const left = a.times[i] as number
  const right = b.times[j] as number
  return (
    left > right ||
    (left === right && newestFirst(a.rows[i] as StoredHeadline, b.rows[j] as StoredHeadline) <= 0)
  )
}
