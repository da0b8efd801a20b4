/** Covers main/parse: whole classes of feeds that suites of other readers hold and papers seldom send. Pure. */
import { describe, expect, it } from 'vitest'
import { atom, rss } from '../../../fixtures/builders.ts'
import { readFeed, readFirstItem } from '../../../helpers/readFeed.ts'

const about = (inner: string, head = '<title>T</title>') => rss(`<item>${head}${inner}</item>`)

describe('feeds that say almost nothing', () => {
  it.each([
    ['an Atom feed of a title', '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title></feed>', 0],
    ['an Atom feed of nothing', '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', 0],
    ['an RSS feed of a title', '<rss version="2.0"><channel><title>Quay</title></channel></rss>', 0],
    [
      'entries of nothing but text',
      atom('<entry><summary>A</summary></entry><entry><title>B</title></entry>'),
      2,
    ],
    ['entries of nothing', atom('<entry></entry><entry/>'), 2],
    ['items of nothing', rss('<item></item><item/>'), 2],
    [
      'an Atom link without an address',
      atom('<entry><link rel="alternate"/><link/><title>B</title></entry>'),
      1,
    ],
  ])('%s are feeds', async (_, document, count) => {
    expect((await readFeed(document)).items).toHaveLength(count)
  })
})

describe('items by another format’s name', () => {
  const inner = (n: number) =>
    `<title>${String(n)}</title><link>https://paper.example/${String(n)}</link><id>${String(n)}</id>`
  it.each([
    ['entries in RSS', rss(`<item>${inner(1)}</item><entry>${inner(2)}</entry><item>${inner(3)}</item>`)],
    ['items in Atom', atom(`<entry>${inner(1)}</entry><item>${inner(2)}</item><entry>${inner(3)}</entry>`)],
    [
      'entries of Atom’s in RSS',
      rss(
        `<item>${inner(1)}</item><atom:entry><atom:title>2</atom:title><atom:link href="https://paper.example/2"/></atom:entry><item>${inner(3)}</item>`,
      ),
    ],
  ])('%s keep their own addresses', async (_, document) => {
    const { items } = await readFeed(document)
    expect(items.map(({ title, link }) => [title, link])).toEqual(
      ['1', '2', '3'].map((n) => [n, `https://paper.example/${n}`]),
    )
  })
})

describe('JSON Feeds that do not say so', () => {
  const json = (version: unknown, item: object) => readFeed(JSON.stringify({ version, items: [item] }))
  it('are read when they have its texts and its number', async () => {
    expect((await json('1.0', { content_text: 'Boats' })).items).toMatchObject([{ contentHtml: 'Boats' }])
    await expect(json('1.0', { price: 3 })).rejects.toThrow('not-a-feed')
    await expect(json('7', { content_text: 'Boats' })).rejects.toThrow('not-a-feed')
  })
})

describe('signs that are no markup', () => {
  it.each([
    ['x &lt;y and no end', 'x &lt;y and no end'],
    ['<![CDATA[3 <b and c]]>', '3 &lt;b and c'],
    ['3 &lt;b&gt;bold&lt;/b&gt;', '3 <b>bold</b>'],
  ])('%s', async (written, html) => {
    expect((await readFirstItem(about(`<description>${written}</description>`))).summaryHtml).toBe(html)
  })
})

describe('texts whose type is wrong', () => {
  const entry = (inner: string) => atom(`<entry><id>1</id>${inner}</entry>`)
  it.each([
    [
      'words that are called base64',
      '<summary mode="base64">Boats & nets came in</summary>',
      'Boats & nets came in',
    ],
    ['words of no known type', '<summary type="image/png">Boats came in</summary>', 'Boats came in'],
  ])('%s are read as they stand', async (_, inner, text) => {
    expect((await readFirstItem(entry(inner))).summaryHtml?.replace('&amp;', '&')).toBe(text)
  })

  it('a title of no known type is a title; content that is a picture is none', async () => {
    const document = entry(
      '<title type="image/png">Boats</title><content type="image/png">iVBORw0K</content>',
    )
    expect(await readFirstItem(document)).toMatchObject({ title: 'Boats', contentHtml: null })
  })
})

describe('ends that are missing', () => {
  it.each([
    [
      'a title ended by another name',
      '<title>Boats <b>come</b> in</subtitle><guid>g</guid>',
      'Boats <b>come</b> in',
    ],
    ['a title of markup, never ended', '<title><b>Boats</b> come in<guid>g</guid>', '<b>Boats</b> come in'],
    ['CDATA that never ends', '<title><![CDATA[Boats come in</title><guid>g</guid>', 'Boats come in'],
  ])('%s keeps its words, and the items behind it', async (_, inner, title) => {
    const feed = await readFeed(rss(`<item>${inner}</item><item><title>Next</title></item>`))
    expect(feed.items.map((item) => item.title)).toEqual([title, 'Next'])
    expect(feed.isRepaired).toBe(true)
  })

  it('a comment that never ends hides nothing', async () => {
    const feed = await readFeed(rss('<item><title>A</title><!-- note</item><item><title>B</title></item>'))
    expect(feed.items.map(({ title }) => title)).toEqual(['A', 'B'])
  })

  it('an unended comment inside of a text stays what it is', async () => {
    const item = await readFirstItem(about('<description><![CDATA[<p>One</p><!-- more]]></description>'))
    expect(item.summaryHtml).toBe('<p>One</p><!-- more')
  })

  it('the last item of which only the end is missing is kept when it says which item it is', async () => {
    const cut = (inner: string) =>
      readFeed(`<rss version="2.0"><channel><item><title>A</title></item><item>${inner}`)
    expect((await cut('<title>B</title><link>https://paper.example/b</link>')).items).toHaveLength(2)
    expect((await cut('<title>B</title>')).items).toHaveLength(1)
    expect((await cut('<title>B</title><guid>b</guid><description>half a sen')).items).toHaveLength(1)
  })
})

