/** Covers main/normalise/identity.ts. Pure: no network, no disk, no clock. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify, matchKnown, secondKeyOf } from '../../../../main/normalise/identity.ts'
import type { Identifiable } from '../../../../main/normalise/identity.ts'
import { aFeedId, aKnown } from '../../../fixtures/builders.ts'

const item = (facts: Partial<Identifiable>): Identifiable => ({
  guid: null,
  link: null,
  title: '',
  text: '',
  ...facts,
})
const idsOf = (items: readonly Identifiable[], feedId = aFeedId) =>
  identify(feedId, items).map(({ id }) => id)

describe('identify', () => {
  it('keeps the id when only title and text are edited', () => {
    const before = idsOf([
      item({ guid: 'g1', title: 'Helo' }),
      item({ link: 'https://a.example/1', text: 'x' }),
    ])
    const after = idsOf([
      item({ guid: 'g1', title: 'Hello' }),
      item({ link: 'https://a.example/1', text: 'y' }),
    ])
    expect(after).toEqual(before)
  })

  it('does not let a new item on top steal an old id when every guid is the same', () => {
    const old = ['b', 'a'].map((name) => item({ guid: 'same', link: `https://a.example/${name}` }))
    const yesterday = idsOf(old)
    const today = idsOf([item({ guid: 'same', link: 'https://a.example/c' }), ...old])
    expect(today.slice(1)).toEqual(yesterday)
    expect(new Set(today).size).toBe(3)
  })

  it('never confuses a guid with a link that reads the same, nor one feed with another', () => {
    const ids = idsOf([item({ guid: 'https://a.example/a' }), item({ link: 'https://a.example/a' })])
    expect(new Set([...ids, ...idsOf([item({ guid: 'https://a.example/a' })], 'feed-2')]).size).toBe(3)
  })

  it('gives ids that are safe in every place, whatever the guid is', () => {
    for (const guid of ['__proto__', '../../etc', 'x'.repeat(1_000_000), '\u0000\r\n', '']) {
      expect(idsOf([item({ guid })])[0]).toMatch(/^[\w-]{1,80}$/)
    }
  })

  it('takes no second key from an address that several items share', () => {
    const [a, b] = identify(aFeedId, [
      item({ guid: '1', link: 'https://a.example/live/' }),
      item({ guid: '2', link: 'https://a.example/live/' }),
    ])
    expect([a?.secondKey, b?.secondKey]).toEqual(['', ''])
  })

  it('gives nothing for nothing', () => {
    expect(identify(aFeedId, [])).toEqual([])
  })

  const anItem = fc.record({
    guid: fc.option(fc.constantFrom('g1', 'g2', 'g3', 'g4')),
    link: fc.option(fc.constantFrom('a', 'b', 'c', 'd').map((name) => `https://a.example/${name}`)),
    title: fc.constantFrom('', 'T', 'U'),
    text: fc.constantFrom('', 'x', 'y'),
  })

  it('does not depend on the order of the items', () => {
    fc.assert(
      fc.property(fc.array(anItem, { maxLength: 12 }), fc.nat(), (items, turn) => {
        const at = items.length === 0 ? 0 : turn % items.length
        const turned = [...items.slice(at), ...items.slice(0, at)]
        const ids = idsOf(items)
        expect(idsOf(turned)).toEqual([...ids.slice(at), ...ids.slice(0, at)])
      }),
    )
  })

  it('never gives a known article’s id to a new item when guids are sound', () => {
    const sound = fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(sound, fc.nat(30), (numbers, added) => {
        const items = (list: readonly number[]) =>
          list.map((n) => item({ guid: `g${String(n)}`, link: `https://a.example/${String(n)}` }))
        const old = identify(aFeedId, items(numbers))
        const known = old.map(({ id, secondKey }) => aKnown(id, { secondKey }))
        const fresh = Array.from({ length: added }, (_, n) => 2000 + n)
        const today = identify(aFeedId, items([...fresh, ...[...numbers].reverse()]))
        const matches = matchKnown(today, known)
        expect(matches.slice(0, added).every((match) => match === null)).toBe(true)
        expect(matches.slice(added).map((match) => match?.id)).toEqual([...old].reverse().map(({ id }) => id))
      }),
    )
  })
})

describe('matchKnown', () => {
  const before = item({ guid: 'http://www.a.example/news/1#0', link: 'http://www.a.example/news/1' })
  const [was] = identify(aFeedId, [before])
  const known = [aKnown(was?.id ?? '', { secondKey: was?.secondKey ?? '' })]

  it.each([
    ['the counter behind the guid', 'http://www.a.example/news/1#4', 'http://www.a.example/news/1'],
    ['the scheme', 'https://www.a.example/news/1#0', 'https://www.a.example/news/1'],
    ['the host', 'x', 'https://b.example/news/1/'],
    ['tracking', 'y', 'https://a.example/news/1?utm_source=rss&fbclid=1#top'],
  ])('knows an article again when the outlet changed %s', (_, guid, link) => {
    expect(matchKnown(identify(aFeedId, [item({ guid, link })]), known)[0]?.id).toBe(was?.id)
  })

  it('gives one known article to one item only, and to the one with its id first', () => {
    const fresh = [
      { id: 'new' as never, secondKey: '/a' },
      { id: 'old' as never, secondKey: '/z' },
      { id: 'newer' as never, secondKey: '/a' },
    ]
    const matches = matchKnown(fresh, [aKnown('old', { secondKey: '/a' })])
    expect(matches.map((match) => match?.id ?? null)).toEqual([null, 'old', null])
  })
})

describe('secondKeyOf', () => {
  it.each([
    ['https://a.example/x/?p=1&utm_medium=rss', '/x?p=1'],
    ['https://a.example/?p=42', '?p=42'],
    ['https://a.example/', ''],
    ['https://a.example', ''],
    ['tag:a.example,2025:1', ''],
    ['javascript:alert(1)', ''],
    ['not an address', ''],
  ])('%s → %s', (address, key) => {
    expect(secondKeyOf(address).replace(/^\/(?=\?)/, '')).toBe(key)
  })
})
