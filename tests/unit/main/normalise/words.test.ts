/** Covers main/normalise/clean.ts with mend.ts, places.ts, formulas.ts, jumps.ts and bareLinks.ts: words and structure that must not get lost. Pure. */
import { describe, expect, it } from 'vitest'
import { cleanBody } from '../../../../main/normalise/clean.ts'
import { shownText } from '../../../../main/normalise/shownText.ts'

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

describe('struck words', () => {
  each([
    ['<p>did <strike>not</strike> say</p>', '<p>did <s>not</s> say</p>'],
    ['<p><span style="text-decoration:line-through">gone</span></p>', '<p><s>gone</s></p>'],
    [
      '<p><span style="color:red;text-decoration-line: underline line-through">x</span></p>',
      '<p><s>x</s></p>',
    ],
    ['<p style="text-decoration: LINE-THROUGH">x</p>', '<p><s>x</s></p>'],
    ['<p><del style="text-decoration:line-through">x</del></p>', '<p><del>x</del></p>'],
    ['<p><font style="text-decoration:line-through">x</font></p>', '<p><s>x</s></p>'],
    ['<p>Use <tt>make</tt>, <big>big</big></p>', '<p>Use <code>make</code>, <big>big</big></p>'],
  ])
})

describe('lines that a style makes', () => {
  each([
    [
      '<span style="display:block">One</span><span style="display:block">Two</span>',
      '<span>One</span><br /><span>Two</span>',
    ],
    ['Head <b style="display: flex">One</b> tail', 'Head <br /><b>One</b><br /> tail'],
    [
      '<p><a href="https://a.example/" style="color:red;display:list-item">One</a></p>',
      '<p><a href="https://a.example/">One</a></p>',
    ],
    ['a <span style="display:inline-block">b</span>', 'a <span>b</span>'],
    ['<div style="display:block">One</div>Two', '<div>One</div>Two'],
  ])

  it('stand apart in first words too', () => {
    expect(shownText('<span style="display:block">One</span><span style="display:block">Two</span>')).toBe(
      'One\nTwo',
    )
  })
})

describe('formulas that wait for MathJax', () => {
  each([
    ['<p>so <script type="math/tex">x^2</script></p>', '<p>so <code>x^2</code></p>'],
    [
      '<p>so <script type="math/tex; mode=display">% <![CDATA[\na<b %]]></script></p>',
      '<p>so <code>a&lt;b</code></p>',
    ],
    [
      '<p>so <span class="MathJax_Preview">x2</span><script type="math/tex">x^2</script></p>',
      '<p>so <span>x2</span></p>',
    ],
    ['<p>so<script>alert(1)</script></p>', '<p>so</p>'],
  ])
})

describe('blocks that have no place', () => {
  it.each('center address main nav header footer hgroup fieldset legend form marquee search'.split(' '))(
    '%s breaks the line',
    (name) => {
      const align = name === 'center' ? ' align="center"' : ''
      expect(clean(`<${name}>One</${name}><${name}>Two</${name}>Tail`)).toBe(
        `<div${align}>One</div><div${align}>Two</div>Tail`,
      )
    },
  )
  each([
    ['<dir><li>a</li></dir><menu><li>b</li></menu>', '<ul><li>a</li></ul><ul><li>b</li></ul>'],
    ['<listing>a\nb</listing>', '<pre>a\nb</pre>'],
  ])
})

describe('lists', () => {
  each([
    [
      '<ol start="0"><li value="7">a</li><li value="-2">b</li></ol>',
      '<ol start="0"><li value="7">a</li><li value="-2">b</li></ol>',
    ],
    ['<ol start="-3" type="A"><li value="x">a</li></ol>', '<ol start="-3" type="A"><li>a</li></ol>'],
    ['<ul type="Square"><li type="i">a</li></ul>', '<ul type="square"><li type="i">a</li></ul>'],
    ['<ol style="list-style-type: lower-alpha"><li>a</li></ol>', '<ol type="a"><li>a</li></ol>'],
    ['<ol type="evil"><li value="99999999">a</li></ol>', '<ol><li>a</li></ol>'],
  ])
})

