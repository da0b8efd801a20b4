/** Covers main/normalise/ingest.ts: a document in, articles out. No network, no disk, no clock. */
import { describe, expect, it } from 'vitest'
import { cleaningVersion } from '../../../../main/normalise/clean.ts'
import { ingest } from '../../../../main/normalise/ingest.ts'
import type { ArticleDraft } from '../../../../main/model/article.ts'
import type { Ingest, IngestInput, KnownArticle } from '../../../../main/model/ingest.ts'
import { anIngest, fixtureBytes, fixtureText, noon, rss } from '../../../fixtures/builders.ts'

async function read(document: string | Uint8Array, facts: Partial<IngestInput> = {}): Promise<Ingest> {
  const outcome = await ingest(anIngest(document, facts))
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}

const asKnown = ({ headline }: ArticleDraft): KnownArticle => {
  const { id, secondKey, contentHash, publishedAt, url, title, snippet } = headline
  return { id, secondKey, contentHash, publishedAt, told: { url, title, snippet } }
}
const item = (n: number, rest = '') =>
  `<item><title>Title ${String(n)}</title><link>https://paper.example/${String(n)}/</link><guid isPermaLink="false">g${String(n)}</guid>` +
  `<pubDate>Thu, ${String(n).padStart(2, '0')} Jan 2026 00:00:00 GMT</pubDate><content:encoded>&lt;p&gt;Text ${String(n)}&lt;/p&gt;</content:encoded>${rest}</item>`

describe('a new feed', () => {
  it('becomes articles, newest first, cleaned', async () => {
    const feed = await read(rss(item(1) + item(3) + item(2)))
    expect(feed).toMatchObject({
      title: 'The Paper',
      siteUrl: 'https://paper.example/',
      articleCount: 3,
      isRepaired: false,
    })
    expect(feed.headlines).toEqual(['Title 3', 'Title 2', 'Title 1'])
    expect(feed.added.map(({ headline }) => headline.title)).toEqual(feed.headlines)
    expect(feed.added[0]).toMatchObject({
      headline: {
        url: 'https://paper.example/3/',
        publishedAt: Date.UTC(2026, 0, 3),
        arrivedAt: noon,
        changedAt: null,
        record: -1,
      },
      body: {
        cleaned: cleaningVersion,
        bodyHtml: '<p>Text 3</p>',
        base: 'https://paper.example/3/',
        isExcerpt: false,
      },
    })
    expect(feed.changed).toEqual([])
  })

  it('is kept uncleaned when there is much of it', async () => {
    const { added } = await read(rss(item(1) + item(2)), { cleanAtMost: 1 })
    expect(added.map(({ body }) => body.cleaned)).toEqual([0, 0])
    expect(added.every(({ body }) => body.pictures.length === 0)).toBe(true)
  })

  it('without items is no failure', async () => {
    expect(await read(rss(''))).toMatchObject({ articleCount: 0, added: [], headlines: [] })
  })

  it('that is a page is a failure that says so', async () => {
    expect(await ingest(anIngest('<!doctype html><html></html>'))).toEqual({
      ok: false,
      failure: { kind: 'not-a-feed', url: 'https://paper.example/feed/', found: 'html' },
    })
  })

  it('of WordPress: lead picture not the gravatar, last sentence in the notes, snippet plain', async () => {
    const { added } = await read(fixtureBytes('feeds/wordpress.xml'), {
      finalUrl: 'https://minasoko.example/feed/',
    })
    const [article] = added
    expect(article?.headline).toMatchObject({
      title: 'Ferry’s return – eleven winters & a pier',
      contributors: ['harbourdesk'],
      snippet: 'The ferry sailed again on Saturday, and the band played.',
      picture: 'https://minasoko.example/wp-content/uploads/quay-1024.jpg',
      secondKey: '/ferry-returns',
    })
    expect(article?.body.bodyHtml).not.toContain('appeared first on')
    expect(article?.body.outletNotesHtml).toContain('appeared first on')
    expect(article?.body.pictures).toEqual(['https://minasoko.example/wp-content/uploads/quay-1024.jpg'])
  })

  it('of the group: the byline wins over the account that posted it', async () => {
    const html = fixtureText('group/02-single-author.html')
    const source = `<item><title>Quiet Lamps of Hirao: an Evening Print by an Unknown Hand</title><guid>1</guid><dc:creator>admin2</dc:creator><content:encoded><![CDATA[${html}]]></content:encoded></item>`
    const { added } = await read(rss(source))
    expect(added[0]?.headline.contributors).toEqual(['Kanako Mita'])
    expect(added[0]?.headline.snippet).toMatch(/^The print above shows six lamps/)
  })

  it.each([
    ['a date in the future', '<pubDate>Thu, 15 Jan 2036 00:00:00 GMT</pubDate>'],
    ['the year 275761', '<pubDate>+275761-01-01T00:00:00Z</pubDate>'],
    ['"tomorrow"', '<pubDate>tomorrow</pubDate>'],
    ['no date', ''],
  ])('never pins %s above what arrives', async (_, date) => {
    const { added } = await read(rss(`<item><guid>x</guid><title>t</title>${date}</item>`))
    expect(added[0]?.headline.sortedAt).toBe(noon)
  })

  it('keeps the order of the document for equal times', async () => {
    const { headlines } = await read(
      rss(['c', 'a', 'b'].map((name) => `<item><guid>${name}</guid><title>${name}</title></item>`).join('')),
    )
    expect(headlines).toEqual(['c', 'a', 'b'])
  })

  it('keeps the longer of two copies of one article', async () => {
    const long = item(1).replace('Text 1', 'Text 1 and much more')
    const { added, articleCount } = await read(rss(item(1) + long))
    expect([articleCount, added[0]?.body.bodyHtml]).toEqual([1, '<p>Text 1 and much more</p>'])
  })

  it('with hostile words in every field stays one line and plain text', async () => {
    const vector = '&lt;img src=x onerror=alert(1)&gt;\r\n\u2028x'
    const fields = `<title>${vector}</title><guid>${vector}</guid><link>javascript:alert(1)</link><author>${vector}</author><category>${vector}</category><description>${vector}</description>`
    const { added, title } = await read(rss(`<item>${fields}</item>`, `<title>${vector}</title>`))
    expect(title).toBe('x')
    const [article] = added
    expect(article?.headline).toMatchObject({ title: 'x', url: null, contributors: ['x'], snippet: 'x' })
    expect(article?.headline.id).toMatch(/^[\w-]{1,80}$/)
    expect(article?.body.bodyHtml).not.toContain('onerror')
  })

  it('drops items that say nothing', async () => {
    expect((await read(rss('<item></item><item/><item><pubDate>x</pubDate></item>'))).articleCount).toBe(0)
  })
})

