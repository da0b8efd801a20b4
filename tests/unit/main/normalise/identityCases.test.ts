/**
 * Covers identity.ts, copies.ts, guids.ts, samePiece.ts, matchKnown.ts and recognise.ts by what a reader sees: which articles
 * are there after some documents of one paper. No network, no disk, no clock.
 */
import { describe, expect, it } from 'vitest'
import { aPaper } from '../../../helpers/paperOverTime.ts'
import type { Item } from '../../../helpers/paperOverTime.ts'
import { noon } from '../../../fixtures/builders.ts'

const day = 86_400_000
const long =
  'The harbour council met on Monday evening in the old customs house and voted, nine to four, for a new ' +
  'ferry that will sail twice a day between the islands from the first week of April on.'

/** Documents of one item each, one after the other; all of it is read before the next comes. */
async function oneByOne(items: readonly Item[]) {
  const paper = aPaper()
  const news: number[] = []
  for (const item of items) {
    news.push((await paper.publish([item])).length)
    for (const title of paper.titles()) paper.read(title)
  }
  return { paper, news }
}

const numbers = [1, 2, 3, 4]
const page = 'https://radio.example/summary'

describe('a page that is always the same address', () => {
  it.each<[string, (n: number) => Item]>([
    [
      'hourly news',
      (n) => ({
        guid: `edition-${String(n)}`,
        link: page,
        title: `News ${String(n)}`,
        text: `Told at ${String(n)}.`,
      }),
    ],
    [
      'news that are always called the same',
      (n) => ({
        guid: `edition-${String(n)}`,
        link: page,
        title: 'News',
        text: `What happened on day ${String(n)}.`,
      }),
    ],
    [
      'a forecast with its date',
      (n) => ({
        guid: `f${String(n)}`,
        link: page,
        title: 'Weather',
        text: `${String(n)} degrees.`,
        date: noon - 9 * day + n * day,
      }),
    ],
    [
      'a forecast without guids',
      (n) => ({
        link: page,
        title: 'Weather',
        text: `${String(n)} degrees.`,
        date: noon - 9 * day + n * day,
      }),
    ],
    [
      'episodes with one description',
      (n) => ({
        guid: `e${String(n)}`,
        link: page,
        title: `Episode ${String(n)}`,
        text: long,
        date: noon - 9 * day + n * day,
      }),
    ],
    [
      'posts of a topic',
      (n) => ({
        guid: `https://forum.example/t/5#${String(n)}`,
        link: `https://forum.example/t/5#${String(n)}`,
        title: 'Re: Bicycles',
        text: `Answer number ${String(n)}.`,
      }),
    ],
    [
      'comments that say the same',
      (n) => ({
        guid: `https://blog.example/p/#comment-${String(n)}`,
        link: `https://blog.example/p/#comment-${String(n)}`,
        title: 'By Anna',
        text: 'Thanks!',
      }),
    ],
    [
      'versions without guids',
      (n) => ({
        link: `https://tool.example/changes#v${String(n)}`,
        title: `Version ${String(n)}`,
        text: 'Faults mended.',
      }),
    ],
    [
      'one word for a guid',
      (n) => ({ guid: 'summary', link: page, title: `News ${String(n)}`, text: `Told at ${String(n)}.` }),
    ],
    [
      'a guid that says nothing',
      (n) => ({ guid: 'N/A', link: page, title: `News ${String(n)}`, text: `Told at ${String(n)}.` }),
    ],
    [
      'the home page as guid and link',
      (n) => ({
        guid: 'https://radio.example/',
        link: 'https://radio.example/',
        title: `News ${String(n)}`,
        text: `Told at ${String(n)}.`,
      }),
    ],
    [
      'the page as guid and link',
      (n) => ({ guid: page, link: page, title: `News ${String(n)}`, text: `Told at ${String(n)}.` }),
    ],
    ['neither guid nor link', (n) => ({ title: `News ${String(n)}`, text: `Told at ${String(n)}.` })],
  ])('has an article for each piece: %s', async (_, item) => {
    const { paper, news } = await oneByOne(numbers.map(item))
    expect(news).toEqual([1, 1, 1, 1])
    expect(new Set(paper.headlines().map(({ id }) => id)).size).toBe(4)
  })

  it.each<[string, (n: number) => Item]>([
    [
      'own guids',
      (n) => ({ guid: `edition-${String(n)}`, link: page, title: `News ${String(n)}`, text: 'x' }),
    ],
    ['no guids', (n) => ({ link: page, title: `News ${String(n)}`, text: 'x', date: noon })],
    ['the same title, other dates', (n) => ({ link: page, title: 'News', text: 'x', date: noon - n * day })],
    ['the same title, other texts', (n) => ({ link: page, title: 'News', text: `Day ${String(n)}.` })],
    ['one guid for all', (n) => ({ guid: 'N/A', link: page, title: `News ${String(n)}`, text: 'x' })],
    ['guid and link the same for all', (n) => ({ guid: page, link: page, title: `News ${String(n)}` })],
    ['no link, one guid', (n) => ({ guid: 'same', title: 'News', text: `Day ${String(n)}.` })],
  ])('is no reason to take the items of one document for one: %s', async (_, item) => {
    const paper = aPaper()
    const items = numbers.map(item)
    expect(await paper.publish(items)).toHaveLength(4)
    for (const title of paper.titles()) paper.read(title)
    expect(await paper.publish([...items].reverse())).toEqual([])
    expect(await paper.publish(items.slice(2))).toEqual([])
    const more = { ...item(9), text: 'Something else came.', date: noon - 30 * day, title: 'Late news' }
    const unique =
      more.guid === undefined || more.guid === 'edition-9' ? more : { ...more, guid: items[0]?.guid ?? '' }
    expect(await paper.publish([unique, ...items])).toEqual(['Late news'])
    expect(paper.unread()).toEqual(['Late news'])
  })
})