describe('directions', () => {
  each([
    [
      '<p>User <bdi>إيان</bdi>, <bdo dir="rtl">abc</bdo></p>',
      '<p>User <bdi>إيان</bdi>, <bdo dir="rtl">abc</bdo></p>',
    ],
  ])
})

describe('what is hidden', () => {
  each([
    ['<p>Boots.</p><div style="display: none;">Buy now!</div>', '<p>Boots.</p>'],
    ['<p>Boots.</p><div style="color:red;visibility:hidden">Buy</div>', '<p>Boots.</p>'],
    ['<p>Boots.<span hidden>Buy</span></p>', '<p>Boots.</p>'],
    ['<p>Boots.</p><dialog>Buy</dialog><dialog open>Said</dialog>', '<p>Boots.</p><div>Said</div>'],
    ['<p>Boots.</p><div hidden="until-found">More</div>', '<p>Boots.</p><div>More</div>'],
    ['<h2>Head <a href="https://a.example/" aria-hidden="true">#</a></h2>', '<h2>Head </h2>'],
    ['<p><span aria-hidden="true">★★★</span></p>', '<p><span>★★★</span></p>'],
    [
      '<p><a href="https://a.example/"><span aria-hidden="true">More</span></a></p>',
      '<p><a href="https://a.example/"><span>More</span></a></p>',
    ],
    ['<div style="display:none"><p>All of it</p></div>', '<div><p>All of it</p></div>'],
    ['<p>The word hidden is display: none here</p>', '<p>The word hidden is display: none here</p>'],
  ])

  it('a picture that waits for a script is kept', () => {
    expect(clean('<p>a</p><div style="display:none"><img src="b.jpg"></div>')).toContain('picture://kept/')
  })
})

describe('formulas', () => {
  each([
    [
      '<p>x = <math><mfrac><mn>1</mn><mn>32</mn></mfrac></math></p>',
      '<p>x = <math><mfrac><mn>1</mn><mn>32</mn></mfrac></math></p>',
    ],
    [
      '<math display="BLOCK" onclick="x" id="f"><mi href="javascript:x" class="y">x</mi></math>',
      '<math display="block"><mi>x</mi></math>',
    ],
    [
      '<math><mfrac linethickness="0pt"><mi>n</mi><mi>k</mi></mfrac></math>',
      '<math><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac></math>',
    ],
    [
      '<math><semantics><msup><mn>2</mn><mn>10</mn></msup><annotation encoding="tex">2^{10}</annotation></semantics></math>',
      '<math><msup><mn>2</mn><mn>10</mn></msup></math>',
    ],
    [
      '<math><mfenced><mi>a</mi><mi>b</mi></mfenced></math>',
      '<math><mrow><mo>(</mo><mi>a</mi><mo>,</mo><mi>b</mi><mo>)</mo></mrow></math>',
    ],
    ['<math><mtext><b>x</b> y</mtext></math>', '<math><mtext>x y</mtext></math>'],
    // What cannot be drawn by the list is a line, and never another number.
    ['<math><mfrac><mn>1</mn><mn>3</mn><mn>2</mn></mfrac></math>', '1/3'],
    ['<p><msup><mn>2</mn><mn>10</mn></msup></p>', '<p>2^10</p>'],
    [
      '<math><mmultiscripts><mi>C</mi><mn>6</mn><none/><mprescripts/><none/><mn>12</mn></mmultiscripts></math>',
      '^12 C_6',
    ],
    ['<math><apply><divide/><cn>1</cn><cn>32</cn></apply></math>', '1 32'],
    ['<p>a <math></math>b</p>', '<p>a b</p>'],
  ])

  it('a formula larger or deeper than any is a line', () => {
    const deep = `${'<mrow>'.repeat(40)}<mn>1</mn>${'</mrow>'.repeat(40)}`
    expect(clean(`<p><math><mfrac>${deep}<mn>32</mn></mfrac></math></p>`)).toBe('<p>1/32</p>')
    expect(clean(`<p><math>${'<mn>1</mn><mo>+</mo>'.repeat(300)}</math></p>`)).not.toContain('<m')
  })

  it.each([
    '<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></table></mtext></math>',
    '<math><annotation-xml encoding="text/html"><p>x</p><script>hit()</script></annotation-xml><mi>y</mi></math>',
    '<math><mi><svg><desc><p>x</p></desc></svg></mi></math>',
    '<mtext><p>x</p></mtext>',
  ])('holds no HTML: %s', (html) => {
    expect(clean(html)).not.toMatch(/<math[^>]*>.*<(?:p|table|img|svg|style|script)|<mtext><|<mi></)
  })
})