describe('a feed that we know', () => {
  it('says only what is new', async () => {
    const first = await read(rss(item(1) + item(2)))
    const second = await read(rss(item(3) + item(2) + item(1)), {
      known: first.added.map(asKnown),
      now: noon + 1000,
    })
    expect(second.added.map(({ headline }) => headline.title)).toEqual(['Title 3'])
    expect([second.changed, second.articleCount]).toEqual([[], 3])
  })

  it('says what changed, under the id that we know', async () => {
    const first = await read(rss(item(1)))
    const document = rss(item(1).replace('Text 1', 'Text 1, corrected').replace('>g1<', '>g1-edited<'))
    const { added, changed } = await read(document, { known: first.added.map(asKnown), cleanAtMost: 0 })
    expect(added).toEqual([])
    expect(changed[0]?.headline.id).toBe(first.added[0]?.headline.id)
    expect(changed[0]?.body).toMatchObject({ cleaned: cleaningVersion, bodyHtml: '<p>Text 1, corrected</p>' })
  })

  it.each([
    ['white space', (text: string) => text.replace('Text 1', '\n  Text\t 1 ')],
    ['markup', (text: string) => text.replace('&lt;p&gt;', '&lt;p class="a"&gt;&lt;b&gt;')],
    [
      'a picture’s address',
      (text: string) => text.replace('&lt;/p&gt;', '&lt;img src="a.jpg?v=2"&gt;&lt;/p&gt;'),
    ],
    [
      'WordPress’s last sentence',
      (text: string) =>
        text.replace('&lt;/p&gt;', '&lt;/p&gt;&lt;p&gt;The post A appeared first on B.&lt;/p&gt;'),
    ],
    ['the date', (text: string) => text.replace('01 Jan', '02 Jan')],
    ['the host', (text: string) => text.replace('https://paper.example/1/', 'http://www.paper.example/1/')],
  ])('takes no notice of changed %s', async (_, change) => {
    const first = await read(rss(item(1)))
    const second = await read(rss(change(item(1))), { known: first.added.map(asKnown) })
    expect([second.added, second.changed]).toEqual([[], []])
  })

  it('takes no notice of an item without title, text and date', async () => {
    const document = rss('<item><guid>x</guid><link>https://paper.example/x</link></item>')
    const first = await read(document)
    const second = await read(document, { known: first.added.map(asKnown), now: noon + 3 * 86_400_000 })
    expect([second.added, second.changed]).toEqual([[], []])
  })
})

describe('excerpts', () => {
  const excerptOf = async (source: string) =>
    (await read(rss(`<item><guid>1</guid><title>t</title>${source}</item>`))).added[0]
  it.each<[string, string, boolean]>([
    ['a short description', '<description>Short.</description>', true],
    ['a description as long as an article', `<description>${'word '.repeat(400)}</description>`, false],
    ['whole text', '<content:encoded>Short but whole.</content:encoded>', false],
    ['whole text that is not', '<content:encoded>Some words […]</content:encoded>', true],
    [
      '"Continue reading"',
      '<content:encoded>&lt;p&gt;Some words &lt;a&gt;Continue reading Some words →&lt;/a&gt;&lt;/p&gt;</content:encoded>',
      true,
    ],
    ['a title alone', '', true],
  ])('%s', async (_, source, expected) => {
    expect((await excerptOf(source))?.body.isExcerpt).toBe(expected)
  })
})

describe('hostile texts', () => {
  const noise = [
    '<img ',
    '<img<',
    'Written by A B<',
    '<a href',
    '<p>',
    '</p>',
    '<svg>',
    '<!--',
    '&',
    '<b>',
    '<div>',
    '<br>',
    '<ul><li>',
    '– Sawako Utsumi and where ',
    'The post a appeared first on ',
    '[…] ',
    '<p>Modern Tokyo Times</p>',
    '<iframe src="x">',
    '"',
    'PLEASE JOIN ON TWITTER<br>',
    '<picture><source srcset="a 1x,">',
    '<a href="https://fineartamerica.com/featured/a.html">x</a><br>',
  ]
  it.each(noise)('come to an end: %s', async (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    for (const start of ['', 'Modern Tokyo Times ']) {
      const { added } = await read(
        rss(`<item><guid>1</guid><content:encoded><![CDATA[${start}${text}]]></content:encoded></item>`),
      )
      expect(added).toHaveLength(1)
      expect(added[0]?.headline.snippet.length).toBeLessThanOrEqual(300)
    }
  })
})
