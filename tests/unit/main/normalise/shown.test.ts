/** Covers main/normalise/draft.ts with shownText.ts, excerpts.ts, paragraphs.ts, titles.ts and contributors.ts: what a row says of an article. Pure. */
import { describe, expect, it } from 'vitest'
import { contributorsOf } from '../../../../main/normalise/contributors.ts'
import { understand } from '../../../../main/normalise/draft.ts'
import { withLines } from '../../../../main/normalise/paragraphs.ts'
import { withStampedLines } from '../../../../main/normalise/timeStamps.ts'
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
    ['<p>About 10<sup>6</sup> of CO<sub>2</sub>.<sup><a href="#n">1</a></sup></p>', 'About 10⁶ of CO₂.¹'],
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
    expect(hash('<p>10<sup>6</sup></p>')).toBe(hash('106'))
    const hashOfTitle = (title: string) => about({ title }).headline.contentHash
    expect(hashOfTitle('A 10<sup>6</sup> year')).toBe(hashOfTitle('A 106 year'))
  })
})

describe('titles', () => {
  it.each([
    ['Black tea<!-- old headline: Dark tea -->', 'Black tea'],
    ['Use <!-- well', 'Use <!-- well'],
    ['<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の朝', '港の朝'],
    ['10<sup>6</sup> lamps', '10⁶ lamps'],
    ['10<SUP>&minus;9</SUP> m, 10<sup>-9</sup> m', '10⁻⁹ m, 10⁻⁹ m'],
    ['x<sup>n+1</sup> and H<sub>2</sub>O<sub><b>3</b></sub>', 'xⁿ⁺¹ and H₂O₃'],
    ['&lt;sup&gt; is a tag', '<sup> is a tag'],
    ['The 1<sup>st</sup> of May', 'The 1st of May'],
    ['Volume 10<sup>2.5</sup>, 2<sup>1/2</sup>', 'Volume 10^2.5, 2^1/2'],
    ['A claim<sup>1, 2</sup> and a<sup>2', 'A claim1, 2 and a2'],
    ['10<sup>2<sup>3</sup></sup>', '1023'],
    ['<sub>2<sup>3</sub></sup> odd', '23 odd'],
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

describe('show notes in a paragraph', () => {
  it.each([
    [
      '<p>Today<br>we talk.\n(00:00) Start\n(12:30) <a href="/x">Boats</a>\nThanks.</p>',
      '<p>Today<br>we talk.<br>\n(00:00) Start<br>\n(12:30) <a href="/x">Boats</a><br>\nThanks.</p>',
    ],
    ['<p>00:00 Start\n01:02:30 End</p>', '<p>00:00 Start<br>\n01:02:30 End</p>'],
    ['<div>- 0:00 A\n- 1:00 B</div>', '<div>- 0:00 A<br>\n- 1:00 B</div>'],
    [
      '<p><a href="#t=0">00:00</a> A\n<b>02:00</b> B\nwith Ann\n03:00 C</p>',
      '<p><a href="#t=0">00:00</a> A<br>\n<b>02:00</b> B\nwith Ann<br>\n03:00 C</p>',
    ],
  ])('keep their lines: %s', (html, lines) => {
    expect(withStampedLines(html)).toBe(lines)
    expect(withStampedLines(lines)).toBe(lines)
    expect(about({ contentHtml: html }).body.bodyHtml).toContain('<br>')
  })

  it.each([
    '<p>We met at\n12:30 and left.</p>',
    '<p>00:00 A<br>\n01:00 B</p>',
    '<p>02:00 A\n01:00 B</p>',
    '<p>00:00 A</p>\n<p>01:00 B</p>',
    '<pre>00:00 A\n01:00 B</pre>',
    '<p title="x\n00:00 A\n01:00 B">Words</p>',
  ])('and nothing else becomes lines: %j', (html) => {
    expect(withStampedLines(html)).toBe(html)
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