describe('jumps', () => {
  each([
    [
      '<p>A.<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li id="fn:1">Note <a href="#fnref:1">back</a></li></ol>',
      '<p>A.<sup id="a-fnref:1"><a href="#a-fn:1">1</a></sup></p><ol><li id="a-fn:1">Note <a href="#a-fnref:1">back</a></li></ol>',
    ],
    [
      '<a href="http://www.paper.example/post#n">1</a><p id="n">x</p>',
      '<a href="#a-n">1</a><p id="a-n">x</p>',
    ],
    [
      '<a href="https://paper.example/post/?utm_source=rss#n">1</a><p id="n">x</p>',
      '<a href="#a-n">1</a><p id="a-n">x</p>',
    ],
    ['<a href="#n">1</a><a name="n"></a>x', '<a href="#a-n">1</a><a id="a-n"></a>x'],
    ['<a href="#%E6%B3%A81">1</a><p id="注1">x</p>', '<a href="#a-注1">1</a><p id="a-注1">x</p>'],
    [
      '<a href="#a&quot;b/c">1</a><p id="a&quot;b/c">x</p>',
      '<a href="#a-a_22b_2fc">1</a><p id="a-a_22b_2fc">x</p>',
    ],
    ['<a href="#n">1</a><font id="n">x</font>', '<a href="#a-n">1</a><span id="a-n">x</span>'],
    ['<a href="#n">1</a><form id="n">x</form>', '<a href="#a-n">1</a><div id="a-n">x</div>'],
    // The first of two counts.
    ['<a href="#n">1</a><p id="n">x</p><p id="n">y</p>', '<a href="#a-n">1</a><p id="a-n">x</p><p>y</p>'],
    // Nothing is there.
    ['<a href="#gone">1</a>', '<a>1</a>'],
    [
      '<a href="https://paper.example/post/#respond">1</a>',
      '<a href="https://paper.example/post/#respond">1</a>',
    ],
    [
      '<a href="https://other.example/post/#n">1</a><p id="n">x</p>',
      '<a href="https://other.example/post/#n">1</a><p>x</p>',
    ],
    ['<a href="#:~:text=x">1</a><p id=":~:text=x">x</p>', '<a>1</a><p>x</p>'],
    // Nothing leads there.
    ['<p id="alone" name="x">x</p>', '<p>x</p>'],
  ])

  it.each([
    'body',
    'attributes',
    '__proto__',
    'constructor',
    'getElementById',
    'a-',
    'A-x',
    'form',
    'location',
    'x"onclick="y',
    '<img>',
    '../../x',
  ])('a place called %s is a name of ours', (name) => {
    const escaped = name.replaceAll('"', '&quot;').replaceAll('<', '&lt;')
    const html = clean(`<a href="#${escaped}">1</a><p id="${escaped}" name="${escaped}">x</p>`)
    expect(html).toMatch(/^<a href="#(a-[^"<>]+)">1<\/a><p id="\1">x<\/p>$/)
  })
})

describe('links with nothing in them', () => {
  each([
    [
      '<p>We walked.</p><div><a href="https://a.example/"><img src="https://feeds.feedburner.com/~ff/b?d=2"></a> <a href="https://a.example/"> </a></div>',
      '<p>We walked.</p><div>  </div>',
    ],
  ])
})

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
      '<table><tbody style="text-align:right"><tr><td>1</td></tr></tbody></table>',
      '<table><tbody align="right"><tr><td>1</td></tr></tbody></table>',
    ],
    ['<h2 align="middle">x</h2><span align="right">y</span>', '<h2 align="center">x</h2><span>y</span>'],
  ])
})
