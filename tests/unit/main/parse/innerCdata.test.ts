/** Covers main/parse/innerCdata.ts, and documents that stand in or behind something else. Pure. */
import { describe, expect, it } from 'vitest'
import { rss } from '../../../fixtures/builders.ts'
import { oneItem, readFeed, readFirstItem } from '../../../helpers/readFeed.ts'

const textOf = async (source: string) => {
  const document = rss(`<item><title>A</title><description>${source}</description></item>${oneItem}`)
  expect((await readFeed(document)).items).toHaveLength(2)
  return (await readFirstItem(document)).summaryHtml
}

describe('CDATA', () => {
  it.each([
    [
      'with a script that has a section of its own',
      '<![CDATA[<p>Boats</p><script>//<![CDATA[\nvar a\n//]]></script><p>Nets</p>]]>',
      '<p>Boats</p><script>//\nvar a\n//</script><p>Nets</p>',
    ],
    [
      'with a style that has one',
      '<![CDATA[<style>/*<![CDATA[*/ a{} /*]]>*/</style><p>Boats</p>]]>',
      '<style>/**/ a{} /**/</style><p>Boats</p>',
    ],
    ['in CDATA', '<![CDATA[<![CDATA[<p>Boats</p>]]>]]>', '<p>Boats</p>'],
    ['that was escaped', '&lt;![CDATA[&lt;p&gt;Boats&lt;/p&gt;]]&gt;', '<p>Boats</p>'],
    ['in small letters', '<![cdata[<p>Boats</p>]]>', '<p>Boats</p>'],
    ['with a blank in its mark', '<! [CDATA[<p>Boats</p>]]>', '<p>Boats</p>'],
    ['whose end was broken up, as it ought to be', '<![CDATA[a ]]]]><![CDATA[> b]]>', 'a ]]> b'],
    ['in two sections', '<![CDATA[<p>a]]> and <![CDATA[b</p>]]>', '<p>a and b</p>'],
    ['that is spoken of', '<![CDATA[<code>&lt;![CDATA[x]]&gt;</code>]]>', '<code>&lt;![CDATA[x]]&gt;</code>'],
  ])('%s', async (_name, source, expected) => {
    expect(await textOf(source)).toBe(expected)
  })
})

describe('two documents, one behind the other', () => {
  it('are read both', async () => {
    const feed = await readFeed(rss(oneItem) + rss('<item><title>Two</title></item>'))
    expect(feed.items.map(({ title }) => title)).toEqual(['One', 'Two'])
    expect(feed.isRepaired).toBe(true)
  })

  it('of which the second is something else are one', async () => {
    const feed = await readFeed(`${rss(oneItem)}<html><body><item><title>No</title></item></body></html>`)
    expect(feed.items).toHaveLength(1)
  })
})

describe('a JSON feed', () => {
  const json =
    '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","content_text":"x"}]}'

  it.each([
    ['in a call', `callback(${json});`],
    ['in a call of a method, behind a comment', `/**/ a.b_c( ${json} )`],
    ['behind what keeps scripts away', `)]}',\n${json}`],
    ['before a comment of a cache', `${json}\n<!-- cached -->`],
  ])('%s is read', async (_name, source) => {
    expect((await readFeed(source)).items).toHaveLength(1)
  })

  it('with escapes of another language is read', async () => {
    const odd = json.replace('"x"', String.raw`"it\'s \x41 \u0042 \\x \q"`)
    expect((await readFirstItem(odd)).contentHtml).toBe(String.raw`it's A B \x q`)
  })
})

describe('texts of other dialects', () => {
  it.each(['yandex:full-text', 'turbo:content', 'excerpt:encoded'])('%s', async (name) => {
    const item = await readFirstItem(rss(`<item><title>A</title><${name}>Whole</${name}></item>`))
    expect(item.contentHtml ?? item.summaryHtml).toBe('Whole')
  })
})

it('a line break under a prefix is one', async () => {
  const body = '<h:div xmlns:h="http://www.w3.org/1999/xhtml">a<h:br/>b<h:img src="x.png"/></h:div>'
  expect(
    (await readFirstItem(rss(`<item><title>A</title><description>${body}</description></item>`))).summaryHtml,
  ).toBe('<div xmlns:h="http://www.w3.org/1999/xhtml">a<br/>b<img src="x.png"/></div>')
})
