/** Covers main/normalise/identity.ts. Pure: no network, no disk, no clock. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identify, secondKeyOf } from '../../../../main/normalise/identity.ts'
import type { Identifiable } from '../../../../main/normalise/identity.ts'
import { aFeedId } from '../../../fixtures/builders.ts'

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

  it('tells items of one page apart by title and date, then by text', () => {
    const page = { link: 'https://a.example/live/' }
    const items = [
      item({ ...page, title: 'T', publishedAt: 1 }),
      item({ ...page, title: 'T', publishedAt: 2 }),
      item({ ...page, title: 'T', publishedAt: 2, text: 'x' }),
      item({ ...page, title: 'U', publishedAt: 1, guid: 'N/A' }),
    ]
    expect(new Set(idsOf(items)).size).toBe(4)
    expect(idsOf(items.slice(0, 1))).not.toEqual(idsOf(items).slice(0, 1))
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
