/** Covers renderer/panes/jumps.ts, footnotes.ts and firstWords.ts: places in the article, and the way back. jsdom has no layout. */
import { beforeEach, describe, expect, it } from 'vitest'
import { isBeginning } from '../../../renderer/panes/firstWords.ts'
import { jumpsIn } from '../../../renderer/panes/jumps.ts'
import type { Jumps } from '../../../renderer/panes/jumps.ts'
import { namesInRow } from '../../../renderer/text/names.ts'
import { speechIn } from '../../../renderer/text/useText.ts'

let jumps: Jumps
const html =
  '<main><div class="body"><p>A claim.<sup id="a-r1"><a href="#a-n1">[1]</a></sup></p><p><a href="#a-h" id="toc">Chapter</a></p>' +
  '<h2 id="a-h">Chapter</h2><ol><li id="a-n1">The note. <a href="#a-r1">↩</a></li></ol></div>' +
  '<div class="notes"><a href="#a-n1">2</a><a href="https://a.example/">x</a></div></main>'

beforeEach(() => {
  document.body.innerHTML = html
  Element.prototype.scrollIntoView = () => undefined
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList
  window.scrollTo = () => undefined
  jumps = jumpsIn(document, () => speechIn('en').words.article)
})

const at = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(selector)
  return found
}
/** @param detail 0: by a key. */
function press(selector: string, detail = 1): boolean {
  let isOurs = false
  const listen = (event: Event) => (isOurs = jumps.follow(event as MouseEvent))
  document.addEventListener('click', listen, { once: true })
  at(selector).dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))
  document.removeEventListener('click', listen)
  return isOurs
}
const key = (name: string, more: KeyboardEventInit = {}) =>
  jumps.press(new KeyboardEvent('keydown', { key: name, ...more }))
const point = (selector: string) => {
  document.addEventListener(
    'mouseover',
    (event) => {
      jumps.hover(event)
    },
    { once: true },
  )
  at(selector).dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
}

describe('a jump', () => {
  it('moves the focus to its place, and Esc, ← and Alt+← come back', () => {
    for (const [name, more] of [
      ['Escape', {}],
      ['ArrowLeft', {}],
      ['ArrowLeft', { altKey: true }],
    ] as const) {
      expect(press('sup a')).toBe(true)
      expect(document.activeElement).toBe(at('#a-n1'))
      expect(key(name, more)).toBe(true)
      expect(document.activeElement).toBe(at('sup a'))
      expect(key(name, more)).toBe(false)
    }
  })

  it('back by the note’s own arrow is no second jump', () => {
    press('sup a')
    press('li a')
    expect(document.activeElement).toBe(at('sup a'))
    expect(key('Escape')).toBe(false)
  })

  it('is looked for in its own text only, and leads nowhere else', () => {
    expect(press('.notes a')).toBe(true)
    expect(document.activeElement).toBe(document.body)
    expect(press('.notes a + a')).toBe(false)
  })

  it('is forgotten with its article', () => {
    press('sup a')
    jumps.forget()
    expect(key('Escape')).toBe(false)
  })
})

describe('a footnote', () => {
  it('opens on Enter, as a box with a name and without its arrow; Esc gives the focus back', () => {
    press('sup a', 0)
    const box = at('[role="dialog"]')
    expect(box.getAttribute('aria-label')).toBe('Note [1]')
    expect(document.activeElement).toBe(box)
    expect(box.querySelector('.note-text')?.textContent).toBe('The note. ')
    expect(box.querySelectorAll('[id]')).toHaveLength(0)
    expect(key('Escape')).toBe(true)
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    expect(document.activeElement).toBe(at('sup a'))
  })

  it('leads to where it stands, and from there back to its sign', () => {
    press('sup a', 0)
    expect(press('.note-go', 0)).toBe(true)
    expect(document.activeElement).toBe(at('#a-n1'))
    key('Escape')
    expect(document.activeElement).toBe(at('sup a'))
  })

  it('opens under the pointer, and closes when it leaves or the text is scrolled', () => {
    point('sup a')
    expect(document.querySelectorAll('.note')).toHaveLength(1)
    point('.note-text')
    expect(document.querySelectorAll('.note')).toHaveLength(1)
    point('h2')
    expect(document.querySelectorAll('.note')).toHaveLength(0)
    point('sup a')
    jumps.leave()
    expect(document.querySelectorAll('.note')).toHaveLength(0)
  })

  it('is no chapter and no way back', () => {
    point('#toc')
    point('li a')
    press('#toc', 0)
    expect(document.querySelectorAll('.note')).toHaveLength(0)
    expect(document.activeElement).toBe(at('#a-h'))
  })
})

describe('a title that is the beginning of the text', () => {
  const text = [
    '\n',
    {
      name: 'p',
      attributes: {},
      children: ['Rain fell on the ', { name: 'b', attributes: {}, children: ['harbour'] }, ' all day.'],
    },
  ]
  it.each([
    ['Rain fell on the har…', true],
    ['Rain fell on the harbour all day.', true],
    ['Rain', false],
    ['Snow fell…', false],
    ['…', false],
  ])('%s', (title, isSo) => {
    expect(isBeginning(title, text)).toBe(isSo)
  })
})

describe('names in a row', () => {
  it.each([
    [['Ann Abe', 'Bo Elm'], 'Ann Abe, Bo Elm'],
    [
      ['Alder, A. B., Birch, C. D., Cedar, E. F., Dogwood, G. H., Elmwood, I. J., Firtree, K. L.'],
      'Alder, A. B., Birch, C. D., Cedar, E. F., Dogwood, G. H.,…',
    ],
    [
      ['Ann Abe; Bo Elm; Cy Ash; Di Fir; Ed Gum; Flo Hop; Gus Ivy; Hal Joy'],
      'Ann Abe, Bo Elm, Cy Ash, Di Fir, Ed Gum, Flo Hop, Gus Ivy,…',
    ],
    [['A name without an end '.repeat(5).trim()], 'A name without an end '.repeat(5).trim()],
  ])('%j', (names, line) => {
    expect(namesInRow(names, ', ')).toBe(line)
  })
})
