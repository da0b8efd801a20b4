/** Covers main/normalise/besideText.ts and main/parse/mediaElement.ts: pictures beside the text stand in the article, once. */
import { describe, expect, it } from 'vitest'
import { ingest } from '../../../../main/normalise/ingest.ts'
import type { ArticleDraft } from '../../../../main/model/article.ts'
import { bytesOf } from '../../../fixtures/builders.ts'

const host = 'https://paper.example'

async function articles(document: string): Promise<readonly ArticleDraft[]> {
  const input = {
    feedId: 'f',
    bytes: bytesOf(document),
    contentType: null,
    finalUrl: `${host}/feed`,
    known: [],
    now: Date.UTC(2026, 10, 28),
    language: null,
    cleanAtMost: 20,
  }
  const read = await ingest(input)
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return read.value.added
}
const inChannel = (items: string, head = '') =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>The Paper</title><link>${host}/</link>${head}${items}</channel></rss>`
const anItem = (inside: string) =>
  `<item><title>The ferry</title><guid isPermaLink="false">g</guid><link>${host}/1</link>${inside}</item>`
async function one(inside: string, head = '') {
  const [article] = await articles(inChannel(anItem(inside), head))
  if (article === undefined) throw new Error('no article')
  const { bodyHtml, pictures } = article.body
  const captions = Array.from(bodyHtml.matchAll(/<figcaption>([^<]*)</g), ([, words]) => words)
  return { html: bodyHtml, pictures: pictures.map((url) => url.replace(`${host}/`, '')), captions }
}
const words = '<description>&lt;p&gt;Words.&lt;/p&gt;</description>'
const content = (name: string, more = '', inside = '') =>
  `<media:content url="${host}/${name}" medium="image" ${more}>${inside}</media:content>`

describe('pictures beside the text', () => {
  it('stand in the article with what is said of them, in order', async () => {
    const said = (n: number) => `<media:description type="plain">Boat ${String(n)}</media:description>`
    const credit = '<media:credit>A. Oak</media:credit>'
    const found = await one(words + content('1.png', '', said(1)) + content('2.png', '', said(2) + credit))
    expect(found.pictures).toEqual(['1.png', '2.png'])
    expect(found.captions).toEqual(['Boat 1', 'Boat 2 · A. Oak'])
    expect(found.html).toMatch(/^<p>Words\.<\/p><figure><img[^>]* alt="Boat 1"/)
  })

  it.each([
    ['a media:content', content('a.jpg')],
    ['a media:content without a kind', `<media:content url="${host}/a.jpg"/>`],
    ['a drawing', `<media:content url="${host}/a.svg" type="image/svg+xml"/>`],
    ['an enclosure', `<enclosure url="${host}/a.jpg" type="image/jpeg" length="9"/>`],
    ['an enclosure without a kind', `<enclosure url="${host}/a.jpg"/>`],
    ['a thumbnail', `<media:thumbnail url="${host}/a.jpg"/>`],
    ['an image of the item', `<image><url>${host}/a.jpg</url></image>`],
    [
      'the picture of an episode',
      `<itunes:image href="${host}/a.jpg"/><enclosure url="${host}/a.mp3" type="audio/mpeg"/>`,
    ],
    [
      'the still of a film',
      `<media:group><media:content url="https://tube.example/v" type="video/mp4"/><media:thumbnail url="${host}/a.jpg"/></media:group>`,
    ],
  ])('%s alone stands above the words', async (_, source) => {
    const { html, pictures } = await one(words + source)
    expect(pictures).toHaveLength(1)
    expect(html).toMatch(/^<figure><img[^>]*><\/figure><p>Words/)
  })

  it('said beside one picture, words are its own; beside several they are nobody’s', async () => {
    const beside = '<media:credit>A. Oak</media:credit><media:description>At noon</media:description>'
    expect((await one(words + content('a.jpg') + beside)).captions).toEqual(['At noon · A. Oak'])
    expect((await one(words + content('a.jpg') + content('b.jpg') + beside)).captions).toEqual([])
  })

  it('of a group are one picture in many forms: the largest', async () => {
    const group = `<media:group><media:description>Quay</media:description>${content('s.jpg', 'width="140"')}${content('l.jpg', 'width="900"')}${content('m.jpg', 'width="400"')}</media:group>`
    expect(await one(words + group)).toMatchObject({ pictures: ['l.jpg'], captions: ['Quay'] })
    const different = ['One', 'Two'].map((name) =>
      content(`${name}.jpg`, '', `<media:description>${name}</media:description>`),
    )
    expect((await one(`${words}<media:group>${different.join('')}</media:group>`)).pictures).toHaveLength(2)
  })

  it('of which one is another size of the next are one, the largest', async () => {
    const { pictures } = await one(
      words + content('quay-300x200.jpg', 'width="300"') + content('quay.jpg', 'width="1200"'),
    )
    expect(pictures).toEqual(['quay.jpg'])
  })

  it.each([
    ['the same', 'quay.jpg'],
    ['another size', 'quay-1024x768.jpg'],
    ['one behind a link', 'quay.jpg" data-x="'],
  ])('are left out when the text shows %s', async (_, name) => {
    const text = `<content:encoded>&lt;p&gt;&lt;img src="${host}/${name}"&gt;Words.&lt;/p&gt;</content:encoded>`
    const { html, pictures } = await one(
      text + content('quay.jpg') + `<enclosure url="${host}/quay-scaled.jpg" type="image/jpeg"/>`,
    )
    expect(pictures).toHaveLength(1)
    expect(html).not.toContain('<figure>')
  })

  it('stand behind the pictures of the text when they are others', async () => {
    const text = `<content:encoded>&lt;p&gt;&lt;img src="${host}/a.jpg"&gt;Words.&lt;/p&gt;</content:encoded>`
    expect((await one(text + content('b.jpg'))).pictures).toEqual(['a.jpg', 'b.jpg'])
    expect((await one(`${text}<media:thumbnail url="${host}/b.jpg"/>`)).pictures).toEqual(['a.jpg'])
  })

  it('are no faces, counters and marks of the feed itself', async () => {
    const face =
      '<media:content url="https://0.gravatar.com/avatar/0123456789abcdef01234?s=96" medium="image"/>'
    const counter = '<media:content url="https://pixel.wp.com/b.gif" medium="image"/>'
    const art = `<itunes:image href="${host}/cover.jpg"/>`
    expect((await one(words + face + counter + art, art)).pictures).toEqual([])
  })

  it('say nothing twice that the text or the title says', async () => {
    const said = (text: string) => content('a.jpg', '', `<media:description>${text}</media:description>`)
    expect((await one(words + said('Words.'))).captions).toEqual([])
    expect((await one(words + said('The ferry'))).captions).toEqual([])
  })

  it('bring no markup of their own', async () => {
    const evil =
      '<media:description type="html">&lt;script&gt;x&lt;/script&gt;&lt;b&gt;Quay &amp;amp; "sea"&lt;/b&gt;</media:description>'
    const { html, captions } = await one(words + content('a.jpg', '', evil))
    expect(captions).toEqual(['Quay &amp; "sea"'])
    expect(html).not.toMatch(/script|<b>/)
  })

  it('do not swallow what follows when their element never ends', async () => {
    const open = `<media:content url="${host}/a.jpg" medium="image"><media:description>Quay`
    const { html } = await one(open + words)
    expect(html).toContain('Words.')
  })
})

describe('an item that only has media', () => {
  it.each([
    `<item><media:title>Heron at dusk</media:title>${content('heron.jpg')}</item>`,
    `<item>${content('heron.jpg')}</item>`,
    `<item><enclosure url="${host}/heron.jpg" type="image/jpeg"/></item>`,
    `<item><media:group>${content('heron.jpg')}</media:group></item>`,
  ])('is an article: %s', async (item) => {
    const found = await articles(inChannel(item))
    expect(found).toHaveLength(1)
    expect(found[0]?.body.pictures).toEqual([`${host}/heron.jpg`])
    if (item.includes('media:title')) expect(found[0]?.headline.title).toBe('Heron at dusk')
  })

  it('is two articles when there are two', async () => {
    const found = await articles(
      inChannel(`<item>${content('a.jpg')}</item><item>${content('b.jpg')}</item>`),
    )
    expect(found).toHaveLength(2)
  })
})

describe('other formats', () => {
  it('JSON Feed: image, banner and attachments with their titles', async () => {
    const [article] = await articles(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'The Paper',
        items: [
          {
            id: '1',
            url: `${host}/1`,
            content_text: 'Words.',
            image: `${host}/a.jpg`,
            attachments: [{ url: `${host}/b.png`, mime_type: 'image/png', title: 'The quay' }],
          },
        ],
      }),
    )
    expect(article?.body.pictures).toEqual([`${host}/a.jpg`, `${host}/b.png`])
    expect(article?.body.bodyHtml).toContain('<figcaption>The quay</figcaption>')
  })

  it('Atom: links of rel=enclosure, and content that is a picture', async () => {
    const entry = (inside: string) =>
      `<entry><id>urn:x:1</id><title>The ferry</title><link href="${host}/1"/>${inside}</entry>`
    const feed = (inside: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>${entry(inside)}</feed>`
    for (const inside of [
      `<link rel="enclosure" type="image/jpeg" href="${host}/a.jpg"/>`,
      `<content type="image/jpeg" src="${host}/a.jpg"/>`,
    ]) {
      const [article] = await articles(feed(inside))
      expect(article?.body.pictures).toEqual([`${host}/a.jpg`])
      expect(article?.headline.url).toBe(`${host}/1`)
    }
  })
})

