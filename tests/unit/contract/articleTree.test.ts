/** Covers preload/contract/article*.ts: what keeps within limits is left alone, what does not is cut, told, and then still. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleLimits } from '../../../preload/contract/articleLimits.ts'
import type { ArticleLimits } from '../../../preload/contract/articleLimits.ts'
import { beginningOf, beginningOfSource, weightOf } from '../../../preload/contract/articleText.ts'
import { keepWithinLimits } from '../../../preload/contract/articleTree.ts'
import type { Part, Piece } from '../../../preload/contract/articlePieces.ts'

const part = (name: string, children: readonly Piece[] = [], attributes: Part['attributes'] = {}): Part => ({
  name,
  attributes,
  children,
})
const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece.children))).join('')
const all = (pieces: readonly Piece[]): Part[] =>
  pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece, ...all(piece.children)]))
const named = (pieces: readonly Piece[], name: string) => all(pieces).filter((one) => one.name === name)
const deepest = (pieces: readonly Piece[]): number =>
  Math.max(0, ...pieces.map((piece) => (typeof piece === 'string' ? 0 : 1 + deepest(piece.children))))
const rowOf = (...cells: Part[]) => part('tr', cells)
const cell = (across = 1, down = 1) => part('td', ['x'], { colspan: String(across), rowspan: String(down) })

/** Small enough for random trees to meet every one of them. */
const tight: ArticleLimits = {
  ...articleLimits,
  characters: 400,
  elements: 40,
  pictures: 2,
  nesting: 6,
  cells: 12,
  columns: 6,
  tableCharacters: 60,
  word: 30,
  paragraph: 240,
  directionMarks: 1000,
  accents: 3,
  languages: 2,
  attribute: 10,
}

const names = 'p div b span ruby rt table tbody tr td th ul li pre blockquote a h2 details summary'
const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    'word '.repeat(30),
    'a'.repeat(80),
    'ไทย'.repeat(40),
    '新聞。'.repeat(60),
    '\u202ex\u202c',
    `a${'\u0301'.repeat(9)}`,
  ),
)
const { tree } = fc.letrec<{ tree: Piece }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    anyText,
    fc.record({
      name: fc.constantFrom('img', 'br', 'col'),
      attributes: fc.constant({ alt: 'A ship', span: '1000' }),
      children: fc.constant([]),
    }),
    fc.record({
      name: fc.constantFrom(...names.split(' ')),
      attributes: fc.dictionary(
        fc.constantFrom('lang', 'dir', 'colspan', 'rowspan', 'span', 'title', 'alt'),
        fc.constantFrom('ja', 'en', 'de', 'rtl', '3', '1000', 'a long description of it'),
        { maxKeys: 3 },
      ),
      children: fc.array(tie('tree'), { maxLength: 6 }),
    }),
  ),
}))

