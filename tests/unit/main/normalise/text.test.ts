/** Covers main/normalise/text.ts, titles.ts, paragraphs.ts and contributors.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contributorsOf } from '../../../../main/normalise/contributors.ts'
import { paragraphs } from '../../../../main/normalise/paragraphs.ts'
import { collapse, plainText, startOf } from '../../../../main/normalise/text.ts'
import { titleOf, titleText } from '../../../../main/normalise/titles.ts'
import { noon } from '../../../fixtures/builders.ts'

describe('plainText', () => {
  it.each([
    ['<p>One <b>two</b>three</p><p>Four</p>', 'One twothree\nFour'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['&lt;b&gt; &amp;amp; &nbsp;x', '<b> &amp; x'],
    ['<script>alert(1)</script>x<style>p{}</style>', 'x'],
    ['<p title="a > b">text</p>', 'text'],
    ['1 < 2 <3', '1 < 2 <3'],
    ['x<!-- <p>no</p> -->y', 'xy'],
    ['a<script>never closed', 'a'],
    ['<noscript>never closed', 'never closed'],
    ['<ul><li>a</li><li>b</li></ul>', 'a\nb'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(plainText(html)).toBe(text)
  })

  it('is done with ten megabytes of noise', () => {
    for (const noise of ['<', '<p ', '<p "', '<!--', '</', '&lt;', '<script>', '<svg>']) {
      expect(plainText(noise.repeat(300_000)).length).toBeLessThan(2_000_000)
    }
  })
})

describe('startOf', () => {
  it('cuts at a word’s end, within the limit', () => {
    const cut = startOf('word '.repeat(100), 300)
    expect(cut.length).toBeLessThanOrEqual(300)
    expect(cut).toMatch(/word…$/)
  })

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 40 }),
        (text, most) => {
          const cut = startOf(text, most)
          expect(cut.length).toBeLessThanOrEqual(most)
          expect(/[\ud800-\udbff](?![\udc00-\udfff])/.test(cut)).toBe(false)
        },
      ),
    )
  })

  it('leaves short text alone', () => {
    expect(startOf('short', 300)).toBe('short')
  })
})

describe('collapse', () => {
  it('makes one line of anything, without marks that turn the writing round', () => {
    expect(collapse(' a\r\nb\u2028c\u2029d\te\u0000f\u202eg\u2066h\u00a0 i ')).toBe('a b c d e fgh i')
  })

  it('leaves the wide blank of a Japanese headline as it was set', () => {
    expect(collapse('\u3000発表\u3000三知事\u3000\u3000続報\u3000 と')).toBe('発表\u3000三知事\u3000続報 と')
  })
})

describe('titleText', () => {
  it.each([
    ['A <b>bold</b> title', 'A bold title'],
    ['It&#8217;s', 'It’s'],
    ['AT&amp;T', 'AT&T'],
    ['Use <canvas> well', 'Use <canvas> well'],
    ['<img src=x onerror=alert(1)>Title', 'Title'],
    ['<script>alert(1)</script>Title', 'Title'],
    ['one<br>two', 'one two'],
    ['  two\n lines ', 'two lines'],
    ['&lt;img src=x onerror=alert(1)&gt;', '<img src=x onerror=alert(1)>'],
    ['1 < 2', '1 < 2'],
  ])('%s', (html, title) => {
    expect(titleText(html)).toBe(title)
  })

  it('cuts what is no title any more', () => {
    expect(titleText('x'.repeat(300_000)).length).toBeLessThanOrEqual(500)
  })
})

describe('titleOf', () => {
  it('falls back to the first words, then to the day', () => {
    expect(titleOf(null, 'word '.repeat(50), noon)).toMatch(/^word word.{0,80}…$/)
    expect(titleOf('<b></b>', 'The text', noon)).toBe('The text')
    expect(titleOf(null, '', noon)).toBe('2026-01-15')
  })
})

describe('paragraphs', () => {
  it('parts text without markup by blank lines', () => {
    expect(paragraphs('One\nline &lt;\n\nTwo')).toBe('<p>One<br>line &lt;</p>\n<p>Two</p>')
    expect(paragraphs('One\nTwo')).toBe('<p>One</p>\n<p>Two</p>')
  })
  it('leaves HTML and single lines as they are', () => {
    expect([paragraphs('<p>a\n\nb</p>'), paragraphs('text')]).toEqual(['<p>a\n\nb</p>', 'text'])
  })
})

describe('contributorsOf', () => {
  it.each<[string[], string[]]>([
    [['admin'], []],
    [['desk@paper.example'], []],
    [['desk@paper.example (Ann Abe)'], ['Ann Abe']],
    [['Ann Abe <ann@paper.example>'], ['Ann Abe']],
    [
      ['Ann Abe', 'Ann Abe', 'Bob'],
      ['Ann Abe', 'Bob'],
    ],
    [['https://paper.example/ann'], []],
    [['<b>Ann</b>\u202e'], ['Ann']],
    [['By Ann Abe'], ['Ann Abe']],
  ])('%j', (authors, names) => {
    expect(contributorsOf(authors)).toEqual(names)
  })
})
