/** Covers main/parse: documents as outlets send them, sound and damaged. No network, no clock. */
import { describe, expect, it } from 'vitest'
import type { RawItem, RawPicture } from '../../../../main/parse/types.ts'
import { fixtureBytes, rss } from '../../../fixtures/builders.ts'
import { oneItem as one, readFeed as read, readFirstItem as firstItem } from '../../../helpers/readFeed.ts'

const file = (name: string) => read(fixtureBytes(`feeds/${name}`))

const aPicture: RawPicture = {
  url: 'https://x.example/a.jpg',
  width: 640,
  height: null,
  kind: 'picture',
  group: 1,
  title: null,
  description: 'D',
  credit: null,
}

describe('formats', () => {
  it('reads what WordPress writes', async () => {
    const feed = await file('wordpress.xml')
    expect(feed).toMatchObject({
      format: 'rss',
      title: 'The Minasoko Times',
      siteUrl: 'https://minasoko.example',
      language: 'en-GB',
      iconUrl: 'https://minasoko.example/wp-content/uploads/icon-32x32.png',
      ttlMinutes: 90,
      isRepaired: false,
    })
    expect(feed.items).toHaveLength(1)
    expect(feed.items[0]).toMatchObject({
      guid: 'https://minasoko.example/?p=42130',
      isPermaLink: false,
      link: 'https://minasoko.example/ferry-returns/',
      title: 'Ferry’s return – eleven winters & a pier',
      publishedText: 'Sat, 08 Feb 2025 01:30:00 +0000',
      authors: ['harbourdesk'],
      categories: ['Islands', 'Ferries & boats'],
    })
    expect(feed.items[0]?.contentHtml).toMatch(/^<p>The ferry sailed again on Saturday, and/)
    expect(feed.items[0]?.summaryHtml).toMatch(/^<p>The ferry sailed again on Saturday\. \[&#8230;\]/)
    expect(feed.items[0]?.pictures.map((picture) => picture.url)).toEqual([
      'https://0.gravatar.com/avatar/00000000000000000000000000000000?s=96',
      'https://minasoko.example/wp-content/uploads/quay-1024.jpg',
    ])
  })

  it('reads Atom 1.0: text, html and xhtml, bad dates, enclosures, bases', async () => {
    const { items, ...feed } = await file('atom-10.xml')
    expect(feed).toMatchObject({
      format: 'atom',
      title: 'The &amp; Atoll',
      siteUrl: '/',
      language: 'en',
      iconUrl: '/icon.png',
    })
    expect(items[0]).toMatchObject({
      title: 'A <b>bold</b> title',
      link: 'one.html',
      publishedText: '2025-02-08T10:00:00+09:00',
      updatedText: 'not a date',
      authors: ['Mari Sato', 'Ken Abe'],
      categories: ['The Sea'],
      contentHtml: '<p>one <b>two</b> three</p>',
      enclosures: [{ url: '/one.mp3', type: 'audio/mpeg', bytes: 123 }],
      base: 'https://atoll.example/news/',
      textBase: 'https://atoll.example/news/pictures/',
    })
    expect(items[1]).toMatchObject({
      title: 'AT&amp;T &lt;b&gt; &amp;amp;',
      link: 'https://atoll.example/two',
      contentHtml: null,
      summaryHtml: 'Only a summary',
      base: 'https://atoll.example/',
    })
    expect(items[2]).toMatchObject({ title: 'Third', contentHtml: '<p>Hi</p>' })
  })

  it('reads Atom 0.3 with its dates', async () => {
    const { items } = await file('atom-03.xml')
    expect(items[0]).toMatchObject({
      publishedText: '2004-02-08T10:00:00Z',
      contentHtml: '<p>Old</p>',
      guid: 'tag:old',
    })
  })

  it('reads RDF: items beside the channel, their address as guid', async () => {
    const { items, ...feed } = await file('rdf-10.xml')
    expect(feed).toMatchObject({
      format: 'rdf',
      title: 'みなそこ',
      language: 'ja',
      iconUrl: 'https://minasoko.example/i.png',
    })
    expect(items[0]).toMatchObject({
      guid: 'https://minasoko.example/1?a=1&b=2',
      publishedText: '2025-02-08T09:00+09:00',
      authors: ['佐藤'],
      categories: ['島'],
    })
  })

  it('reads RSS 0.91 without looking for its DTD', async () => {
    const { items, title } = await file('rss-091.xml')
    expect([title, items[0]?.summaryHtml]).toEqual(['Ninety-one', 'One'])
  })

  it.each(['prefixed-atom.xml', 'prefixed-rdf.xml'])('goes by namespace, not by prefix: %s', async (name) => {
    const { items, title } = await file(name)
    expect([title, items[0]?.title, items[0]?.link]).toEqual(['Prefixed', 'One', 'https://p.example/1'])
  })

  it('reads JSON Feed 1.1 and coerces what is not text', async () => {
    const { items, ...feed } = await file('json-feed-11.json')
    expect(feed).toMatchObject({
      format: 'json',
      title: 'JSON &amp; Co',
      language: 'en-US',
      iconUrl: 'https://json.example/icon.png',
    })
    expect(items).toHaveLength(3)
    expect(items[0]).toMatchObject({
      guid: '7',
      title: 'Seven &lt;b&gt;',
      contentHtml: '<p>Hi</p>',
      authors: ['Ann', 'Bob'],
      categories: ['a', 'b'],
      enclosures: [{ url: 'https://json.example/7.mp3', type: 'audio/mpeg', bytes: 12 }],
    })
    expect(items[1]).toMatchObject({ contentHtml: 'One &lt; two\n\nSecond paragraph', authors: ['The Desk'] })
    expect(items[2]).toMatchObject({ guid: null, title: '42' })
  })

  it.each([
    'shift-jis-declared.xml',
    'euc-jp-silent.xml',
    'iso-2022-jp-declared.xml',
    'utf-16-with-mark.xml',
  ])('reads Japanese in any clothing: %s', async (name) => {
    const { items } = await file(name)
    expect(items[0]?.title).toBe('離島の渡し船が十一年ぶりに再開')
  })
})

describe('defects that cost nothing', () => {
  const cdata = (text: string) => `<![CDATA[${text}]]>`
  it.each<[string, string, Partial<RawItem>]>([
    [
      'HTML entities in XML',
      '<title>Caf&eacute;&nbsp;&rsquo;&unknown;</title>',
      { title: 'Café\u00a0’&unknown;' },
    ],
    [
      'a bare ampersand',
      '<title>Tom & Jerry</title><link>https://x.example/?a=1&b=2</link>',
      { title: 'Tom & Jerry', link: 'https://x.example/?a=1&b=2' },
    ],
    ['a bare less-than', '<title>1 < 2 and 3 > 2</title>', { title: '1 < 2 and 3 > 2' }],
    ['an undeclared prefix', '<itunes:author>Ann</itunes:author><title>x</title>', { authors: ['Ann'] }],
    ['split CDATA', `<description>${cdata('a ]]')}${cdata('> b')}</description>`, { summaryHtml: 'a ]]> b' }],
    ['HTML in a title, escaped', '<title>A &lt;b&gt;bold&lt;/b&gt; t</title>', { title: 'A <b>bold</b> t' }],
    ['raw elements in a title', '<title>A <b>bold</b> t</title>', { title: 'A <b>bold</b> t' }],
    [
      'raw markup in a description',
      '<description>one <b>two</b> three &amp; four</description>',
      { summaryHtml: 'one <b>two</b> three &amp; four' },
    ],
    [
      'unclosed elements in a description',
      '<description>a<br>b<p>c</description>',
      { summaryHtml: 'a<br>b<p>c' },
    ],
    ['a guid that is no address', '<guid isPermaLink="false">x</guid>', { guid: 'x', isPermaLink: false }],
    ['a link in an attribute', '<link href="https://x.example/1"/>', { link: 'https://x.example/1' }],
    [
      'a link in atom:link only',
      '<atom:link rel="alternate" href="https://x.example/1"/>',
      { link: 'https://x.example/1' },
    ],
    ['a category with a domain', '<category domain="d">News</category><category/>', { categories: ['News'] }],
    ['an author with an address', '<author>a@x.example (Ann)</author>', { authors: ['a@x.example (Ann)'] }],
    [
      'an enclosure of length 0',
      '<enclosure url="https://x.example/a.mp3" length="0" type="audio/mpeg"/>',
      {
        enclosures: [
          { url: 'https://x.example/a.mp3', type: 'audio/mpeg', bytes: null, durationSeconds: null },
        ],
      },
    ],
    [
      'media in a group',
      '<media:group><media:content url="https://x.example/a.jpg" width="640"/><media:description>D</media:description></media:group>',
      { summaryHtml: 'D', pictures: [aPicture] },
    ],
    ['only dc:date', '<dc:date>2025-02-08</dc:date>', { publishedText: '2025-02-08' }],
    [
      'an element called __proto__',
      '<__proto__><polluted>1</polluted></__proto__><title>x</title>',
      { title: 'x' },
    ],
    [
      'a guid called __proto__',
      '<guid>__proto__</guid><category>constructor</category>',
      { guid: '__proto__', categories: ['constructor'] },
    ],
    [
      'upper-case elements',
      '<TITLE>x</TITLE><PubDate>2025-02-08</PubDate>',
      { title: 'x', publishedText: '2025-02-08' },
    ],
    [
      'comments and instructions between',
      '<!-- <title>no</title> --><?php echo 1 ?><title>x<!-- y --></title>',
      { title: 'x' },
    ],
    [
      'a line feed in an attribute',
      '<enclosure\nurl=\'https://x.example/a.mp3\'\ntype="audio/mpeg"/>',
      {
        enclosures: [
          { url: 'https://x.example/a.mp3', type: 'audio/mpeg', bytes: null, durationSeconds: null },
        ],
      },
    ],
  ])('%s', async (_, source, expected) => {
    expect(await firstItem(rss(`<item>${source}</item>`))).toMatchObject(expected)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([
    ['text/html', rss(one)],
    ['no version', rss(one).replace(' version="2.0"', '')],
    ['a version with a blank', rss(one).replace('"2.0"', '" 2.0"')],
    ['blank lines first', `\n\n  ${rss(one)}`],
    ['a stylesheet first', rss(one).replace('?>', '?><?xml-stylesheet href="x.xsl"?><!-- c -->')],
  ])('is not even repaired: %s', async (name, document) => {
    const feed = await read(document, name === 'text/html' ? name : null)
    expect([feed.items[0]?.title, feed.isRepaired]).toEqual(['One', false])
  })
})