describe('keepWithinLimits', () => {
  it('leaves an ordinary article as it is, object by object', () => {
    const body = [
      part('p', ['One ', part('a', ['link'], { href: 'https://a.example/', lang: 'ja' }), ' more.']),
      part('table', [part('tbody', [rowOf(cell(), cell()), rowOf(cell(2))])]),
      part('pre', ['x'.repeat(30_000)]),
      part('p', [part('ruby', ['漢', part('rt', ['かん'])])]),
    ]
    expect(keepWithinLimits(body)).toEqual({ pieces: body, cut: [] })
  })

  it('holds every limit, whatever comes, and says what it left out', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 8 }), (pieces) => {
        const { pieces: kept, cut } = keepWithinLimits(pieces, tight)
        expect(textOf(kept).length).toBeLessThanOrEqual(tight.characters)
        expect(all(kept).length).toBeLessThanOrEqual(tight.elements)
        expect(named(kept, 'img').length).toBeLessThanOrEqual(tight.pictures)
        expect(deepest(kept)).toBeLessThanOrEqual(tight.nesting * 2)
        for (const table of named(kept, 'table')) {
          expect(textOf(table.children).length).toBeLessThanOrEqual(tight.tableCharacters)
        }
        if (cut.length === 0) expect(textOf(kept)).toBe(textOf(pieces))
      }),
      { numRuns: 2000 },
    )
  })

  it('makes several paragraphs of one that is too long, and loses no letter', () => {
    const words = 'A tide comes in. '.repeat(4000)
    const { pieces, cut } = keepWithinLimits([
      part('p', [words, part('b', [words, part('i', [words])]), words], { lang: 'en' }),
    ])
    expect(cut).toEqual([])
    expect(textOf(pieces)).toBe(words.repeat(4))
    expect(pieces.length).toBeGreaterThan(12)
    for (const piece of pieces) {
      expect(piece).toMatchObject({ name: 'p', attributes: { lang: 'en' } })
      expect(weightOf(textOf([piece]))).toBeLessThanOrEqual(articleLimits.paragraph)
    }
  })

  it('breaks text without an element, in lists and in cells too', () => {
    const words = 'word '.repeat(10_000)
    const { pieces } = keepWithinLimits([words, part('ul', [part('li', [words])]), words])
    expect(textOf(pieces)).toBe(words.repeat(3))
    expect(named(pieces, 'li')).toHaveLength(1)
    expect(named(pieces, 'div').length).toBeGreaterThan(6)
  })

  it.each([
    [
      'spans no wider than its widest row, when they are too many',
      [rowOf(cell(1000, 1000), cell()), rowOf(cell(1000))],
    ],
    ['rowspans no longer than the rows that are left', [rowOf(cell(1, 65_534), cell()), rowOf(cell())]],
  ])('gives a table %s', (_, rows) => {
    const { pieces, cut } = keepWithinLimits([part('table', [part('tbody', rows)])], {
      ...articleLimits,
      cells: 8,
    })
    expect(cut).toEqual([])
    for (const { attributes } of named(pieces, 'td')) {
      expect(Number(attributes['colspan'] ?? 1)).toBeLessThanOrEqual(2)
      expect(Number(attributes['rowspan'] ?? 1)).toBeLessThanOrEqual(2)
    }
  })

  it('sets a table that is too large as lines, with every word', () => {
    const rows = Array.from({ length: 300 }, (_, n) =>
      rowOf(...Array.from({ length: 80 }, (__, m) => part('td', [`${String(n)}.${String(m)}`]))),
    )
    const { pieces, cut } = keepWithinLimits([part('table', rows)])
    expect(cut).toEqual(['tables'])
    expect(named(pieces, 'table')).toHaveLength(0)
    expect(textOf(pieces)).toBe(textOf(rows))
  })

  it('counts the cells of all tables together, spans of described columns too', () => {
    const small = part('table', [rowOf(...Array.from({ length: 50 }, () => cell()))])
    expect(keepWithinLimits(Array.from({ length: 500 }, () => small)).cut).toContain('tables')
    const columns = Array.from({ length: 900 }, () => part('col', [], { span: '1000' }))
    const { pieces } = keepWithinLimits([part('table', [...columns, rowOf(cell())])])
    const spans = named(pieces, 'col').map(({ attributes }) => Number(attributes['span'] ?? 1))
    expect(spans.reduce((sum, span) => sum + span, 0)).toBeLessThan(2000)
  })

  it('keeps the description of a picture that is one too many', () => {
    const picture = part('img', [], { alt: 'A ship' })
    const { pieces, cut } = keepWithinLimits([picture, picture, picture], tight)
    expect(pieces).toEqual([picture, picture, 'A ship'])
    expect(cut).toEqual(['pictures'])
  })

  it.each([
    ['a word without end', 'a'.repeat(50_000), 20_000],
    ['an address in many scripts', 'абв/abc'.repeat(9000), 20_000],
  ])('shortens %s', (_, word, length) => {
    const { pieces, cut } = keepWithinLimits([part('p', [word])])
    expect(textOf(pieces)).toHaveLength(length)
    expect(cut).toEqual(['words'])
  })

  it.each([
    ['Japanese', '朝の港に船が着く'.repeat(9000)],
    ['Thai', 'ภาษาไทย'.repeat(9000)],
    ['text with hard blanks', 'ten\u00a0'.repeat(9000)],
    ['text with soft hyphens', 'ten\u00ad'.repeat(9000)],
  ])('takes %s for no endless word', (_, text) => {
    const { pieces, cut } = keepWithinLimits([part('p', [text])])
    expect(textOf(pieces)).toBe(text)
    expect(cut).toEqual([])
  })

  it('takes marks of direction away beyond those that a text needs, and languages that are none', () => {
    const { pieces, cut } = keepWithinLimits(
      [
        part('p', ['a\u202eb\u202cc\u202ed\u202ce'], { lang: 'x;}' }),
        part('p', ['f'], { lang: 'ar', dir: 'rtl' }),
      ],
      { ...articleLimits, directionMarks: 3 },
    )
    expect(textOf(pieces)).toBe('a\u202eb\u202cc\u202edef')
    expect(pieces).toMatchObject([{ attributes: {} }, { attributes: { lang: 'ar' } }])
    expect(cut).toEqual(['marks'])
  })
})

describe('beginningOf', () => {
  it('is never empty, never too heavy for its room, and cuts no letter in two', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.string({ unit: 'grapheme', minLength: 1 })),
        fc.integer({ min: 101, max: 400 }),
        (text, room) => {
          fc.pre(text !== '')
          const start = beginningOf(text, room)
          expect(start).not.toBe('')
          expect(text.startsWith(start)).toBe(true)
          expect(weightOf(start)).toBeLessThanOrEqual(room)
          expect(/[\ud800-\udbff]$/.test(start) && /^[\udc00-\udfff]/.test(text.slice(start.length))).toBe(
            false,
          )
        },
      ),
    )
  })
})

describe('beginningOfSource', () => {
  it('cuts at a tag when there are too many, and gives back the very text when there are not', () => {
    const few = '<b>x</b>'.repeat(100)
    expect(beginningOfSource(few, articleLimits)).toBe(few)
    expect(beginningOfSource(few, { ...articleLimits, sourceTags: 20 })).toBe('<b>x</b>'.repeat(10))
    expect(beginningOfSource('x'.repeat(100), { ...articleLimits, sourceCharacters: 20 })).toBe(
      'x'.repeat(20),
    )
  })
})
