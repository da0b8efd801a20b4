/** Covers main/normalise/draft.ts with shownText.ts, excerpts.ts, paragraphs.ts, titles.ts and contributors.ts: what a row says of an article. Pure. */
import { describe, expect, it } from 'vitest'
import { contributorsOf } from '../../../../main/normalise/contributors.ts'
import { understand } from '../../../../main/normalise/draft.ts'
import { withLines } from '../../../../main/normalise/paragraphs.ts'
import { titleText } from '../../../../main/normalise/titles.ts'
import type { RawItem } from '../../../../main/parse/types.ts'
import { anItem, noon } from '../../../fixtures/builders.ts'

const ground = { now: noon, language: null, base: 'https://paper.example/' }
const about = (facts: Partial<RawItem>) => understand(anItem(facts), ground)
const snippet = (contentHtml: string) => about({ title: 'T', contentHtml }).headline.snippet

describe('first words', () => {
  it.each([
    [
      '<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>と<ruby><rb>瓦版</rb><rp>(</rp><rt>かわらばん</rt><rp>)</rp></ruby>。</p>',
      '漢字と瓦版。',
    ],
    ['<p><ruby>漢<rt>かん<rt>じ</ruby>と</p>', '漢と'],
    ['<p>x = <math><mfrac><mn>1</mn><mn>32</mn></mfrac></math></p>', 'x = 1/32'],
    ['<p>Boots.</p><div style="display:none">Buy now!</div>', 'Boots.'],
  ])('%s', (html, words) => {
    expect(snippet(html)).toBe(words)
  })

  it('of a post without a title go on where those that stand in for it end', () => {
    const { headline } = about({ contentHtml: `<p>${'word '.repeat(40)}end</p>` })
    expect(headline.title).toMatch(/^word.*…$/)
    expect(headline.snippet).toBe(
      'word '.repeat(41 - headline.title.slice(0, -1).split(' ').length - 1) + 'end',
    )
    expect(about({ contentHtml: '<p>Short toot</p>' }).headline).toMatchObject({
      title: 'Short toot',
      snippet: '',
    })
  })

  it('change nothing of what an article is known by', () => {
    const hash = (html: string) => about({ title: 'T', contentHtml: html }).headline.contentHash
    expect(hash('<ruby>漢<rt>かん</rt></ruby>')).toBe(hash('漢かん'))
  })
})

describe('titles', () => {
  it.each([
    ['Black tea<!-- old headline: Dark tea -->', 'Black tea'],
    ['Use <!-- well', 'Use <!-- well'],
    ['<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の朝', '港の朝'],
  ])('%s', (html, title) => {
    expect(titleText(html)).toBe(title)
  })
})

describe('only the beginning', () => {
  const words = 'A few words about it.'
  it.each<[string, Partial<RawItem>, boolean]>([
    ['a description with a title', { title: 'T', summaryHtml: words }, true],
    ['one that ends with “read more”', { contentHtml: `${words} Read more` }, true],
    ['a toot', { summaryHtml: words }, false],
    ['a film', { title: 'T', summaryHtml: words, link: 'https://www.youtube.com/watch?v=1' }, false],
    [
      'a film on a server of its own',
      { title: 'T', summaryHtml: words, link: 'https://tube.example/w/abcdefgh12' },
      false,
    ],
    ['a photo', { title: 'T', summaryHtml: '<a href="/1"><img src="/1.jpg"></a> Dusk.' }, false],
    [
      'an episode',
      {
        title: 'T',
        summaryHtml: words,
        enclosures: [{ url: '/e', type: 'audio/mpeg', bytes: null, durationSeconds: null }],
      },
      false,
    ],
  ])('is said of %s: %j', (_, facts, isSaid) => {
    expect(about(facts).body.isExcerpt).toBe(isSaid)
  })
})

describe('show notes', () => {
  it('keep their lines, links and all', () => {
    expect(withLines('Today:\n(00:00) Start\n(12:30) <a href="/x">Boats</a> and nets\n\nThanks.')).toBe(
      '<p>Today:<br>(00:00) Start<br>(12:30) <a href="/x">Boats</a> and nets</p>\n<p>Thanks.</p>',
    )
  })

  it.each([
    '<p>One\nTwo</p>',
    `A line that an editor broke at its margin, far to the right,\nand that goes on in the next one <b>without</b> a break here`,
    'A short <a\nhref="/x">link</a>',
  ])('and nothing else becomes lines: %s', (html) => {
    expect(withLines(html)).toBe(html)
  })
})

describe('people', () => {
  it('are all named, also when they are given as one text', () => {
    const line = Array.from({ length: 20 }, (_, n) => `Author${String(n)}, A. B.`).join(', ')
    expect(contributorsOf([line])).toEqual([line])
    expect(contributorsOf(Array.from({ length: 30 }, (_, n) => `Person ${String(n)}`))).toHaveLength(30)
  })

  it('end with a whole name and an ellipsis where there is no room', () => {
    const [line = ''] = contributorsOf(['Ann Abe, '.repeat(400)])
    expect(line.length).toBeLessThanOrEqual(2000)
    expect(line).toMatch(/Ann Abe…$/)
  })
})
