/** Covers main/outlets/discovery.ts with its helpers. Pages in invented wording. */
import { describe, expect, it } from 'vitest'
import { parseLinkHeader } from '../../../../main/outlets/linkHeader.ts'
import type { DiscoveryInput } from '../../../../main/model/discovery.ts'
import { head, look, rss } from '../../../helpers/discovered.ts'

const group = 'articles'
const feedsIn = (html: string, facts: Partial<DiscoveryInput> = {}) =>
  look(html, facts).feeds.map(({ url }) => url)

describe('the feeds of a page', () => {
  it('are found with title and type, resolved, in page order', () => {
    const page = head(`
      <link rel='alternate' type='application/rss+xml' title='Lantern Post &raquo; Feed' href='/feed/'>
      <LINK HREF="atom.xml" TYPE="Application/Atom+XML; charset=utf-8" REL="ALTERNATE home">
      <link rel=alternate type=application/feed+json href=https://cdn.example/feed.json>`)
    expect(look(page, { url: 'https://paper.example/en/' }).feeds).toEqual([
      {
        url: 'https://paper.example/feed/',
        title: 'Lantern Post » Feed',
        type: 'application/rss+xml',
        group,
      },
      { url: 'https://paper.example/en/atom.xml', title: null, type: 'application/atom+xml', group },
      { url: 'https://cdn.example/feed.json', title: null, type: 'application/feed+json', group },
    ])
  })

  it('stand on the base that the page names', () => {
    expect(
      feedsIn(head(`<base href="//cdn.example/x/"><base href="https://no.example/">${rss('feed')}`)),
    ).toEqual(['https://cdn.example/x/feed'])
    expect(feedsIn(head(`<base href="javascript:1">${rss('feed')}`))).toEqual(['https://paper.example/feed'])
  })

  it('are found in the body too, and in a page without end', () => {
    expect(feedsIn(`<p>Hello <b>there${rss('/feed')}<p>and`)).toEqual(['https://paper.example/feed'])
  })

  it('are found in the Link header', () => {
    const link =
      '<https://api.example/>; rel="https://api.w.org/", </feed/>; rel=alternate; type="application/rss+xml"; title="A, \\"b\\"; c"'
    expect(look(head('<base href="https://other.example/">'), { link }).feeds).toEqual([
      { url: 'https://paper.example/feed/', title: 'A, "b"; c', type: 'application/rss+xml', group },
    ])
  })

  it('put the feeds of comments last', () => {
    const page = head(
      rss('/comments/feed/', 'Lantern Post » Comments Feed') +
        rss('/2026/03/a-story/feed/', 'Lantern Post » A story Comments Feed') +
        rss('/ja/feed/', 'ちょうちん新聞 » コメントフィード') +
        rss('/feed/', 'Lantern Post » Feed') +
        rss('/commentary/feed/', 'Commentary'),
    )
    expect(feedsIn(page)).toEqual([
      'https://paper.example/feed/',
      'https://paper.example/commentary/feed/',
      'https://paper.example/comments/feed/',
      'https://paper.example/2026/03/a-story/feed/',
      'https://paper.example/ja/feed/',
    ])
  })

  it('are all there, each once, and bounded', () => {
    const many = (count: number) => Array.from({ length: 1900 }, (_, i) => rss(`/feed/${String(i % count)}`))
    expect(feedsIn(head(many(140).join('')))).toHaveLength(140)
    expect(feedsIn(head(many(1900).join('')))).toHaveLength(500)
  })

  it.each([
    ['an alternate language', '<link rel="alternate" hreflang="ja" href="/ja/">'],
    [
      'the REST address of WordPress',
      '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
    ],
    ['oEmbed', '<link rel="alternate" type="application/json+oembed" href="/oembed?feed=1">'],
    ['a style sheet', '<link rel="alternate stylesheet" type="text/xml" href="/rss.xsl">'],
    ['a script address', rss('javascript:alert(1)')],
    ['a data address', rss('data:text/xml,<rss/>')],
    ['an address with a line break', rss('https://a.example/&#10;feed')],
    ['nothing', rss('')],
    ['a feed in a comment', `<!-- ${rss('/feed')} -->`],
    ['a feed in a script', `<script>document.write('${rss('/feed')}')</script>`],
    ['some JSON', '<link rel="alternate" type="application/json" href="/menu.json">'],
    ['some XML', '<link rel="alternate" type="text/xml" href="/sitemap.xml">'],
  ])('are not %s', (_what, inside) => {
    expect(feedsIn(head(inside))).toEqual([])
  })

  it.each([
    ['JSON that is called a feed', '<link rel="alternate" type="application/json" href="/feed.json">'],
    ['XML that is called RSS', '<link rel="alternate" type="text/xml" title="RSS" href="/news.xml">'],
    ['rel=feed', '<link rel="feed" href="/all">'],
    ['a type that is hardly one', '<link rel="alternate" type="application/rss" href="/a">'],
    ['another', '<link rel="alternate" type="application/atom" href="/b">'],
    ['text/rss+xml', '<link rel="alternate" type="text/rss+xml" href="/c">'],
    ['XML that is called news', '<link rel="alternate" type="text/xml" title="News" href="/n">'],
    ['a link in the text', '<a rel="alternate" type="application/atom+xml" href="/updates">Updates</a>'],
    ['a feed: link in the text', '<a href="feed:https://blog.example/x.xml">RSS</a>'],
    ['a feeds: link in the text', '<a href="feeds://blog.example/x">Subscribe</a>'],
    ['the feed: scheme', rss('feed://paper.example/feed')],
    ['the feed: scheme before another', rss('feed:https://paper.example/feed')],
  ])('are also %s', (_what, inside) => {
    expect(feedsIn(head(inside))).toHaveLength(1)
  })
})

