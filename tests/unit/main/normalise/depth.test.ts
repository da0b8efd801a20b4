/** Covers main/normalise/depth.ts: what htmlparser2 finds in what comes back is never deeper than was asked for. */
import { Parser } from 'htmlparser2'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capDepth } from '../../../../main/normalise/depth.ts'
import { plainText } from '../../../../main/normalise/text.ts'

function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  const parser = new Parser({
    onopentagname: () => {
      depth++
      deepest = Math.max(deepest, depth)
    },
    onclosetag: () => depth--,
  })
  parser.end(html)
  return deepest
}

/** The deepest may hold an element without an inside, such as a picture, or a script. */
const most = 20 + 2

describe('capDepth', () => {
  it.each([
    ['elements', '<div>'],
    ['end tags in comments', '<div><!--</div>-->'],
    ['end tags in attributes', '<div a="</div>">'],
    ['end tags in scripts', '<div><script></div></script>'],
    ['paragraphs that a block has closed', '<p><div></p>'],
    ['lists of terms in lists', '<dt><li>'],
    ['tables in tables', '<tbody><tr><td>'],
    ['scripts that close themselves', '<script/>'],
    ['tags that appear where one was taken away', '<<b>i>'],
    ['end tags of nothing', '<div></span>'],
    ['capitals', '<DIV></div ><Div>'],
  ])('is not misled by %s', (_what, unit) => {
    expect(depthOf(capDepth(unit.repeat(200), 20))).toBeLessThanOrEqual(most)
  })

  it('is misled by no mixture', () => {
    const piece = fc.constantFrom(
      ...'<div> </div> <p> </p> <li> <ul> <dt> <tr> <td> <tbody> <table> </table> <script> </script> <style/> <!-- --> <svg> </svg>'.split(
        ' ',
      ),
      ...'<desc> <title> </title> <textarea> </textarea> <b <i> > " \' a=" <br> <img> <option> <select> <rt> x'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 50, maxLength: 400 }), (pieces) => {
        expect(depthOf(capDepth(pieces.join(''), 20))).toBeLessThanOrEqual(most)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves shallow markup as it is, however much of it there is', () => {
    const rows = '<tr><td>a<td>b</tr>'.repeat(300)
    const html = `<table>${rows}</table>${'<p>a'.repeat(300)}<ul>${'<li>b'.repeat(300)}</ul>`
    expect(capDepth(html, 20)).toBe(html)
  })

  it('keeps every word, and what stands beside the depth', () => {
    const html = `${'<div>'.repeat(100)}deep${'</div>'.repeat(100)}<p>beside</p>`
    const shallow = capDepth(html, 20)
    expect(plainText(shallow)).toBe('deep\nbeside')
    expect(shallow.endsWith('<p>beside</p>')).toBe(true)
  })
})
