/** Covers renderer/panes/articleReading.ts and articleDrawing.ts: read in pieces or at once, an article is the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleLimits } from '../../../preload/contract/articleLimits.ts'
import { drawAtOnce, drawInSlices } from '../../../renderer/panes/articleDrawing.ts'
import { readBody } from '../../../renderer/panes/articleReading.ts'
import { cleanAgain } from '../../../renderer/panes/secondCleaning.ts'

const page = document.implementation.createHTMLDocument()

function finish<T>(work: Generator<undefined, T>): { readonly result: T; readonly steps: number } {
  for (let steps = 1; ; steps++) {
    const step = work.next()
    if (step.done === true) return { result: step.value, steps }
  }
}

function drawn(html: string): string {
  const target = page.createElement('div')
  drawAtOnce(target, finish(readBody(page, html, articleLimits, step)).result.pieces)
  return target.innerHTML
}

const cleanedAtOnce = (html: string) => {
  const target = page.createElement('div')
  target.innerHTML = cleanAgain(html)
  return target.innerHTML
}

/** Cleaned at once; the larger ones have many times as many elements. */
const step = 20
const many = 40
const larges: readonly string[] = [
  '<p>one <b>two</b></p>'.repeat(many),
  `<ul>${'<li>a<i>b</i></li>'.repeat(many)}</ul><p>after</p>`,
  `<table><caption>c</caption><tbody>${'<tr><td>1</td><th>2</th></tr>'.repeat(many)}</tbody></table>`,
  `<div lang="ja"><blockquote cite="https://a.example/">${'<p>x</p>y'.repeat(many * 2)}</blockquote></div>`,
  `<form action="https://evil.example">${'<p>x<input></p>'.repeat(many)}</form>`,
  `<object>${'<p>gone</p>'.repeat(many * 3)}</object><p>stays</p>`,
  `<select>${'<option>gone</option>'.repeat(many * 3)}</select><p>stays</p>`,
  `<x-y onclick="hit()">${'<p onclick="hit()" style="color:red">x</p>'.repeat(many * 3)}</x-y>`,
  `<ol start="3" onfocus="hit()" id="a">${'<li id="b">x</li>'.repeat(many * 3)}</ol>`,
  `a &lt;b&gt; &amp;amp; ${'<br>&lt;i&gt;'.repeat(many * 3)}`,
  `<table><colgroup>${'<col span="2">'.repeat(many * 3)}</colgroup><tr>${'<td>x'.repeat(50)}</table>`,
]

describe('readBody', () => {
  it.each(larges.map((html) => [html.slice(0, 60), html] as const))(
    'reads %s… in pieces as at once',
    (_, html) => {
      const { steps } = finish(readBody(page, html, articleLimits, step))
      expect(steps).toBeGreaterThan(1)
      expect(drawn(html) === cleanedAtOnce(html)).toBe(true)
    },
  )

  it('reads what is short in one step', () => {
    expect(finish(readBody(page, '<p>short</p>')).steps).toBe(1)
  })

  it('says what it left out', () => {
    const { result } = finish(readBody(page, '<p>x</p>'.repeat(40), { ...articleLimits, elements: 30 }))
    expect(result.cut).toEqual(['end'])
    expect(result.pieces).toHaveLength(30)
  })

  it('finds directions out once and leaves none to be found out by the page', () => {
    const html = '<div dir="auto"><p dir="AUTO">שלום</p>hello</div>'
    expect(drawn(html)).toBe('<div dir="rtl"><p dir="rtl">שלום</p>hello</div>')
    expect(finish(readBody(page, '12 — مرحبا')).result.direction).toBe('rtl')
    expect(finish(readBody(page, '')).result.direction).toBe('ltr')
  })
})

describe('drawInSlices', () => {
  it('draws in slices what it draws at once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(...larges, 'plain text ', '<p>short</p>', `<p>${'word '.repeat(3000)}</p>`),
          { maxLength: 4 },
        ),
        (parts) => {
          const { pieces } = finish(readBody(page, parts.join(''), articleLimits, step)).result
          const target = page.createElement('div')
          finish(drawInSlices(target, pieces))
          const whole = page.createElement('div')
          drawAtOnce(whole, pieces)
          expect(target.innerHTML === whole.innerHTML).toBe(true)
        },
      ),
      { numRuns: 10 },
    )
  }, 30_000)

  it('numbers a list that counts down item by item', () => {
    const target = page.createElement('div')
    const { pieces } = finish(
      readBody(page, '<ol reversed><li>c</li><li>b</li></ol><ol reversed start="9"><li>x</li></ol>'),
    ).result
    finish(drawInSlices(target, pieces))
    expect(target.innerHTML).toBe(
      '<ol><li value="2">c</li><li value="1">b</li></ol><ol><li value="9">x</li></ol>',
    )
  })
})