describe('the icons of a page', () => {
  it('come by use: 64 pixels or the next above, then what is below; never SVG; favicon.ico last', () => {
    const page = head(`
      <link rel="icon" href="/16.png" sizes="16x16">
      <link rel="apple-touch-icon" href="/touch.png">
      <link rel="icon" href="/96.png" sizes="96x96">
      <link rel="icon" href="/any.svg" sizes="any" type="image/svg+xml">
      <link rel="mask-icon" href="/mask.svg">
      <link rel="SHORTCUT ICON" href="/favicon.ico">
      <link rel="icon" href="data:image/png;base64,AA">
      <link rel="icon" href="/512.png" sizes="512x512">`)
    expect(look(page).icons).toEqual([
      'https://paper.example/96.png',
      'https://paper.example/touch.png',
      'https://paper.example/512.png',
      'https://paper.example/favicon.ico',
    ])
  })

  it('are the favicon when the page names none', () => {
    expect(look(head(''), { url: 'https://paper.example/a/b' }).icons).toEqual([
      'https://paper.example/favicon.ico',
    ])
  })
})

describe('the name and language of a page', () => {
  it.each([
    [
      'its own name before the title',
      '<title>Front page | Lantern</title><meta property="og:site_name" content="Lantern Post">',
      'Lantern Post',
    ],
    ['the title, tidied', '<title>\n  Lantern &amp;\tPost </title>', 'Lantern & Post'],
    ['the first title', '<title>One</title><title>Two</title>', 'One'],
    ['nothing', '<title> </title>', null],
  ])('is %s', (_what, inside, title) => {
    expect(look(head(inside)).title).toBe(title)
  })

  it("does not take a picture's title for it", () => {
    expect(look('<svg><title>Logo</title></svg><title>Lantern</title>').title).toBe('Lantern')
  })

  it.each([
    ['<html lang="ja">', 'ja'],
    ['<html xml:lang="pt-BR">', 'pt-BR'],
    ['<html><meta http-equiv="Content-Language" content="de">', 'de'],
    ['<html lang=""><meta property="og:locale" content="en_GB">', 'en-GB'],
    ['<html lang="{{ lang }}">', null],
    ['<html>', null],
  ])('%s means %s', (html, language) => {
    expect(look(html).language).toBe(language)
  })

  it("are read in the page's own encoding", () => {
    const bytes = Uint8Array.from([
      ...Buffer.from('<html lang="ja"><meta charset="shift_jis"><title>'),
      // 新聞
      0x90,
      0x56,
      0x95,
      0xb7,
      ...Buffer.from('</title>'),
    ])
    expect(look('', { bytes, contentType: 'text/html' }).title).toBe('新聞')
  })
})

