/** Covers main/parse against documents that mean harm. No network, no clock: what is slow here hangs the runner. */
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseDocument } from '../../../../main/parse/parseDocument.ts'
import { bytesOf, fixtureText, rss } from '../../../fixtures/builders.ts'

const url = 'https://paper.example/feed/'
const read = (text: string) => parseDocument(bytesOf(text), null, url)
const damaged = { ok: false, failure: { kind: 'damaged-feed', url } }

describe('entities', () => {
  it('refuses a document type that declares some', async () => {
    const levels = Array.from(
      { length: 10 },
      (_, n) => `<!ENTITY l${String(n + 1)} "${`&l${String(n)};`.repeat(10)}">`,
    ).join('')
    expect(
      await read(
        `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">${levels}]>${rss('<item><title>&l10;</title></item>')}`,
      ),
    ).toMatchObject(damaged)
  })

  it.each(['SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/canary"'])(
    'never reads an external one: %s',
    async (where) => {
      const outcome = await read(
        `<!DOCTYPE rss [<!ENTITY x ${where}>]><rss version="2.0"><channel><title>&x;</title></channel></rss>`,
      )
      expect(outcome).toMatchObject(damaged)
    },
  )

  it('refuses several document types, and parameter entities with a text', async () => {
    expect(await read(`${'<!DOCTYPE rss>'.repeat(5)}${rss('')}`)).toMatchObject(damaged)
    expect(await read(`<!DOCTYPE rss [<!ENTITY % p "<!ENTITY x 'y'>"> %p;]>${rss('')}`)).toMatchObject(
      damaged,
    )
  })

  it('cuts a title of a million character references', async () => {
    const outcome = await read(rss(`<item><title>${'&#65;'.repeat(1_000_000)}</title><guid>1</guid></item>`))
    if (!outcome.ok) throw new Error(outcome.failure.kind)
    expect(outcome.value.items[0]?.title?.length).toBeLessThanOrEqual(256 * 1024)
  })

  it('decodes exactly once', async () => {
    const outcome = await read(
      rss('<item><description>&amp;lt;img src=x onerror=alert(1)&amp;gt;</description></item>'),
    )
    expect(outcome).toMatchObject({
      value: { items: [{ summaryHtml: '&lt;img src=x onerror=alert(1)&gt;' }] },
    })
  })
})

describe('size and depth', () => {
  it.each<[string, (n: number) => string]>([
    ['open elements', () => '<a>'.repeat(100_000)],
    ['closed elements', () => '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    [
      'open elements of different names',
      (n) => Array.from({ length: n }, (_, at) => `<e${String(at)}>`).join(''),
    ],
    ['elements by turns', (n) => '<a><b>'.repeat(n)],
    ['comments that never end', (n) => '<!--'.repeat(n)],
    ['CDATA that never ends', (n) => '<![CDATA['.repeat(n)],
    ['less-than signs', (n) => '<'.repeat(n)],
    ['quotes', (n) => '<a "'.repeat(n)],
    ['ampersands', (n) => '&'.repeat(n)],
    ['document types', (n) => '<!DOCTYPE x>'.repeat(n)],
    ['titles that never end', (n) => '<title>'.repeat(n)],
    ['items that never end', (n) => '<item><title>x'.repeat(n)],
  ])('survives 50,000 %s in head and item', async (_, noise) => {
    const text = noise(50_000)
    for (const document of [
      rss(text),
      rss(`<item><title>t</title>${text}</item>`),
      rss(`<item><description>${text}</description></item>`),
    ]) {
      const outcome = await read(document)
      expect(outcome.ok || outcome.failure.kind === 'damaged-feed').toBe(true)
    }
  })

  it('reads a text of two megabytes', async () => {
    const paragraph = '<p>word &amp; <b>word</b> “word”</p>\n'
    const text = paragraph.repeat(Math.ceil((2 * 1024 * 1024) / paragraph.length))
    for (const field of [
      `<![CDATA[${text}]]>`,
      text,
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    ]) {
      const outcome = await read(rss(`<item><content:encoded>${field}</content:encoded></item>`))
      if (!outcome.ok) throw new Error(outcome.failure.kind)
      expect(outcome.value.items[0]?.contentHtml?.length).toBeGreaterThan(1_000_000)
      expect(outcome.value.items[0]?.contentHtml?.length).toBeLessThanOrEqual(2 * 1024 * 1024)
    }
  })

  it('takes at most 20,000 items', async () => {
    const outcome = await read(rss('<item><guid>x</guid></item>'.repeat(30_000)))
    expect(outcome.ok && outcome.value.items.length).toBe(20_000)
  })
})

describe('JSON', () => {
  const version = '"version":"https://jsonfeed.org/version/1"'
  it.each([
    ['items as an object', `{${version},"items":{}}`],
    ['no items', `{${version}}`],
    ['not well-formed', `{${version},"items":[`],
  ])('refuses %s', async (_, text) => {
    expect(await read(text)).toMatchObject(damaged)
  })

  it('survives a hundred thousand nested lists, and words of the language', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const outcome = await read(
      `{${version},"items":[{"id":1,"tags":${deep},"__proto__":{"polluted":1},"constructor":{"x":1},"title":"a","title":"b","content_text":"\\ud800"}]}`,
    )
    expect(outcome).toMatchObject({
      ok: true,
      value: { items: [{ guid: '1', title: 'b', contentHtml: '\ufffd' }] },
    })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('noise', () => {
  it('never breaks the reader, wherever a sound document is damaged', async () => {
    const sound = fixtureText('feeds/wordpress.xml')
    const damage = fc.record({
      at: fc.nat(sound.length),
      drop: fc.nat(40),
      insert: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom('<', '>', '"', ']]>', '<![CDATA[', '<!--', '</item>', '<item>', '&', '\u0000'),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 6 }), async (all) => {
        let text = sound
        for (const { at, drop, insert } of all) text = text.slice(0, at) + insert + text.slice(at + drop)
        const outcome = await read(text)
        expect(typeof outcome.ok).toBe('boolean')
      }),
      { numRuns: 300 },
    )
  })
})
