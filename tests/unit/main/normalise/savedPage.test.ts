/** Covers main/normalise/savedPage.ts, savedHtml.ts and jsonLd.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { readSavedPage } from '../../../../main/normalise/savedPage.ts'
import type { ArticleDraft } from '../../../../main/model/article.ts'
import { aFeedId, bytesOf, noon } from '../../../fixtures/builders.ts'

const ask = (name: string, bytes: Uint8Array) => readSavedPage({ feedId: aFeedId, name, bytes, now: noon })

function read(name: string, text: string): ArticleDraft {
  const outcome = ask(name, bytesOf(text))
  if (!outcome.ok) throw new Error(outcome.failure.kind)
  return outcome.value
}

describe('text pages', () => {
  it('take title and date from the date line', () => {
    const { headline, body } = read('x.txt', ' date 2025-02-08 The Ferry <Returns>\n\nOne & two.\n\nThree.\n')
    expect([headline.title, headline.publishedAt]).toEqual(['The Ferry <Returns>', Date.UTC(2025, 1, 8)])
    expect(body.bodyHtml).toBe('<p>One &amp; two.</p>\n<p>Three.</p>')
  })

  it('take the first line for the title when there is no date line', () => {
    const { headline, body } = read('x.txt', 'A Title\r\nOne.\r\nTwo.\r\n')
    expect([headline.title, headline.publishedAt, headline.sortedAt]).toEqual(['A Title', null, noon])
    expect(body.bodyHtml).toBe('<p>One.</p>\n<p>Two.</p>')
  })

  it('are called after their file when the first line is a paragraph', () => {
    expect(read('/tmp/the-ferry_returns.txt', `${'word '.repeat(60)}\n\nTwo.`).headline.title).toBe(
      'the ferry returns',
    )
  })

  it('are the same article when read twice', () => {
    const text = ' date 2025-02-08 T\n\nOne.'
    expect(read('a.txt', text).headline.id).toBe(read('b.txt', text).headline.id)
  })
})

describe('saved HTML pages', () => {
  const page = (head: string, body: string) =>
    `<!DOCTYPE html><html lang="en-GB"><head>${head}</head><body>${body}</body></html>`
  const text = '<p>The ferry sailed.</p><p>The band played.</p>'

  it.each([
    [
      'article .entry-content',
      `<nav>Menu</nav><div class="entry-content">Sidebar</div><article><div class="a entry-content">${text}</div></article>`,
    ],
    [
      '.entry-content',
      `<nav>Menu</nav><div class="entry-content">${text}<div class="sharedaddy sd-block">Share</div><script>x</script></div>`,
    ],
    ['.post-content', `<div class="post-content">${text}</div>`],
    ['microdata', `<section itemprop="articleBody">${text}</section>`],
    ['the only article element', `<header>Menu</header><article>${text}</article>`],
    ['the element with most paragraphs', `<div><p>Menu</p></div><div>${text}</div>`],
  ])('give their text: %s', (_, body) => {
    const { body: kept, headline } = read('x.html', page('<title>Ferry – The Paper</title>', body))
    expect(kept.bodyHtml.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    expect([headline.title, kept.language, kept.isExcerpt]).toEqual(['Ferry', 'en-GB', false])
  })

  it('give title, address, date and names by the ladder', () => {
    const head =
      '<title>Wrong</title><meta property="og:title" content="Also wrong"><link rel="canonical" href="https://paper.example/ferry/">' +
      '<meta property="article:published_time" content="2025-02-08T10:00:00+09:00">'
    const body = `<article><h1 class="entry-title">The Ferry</h1><span class="author vcard"><a class="fn">Ann Abe</a></span><div class="entry-content">${text}<p><a href="/next">Next</a></p></div></article>`
    const { headline, body: kept } = read('x.html', page(head, body))
    expect(headline).toMatchObject({
      title: 'The Ferry',
      url: 'https://paper.example/ferry/',
      publishedAt: Date.UTC(2025, 1, 8, 1),
      contributors: ['Ann Abe'],
    })
    expect(kept.bodyHtml).toContain('href="https://paper.example/next"')
  })

  it('fall back to JSON-LD', () => {
    const ld = {
      '@graph': [
        { '@type': 'WebPage' },
        {
          '@type': 'NewsArticle',
          articleBody: 'One.\nTwo.',
          datePublished: '2025-02-08',
          author: [{ name: 'Ann' }],
        },
      ],
    }
    const { headline, body } = read(
      'x.html',
      page(
        `<script type="application/ld+json">${JSON.stringify(ld)}</script><meta property="og:title" content="T">`,
        '<div>Menu</div>',
      ),
    )
    expect(body.bodyHtml).toBe('<p>One.</p><p>Two.</p>')
    expect(headline).toMatchObject({ title: 'T', publishedAt: Date.UTC(2025, 1, 8), contributors: ['Ann'] })
  })

  it.each([
    ['the page’s own people', '<p>Ann Abe and Bo Lund</p>', ['Ann Abe', 'Bo Lund'], null],
    ['them behind a word', '<div>By Ann Abe, Bo Lund</div>', ['Ann Abe', 'Bo Lund'], null],
    ['the outlet', '<p>By Ann Abe and Bo Lund</p><p>The Paper</p>', ['Ann Abe', 'Bo Lund'], 'The Paper'],
  ])('do not say twice who wrote them and where: %s', (_, top, contributors, outletLine) => {
    const people = JSON.stringify({
      '@type': 'NewsArticle',
      author: [{ name: 'Ann Abe' }, { name: 'Bo Lund' }],
    })
    const head = `<script type="application/ld+json">${people}</script><meta property="og:site_name" content="The Paper">`
    const { headline, body } = read('x.html', page(head, `<article>${top}${text}</article>`))
    expect(body.bodyHtml.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    expect([headline.contributors, body.outletLine]).toEqual([contributors, outletLine])
  })

  it('are signed by their byline when the page says nothing else, and keep every other line', () => {
    const signed = read('x.html', page('', `<article><p>By Ann Abe</p>${text}</article>`))
    expect(signed.headline.contributors).toEqual(['Ann Abe'])
    expect(signed.body.bodyHtml).not.toContain('Ann')
    for (const line of ['Ann Abe', 'By the sea the boats wait.', 'By and by it rained']) {
      const { body, headline } = read('x.html', page('', `<article><p>${line}</p>${text}</article>`))
      expect(body.bodyHtml).toContain(line)
      expect(headline.contributors).toEqual([])
    }
    expect(read('x.html', page('', '<article><p>By Ann Abe</p></article>')).body.bodyHtml).toContain(
      'Ann Abe',
    )
  })

  it('give their text however deep it lies', () => {
    expect(read('x.html', `<html>${'<div>'.repeat(50_000)}words`).headline.snippet).toBe('words')
  })

  it('come out clean', () => {
    const { body } = read(
      'x.html',
      page(
        '',
        `<div class="entry-content"><p onclick="x">Hi<script>alert(1)</script></p><iframe srcdoc="x"></iframe></div>`,
      ),
    )
    expect(body.bodyHtml).toBe('<p>Hi</p>')
  })
})

describe('what is no page', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['blanks', bytesOf(' \n ')],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])],
    ['bytes', new Uint8Array(600).map((_, at) => at % 7)],
    ['a page without words', bytesOf('<html><body><div></div></body></html>')],
  ])('%s', (_, bytes) => {
    expect(ask('x.html', bytes)).toEqual({ ok: false, failure: { kind: 'not-a-page', name: 'x.html' } })
  })

  it('or too big', () => {
    const limitBytes = 5 * 1024 * 1024
    expect(ask('x.txt', new Uint8Array(limitBytes + 1))).toEqual({
      ok: false,
      failure: { kind: 'too-big-a-file', name: 'x.txt', limitBytes },
    })
  })
})