describe('another host with the same path', () => {
  it('is another article, and the mark stays where it was', async () => {
    const paper = aPaper()
    await paper.publish([
      {
        guid: 'https://anna.example/?p=1',
        link: 'https://anna.example/hello-world/',
        title: 'Anna',
        text: 'Tulips.',
      },
    ])
    paper.read('Anna')
    await paper.publish([
      {
        guid: 'https://ben.example/?p=1',
        link: 'https://ben.example/hello-world/',
        title: 'Ben',
        text: 'Welcome.',
      },
    ])
    expect([[...paper.titles()].sort(), paper.unread()]).toEqual([['Anna', 'Ben'], ['Ben']])
  })

  it('is another article also when both say the same', async () => {
    const paper = aPaper()
    const hello = (host: string) => ({
      guid: `https://${host}/?p=1`,
      link: `https://${host}/hello-world/`,
      title: 'Hello world!',
      text: long,
    })
    await paper.publish([hello('anna.example')])
    expect(await paper.publish([hello('ben.example')])).toHaveLength(1)
    expect(await paper.publish([hello('anna.example'), hello('ben.example')])).toEqual([])
  })
})

describe('an item twice in one document', () => {
  const a = { guid: 'g1', link: 'https://n.example/a', title: 'A', date: noon }
  it('is one article when the shorter text is the beginning of the longer one', async () => {
    const paper = aPaper()
    expect(
      await paper.publish([
        { ...a, text: 'Rain.' },
        { ...a, text: 'Rain. And wind.' },
      ]),
    ).toHaveLength(1)
    expect(paper.headlines()[0]?.snippet).toBe('Rain. And wind.')
  })

  it.each<[string, Item, Item]>([
    ['title', { ...a, text: 'Rain.' }, { ...a, title: 'B', text: 'Rain.' }],
    ['text', { ...a, text: 'Rain.' }, { ...a, text: 'Wind.' }],
    ['title, no guid', { link: a.link, title: 'A' }, { link: a.link, title: 'B' }],
    ['text, no guid', { link: a.link, title: 'A', text: '1' }, { link: a.link, title: 'A', text: '10' }],
    ['title that differs in its signs', { link: a.link, title: 'C' }, { link: a.link, title: 'C++' }],
    ['guid', { ...a, text: 'x' }, { ...a, guid: 'g2', text: 'x' }],
  ])('is two when they differ in: %s', async (_, first, second) => {
    const paper = aPaper()
    expect(await paper.publish([first, second])).toHaveLength(2)
    expect(await paper.publish([second, first])).toEqual([])
    expect(await paper.publish([second])).toEqual([])
    expect(await paper.publish([first])).toEqual([])
  })
})

describe('a guid of its own', () => {
  it('is the article, whatever else its paper changes', async () => {
    const paper = aPaper()
    await paper.publish([
      { guid: 'story-17', link: 'https://n.example/ferry-sails', title: 'Ferry', text: 'Rain.', date: noon },
    ])
    const moved = {
      guid: 'story-17',
      link: 'https://n.example/no-ferry',
      title: 'No boat',
      text: 'Wind.',
      date: noon + 9,
    }
    expect(await paper.publish([moved])).toEqual([])
    expect(paper.titles()).toEqual(['No boat'])
  })
})
