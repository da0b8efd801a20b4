/** Covers main/parse/asHtml.ts and fields.ts: raw markup of XML comes out as the HTML that was meant. Pure. */
import { describe, expect, it } from 'vitest'
import { atom, rss } from '../../../fixtures/builders.ts'
import { readFirstItem } from '../../../helpers/readFeed.ts'

const xhtml = async (inner: string) =>
  (
    await readFirstItem(
      atom(
        `<entry><id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${inner}</div></content></entry>`,
      ),
    )
  ).contentHtml
const raw = async (inner: string) =>
  (await readFirstItem(rss(`<item><description>${inner}</description></item>`))).summaryHtml

const names = [
  'script',
  'style',
  'i',
  'a',
  'h2',
  'pre',
  'table',
  'iframe',
  'video',
  'textarea',
  'title',
  'noscript',
  'select',
  'canvas',
  'object',
  'template',
  'em',
  'td',
  'svg',
  'p',
  'x-thing',
]

describe('an element closed in itself', () => {
  it.each(names)('%s holds nothing of what follows', async (name) => {
    const html = `<p>One</p><${name} class="x"/><p>Two</p>`
    const meant = `<p>One</p><${name} class="x"></${name}><p>Two</p>`
    expect(await xhtml(html)).toBe(meant)
    expect(await raw(html)).toBe(meant)
    expect(await raw(`<![CDATA[${html}]]>`)).toBe(meant)
  })

  it('is left alone where HTML has it, and ended there only once', async () => {
    expect(await xhtml('a<br/>b<hr />c<img src="x.png"/>d<br></br>e')).toBe(
      'a<br/>b<hr />c<img src="x.png"/>d<br>e',
    )
  })

  it('never becomes a plaintext', async () => {
    expect(await xhtml('a<plaintext/>b')).toBe('ab')
  })

  it('is none where the slash belongs to an address', async () => {
    const html = 'x <a href=https://a.example/>one</a> y'
    expect(await raw(`<![CDATA[${html}]]>`)).toBe(html)
  })

  it('may have a prefix', async () => {
    expect(await xhtml('<m:math><m:mi>x</m:mi><m:mspace/></m:math>')).toBe(
      '<math><mi>x</mi><mspace></mspace></math>',
    )
  })
})

describe('text beside CDATA', () => {
  it.each([
    [
      'A word <![CDATA[<b>bold</b>]]> and more, then <![CDATA[<i>it</i>]]>. Done',
      'A word <b>bold</b> and more, then <i>it</i>. Done',
    ],
    ['Tom <![CDATA[&]]> Jerry: <![CDATA[part]]> two', 'Tom & Jerry: part two'],
    ['<![CDATA[One]]> <![CDATA[two]]>', 'One two'],
    ['<![CDATA[on]]><![CDATA[ly]]>', 'only'],
    ['\n  <![CDATA[<p>x</p>]]>\n ', '<p>x</p>'],
    ['x<!-- no --> <![CDATA[y]]>', 'x y'],
  ])('%s', async (written, html) => {
    expect(await raw(written)).toBe(html)
  })
})

describe('Atom that says html and escapes what stands in raw markup', () => {
  const said = async (type: string, inner: string) =>
    (await readFirstItem(atom(`<entry><id>1</id><content type="${type}">${inner}</content></entry>`)))
      .contentHtml

  it('is read as what was meant', async () => {
    expect(await said('html', '<div>A &lt;em&gt;good&lt;/em&gt; day</div>')).toBe(
      '<div>A <em>good</em> day</div>',
    )
  })

  it('keeps letters that look like tags where nothing else says so', async () => {
    expect(await said('xhtml', '<p>Use &lt;em&gt;x&lt;/em&gt;</p>')).toBe('<p>Use &lt;em&gt;x&lt;/em&gt;</p>')
    expect(await said('html', '<p>1 &lt; 2</p>')).toBe('<p>1 &lt; 2</p>')
  })
})
