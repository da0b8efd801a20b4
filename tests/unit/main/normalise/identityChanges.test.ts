/** Covers main/normalise/guids.ts and matchKnown.ts by what a reader sees when a paper changes its guids. Pure. */
import { describe, expect, it } from 'vitest'
import { aPaper } from '../../../helpers/paperOverTime.ts'
import type { Item } from '../../../helpers/paperOverTime.ts'
import { noon } from '../../../fixtures/builders.ts'

const day = 86_400_000
const numbers = [1, 2, 3, 4]
const long =
  'The harbour council met on Monday evening in the old customs house and voted, nine to four, for a new ' +
  'ferry that will sail twice a day between the islands from the first week of April on.'

describe('an article that its paper gives another guid', () => {
  const a = { title: 'Ferry sails again', text: 'On Saturday the band played.', date: noon - day }
  const others = [5, 6].map((n) => ({
    guid: `o${String(n)}`,
    link: `https://n.example/o/${String(n)}`,
    title: `Other ${String(n)}`,
  }))
  it.each<[string, Item, Item]>([
    [
      'http → https',
      { ...a, guid: 'http://n.example/a', link: 'http://n.example/a' },
      { ...a, guid: 'https://n.example/a', link: 'https://n.example/a' },
    ],
    [
      'www. and a slash',
      { ...a, guid: 'https://www.n.example/a/', link: 'https://www.n.example/a/' },
      { ...a, guid: 'https://n.example/a', link: 'https://n.example/a' },
    ],
    [
      'tracking',
      { ...a, guid: 'https://n.example/a', link: 'https://n.example/a' },
      {
        ...a,
        guid: 'https://n.example/a?utm_source=rss',
        link: 'https://n.example/a?utm_source=rss#xtor=RSS',
      },
    ],
    [
      'a counter',
      { ...a, guid: 'https://n.example/a#0', link: 'https://n.example/a' },
      {
        ...a,
        guid: 'https://n.example/a#1',
        link: 'https://n.example/a',
        title: 'Ferry late',
        text: 'No band.',
      },
    ],
    [
      'a counter that rose often',
      { ...a, guid: 'https://n.example/a#2', link: 'https://n.example/a' },
      {
        ...a,
        guid: 'https://n.example/a#11',
        link: 'https://n.example/a',
        title: 'Ferry late',
        text: 'No band.',
      },
    ],
    [
      'all spellings at once, and other words',
      { ...a, guid: 'http://www.n.example/a/' },
      { ...a, guid: 'https://n.example/a', title: 'Ferry late', text: 'No band.' },
    ],
    [
      'a wholly other guid',
      { ...a, guid: 'p=7', link: 'https://n.example/a' },
      { ...a, guid: '9f2c', link: 'https://n.example/a' },
    ],
    [
      'another guid, a longer text, no date',
      { guid: 'p=7', link: 'https://n.example/a', title: 'A', text: 'Rain.' },
      { guid: '9f2c', link: 'https://n.example/a', title: 'A', text: 'Rain. And wind.' },
    ],
    [
      'another guid, a corrected title',
      { ...a, guid: 'p=7', link: 'https://n.example/a', text: long, title: 'Fery' },
      { ...a, guid: '9f2c', link: 'https://n.example/a', text: long, title: 'Ferry' },
    ],
    [
      'a guid where there was none',
      { ...a, link: 'https://n.example/a' },
      { ...a, guid: '9f2c', link: 'https://n.example/a' },
    ],
    [
      'none where there was a guid',
      { ...a, guid: '9f2c', link: 'https://n.example/a' },
      { ...a, link: 'https://n.example/a' },
    ],
    [
      'no guid, http → https, a corrected title',
      { ...a, link: 'http://n.example/a' },
      { ...a, link: 'https://n.example/a', title: 'Ferry sails' },
    ],
  ])('stays one article: %s', async (_, before, after) => {
    // Alone in its document an address may name one piece after the other: there the words must agree.
    for (const beside of after.text === 'No band.' ? [others] : [[], others]) {
      const paper = aPaper()
      await paper.publish([before, ...beside])
      for (const title of paper.titles()) paper.read(title)
      expect(await paper.publish([after, ...beside])).toEqual([])
      expect(paper.unread()).toEqual([])
      // It is known by its new guid from now on, whatever its paper makes of it.
      if (after.guid !== undefined && after.guid !== before.guid && beside === others) {
        expect(
          await paper.publish([{ ...after, title: 'All new', text: 'Quite another thing.' }, ...beside]),
        ).toEqual([])
        expect(paper.titles()).toHaveLength(1 + beside.length)
      }
    }
  })

  it('is two while both guids stand in one document', async () => {
    const paper = aPaper()
    const both = ['#0', '#1'].map((end) => ({
      ...a,
      guid: `https://n.example/a${end}`,
      link: 'https://n.example/a',
    }))
    expect(await paper.publish(both)).toHaveLength(2)
    expect(await paper.publish(both)).toEqual([])
  })

  it('is one among pages of their own, also without dates and with another text', async () => {
    const paper = aPaper()
    const tide = (guid: string, text: string) => ({
      guid,
      link: 'https://n.example/tides/1/',
      title: 'Tide table',
      text,
    })
    await paper.publish([tide('one', 'Rain.'), ...others])
    expect(await paper.publish([tide('another', 'Storm.'), ...others])).toEqual([])
  })

  it('finds each of a whole document in which every guid is new with every fetch', async () => {
    const paper = aPaper()
    const document = (run: number) =>
      numbers.map((n) => ({
        guid: `r${String(run)}-${String(n)}`,
        link: `https://n.example/${String(n)}`,
        title: `Title ${String(n)}`,
        text: long,
        date: noon + run,
      }))
    expect(await paper.publish(document(0))).toHaveLength(4)
    for (let run = 1; run < 5; run += 1) expect(await paper.publish(document(run))).toEqual([])
  })
})
