/** Covers main/query/order.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestFirst } from '../../../../main/store/headlineRows.ts'
import { makeMerge, withArrivals } from '../../../../main/query/order.ts'
import { anArticle } from '../../../helpers/library.ts'

const row = (id: string, sortedAt: number) => anArticle({ id, sortedAt }).headline
const rows = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 0, max: 9 })), {
    selector: ([id]) => id,
  })
  .map((pairs) => pairs.map(([id, time]) => row(id, time)))

describe('the merge of feeds', () => {
  it('is what sorting them all would be', () => {
    fc.assert(
      fc.property(rows, fc.nat(6), (all, feeds) => {
        const lists = Array.from({ length: feeds + 1 }, (_, n) =>
          all.filter((_row, index) => index % (feeds + 1) === n).sort(newestFirst),
        )
        expect(makeMerge()(lists)).toEqual([...all].sort(newestFirst))
      }),
    )
  })

  it('is the same array while no feed changed, and another when one did', () => {
    const merge = makeMerge()
    const [a, b, c] = [[row('a', 3)], [row('b', 2)], [row('c', 1)]]
    const first = merge([a, b, c])
    expect(merge([a, b, c])).toBe(first)
    expect(merge([a, b, [row('d', 9)]]).map(({ id }) => id)).toEqual(['d', 'a', 'b'])
  })
})

describe('withArrivals', () => {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join('')

  it('puts new rows where their dates belong', () => {
    const shown = [row('a', 9), row('b', 5), row('c', 1)]
    const after = withArrivals(shown, [row('x', 10), row('a', 9), row('y', 5), row('z', 0)], false)
    expect([ids(after.rows), after.arrivals.length]).toEqual(['xabycz', 3])
  })

  it('does so from the other end when the oldest come first', () => {
    const after = withArrivals([row('c', 1), row('a', 9)], [row('z', 0), row('b', 5), row('x', 10)], true)
    expect(ids(after.rows)).toBe('zcbax')
  })

  it('leaves a row where it stands when its date changed', () => {
    const shown = [row('a', 9), row('b', 5)]
    expect(withArrivals(shown, [row('b', 12), row('a', 9)], false)).toEqual({ rows: shown, arrivals: [] })
  })

  it('never loses, moves or repeats a row', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), fc.boolean(), (all, x, y, isOldestFirst) => {
        const order = (list: typeof all) => {
          const sorted = [...list].sort(newestFirst)
          return isOldestFirst ? sorted.reverse() : sorted
        }
        const shown = order(all.filter((_, n) => (n * 7 + x) % 3 !== 0))
        const news = order(all.filter((_, n) => (n * 5 + y) % 3 !== 0))
        const after = withArrivals(shown, news, isOldestFirst)
        const known = new Set(shown)
        expect(after.rows.filter((each) => known.has(each))).toEqual(shown)
        expect(after.rows).toEqual(order([...new Set([...shown, ...news])]))
        expect(after.arrivals).toHaveLength(after.rows.length - shown.length)
      }),
    )
  })
})