describe('pictures behind the text, where there is no other', () => {
  const inText = (html: string) => `<content:encoded><![CDATA[${html}]]></content:encoded>`
  const film = '<video poster="/film.jpg" src="/film.mp4" title="The ferry leaves"></video>'

  it.each([
    ['what a film shows before it plays', `<p>Words.</p>${film}<p>More.</p>`, ['film.jpg']],
    ['a background', `<div style="background-image: url('/a.jpg')"></div><p>Words.</p>`, ['a.jpg']],
    [
      'one in short',
      '<div style="color:red;background:#fff url(&quot;/a.jpg&quot;) no-repeat center"><p>Words.</p></div>',
      ['a.jpg'],
    ],
    ['one of a table', '<table background="/a.jpg"><tr><td>Words.</td></tr></table>', ['a.jpg']],
    ['one that waits for a script', '<section data-bg="url(/a.jpg)"></section><p>Words.</p>', ['a.jpg']],
    ['each once', `${film}${film}<div data-bg="/b.jpg">Words.</div>`, ['film.jpg', 'b.jpg']],
    ['none beside a picture', `<p><img src="/own.jpg">Words.</p>${film}`, ['own.jpg']],
    ['no pattern', '<div style="background:url(/tile.png) repeat-x">Words.</div>', []],
    ['no sign', '<span style="background:url(/sign.png);width:16px;height:16px"></span>Words.', []],
    ['nothing that is no address', '<p style="background:url(javascript:alert(1))">Words.</p>', []],
  ])('%s', async (_, html, pictures) => {
    expect((await one(inText(html))).pictures).toEqual(pictures)
  })

  it('stand where they stood, with what they are called, and lead the headline', async () => {
    const [article] = await articles(inChannel(anItem(inText(`<p>Words.</p>${film}`))))
    expect(article?.body.bodyHtml).toMatch(
      /^<p>Words\.<\/p>\s*<img src="[^"]*" alt="The ferry leaves"[^>]*>\s*<p><a href="[^"]*film\.mp4">/,
    )
    expect(article?.headline.picture).toBe(`${host}/film.jpg`)
  })

  it('stay behind where pictures come with the article, and go before its thumbnail', async () => {
    expect((await one(inText(film) + content('1.png'))).pictures).toEqual(['1.png'])
    expect((await one(`${inText(film)}<media:thumbnail url="${host}/t.png"/>`)).pictures).toEqual([
      'film.jpg',
    ])
  })
})
