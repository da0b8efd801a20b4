/** Covers main/outlets/catalogue.ts and families.ts, and the catalogue that is shipped. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findByFeedUrl, readCatalogue } from '../../../../main/outlets/catalogue.ts'
import { familyOf } from '../../../../main/outlets/families.ts'

const json: unknown = JSON.parse(readFileSync('resources/catalogue.json', 'utf8'))
const listed = (json as { readonly outlets: readonly unknown[] }).outlets
const catalogue = readCatalogue(json)

/** Feeds that ended, were closed to readers, or never were the outlet's own. */
const notToShip =
  /reuters\.com|(?:^|\.)ap\.org|apnews\.com|tokyoartbeat\.com|bijutsutecho\.com|assets\.nikkei\.jp|assets\.yomiuri\.co\.jp|feeds\.afpbb\.com|news\.goo\.ne\.jp|diamond\.jp|news\.google\.com|artforum\.com|nhkworld/

const anEntry = {
  id: 'a-paper',
  name: 'A Paper',
  siteUrl: 'https://paper.example/',
  feedUrl: 'https://paper.example/feed/',
  language: 'en',
  topics: ['Japan'],
  kind: 'RSS 2.0',
  text: 'full',
  certainty: 'C',
  lastChecked: null,
  family: null,
  follow: [],
}

describe('the shipped catalogue', () => {
  it('holds no entry that its own reader would leave out', () => {
    const complaints: string[] = []
    readCatalogue(json, (where, why) => complaints.push(`${where}: ${why}`))
    expect(complaints).toEqual([])
    expect(catalogue).toEqual(listed)
    // 44 lines of the list, the seven sections of NHK counted one by one.
    expect(catalogue).toHaveLength(50)
  })

  it.each(catalogue.map((entry) => [entry.id, entry] as const))('%s is fit to ship', (_id, entry) => {
    const exceptions = ['news-on-japan']
    if (!exceptions.includes(entry.id)) expect(entry.feedUrl).toMatch(/^https:/)
    expect(entry.siteUrl).toMatch(/^https:/)
    expect(entry.feedUrl + entry.siteUrl).not.toMatch(notToShip)
    expect(entry.topics.length).toBeGreaterThan(0)
    // Whoever was seen answering has the day; nobody else has one.
    expect(entry.lastChecked).toBe(entry.certainty === 'A' ? '2026-02-24' : null)
  })

  it('says every name and every feed once', () => {
    for (const key of ['id', 'name', 'feedUrl'] as const) {
      expect(new Set(catalogue.map((entry) => entry[key])).size).toBe(catalogue.length)
    }
  })

  it('knows the group as one family with its follow links', () => {
    const group = catalogue.filter(({ family }) => family === 'modern-tokyo-times')
    expect(group.map(({ feedUrl }) => feedUrl)).toEqual([
      'https://moderntokyotimes.com/feed/',
      'https://moderntokyonews.com/feed/',
      'https://sawakoart.com/feed/',
    ])
    for (const { follow } of group) {
      expect(follow).toEqual([
        { kind: 'twitter', url: 'https://twitter.com/MTT_News' },
        { kind: 'facebook', url: 'https://www.facebook.com/moderntokyotimes' },
      ])
    }
  })
})

describe('readCatalogue', () => {
  it('takes a place for a zone, and nothing else', () => {
    const withZone = (zone: unknown) => readCatalogue({ outlets: [{ ...anEntry, zone }] })
    expect(withZone('Asia/Tokyo')).toMatchObject([{ zone: 'Asia/Tokyo' }])
    expect(withZone('America/Argentina/Buenos_Aires')).toHaveLength(1)
    for (const wrong of ['JST', '../../etc', '+09:00', 9]) expect(withZone(wrong)).toEqual([])
  })

  it('keeps the good entries of a list with bad ones, and reports those', () => {
    const complaints: string[] = []
    const read = readCatalogue(
      {
        outlets: [
          anEntry,
          { ...anEntry, id: 'b', feedUrl: 'javascript:alert(1)' },
          { ...anEntry, id: 'Not A Slug', feedUrl: 'https://c.example/' },
          { ...anEntry, id: 'd', language: 'xx', feedUrl: 'https://d.example/' },
          null,
          'text',
          anEntry,
          { ...anEntry, id: 'same-feed', feedUrl: 'http://www.paper.example/feed' },
          { ...anEntry, id: 'e', feedUrl: 'https://e.example/', extra: true },
        ],
      },
      (where, why) => complaints.push(`${where} ${why}`),
    )
    expect(read.map(({ id }) => id)).toEqual(['a-paper', 'e'])
    expect(read[1]).not.toHaveProperty('extra')
    expect(complaints).toHaveLength(7)
    expect(complaints[0]).toBe('outlets[1] feedUrl not an http(s) address')
    expect(complaints.at(-1)).toBe('same-feed feed listed before')
  })

  it.each([null, undefined, 3, 'x', [], {}, { outlets: null }, { outlets: {} }])(
    'reads %j as empty',
    (bad) => {
      expect(readCatalogue(bad)).toEqual([])
    },
  )
})

describe('findByFeedUrl', () => {
  it.each([
    'https://moderntokyotimes.com/feed/',
    'https://moderntokyotimes.com/feed',
    'http://www.moderntokyotimes.com/feed/',
    'https://MODERNTOKYOTIMES.com:443/feed/#x',
  ])('finds %s', (address) => {
    expect(findByFeedUrl(catalogue, address)?.id).toBe('modern-tokyo-times')
  })

  it.each(['https://moderntokyotimes.com/', 'https://moderntokyotimes.com.evil.example/feed/', 'feed', ''])(
    'does not find %j',
    (address) => {
      expect(findByFeedUrl(catalogue, address)).toBeNull()
    },
  )

  it('tells feeds apart by their query', () => {
    expect(findByFeedUrl(catalogue, 'https://www.euronews.com/rss?level=theme&name=news')).toBeNull()
  })
})

describe('familyOf', () => {
  it('knows the family by any page of the site', () => {
    expect(familyOf(catalogue, 'https://www.sawakoart.com/2025/06/01/lanterns/')).toBe('modern-tokyo-times')
  })

  it.each(['https://japantoday.com/', 'https://paper.example/', 'kawaraban:welcome', ''])(
    'has none for %j',
    (each) => {
      expect(familyOf(catalogue, each)).toBeNull()
    },
  )
})
