/** Covers main/parse: items in items, who signs, titles and names that stand in unusual places. Pure. */
import { describe, expect, it } from 'vitest'
import iconv from 'iconv-lite'
import { decodeDocument } from '../../../../main/parse/decode.ts'
import { atom, rss } from '../../../fixtures/builders.ts'
import { readFeed, readFirstItem } from '../../../helpers/readFeed.ts'

const titles = async (document: string) =>
  (await readFeed(document)).items.map(({ title, link }) => [title, link])

describe('items inside of an item', () => {
  const older = '<item><title>Old</title><description>Old text.</description></item>'
  const own = '<title>New</title><link>https://paper.example/1</link><guid>n</guid>'
  const next = '<item><title>Next</title><link>https://paper.example/2</link></item>'
  const both = [
    ['New', 'https://paper.example/1'],
    ['Next', 'https://paper.example/2'],
  ]

  it.each([
    ['in an element of another vocabulary', `<item><x:h><x:o>${older}</x:o></x:h>${own}</item>${next}`],
    ['two of them', `<item>${own.slice(0, 18)}<x:h>${older}${older}</x:h>${own.slice(18)}</item>${next}`],
    ['empty', `<item><title>New</title><item/>${own.slice(18)}</item>${next}`],
  ])('%s take nothing from it', async (_, items) => {
    expect(await titles(rss(items))).toEqual(both)
  })

  it('right in it are items of their own, after it', async () => {
    expect(await titles(rss(`<item><title>New</title>${older}${own.slice(18)}</item>${next}`))).toEqual([
      both[0],
      ['Old', null],
      both[1],
    ])
  })

  it('are simply the next ones when nobody ended the first', async () => {
    expect(await titles(rss(`<item>${own}<x:h>${next}${next}`))).toHaveLength(3)
    expect(await titles(rss(`<item>${own}${next}`))).toEqual(both)
    expect(await titles(rss(`<item>${own}<item><title>B</title><item><title>C</title></item>`))).toHaveLength(
      3,
    )
  })

  it('Atom’s too', async () => {
    const entry = (inner: string) => `<entry><id>${String(inner.length)}</id>${inner}</entry>`
    const document = atom(
      entry(`<x:old>${entry('<title>Old</title>')}</x:old><title>New</title>`) + entry('<title>B</title>'),
    )
    expect((await readFeed(document)).items.map(({ title }) => title)).toEqual(['New', 'B'])
  })
})

describe('who signs', () => {
  const authors = async (document: string) => (await readFirstItem(document)).authors

  it('both the authors and the creators of an entry, the authors first', async () => {
    const creator = '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Desk Three</dc:creator>'
    expect(
      await authors(
        atom(
          `<entry><author><name>Ann Oak</name></author><author><name>Bo Elm</name></author>${creator}</entry>`,
        ),
      ),
    ).toEqual(['Ann Oak', 'Bo Elm', 'Desk Three'])
  })

  it('in RSS the creator, and an author who is no address', async () => {
    const item = (author: string) =>
      rss(`<item><author>${author}</author><dc:creator>Bo Elm</dc:creator></item>`)
    expect(await authors(item('Ann Oak'))).toEqual(['Bo Elm', 'Ann Oak'])
    expect(await authors(item('desk@paper.example (Desk)'))).toEqual(['Bo Elm'])
  })

  it('the channel’s people where an item has none', async () => {
    const head = (who: string) => `<title>T</title>${who}`
    expect(await authors(rss('<item><title>A</title></item>', head('<dc:creator>Ann</dc:creator>')))).toEqual(
      ['Ann'],
    )
    expect(await authors(rss('<item><title>A</title></item>', head('<author>Bo</author>')))).toEqual(['Bo'])
    expect(
      await authors(rss('<item><dc:creator>Cy</dc:creator></item>', head('<dc:creator>Ann</dc:creator>'))),
    ).toEqual(['Cy'])
  })
})

describe('names in unusual places', () => {
  it('a channel’s title may be dc:title; its own wins', async () => {
    expect((await readFeed(rss('', '<dc:title>The Quarry Post</dc:title>'))).title).toBe('The Quarry Post')
    expect((await readFeed(rss('', '<dc:title>No</dc:title><title>Yes</title>'))).title).toBe('Yes')
  })

  it('a proxied enclosure is asked for at its original address', async () => {
    const item = await readFirstItem(
      rss(
        '<item xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"><enclosure url="http://proxy.example/~5/e.mp3" length="9" type="audio/mpeg"/>' +
          '<fb:origEnclosureLink>https://media.example/e.mp3</fb:origEnclosureLink></item>',
      ),
    )
    expect(item.enclosures).toMatchObject([
      { url: 'https://media.example/e.mp3', type: 'audio/mpeg', bytes: 9 },
    ])
  })

  it.each([
    '<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1//EN" "http://127.0.0.1:9/lat1.ent"> %HTMLlat1;',
    "<!ENTITY % l SYSTEM 'http://127.0.0.1:9/lat1.ent'>\n%l;\n<!ENTITY own 'x'>",
  ])('the names of a list kept elsewhere are HTML’s: %s', async (subset) => {
    const document = `<!DOCTYPE rss [${subset}]>${rss('<item><title>Cr&egrave;me</title></item>').replace(/<\?.*\?>/, '')}`
    expect((await readFeed(document)).items[0]?.title).toBe('Crème')
  })

  it('letters of the Baltic are what the document says', () => {
    const text = 'Žinios: ąčęėįšųūž'
    const document = (name: string) =>
      iconv.encode(
        `<?xml version="1.0" encoding="${name}"?><rss><channel><title>${text}</title></channel></rss>`,
        name,
      )
    for (const name of ['windows-1257', 'iso-8859-13'])
      expect(decodeDocument(document(name), null).text).toContain(text)
  })
})

describe('JSON Feeds of odd shapes', () => {
  const json = async (item: object, feed: object = {}) => {
    const whole = { version: 'https://jsonfeed.org/version/1.1', ...feed, items: [{ id: '1', ...item }] }
    const read = await readFeed(JSON.stringify(whole))
    return { feed: read, item: read.items[0] }
  }

  it('references in titles and summaries are read; plain text stays what it is', async () => {
    expect((await json({ title: 'It&#8217;s <b>x</b>', summary: 'A &amp; B' })).item).toMatchObject({
      title: 'It&#8217;s <b>x</b>',
      summaryHtml: 'A &amp; B',
    })
    expect((await json({ title: 'AT&T <3' })).item?.title).toBe('AT&amp;T &lt;3')
    expect((await json({}, { title: 'J &amp; K' })).feed.title).toBe('J &amp; K')
  })

  it.each<[string, object, object]>([
    ['authors that are one', { authors: { name: 'Ann' } }, { authors: ['Ann'] }],
    ['an author that is a list', { author: [{ name: 'Ann' }, 'Bo'] }, { authors: ['Ann', 'Bo'] }],
    ['an author that is a word', { author: 'Ann' }, { authors: ['Ann'] }],
    ['tags that are one text', { tags: 'sea, harbour' }, { categories: ['sea', 'harbour'] }],
    [
      'one attachment',
      { attachments: { url: 'https://a.example/e.mp3' } },
      { enclosures: [{ url: 'https://a.example/e.mp3' }] },
    ],
    [
      'a picture that is an object',
      { image: { url: 'https://a.example/p.jpg' } },
      { pictures: [{ url: 'https://a.example/p.jpg' }] },
    ],
    ['a picture that is nothing', { image: 7 }, { pictures: [] }],
  ])('%s', async (_, item, expected) => {
    expect((await json(item)).item).toMatchObject(expected)
  })
})