describe('a wall', () => {
  it.each([
    ['challenge', head('<title>Just a moment...</title>')],
    ['challenge', head('<title>Attention Required! | Cloudflare</title>')],
    ['challenge', head('<title>paper.example</title><script>window._cf_chl_opt={cvId:"3"}</script>')],
    ['challenge', head('<title>x</title><div class="h-captcha"></div>')],
    ['challenge', head('<title></title><script src="https://t.token.awswaf.com/challenge.js"></script>')],
    ['challenge', head('<title>DDOS-GUARD</title>')],
    ['challenge', head('<title>Vercel Security Checkpoint</title>')],
    ['challenge', head('<script src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script>')],
    ['blocked', head('<title>Access Denied</title><p>Reference #18.a https://errors.edgesuite.net/18.a</p>')],
    ['blocked', head('<p>You have been blocked by network security.</p>'.replace('have', '&#39;ve'))],
    ['blocked', head('<title>Request rejected</title>')],
    ['challenge', head('<script src="https://geo.captcha-delivery.com/c.js"></script>')],
    ['login', head('<title>Sign in - Lantern Post</title><form><input type="password"></form>')],
    ['login', head('<title>ログイン</title><input type=PASSWORD>')],
    [
      'consent',
      head('<title>Before you continue</title><form action="https://consent.example/save"></form>'),
    ],
  ] as const)('of kind %s is named', (wall, page) => {
    expect(look(page).wall).toBe(wall)
  })

  it('is known by the address it stands on', () => {
    expect(look(head('<title>x</title>'), { url: 'https://consent.paper.example/m?continue=1' }).wall).toBe(
      'consent',
    )
    const page = head('<title>Lantern</title><input type="password">')
    expect(look(page, { url: 'https://paper.example/wp-login.php?redirect_to=x' }).wall).toBe('login')
  })

  it.each([
    [
      'a home page with a hidden sign-in form',
      head('<title>Lantern Post</title><form><input type="password"></form>'),
    ],
    [
      'a page behind Cloudflare',
      head('<title>x</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'),
    ],
    [
      'an article about waiting',
      head(`<title>Just a moment in Kyoto</title>${'<p>The rain fell on the bridge.</p>'.repeat(200)}`),
    ],
    [
      'a page with a captcha on a form',
      head(`<title>x</title><div class="g-recaptcha"></div>${'<p>Rain.</p>'.repeat(200)}`),
    ],
    ['a page with a feed', head(`<title>Just a moment...</title>${rss('/feed')}`)],
    ['a page with a cookie form', head('<title>Lantern Post</title><form action="/consent"></form>')],
  ])('is not %s', (_what, page) => {
    expect(look(page).wall).toBeNull()
  })
})

describe('a page that is none', () => {
  it.each([
    ['empty', ''],
    ['plain text', 'hello'],
    ['tags that never close', '<div'.repeat(50_000)],
    ['deep nesting', '<div>'.repeat(50_000)],
    ['one endless attribute', `<link href="${'x'.repeat(2_000_000)}`],
    ['zero bytes', '\0'.repeat(1000)],
  ])('gives nothing and does no harm: %s', (_what, html) => {
    expect(look(html)).toMatchObject({ feeds: [], wall: null })
  })
})

describe('parseLinkHeader', () => {
  it.each([
    null,
    '',
    'nonsense',
    '<',
    '<>;',
    '; rel=x',
    '<a',
    `<a>${' ;'.repeat(5000)}`,
    `<a>;b=${' '.repeat(16_000)}`,
  ])('survives %j', (header) => {
    expect(parseLinkHeader(header).length).toBeLessThan(2)
  })

  it('reads several links, bare and quoted values, and lets the first of a name count', () => {
    expect(
      parseLinkHeader('</a>; rel="x y"; REL=z; flag, <b,c;d> ; type=t/u').map((link) => [
        link.href,
        Object.fromEntries(link.parameters),
      ]),
    ).toEqual([
      ['/a', { rel: 'x y', flag: '' }],
      ['b,c;d', { type: 't/u' }],
    ])
  })
})
