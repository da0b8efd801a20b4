/** Covers main/normalise/clean.ts with bareLinks.ts and columnSides.ts: addresses in the text, and the sides of cells. Pure. */
import { describe, expect, it } from 'vitest'
import { cleanBody } from '../../../../main/normalise/clean.ts'

const base = 'https://paper.example/post/'
const clean = (html: string) => {
  const once = cleanBody(html, base).html
  expect(cleanBody(once, base).html).toBe(once)
  return once
}
const each = (cases: readonly (readonly [string, string])[]) => {
  it.each(cases)('%s', (html, expected) => {
    expect(clean(html)).toBe(expected)
  })
}

describe('addresses in the text', () => {
  const link = (href: string, text = href) => `<a href="${href}">${text}</a>`
  each([
    ['<p>See https://a.example/x?y=1&amp;z=2.</p>', `<p>See ${link('https://a.example/x?y=1&amp;z=2')}.</p>`],
    ['<p>(https://a.example/x_(y))</p>', `<p>(${link('https://a.example/x_(y)')})</p>`],
    [
      '<p>&lt;https://a.example/&gt;, &quot;https://b.example/&quot;</p>',
      `<p>&lt;${link('https://a.example/')}&gt;, "${link('https://b.example/')}"</p>`,
    ],
    [
      '<p>詳細はhttps://a.example/をご覧ください。https://b.example。</p>',
      `<p>詳細は${link('https://a.example/')}をご覧ください。${link('https://b.example/', 'https://b.example')}。</p>`,
    ],
    ['<p>https://a.example/page.html参照</p>', `<p>${link('https://a.example/page.html')}参照</p>`],
    [
      '<p>https://ja.a.example/wiki/瓦版 に</p>',
      `<p>${link('https://ja.a.example/wiki/%E7%93%A6%E7%89%88', 'https://ja.a.example/wiki/瓦版')} に</p>`,
    ],
    [
      '<p>https://bücher.example/ und</p>',
      `<p>${link('https://xn--bcher-kva.example/', 'https://bücher.example/')} und</p>`,
    ],
    [
      '<p>www.a.example/x, awww.b.example</p>',
      `<p>${link('https://www.a.example/x', 'www.a.example/x')}, awww.b.example</p>`,
    ],
    [
      '<p>Write to desk@paper.example.</p>',
      `<p>Write to ${link('mailto:desk@paper.example', 'desk@paper.example')}.</p>`,
    ],
    ['<p>@ann@social.example and a@b</p>', '<p>@ann@social.example and a@b</p>'],
    [
      '<p>http:// and https://x and javascript:https</p>',
      '<p>http:// and https://x and javascript:https</p>',
    ],
    [
      '<pre>https://a.example/</pre><code>b@a.example</code>',
      '<pre>https://a.example/</pre><code>b@a.example</code>',
    ],
    [
      link('https://b.example/', 'https://a.example/ <b>desk@a.example</b>'),
      link('https://b.example/', 'https://a.example/ <b>desk@a.example</b>'),
    ],
    ['<p>https://user:secret@a.example/</p>', '<p>https://user:secret@a.example/</p>'],
  ])

  it('are links in the first five hundred places', () => {
    const html = clean('<p>https://a.example/ </p>'.repeat(600))
    expect(html.split('<a ')).toHaveLength(501)
  })
})

describe('cells', () => {
  each([
    [
      '<table><tr><td align="Right">1</td><td style="color:red;text-align:center">2</td><th align="evil">3</th></tr></table>',
      '<table><tr><td align="right">1</td><td align="center">2</td><th>3</th></tr></table>',
    ],
    [
      '<table><colgroup><col><col align="RIGHT"></colgroup><tr><td>a</td><td>1</td></tr><tr><td>b</td><td align="left">2</td></tr></table>',
      '<table><colgroup><col /><col /></colgroup><tr><td>a</td><td align="right">1</td></tr><tr><td>b</td><td align="left">2</td></tr></table>',
    ],
    [
      '<table><colgroup span="2" style="text-align: center"></colgroup><col align="right"><tr><td colspan="2">a</td><td>1</td></tr></table>',
      '<table><colgroup span="2"></colgroup><col /><tr><td colspan="2" align="center">a</td><td align="right">1</td></tr></table>',
    ],
    [
      '<table><col><col align="right"><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></table>',
      '<table><col /><col /><tr><td rowspan="2">a</td><td align="right">1</td></tr><tr><td align="right">2</td></tr></table>',
    ],
    [
      '<table><tbody align="center"><tr><td>a</td></tr><tr align="right"><td>b</td><th align="char">c</th></tr></tbody></table>',
      '<table><tbody align="center"><tr><td align="center">a</td></tr><tr align="right"><td align="right">b</td><th align="right">c</th></tr></tbody></table>',
    ],
    [
      '<table><col align="right"><tr><td><table><tr><td>inner</td></tr></table></td></tr></table>',
      '<table><col /><tr><td align="right"><table><tr><td>inner</td></tr></table></td></tr></table>',
    ],
    ['<h2 align="middle">x</h2><span align="right">y</span>', '<h2 align="center">x</h2><span>y</span>'],
  ])
})
