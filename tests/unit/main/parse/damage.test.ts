/** Covers main/parse: documents that are damaged, and documents that are no feeds. No network, no clock. */
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../../../main/parse/parseDocument.ts'
import { atom, bytesOf, fixtureBytes, rss } from '../../../fixtures/builders.ts'
import {
  feedAddress as url,
  oneItem as one,
  readFeed as read,
  readFirstItem as firstItem,
} from '../../../helpers/readFeed.ts'

const file = (name: string) => read(fixtureBytes(`feeds/${name}`))

describe('damage that is repaired and told', () => {
  const xml = rss(one)
  it.each([
    ['text before the document', `Notice: something\n${xml}`],
    [
      'an upper-case root',
      '<RSS VERSION="2.0"><CHANNEL><TITLE>P</TITLE><ITEM><TITLE>One</TITLE></ITEM></CHANNEL></RSS>',
    ],
    ['control characters', xml.replace('One', 'O\u0000n\u0008e\uffff')],
    ['no end', xml.replace('</channel></rss>', '')],
    ['cut inside the next item', xml.replace('</channel></rss>', '<item><title>Half')],
    ['cut inside a CDATA section', xml.replace('</channel></rss>', '<item><description><![CDATA[<p>ha')],
    ['an item that never ends', xml.replace('</item>', '')],
    ['an item before the one before has ended', rss(`<item><title>One</title>${one.replace('One', 'Two')}`)],
    ['an element of an item that never ends', rss('<item><title>One</title><junk></item>')],
  ])('%s', async (_, document) => {
    const feed = await read(document)
    expect([feed.items[0]?.title, feed.isRepaired]).toEqual(['One', true])
  })

  it('PHP warnings before the document', async () => {
    const feed = await file('php-warning.xml')
    expect([feed.title, feed.items.length, feed.isRepaired]).toEqual(['Warned', 1, true])
  })

  it('items outside the channel, and several channels', async () => {
    const two = one.replace('One', 'Two')
    const feed = await read(
      `<rss version="2.0"><channel><title>P</title>${one}</channel><channel>${two}</channel>${two}</rss>`,
    )
    expect([feed.title, feed.items.length]).toEqual(['P', 3])
    expect((await read(`<rss version="2.0">${one}</rss>`)).items).toHaveLength(1)
  })

  it('a document cut anywhere keeps its complete items, one of which only the end is missing too', async () => {
    const items = Array.from({ length: 5 }, (_, n) => one.replaceAll('1', String(n))).join('')
    const whole = rss(items)
    const ends = (text: string) => text.split('</item>').length - 1
    // Cut between two elements of an item that said its title and its link.
    const hasWhole = (text: string) =>
      /<\/link>(?:<(?!item)\/?[a-z]*|<guid>[^<]*<\/guid>(?:<\/?[a-z]*)?|<)?$/.test(text)
    const complete = (text: string) => ends(text) + (hasWhole(text.slice(whole.indexOf('<item>'))) ? 1 : 0)
    for (let at = whole.indexOf('<channel>'); at < whole.length; at += 3) {
      const cut = whole.slice(0, at)
      const outcome = await parseDocument(bytesOf(cut), null, url)
      if (!outcome.ok) throw new Error(`cut at ${String(at)}`)
      expect(outcome.value.items).toHaveLength(complete(cut))
    }
  })
})

describe('bases', () => {
  it.each([
    ['javascript:alert(1)', null],
    ['file:///etc/', null],
    ['link', null],
    ['https://cdn.example/a/', 'https://cdn.example/a/'],
    ['//canary/x', null],
  ])('xml:base="%s" gives %s', async (base, expected) => {
    const item = await firstItem(atom(`<entry xml:base="${base}"><id>1</id><title>t</title></entry>`))
    expect(item.base).toBe(expected)
  })

  it('stand on each other', async () => {
    const { items } = await read(
      atom(
        '<entry xml:base="b/"><id>1</id><content type="html" xml:base="../c/">x</content></entry>',
        ' xml:base="https://x.example/a/"',
      ),
    )
    expect(items[0]).toMatchObject({ base: 'https://x.example/a/b/', textBase: 'https://x.example/a/c/' })
  })
})

describe('what is no feed', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'empty'],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf]), 'empty'],
    ['blanks', ' \n\t ', 'empty'],
    ['a page', '<!DOCTYPE html><html><head><title>The Paper</title></head><body></body></html>', 'html'],
    ['a page without a doctype', '<html><body>Hello</body></html>', 'html'],
    ['a wall', fixtureBytes('feeds/cloudflare-wall.html'), 'challenge'],
    ['a login', fixtureBytes('feeds/login.html'), 'login'],
    ['text', 'Not found', 'text'],
    ['other JSON', '{"error":"no"}', 'json'],
    ['a JSON list', '[1]', 'json'],
    ['other XML', '<?xml version="1.0"?><opml version="2.0"><body/></opml>', 'xml'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'binary'],
    ['a gzip nobody unpacked', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'binary'],
  ])('%s', async (_, document, found) => {
    const outcome = await parseDocument(
      typeof document === 'string' ? bytesOf(document) : document,
      'application/rss+xml',
      url,
    )
    expect(outcome).toEqual({ ok: false, failure: { kind: 'not-a-feed', url, found } })
  })

  it('a feed without items is a feed', async () => {
    expect((await read(rss(''))).items).toEqual([])
  })
})
