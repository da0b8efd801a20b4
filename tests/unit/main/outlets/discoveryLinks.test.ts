/** Covers main/outlets/feedLinks.ts and refresh.ts through a discovery. Pages in invented wording. */
import { describe, expect, it } from 'vitest'
import { head, look, rss } from '../../../helpers/discovered.ts'

describe('links in the head', () => {
  const feeds = (inside: string) => look(head(inside)).feeds.map(({ url }) => url)

  it.each([
    '<link rel="service.feed" type="application/atom+xml" href="/f">',
    '<link type="application/rss+xml" href="/f">',
    '<link rel="home" type="application/rss+xml" href="/f">',
    '<link rel="alternative" type="application/rss+xml" href="/f">',
    '<link rel="alternate" type="application/rss xml" href="/f">',
    '<link rel="alternate" type="rss" href="/f">',
    '<link rel="alternate" type="application/xml+rss" href="/f">',
  ])('are feeds: %s', (link) => {
    expect(feeds(link)).toEqual(['https://paper.example/f'])
  })

  it('are feeds by their address alone', () => {
    expect(
      feeds('<link rel="alternate" href="/rss.xml"><link rel="alternate" href="/blog/feed/">'),
    ).toHaveLength(2)
  })

  it.each([
    '<link rel="alternate" hreflang="de" href="/feed/">',
    '<link rel="alternate" href="/news/">',
    '<link rel="alternate" type="application/rss+xml" href="#">',
    '<link rel="service.post" type="application/atom+xml" href="/f">',
    '<link rel="EditURI" type="application/rsd+xml" href="/f">',
    '<link rel="alternate" type="application/activity+json" href="/f">',
    '<link rel="alternate stylesheet" type="text/css" href="/feed.css">',
  ])('are none: %s', (link) => {
    expect(feeds(link)).toEqual([])
  })
})

describe('a page that sends on', () => {
  it.each([
    [`0;url=/it's`, "https://paper.example/it's"],
    [`0; URL='/a b'`, 'https://paper.example/a%20b'],
    ['0;url=feed:https://feeds.example/x', 'https://feeds.example/x'],
    ['0;url=feed://feeds.example/x', 'http://feeds.example/x'],
  ])('by %s leads to its target', (content, target) => {
    expect(look(head(`<meta http-equiv="refresh" content="${content}">`)).leadsTo).toBe(target)
  })
})

describe('links in the text', () => {
  const pages = (html: string, url = 'https://paper.example/') => {
    const { feedPages, moreFeeds } = look(html, { url })
    return [...feedPages, ...moreFeeds.map((feed) => feed.url)]
  }

  it('lead to feeds on other hosts, and not to readers on the web', () => {
    expect(
      pages(
        '<a href="https://feeds.press.example/lantern">RSS</a> <a href="https://feedly.com/i/subscription/feed/x">RSS</a>' +
          '<a href="https://other.example/about">RSS</a>',
      ),
    ).toEqual(['https://feeds.press.example/lantern'])
  })

  it('are a list of sections by their addresses, whatever they are called', () => {
    const list = Array.from(
      { length: 12 },
      (_, i) => `<a href="/rss/list.aspx?id=${String(i)}">Part ${String(i)}</a>`,
    )
    expect(pages(list.join(''))).toHaveLength(12)
    expect(look(list.join('')).moreFeeds[0]).toMatchObject({ title: 'Part 5', group: 'articles' })
  })
})

describe('the many feeds of one paper', () => {
  it('stand in groups: articles, topics, other languages, comments', () => {
    const page = `<html lang="en">${rss('/comments/feed', 'Comments')}${rss('/tag/sea/feed', 'Sea')}<link rel="alternate" type="application/rss+xml" hreflang="fr-CA" href="/fr.xml">${rss('/feed', 'All')}`
    expect(look(page).feeds.map(({ url, group: each }) => [url.slice(21), each])).toEqual([
      ['/feed', 'articles'],
      ['/tag/sea/feed', 'topics'],
      ['/fr.xml', 'languages'],
      ['/comments/feed', 'comments'],
    ])
  })
})

describe('a page that sends its readers on', () => {
  const refresh = (content: string, around = (meta: string) => meta) =>
    look(head(around(`<meta http-equiv="Refresh" content="${content}">`))).leadsTo

  it.each([
    ['0; URL=/real/', 'https://paper.example/real/'],
    ['0;url=https://new.example/feed.xml', 'https://new.example/feed.xml'],
    ["5;URL='/quoted'", 'https://paper.example/quoted'],
    ['0, /comma', 'https://paper.example/comma'],
    ['0;/bare', 'https://paper.example/bare'],
    ['0.5; url = blank', 'https://paper.example/blank'],
  ])('leads on: %s', (content, to) => {
    expect(refresh(content)).toBe(to)
  })

  it.each([
    '300',
    '0; url=/',
    '0; url=#top',
    '600; url=/other',
    '0; url=javascript:alert(1)',
    '0; url=file:///a',
    '',
  ])('stays: %j', (content) => {
    expect(refresh(content)).toBeNull()
  })

  it('stays when only a page without scripts is sent on, or when it names feeds', () => {
    expect(refresh('0; url=/nojs', (meta) => `<noscript>${meta}</noscript>`)).toBeNull()
    expect(refresh('0; url=/x', (meta) => meta + rss('/feed'))).toBeNull()
  })
})