describe('addresses', () => {
  it('of an enclosure stands in href too', async () => {
    const item = await readFirstItem(
      about('<enclosure href="https://paper.example/a.mp3" type="audio/mpeg"/>'),
    )
    expect(item.enclosures).toMatchObject([{ url: 'https://paper.example/a.mp3', type: 'audio/mpeg' }])
  })

  it.each([
    [
      'without a scheme',
      '<link>www.paper.example/a?b=1&amp;c=2</link>',
      'http://www.paper.example/a?b=1&c=2',
    ],
    ['with half a scheme', '<link>https:/paper.example/a</link>', 'https://paper.example/a'],
    [
      'inside of an HTML link',
      '<link><a href="https://paper.example/a">read</a></link>',
      'https://paper.example/a',
    ],
    [
      'inside of an HTML link, escaped',
      '<link>&lt;a href="https://paper.example/a"&gt;read&lt;/a&gt;</link>',
      'https://paper.example/a',
    ],
    ['as it should be', '<link>https://paper.example/www.a</link>', 'https://paper.example/www.a'],
  ])('%s', async (_, link, address) => {
    expect((await readFirstItem(about(link))).link).toBe(address)
  })
})

describe('xml:base on elements inside of xhtml', () => {
  it('holds for what stands inside of them and for nothing else', async () => {
    const inner =
      '<div xmlns="http://www.w3.org/1999/xhtml"><a href="x">x</a><p xml:base="deep/"><a href="y">y</a>' +
      '<span xml:base="/top/"><img src="z.png"/></span><a href="w?a=1&amp;b=2">w</a></p><a href="v">v</a></div>'
    const item = await readFirstItem(
      atom(`<entry xml:base="https://paper.example/e/"><content type="xhtml">${inner}</content></entry>`),
    )
    expect(
      [...(item.contentHtml ?? '').matchAll(/(?:href|src)="([^"]*)"/g)].map((found) => found[1]),
    ).toEqual([
      'x',
      'https://paper.example/e/deep/y',
      'https://paper.example/top/z.png',
      'https://paper.example/e/deep/w?a=1&amp;b=2',
      'v',
    ])
  })
})

describe('a jump below another xml:base', () => {
  it.each([
    ['#n', '#n'],
    ['https://files.example/x#n', '#n'],
    ['#gone', 'https://files.example/x#gone'],
    ['https://other.example/x#n', 'https://other.example/x#n'],
  ])('%s leads to %s', async (written, href) => {
    const inner =
      `<div xmlns="http://www.w3.org/1999/xhtml"><p xml:base="https://files.example/x"><a href="${written}">1</a></p>` +
      '<p id="n">Note</p></div>'
    const item = await readFirstItem(atom(`<entry><content type="xhtml">${inner}</content></entry>`))
    expect(/href="([^"]*)"/.exec(item.contentHtml ?? '')?.[1]).toBe(href)
  })
})

describe('the Channel Definition Format', () => {
  it('is read: pages and dates stand in attributes', async () => {
    const feed = await readFeed(
      '<?xml version="1.0"?><CHANNEL HREF="https://paper.example/"><TITLE>The Quay</TITLE>' +
        '<ITEM HREF="https://paper.example/1" LASTMOD="1998-11-05T10:00"><TITLE>Boats</TITLE>' +
        '<ABSTRACT>They came in.</ABSTRACT></ITEM>' +
        '<ITEM><A HREF="https://paper.example/2">Nets</A><TITLE>Nets</TITLE></ITEM></CHANNEL>',
    )
    expect(feed).toMatchObject({ title: 'The Quay', siteUrl: 'https://paper.example/' })
    expect(feed.items).toMatchObject([
      {
        link: 'https://paper.example/1',
        title: 'Boats',
        summaryHtml: 'They came in.',
        updatedText: '1998-11-05T10:00',
      },
      { link: 'https://paper.example/2', title: 'Nets' },
    ])
  })
})

describe('an item that says it elsewhere', () => {
  const item = async (namespaces: string, inner: string) => {
    const [one] = (
      await readFeed(
        `<rss version="2.0" ${namespaces}><channel><item><title>x</title>${inner}</item></channel></rss>`,
      )
    ).items
    return one
  }

  it('is signed by who had a hand in it, when nobody else signs', async () => {
    const atom = 'xmlns:a="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    const helper = '<a:contributor><a:name>Ann Hill</a:name><a:uri>https://a.example/</a:uri></a:contributor>'
    expect((await item(atom, helper))?.authors).toEqual(['Ann Hill'])
    expect((await item(atom, `${helper}<dc:creator>Bo Reed</dc:creator>`))?.authors).toEqual(['Bo Reed'])
    expect((await item(atom, '<dc:contributor>Cy Moss</dc:contributor>'))?.authors).toEqual(['Cy Moss'])
  })

  it('is known by its identifier, when it has neither guid nor address', async () => {
    const dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    const identifier = '<dc:identifier>doi:10.1/9</dc:identifier>'
    expect((await item(dc, identifier))?.guid).toBe('doi:10.1/9')
    expect((await item(dc, `${identifier}<link>https://paper.example/1</link>`))?.guid).toBeNull()
  })
})
