/** Covers main/base/documentOrder.ts, and the order of headlines that tie in time. Pure. */
import { describe, expect, it } from 'vitest'
import { placeAfter, rankOf } from '../../../../main/base/documentOrder.ts'
import { readRow, rowText } from '../../../../main/store/headlineRows.ts'
import { noon } from '../../../fixtures/builders.ts'
import { aPaper } from '../../../helpers/paperOverTime.ts'

const names = ['Seven', 'Six', 'Five', 'Four', 'Three', 'Two', 'One']
const items = (list: readonly string[], date?: number) =>
  list.map((title) => ({ guid: title, title, ...(date === undefined ? {} : { date }) }))

describe('articles of the same time', () => {
  it.each([
    ['without dates', undefined],
    ['of one day', noon - 86_400_000],
    ['of the future', noon + 9 * 86_400_000],
  ])('stand in the order of the document, the newest document first: %s', async (_, date) => {
    const paper = aPaper()
    await paper.publish(items(names.slice(2), date))
    await paper.publish(items(names, date))
    expect(paper.titles()).toEqual(names)
    // An article that is found again, and one that changed, stay where they are.
    await paper.publish([...items(names, date)].reverse().map((one) => ({ ...one, text: 'More.' })))
    expect(paper.titles()).toEqual(names)
  })

  it('keep it in their rows', async () => {
    const paper = aPaper()
    await paper.publish(items(names))
    const again = paper.headlines().map((one) => readRow(JSON.parse(rowText(one))))
    expect(again).toEqual(paper.headlines())
    expect(paper.headlines().map(({ place }) => place)).toEqual([6, 5, 4, 3, 2, 1, 0])
  })

  it('of a later document stand above, also when the clock stood still or went back', () => {
    const here = [{ arrivedAt: noon, place: 4 }, { arrivedAt: noon }]
    for (const now of [noon, noon - 5000, noon + 1]) {
      const lowest = { arrivedAt: now, place: placeAfter(here, now) }
      expect(rankOf(lowest)).toBeGreaterThan(Math.max(...here.map(rankOf)))
    }
    expect(placeAfter([], noon)).toBe(0)
  })
})
