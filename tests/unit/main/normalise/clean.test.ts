/** Covers main/normalise/clean.ts, embeds.ts and pictures.ts on text; the window cleans again on Chromium's DOM. Pure. */
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { pictureAddress } from '../../../../main/base/pictureKey.ts'
import { cleanBody, cleaningVersion, cleanStoredBody } from '../../../../main/normalise/clean.ts'
import { largestOf } from '../../../../main/normalise/pictures.ts'
import { hostilePieces } from '../../../fixtures/hostileHtml.ts'
import { aBody } from '../../../fixtures/builders.ts'

const base = 'https://paper.example/2025/a/'
const clean = (html: string) => cleanBody(html, base).html

const allowedTags = new Set(
  (
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd bdi bdo big ' +
    'a abbr article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption ' +
    'figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub ' +
    'summary sup table tbody td tfoot th thead time tr u ul var wbr'
  ).split(' '),
)
const allowedAttributes =
  /^(?:href|src|alt|title|width|height|colspan|rowspan|span|datetime|cite|lang|dir|start|reversed|type|value|id|align|display|linethickness|mathvariant|stretchy|accent|accentunder|loading|decoding)$/

/** Everything in the cleaned text that the allow-list does not know. */
function trespasses(html: string): string[] {
  const found: string[] = []
  let level = parseDocument(html).children
  while (level.length > 0) {
    for (const node of level) {
      if (!('attribs' in node)) continue
      if (!allowedTags.has(node.name)) found.push(`<${node.name}>`)
      for (const [name, value] of Object.entries(node.attribs)) {
        if (!allowedAttributes.test(name)) found.push(`${node.name}[${name}]`)
        if (name === 'id' && !/^a-[\p{L}\p{M}\p{N}.:_~-]+$/u.test(value)) found.push(`id=${value}`)
        if (name === 'href' && !/^(?:https?:\/\/|mailto:|#a-)/.test(value)) found.push(`href=${value}`)
        if (name === 'src' && !/^picture:\/\/kept\/[0-9a-f]{40}$/.test(value)) found.push(`src=${value}`)
        if (name === 'cite' && !/^https?:\/\//.test(value)) found.push(`cite=${value}`)
      }
    }
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  }
  return found
}

describe('hostile HTML', () => {
  it.each(hostilePieces)('holds nothing but the allow-list: %s', (piece) => {
    const cleaned = clean(`<p>before</p>${piece}<p>after</p>`)
    expect(trespasses(cleaned)).toEqual([])
    expect(cleaned).toContain('before')
    expect(cleaned).not.toMatch(/(?:src|poster|background)=["']?https?:|url\(/)
    expect(clean(cleaned)).toBe(cleaned)
  })

  it('stays clean and still in any mixture', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ maxLength: 12 })), { maxLength: 8 }),
        (pieces) => {
          const cleaned = clean(pieces.join(''))
          expect(trespasses(cleaned)).toEqual([])
          expect(clean(cleaned)).toBe(cleaned)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('keeps a formula, and what stands after one that never ends', () => {
    const formula = '<math display="block"><mfrac><mi>a</mi><msup><mi>b</mi><mn>2</mn></msup></mfrac></math>'
    expect(clean(`<p>${formula} of it</p>`)).toBe(`<p>${formula} of it</p>`)
    // The window's cleaning drops a formula's element outside a formula with everything inside.
    const open = '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style>">'
    expect(clean(`${open}<p>Words after.</p>`)).not.toMatch(/<m[a-z]+/)
    expect(clean(`${open}<p>Words after.</p>`)).toContain('<p>Words after.</p>')
  })

  it.each([
    'noscript',
    'template',
    'plaintext',
    'xmp',
    'textarea',
    'title',
    'svg',
    'iframe',
    'select',
    'object',
  ])('an unclosed %s does not swallow the page', (name) => {
    expect(clean(`<p>before</p><${name}><p>after</p>`)).toContain('after')
  })

  it('survives depth, length and number', () => {
    expect(clean('<div>'.repeat(100_000) + 'deep').length).toBeLessThan(20_000)
    expect(clean('<b>'.repeat(600) + 'deep' + '</b>'.repeat(600))).toContain('deep')
    expect(clean('x '.repeat(500_000)).replace(/<[^>]*>/g, '')).toHaveLength(999_999)
    expect(cleanBody('<img src="a.jpg">'.repeat(50_000), base).pictures).toEqual([`${base}a.jpg`])
    expect(clean(`<table>${`<tr>${'<td>x</td>'.repeat(10)}</tr>`.repeat(1000)}</table>`)).toContain('<td>')
  })

  it('shows markup that was meant as text as text', () => {
    expect(clean('<pre><code>&lt;img onerror=x&gt; &amp;lt;</code></pre>')).toBe(
      '<pre><code>&lt;img onerror=x&gt; &amp;lt;</code></pre>',
    )
  })
})

describe('links', () => {
  it.each([
    ['/b?utm_source=x&c=1#d', 'https://paper.example/b?c=1#d'],
    ['b', 'https://paper.example/2025/a/b'],
    ['//other.example/x', 'https://other.example/x'],
    ['https://user:secret@other.example/', 'https://other.example/'],
    ['HTTPS://Other.Example/%7Ex', 'https://other.example/%7Ex'],
    ['mailto:desk@paper.example', 'mailto:desk@paper.example'],
    [' https://other.example/ ', 'https://other.example/'],
  ])('%s → %s', (href, expected) => {
    expect(clean(`<a href="${href}">x</a>`)).toBe(`<a href="${expected.replaceAll('&', '&amp;')}">x</a>`)
  })

  it.each([
    '#top',
    'javascript:x',
    'data:text/html,x',
    'blob:x',
    'file:///etc',
    'smb://h/x',
    'ms-msdt:x',
    'tel:1',
    'ftp://h/x',
    '\\\\host\\x',
    'http://a%00b/',
    'view-source:http://x',
    'picture://kept/x',
    'app://kawaraban/',
  ])('%s leads nowhere', (href) => {
    expect(clean(`<a href="${href}">x</a>`)).toBe('<a>x</a>')
  })
})

describe('pictures', () => {
  const shown = (remote: string) => pictureAddress(new URL(remote, base).href)

  it.each([
    ['<img src="a.jpg">', 'a.jpg'],
    ['<img src="s.jpg" srcset="m.jpg 640w, l.jpg 1280w, s.jpg 320w">', 'l.jpg'],
    ['<img src="s.jpg" srcset="s.jpg 1x, l.jpg 2x">', 'l.jpg'],
    ['<img src="data:image/gif;base64,x" data-src="a.jpg">', 'a.jpg'],
    ['<img src="blank.gif" data-lazy-src="a.jpg">', 'a.jpg'],
    ['<img src="s.jpg?w=300" data-large-file="l.jpg" data-orig-file="o.jpg">', 'o.jpg'],
    [
      '<picture><source srcset="a.webp 1x, b.webp 2x" type="image/webp"><img src="data:x"></picture>',
      'b.webp',
    ],
    ['<picture><source srcset="a.webp"><img src="c.jpg"></picture>', 'c.jpg'],
    ['<img srcset="javascript:alert(1) 9w, a.jpg 1w" src="s.jpg">', 's.jpg'],
    [
      '<img srcset="https://i0.wp.com/x/a.jpg?resize=1,2 2x" src="s.jpg">',
      'https://i0.wp.com/x/a.jpg?resize=1,2',
    ],
  ])('%s shows %s', (html, expected) => {
    const cleaned = cleanBody(html, base)
    expect(cleaned.html).toContain(`src="${shown(expected)}"`)
    expect(cleaned.html).toContain('loading="lazy" decoding="async"')
    expect(cleaned.html).not.toMatch(/srcset|sizes|picture>|source/)
    expect(cleaned.pictures).toEqual([new URL(expected, base).href])
  })

  it.each([
    '<img src="https://pixel.wp.com/b.gif?x=1">',
    '<img src="https://stats.wordpress.com/b.gif">',
    '<img src="a.jpg" width="1" height="1">',
    '<img src="a.jpg" alt="Counted" height="1">',
    '<img src="a.jpg" width="0" height="0" alt="Counted">',
    '<img src="a.jpg" style="width:1px; height:1px">',
    '<img src="a.jpg" style="display:none">',
    '<img src="data:image/svg+xml,x">',
    '<img src="https://pixel.wp.com/b.gif" alt="Counted">',
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
    '<img src="file:///a.jpg">',
    '<img src="app://kawaraban/a.jpg">',
    '<img src="picture://../../a">',
    '<img>',
  ])('%s shows nothing', (html) => {
    expect(cleanBody(html, base)).toEqual({ html: '', pictures: [], cut: [] })
  })

  it('keeps figures with their words, and sizes that are numbers', () => {
    const html =
      '<figure class="wp-caption" style="width:1px"><img src="a.jpg" alt="A &amp; B" width="600" height="400px"><figcaption>Words</figcaption></figure>'
    expect(clean(html)).toBe(
      `<figure><img src="${shown('a.jpg')}" alt="A &amp; B" width="600" height="400" loading="lazy" decoding="async" /><figcaption>Words</figcaption></figure>`,
    )
    expect(clean('<img src="a.jpg" width="100%" height="99999">')).not.toMatch(/width|height/)
  })

  it('reads ten thousand candidates without losing its way', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `p${String(n)}.jpg ${String(n + 1)}w`).join(', ')
    expect(largestOf(many)).toBe('p199.jpg')
    expect(largestOf(','.repeat(60_000))).toBeNull()
    expect(largestOf('')).toBeNull()
  })
})

describe('players and frames', () => {
  it.each([
    [
      '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
      'https://www.youtube.com/watch?v=abcdefghijk',
    ],
    ['<iframe src="//player.vimeo.com/video/12345"></iframe>', 'https://vimeo.com/12345'],
    [
      '<iframe src="https://youtube.com.evil.example/embed/x"></iframe>',
      'https://youtube.com.evil.example/embed/x',
    ],
    ['<video controls src="a.mp4"></video>', 'https://paper.example/2025/a/a.mp4'],
    ['<audio><source src="a.mp3"></audio>', 'https://paper.example/2025/a/a.mp3'],
  ])('%s becomes a link', (html, href) => {
    const { host } = new URL(href)
    expect(clean(html)).toBe(`<p><a href="${href}">▶ ${host.replace(/^www\./, '')}</a></p>`)
  })

  it.each([
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe src="data:text/html,x"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<iframe src="https://widgets.wp.com/likes/"></iframe>',
    '<object data="x.swf"></object><embed>',
  ])('%s becomes nothing', (html) => {
    expect(clean(html)).toBe('')
  })
})

describe('cleanStoredBody', () => {
  it('cleans body and notes once', () => {
    const raw = aBody({
      bodyHtml: '<p onclick="x">a<img src="/a.jpg"></p>',
      outletNotesHtml: '<p id="x">b</p>',
    })
    const cleaned = cleanStoredBody(raw)
    expect(cleaned.cleaned).toBe(cleaningVersion)
    expect(cleaned.bodyHtml).toMatch(/^<p>a<img src="picture:/)
    expect(cleaned.outletNotesHtml).toBe('<p>b</p>')
    expect(cleaned.pictures).toEqual(['https://paper.example/a.jpg'])
    expect(cleanStoredBody(cleaned)).toBe(cleaned)
  })

  it('does not forget the pictures of a body that older rules cleaned', () => {
    const once = cleanStoredBody(aBody({ bodyHtml: '<img src="/a.jpg">' }))
    const again = cleanStoredBody({ ...once, cleaned: cleaningVersion - 1 || -1 })
    expect(again.pictures).toEqual(once.pictures)
    expect(again.bodyHtml).toBe(once.bodyHtml)
  })
})

describe('the direction of writing', () => {
  it('stays where the outlet set it, and nothing else of `dir`', () => {
    expect(
      clean(
        '<p dir="RTL">א</p><blockquote dir=auto>b</blockquote><a href="https://a.example/" dir=ltr>c</a>',
      ),
    ).toBe(
      '<p dir="rtl">א</p><blockquote dir="auto">b</blockquote><a href="https://a.example/" dir="ltr">c</a>',
    )
    expect(clean('<p dir="sideways">a</p>')).toBe('<p>a</p>')
  })
})
