/**
 * Covers main/parse and main/normalise against what outlets do wrong, a file a sin: tests/fixtures/feeds/sins, numbered
 * as in docs/notes/parsing.md. What is missing in the row of numbers is about fetching: tests/integration/fetch.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../../../main/normalise/ingest.ts'
import type { Ingest } from '../../../../main/model/ingest.ts'
import { discover } from '../../../../main/outlets/discovery.ts'
import { aFeedId, fixtureBytes, noon } from '../../../fixtures/builders.ts'

const url = 'https://feeds.pier.example/rss'

async function readAny(file: string, contentType: string | null = null, known: Ingest['added'] = []) {
  return ingest({
    feedId: aFeedId,
    bytes: fixtureBytes(`feeds/sins/${file}`),
    contentType,
    finalUrl: url,
    known: known.map(({ headline }) => headline),
    now: noon,
    language: null,
    cleanAtMost: 50,
  })
}

async function read(file: string, contentType: string | null = null, known: Ingest['added'] = []) {
  const outcome = await readAny(file, contentType, known)
  if (!outcome.ok) throw new Error(`${file}: ${outcome.failure.kind}`)
  const { added } = outcome.value
  const byTitle = (title: string) => {
    const found = added.find(({ headline }) => headline.title === title)
    if (found === undefined)
      throw new Error(`${file}: no “${title}” in ${added.map((a) => a.headline.title).join(' | ')}`)
    return { ...found.headline, ...found.body }
  }
  return { ...outcome.value, titles: added.map(({ headline }) => headline.title).sort(), byTitle }
}

const day = (text: string) => Date.parse(text)

describe('addresses and bytes', () => {
  it('1: a feed is known by its first bytes, not by its type', async () => {
    for (const type of ['text/html', 'application/octet-stream', null])
      expect((await read('01-called-a-page.xml', type)).titles).toEqual(['Boat 1', 'Boat 2'])
  })

  it.each(['03-byte-order-mark.xml', '03-byte-order-mark-16.xml', '04-blank-lines-first.xml'])(
    '3, 4: %s is sound',
    async (file) => {
      expect(await read(file, 'text/xml; charset=iso-8859-1')).toMatchObject({
        isRepaired: false,
        title: 'The Pier Post',
      })
    },
  )

  it('39, 40: Japanese is read, declared or not, under a wrong name or none', async () => {
    const files = readdirSync(join(import.meta.dirname, '../../../fixtures/feeds/sins')).filter((name) =>
      /^(?:39|40)/.test(name),
    )
    expect(files).toHaveLength(7)
    for (const file of files)
      expect((await read(file)).titles, file).toEqual(['市長は新しい橋の計画を発表した'])
  })

  it('54: windows quotes called Latin-1, and characters written as two halves', async () => {
    const feed = await read('54-windows-quotes-in-utf-8.xml')
    expect(feed.byTitle('The pier’s “new” roof').snippet).toBe('A wave 🌊 came')
  })
})

describe('damage', () => {
  it.each([
    ['05-warning-first.xml', ['Boat 1', 'Boat 2']],
    ['07-bare-ampersands.xml', ['Salt & Pepper & AT&T']],
    ['12-no-version-upper-case.xml', ['One']],
    ['13-cut-off.xml', ['Boat 1', 'Boat 2']],
    ['15-items-outside.xml', ['Boat 1', 'Boat 2', 'Boat 3']],
    ['16-control-characters.xml', ['Bell and null']],
    ['38-json-damaged.json', ['Three', 'Two lines']],
    ['52-tags-closed-in-another-case.xml', ['Boat 2', 'One']],
  ])('%s is read, and said to be repaired', async (file, titles) => {
    const feed = await read(file)
    expect(feed.titles).toEqual(titles)
    expect(feed.isRepaired).toBe(file !== '15-items-outside.xml')
  })

  it('6, 8, 11, 12: entities of HTML, bare less-thans, split CDATA, odd versions are no damage', async () => {
    expect((await read('06-html-entities.xml')).titles).toEqual(['Café – the harbour’s own &unknown;'])
    expect((await read('08-bare-less-than.xml')).titles).toEqual(['Boat 2', 'When 3 < 5 and x<y'])
    expect((await read('11-split-cdata.xml')).byTitle('Two halves').snippet).toBe('He wrote ]]> here.')
    expect((await read('12-version-with-a-blank.xml')).titles).toHaveLength(2)
    expect((await read('15-no-channel.xml')).titles).toHaveLength(2)
  })

  it('7: an ampersand in an address stays one, also when it was escaped twice', async () => {
    expect((await read('07-bare-ampersands.xml')).byTitle('Salt & Pepper & AT&T').url).toBe(
      'https://pier.example/?a=1&b=2&copy=3',
    )
    expect((await read('07-ampersands-twice.xml')).byTitle('One').url).toBe('https://pier.example/?a=1&b=2')
  })

  it('14: nothing is not a feed, a feed of nothing is one', async () => {
    expect(await readAny('14-empty.xml')).toMatchObject({ failure: { kind: 'not-a-feed', found: 'empty' } })
    expect(await read('14-no-items.xml')).toMatchObject({ articleCount: 0, added: [] })
  })

  it('37, 48: entities that are plain characters are read, all others refuse the document', async () => {
    expect(await read('37-entities-of-its-own.xml')).toMatchObject({
      title: 'The Pier – Post',
      titles: ['© Pier – Post'],
    })
    for (const file of ['48-entity-bomb.xml', '48-foreign-entity.xml'])
      expect(await readAny(file)).toMatchObject({ failure: { kind: 'damaged-feed' } })
  })

  it('47: a page offers its feed, a wall says that it is one', async () => {
    expect(await readAny('47-page-with-a-feed.html')).toMatchObject({ failure: { found: 'html' } })
    const page = (file: string) =>
      discover({ bytes: fixtureBytes(`feeds/sins/${file}`), contentType: null, url, link: null })
    expect(page('47-page-with-a-feed.html').feeds).toMatchObject([{ title: 'Pier' }])
    expect(page('47-consent.html').wall).toBe('consent')
  })
})

describe('vocabularies', () => {
  it('9, 10: prefixes nobody declared, and prefixes of one’s own', async () => {
    expect((await read('09-prefix-nobody-declared.xml')).byTitle('One')).toMatchObject({
      picture: 'https://pier.example/1.jpg',
      contributors: ['Umi Hayashi'],
      bodyHtml: expect.stringMatching(/^<figure><img[^>]*><\/figure><p>Whole\.<\/p>$/) as string,
    })
    expect((await read('10-unusual-prefixes.xml')).byTitle('One')).toMatchObject({
      url: 'https://pier.example/1',
      contributors: ['Umi Hayashi'],
      bodyHtml: '<p>Hi</p>',
    })
    expect((await read('10-prefixes-on-the-element.xml')).byTitle('One').bodyHtml).toBe(
      '<p>Declared here.</p>',
    )
  })

  it('34, 35: markup keeps its order, Atom’s types mean what they say', async () => {
    expect((await read('34-raw-markup.xml')).byTitle('Raw').bodyHtml).toBe('one <b>two</b> three <i>four</i>')
    expect((await read('34-xhtml.xml')).byTitle('one two three').bodyHtml).toBe('<p>one <b>two</b> three</p>')
    const feed = await read('35-atom-types-mixed.xml')
    expect(feed.byTitle('1 < 2 &amp; so')).toMatchObject({
      url: 'https://pier.example/1',
      contributors: ['The Desk'],
      snippet: 'Only a summary',
    })
    expect(feed.byTitle('Two')).toMatchObject({
      url: 'https://pier.example/2',
      contributors: ['Umi Hayashi'],
      bodyHtml: '<p>Whole</p>',
    })
    expect(feed.byTitle('Three')).toMatchObject({
      url: 'https://pier.example/3.html',
      contributors: ['Ren Oka'],
    })
  })

  it('36, 37, 38, 53: RDF, RSS 0.91, JSON Feed 1.0, Atom 0.3', async () => {
    expect((await read('36-rdf-beside-the-channel.xml')).byTitle('One')).toMatchObject({
      url: 'https://pier.example/1',
      publishedAt: day('2025-02-08T01:00:00Z'),
    })
    expect((await read('37-netscape-dtd.xml')).byTitle('One').snippet).toBe('Old words')
    const json = await read('38-json-10.json')
    expect(json.byTitle('A < B')).toMatchObject({ contributors: ['Desk'], snippet: 'Plain & simple' })
    expect(json.added.find(({ headline }) => headline.title === 'H')?.headline).toMatchObject({
      url: 'https://other.example/',
      contributors: ['Umi'],
    })
    expect((await read('53-base64.xml')).byTitle('Two words').bodyHtml).toBe('<p>Hello</p>')
  })

  it('49, 50: the address behind the counter; groups of media', async () => {
    expect((await read('49-links-of-feedburner.xml')).byTitle('One').url).toBe('https://pier.example/1')
    expect((await read('50-media-in-groups.xml')).byTitle('One')).toMatchObject({
      picture: 'https://pier.example/s.jpg',
      snippet: 'Words of the film',
    })
  })

  it('51: what a document says about when to ask again', async () => {
    expect((await read('51-when-to-ask.xml')).hints).toEqual({
      ttlMinutes: 90,
      skipHours: [0, 3],
      skipDays: [6, 0],
      updatePeriodMs: 6 * 3_600_000,
      updateBase: Date.UTC(1999, 11, 31, 21, 30),
    })
  })
})

describe('addresses in a document', () => {
  it('17, 18: stand on xml:base where it is one, else on the entry’s page, else on the feed', async () => {
    const plain = (await read('17-relative-addresses.xml')).byTitle('One')
    expect(plain.url).toBe('https://pier.example/news/1')
    expect(plain.bodyHtml).toContain('href="https://pier.example/news/more"')
    expect(plain.pictures).toEqual(['https://pier.example/a.jpg'])
    expect((await read('18-base-that-is-a-word.xml')).byTitle('One').url).toBe('https://pier.example/news/1')
    const chained = (await read('18-base-in-chains.xml')).byTitle('One')
    expect(chained.url).toBe('https://pier.example/news/2025/one.html')
    expect(chained.pictures).toEqual(['https://pier.example/news/2025/pictures/big/a.jpg'])
    expect(chained.bodyHtml).toContain('href="https://pier.example/top"')
  })

  it('22: a guid is a link only when it may be', async () => {
    const feed = await read('22-guid-that-is-no-link.xml')
    expect(feed.byTitle('One').url).toBeNull()
    expect(feed.byTitle('Two').url).toBe('https://pier.example/2')
    expect(feed.byTitle('Three').url).toBeNull()
  })
})

describe('identity', () => {
  it('19, 21: without guids, and with one for all, articles are told apart', async () => {
    expect((await read('19-no-guid.xml')).titles).toEqual(['No link', 'One'])
    expect((await read('21-one-guid-for-all.xml')).titles).toEqual(['One', 'Two'])
  })

  it('20: a counter behind the guid makes no new article', async () => {
    const { added } = await read('20-guid-with-a-counter.xml')
    const later = await read('20-guid-with-a-counter-later.xml', null, added)
    expect(later.added).toEqual([])
    expect(later.changed).toEqual([])
  })

  it('30: of two copies the longer is kept', async () => {
    const feed = await read('30-twice.xml')
    expect(feed.titles).toEqual(['Boat 2', 'One'])
    expect(feed.byTitle('One').snippet).toBe('Short. And the rest of it.')
  })
})

describe('titles', () => {
  it('31, 32, 33: a title is made of words, however it came', async () => {
    expect((await read('31-title-only-text-only.xml')).titles).toEqual([
      'Only a text, which starts with these words and goes on for a good while after…',
      'Only a title',
    ])
    expect((await read('32-markup-in-titles.xml')).titles).toEqual(['A bold title', 'A bold title'])
    expect((await read('33-escaped-twice.xml')).titles).toEqual(['The harbour’s & the pier’s'])
  })
})

describe('dates', () => {
  const times = async (file: string) => {
    const { added } = await read(file)
    const inOrder = [...added].sort((a, b) => (a.headline.title < b.headline.title ? -1 : 1))
    return inOrder.map(({ headline }) => headline)
  }

  it('23, 29: the future is shown and sorts as now', async () => {
    const [future, past] = await times('23-date-in-the-future.xml')
    expect(future).toMatchObject({ publishedAt: day('2115-02-08T10:00:00Z'), sortedAt: noon })
    expect(past?.sortedAt).toBe(day('2026-01-10T10:00:00Z'))
    expect((await times('29-built-in-another-year.xml'))[0]?.sortedAt).toBe(day('2026-01-10T10:00:00Z'))
  })

  it('24, 25, 26: zones by name, by the paper’s language, loose spellings', async () => {
    const hours = (await times('24-zones-by-name.xml')).map(({ publishedAt }) =>
      new Date(publishedAt ?? 0).getUTCHours(),
    )
    expect(hours).toEqual([1, 1, 9, 8, 14])
    expect((await times('25-no-zone.xml')).map(({ publishedAt }) => publishedAt)).toEqual([
      day('2025-02-08T01:00:00Z'),
      day('2025-02-07T15:00:00Z'),
    ])
    expect((await times('26-loose-dates.xml')).map(({ publishedAt }) => publishedAt)).toEqual([
      day('2025-02-08T08:00:00Z'),
      day('2025-09-08T10:00:00Z'),
    ])
  })

  it('27: months of many languages, eras, epochs; what is no date sorts by arrival', async () => {
    const found = new Map(
      (await times('27-dates-of-many-tongues.xml')).map((one) => [one.title, one] as const),
    )
    const expected = [
      '2025-10-08T08:00:00Z',
      '2025-02-08T10:00:00Z',
      '2025-02-08T00:00:00Z',
      '2025-02-08T06:00:00Z',
      '2025-02-07T15:00:00Z',
      '2025-02-08T00:00:00Z',
      '2025-02-08T10:11:12Z',
    ]
    expected.forEach((date, index) => {
      expect(found.get(`Boat ${String(index + 1)}`)?.publishedAt).toBe(day(date))
    })
    for (const title of ['Boat 8', 'Boat 9', 'Boat 10'])
      expect(found.get(title)).toMatchObject({ publishedAt: null, sortedAt: noon })
  })

  it('28: one bad date costs nobody anything', async () => {
    expect((await times('28-one-bad-atom-date.xml')).map(({ publishedAt }) => publishedAt)).toEqual([
      null,
      day('2025-02-08T10:00:00Z'),
    ])
  })
})
