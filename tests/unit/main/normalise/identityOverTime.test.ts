/**
 * Covers main/normalise (recognise.ts and what it calls) over many documents of one paper: whatever it does to order, window,
 * guids, schemes, counters, tracking and pages, each piece is one article, comes in once, and keeps the reader's mark.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aPaper } from '../../../helpers/paperOverTime.ts'
import type { Item } from '../../../helpers/paperOverTime.ts'
import { noon } from '../../../fixtures/builders.ts'

/** How the outlet writes its items today. */
interface Habit {
  readonly guids: 'own' | 'address' | 'none' | 'one for all' | 'placeholder' | 'new each day'
  readonly counter: number
  readonly scheme: 'http' | 'https'
  readonly www: '' | 'www.'
  readonly slash: '' | '/'
  readonly tracking: string
}

/** What it never changes. */
interface Outlet {
  readonly pages: 'own' | 'one for all' | 'same paths on many hosts'
  readonly dates: 'none' | 'own' | 'one for all'
  readonly titles: 'own' | 'one for all'
}

// One title and one date for all: without guids nothing tells a piece from a changed one.
const outlets: fc.Arbitrary<Outlet> = fc
  .record<Outlet>({
    pages: fc.constantFrom('own', 'one for all', 'same paths on many hosts'),
    dates: fc.constantFrom('none', 'own', 'one for all'),
    titles: fc.constantFrom('own', 'one for all'),
  })
  .filter(({ dates, titles }) => titles === 'own' || dates === 'own')

const habits: fc.Arbitrary<Habit> = fc.record({
  guids: fc.constantFrom('own', 'address', 'none', 'one for all', 'placeholder', 'new each day'),
  counter: fc.nat(3),
  scheme: fc.constantFrom('http', 'https'),
  www: fc.constantFrom('', 'www.'),
  slash: fc.constantFrom('', '/'),
  tracking: fc.constantFrom('', '?utm_source=rss&utm_medium=feed', '?fbclid=1', '#top', '?utm_campaign=x#y'),
})

/** What the document holds, and in which order; a window of one item too. */
const windows = fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 13 })
const days = fc.array(fc.tuple(windows, habits), { minLength: 2, maxLength: 6 })

function write(number: number, outlet: Outlet, habit: Habit, today: number): Item {
  const { guids, counter, scheme, www, slash, tracking } = habit
  const host = outlet.pages === 'same paths on many hosts' ? `h${String(number)}.example` : 'a.example'
  const path = outlet.pages === 'own' ? `/news/${String(number)}` : '/news'
  const page = `${scheme}://${www}${host}${path}${slash}`
  const guid = {
    own: `g-${String(number)}#${String(counter)}`,
    address: `${page}#${String(counter)}`,
    none: null,
    'one for all': 'same',
    placeholder: 'N/A',
    'new each day': `${String(today)}-${String(number)}`,
  }[guids]
  const date = { none: null, own: noon - number * 3_600_000, 'one for all': noon - 86_400_000 }[outlet.dates]
  return {
    ...(guid === null ? {} : { guid }),
    ...(date === null ? {} : { date }),
    link: `${page}${tracking}`,
    title: outlet.titles === 'own' ? `Title ${String(number)}` : 'News',
    text: `Piece number ${String(number)} of the day.`,
  }
}

describe('an article', () => {
  it('is stored once and found again, whatever the outlet changes from one day to the next', async () => {
    await fc.assert(
      fc.asyncProperty(outlets, days, async (outlet, all) => {
        const paper = aPaper()
        const seen = new Set<number>()
        for (const [today, [numbers, habit]] of all.entries()) {
          const fresh = numbers.filter((number) => !seen.has(number))
          const news = await paper.publish(numbers.map((number) => write(number, outlet, habit, today)))
          for (const number of numbers) seen.add(number)
          expect(news).toHaveLength(fresh.length)
          // What came is unread, what was there is still read.
          expect(paper.unread()).toHaveLength(fresh.length)
          paper.readAll()
          const told = paper.headlines().map(({ snippet }) => snippet)
          expect(new Set(told).size).toBe(seen.size)
          expect(told).toHaveLength(seen.size)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has the same id in whichever order the document has it', async () => {
    await fc.assert(
      fc.asyncProperty(outlets, days, async (outlet, all) => {
        const [one, other] = [aPaper(), aPaper()]
        const ids = (paper: typeof one) =>
          paper
            .headlines()
            .map(({ id, snippet }) => `${snippet} ${id}`)
            .sort()
        for (const [today, [numbers, habit]] of all.entries()) {
          const items = numbers.map((number) => write(number, outlet, habit, today))
          await one.publish(items)
          await other.publish([...items].reverse())
        }
        expect(ids(other)).toEqual(ids(one))
      }),
      { numRuns: 40 },
    )
  })
})

describe('the items of one document', () => {
  const anItem: fc.Arbitrary<Item> = fc.record(
    {
      guid: fc.constantFrom('g1', 'g2', 'same', 'N/A', 'https://a.example/'),
      link: fc.constantFrom('https://a.example/', 'https://a.example/a', 'https://b.example/a'),
      title: fc.constantFrom('T', 'U', 'T!'),
      text: fc.constantFrom('x', 'y', 'z'),
      date: fc.constantFrom(noon - 1000, noon - 2000),
    },
    { requiredKeys: ['title'] },
  )

  it('are as many articles as they differ in title or text, at least, and none is new in any later window', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anItem, { minLength: 1, maxLength: 10 }), fc.nat(9), async (items, from) => {
        const paper = aPaper()
        const news = await paper.publish(items)
        const pieces = new Set(items.map(({ title = '', text = '' }) => JSON.stringify([title, text])))
        // A text that is nothing is the beginning of any other under the same guid.
        const silent = new Set(items.filter(({ text }) => text === undefined).map(({ title }) => title))
        expect(news.length).toBeGreaterThanOrEqual(pieces.size - silent.size)
        expect(await paper.publish([...items].reverse())).toEqual([])
        expect(await paper.publish(items.slice(from))).toEqual([])
      }),
      { numRuns: 120 },
    )
  })
})
