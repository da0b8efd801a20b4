/** Covers pictures that wait for a script, stand in their own address, or cannot be shown (main/normalise). Pure. */
import { describe, expect, it } from 'vitest'
import { readDataPicture } from '../../../../main/base/dataPicture.ts'
import { pictureAddress } from '../../../../main/base/pictureKey.ts'
import { cleanBody, cleanStoredBody } from '../../../../main/normalise/clean.ts'
import { isSamePicture } from '../../../../main/normalise/samePicture.ts'
import { plainText } from '../../../../main/normalise/text.ts'
import { aBody } from '../../../fixtures/builders.ts'

const base = 'https://paper.example/2025/a/'
const clean = (html: string) => cleanBody(html, base)
const real = `${base}real.png`
const gif = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='

describe('a picture that waits for a script', () => {
  it.each([
    `<img src="${gif}" class="lazy"><noscript><img src="real.png" alt="real"></noscript>`,
    '<img src="tiny.jpg" class="lazyload"><noscript><img src="real.png"></noscript>',
    '<img src="x.gif" data-src="real.png"><noscript><img src="real-300x200.png"></noscript>',
    '<noscript><img src="real.png"></noscript><img class="lazy" data-src="real.png">',
    `<noscript><img src="real.png"></noscript><img class="lazy" alt="real" src="${gif}">`,
    '<noscript>&lt;img src="real.png"&gt;</noscript>',
    '<noscript><picture><source srcset="real.png 2x"><img></picture></noscript>',
    '<amp-img src="real.png" width="9" height="9"><noscript><img src="real.png"></noscript></amp-img>',
    `<img src="${gif}" data-hi-res-src="real.png">`,
    `<img src="${gif}" data-some-new-src="real.png">`,
    '<img src="/img/lazy-placeholder.png" data-image="/2025/a/real.png">',
    '<img src="/x.gif" data-echo="real.png">',
    '<img src="#" data-url="real.png">',
    '<img src="/static/none.gif" zoomfile="real.png" file="real.png">',
    '<img data-flickity-lazyload="real.png">',
    '<img nitro-lazy-src="real.png">',
    '<img lazysrc="real.png">',
    '<img data-src-medium="real.png">',
    '<img src="wave.svg" data-normal="real.png" data-pin-media="other.png">',
    '<img src="real.png" width="1" style="width:100%">',
    '<img src="real.png" width="1" height="1" style="height: auto; width: 20em">',
    '<object data="real.png" type="image/png">A view</object>',
    '<embed src="real.png" type="image/png">',
    '<meta itemprop="image" content="real.png">',
  ])('%s is shown once', (html) => {
    const cleaned = clean(`<p>a</p>${html}<p>b</p>`)
    expect(cleaned.pictures).toEqual([real])
    expect(cleaned.html.match(/<img/g)).toHaveLength(1)
    expect(plainText(cleaned.html)).toBe('a\nb')
  })

  it.each([
    '<img src="#">',
    '<img src="real.gif" data-pin-media="other.png">',
    '<img src="real.gif" data-poster="other.png">',
    '<img src="real.png" data-any="other.png">',
  ])('%s waits for none', (html) => {
    const { pictures } = clean(html)
    expect(pictures.filter((one) => !/real[.](?:gif|png)$/.test(one))).toEqual([])
  })

  it('beside another picture takes nothing away from it', () => {
    const html = '<img src="one.jpg"><noscript><img src="two.jpg"></noscript>'
    expect(clean(html).pictures).toEqual([`${base}one.jpg`, `${base}two.jpg`])
  })
})

describe('a picture that stands in its own address', () => {
  it('is shown from the cache, once in whatever spelling, and its bytes go along', () => {
    const cleaned = clean(`<img src="${png}" alt="Tides"><img src="${png.replace('w0KGgo', 'w0K\nGgo')}">`)
    expect(cleaned.pictures).toEqual([png])
    expect(cleaned.html.match(new RegExp(`src="${pictureAddress(png)}"`, 'g'))).toHaveLength(2)
    expect(cleaned.html).not.toContain('data:')
  })

  it('is not forgotten when the body is cleaned again', () => {
    const once = cleanStoredBody(aBody({ bodyHtml: `<img src="${png}">` }))
    expect(cleanStoredBody({ ...once, cleaned: 0 }).pictures).toEqual([png])
  })

  it.each([
    ['a placeholder of one point', gif],
    ['a drawing', 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E'],
    ['a page', 'data:text/html;base64,PGh0bWw+'],
    ['a page that is called a picture', 'data:image/png;base64,PGh0bWw+'],
    ['what is cut off', 'data:image/png;base64,iVBORw0KGgo='],
    ['something huge', `data:image/png;base64,${'iVBORw0KGgoA'.repeat(400_000)}`],
  ])('is not %s', (_, address) => {
    expect(readDataPicture(address)).toBeNull()
  })

  it('has a limit in one article', () => {
    const bytes = (n: number) => {
      const picture = Buffer.alloc(1_400_000, n)
      Buffer.from(png.slice(png.indexOf(',') + 1), 'base64').copy(picture)
      return `<img alt="Number ${String(n)}" src="data:image/png;base64,${picture.toString('base64')}">`
    }
    const { pictures, html } = clean(`${bytes(1)}${bytes(2)}${bytes(3)}`)
    expect(pictures).toHaveLength(2)
    expect(plainText(html)).toBe('Number 3')
  })
})

describe('a picture that is left out', () => {
  it.each([
    'data:image/svg+xml,x',
    'file:///a.png',
    'cid:part1',
    'javascript:alert(1)',
    '/img/blank.gif',
    '',
  ])('leaves its words in the line: %s', (src) => {
    const { html } = clean(`<p>Einstein wrote <img src="${src}" alt="E = mc^2 &lt;b&gt;"> in 1905.</p>`)
    expect(plainText(html)).toBe('Einstein wrote E = mc^2 <b> in 1905.')
    expect(html).not.toContain('<b>')
    expect(clean(html).html).toBe(html)
  })

  it.each([
    '<img src="cid:x" alt="">',
    '<img src="cid:x" alt=" ">',
    '<img src="https://pixel.wp.com/b.gif" alt="Counted">',
    '<img src="a.png" width="1" height="1" alt="Counted">',
    '<img src="a.png" width="1" alt="Counted">',
    '<img src="a.png" style="display:none" alt="Counted">',
  ])('leaves nothing when it only decorates or counts: %s', (html) => {
    expect(clean(`<p>a ${html}b</p>`).html).toBe('<p>a b</p>')
  })

  it('is not one with a side of nothing', () => {
    expect(clean('<img src="real.png" width="570" height="0">').pictures).toEqual([real])
    expect(clean('<img src="real.png" width="0" height="400">').pictures).toEqual([real])
    expect(clean('<img src="real.png" width="600" height="1">').pictures).toEqual([real])
  })

  it('is a character again when it stood for one', () => {
    const emoji = '<img src="https://s.w.org/images/core/emoji/2/svg/1f6a2.svg" alt="🚢" class="wp-smiley">'
    expect(plainText(clean(`<p>Ferry ${emoji} leaves</p>`).html)).toBe('Ferry 🚢 leaves')
  })
})

describe('the same picture in another size', () => {
  const host = 'https://paper.example/wp-content/uploads'
  it.each([
    [`${host}/quay.jpg`, `${host}/quay-300x200.jpg`],
    [`${host}/quay-scaled.jpg`, `${host}/quay-1024x768.jpg?ssl=1`],
    [`${host}/quay.jpg?w=600`, `https://i0.wp.com/paper.example/wp-content/uploads/quay.jpg?resize=300,200`],
    ['https://m.example/media/1/2/original/a.png', 'https://m.example/media/1/2/small/a.png'],
    ['https://1.bp.blogspot.com/-x/s1600/a.jpg', 'https://1.bp.blogspot.com/-x/s72-c/a.jpg'],
    ['https://pbs.twimg.com/media/Ab.jpg:large', 'https://pbs.twimg.com/media/Ab?format=jpg&name=small'],
    [
      'https://i.guim.co.uk/img/media/ab/0_1/master/6000.jpg?width=140',
      'https://i.guim.co.uk/img/media/ab/0_1/500.jpg',
    ],
    [
      'https://upload.wikimedia.org/a/ab/Quay.jpg',
      'https://upload.wikimedia.org/thumb/a/ab/Quay.jpg/640px-Quay.jpg',
    ],
    ['http://www.paper.example/a.jpg', 'https://paper.example/a.jpg'],
    ['https://paper.example/show?id=3&w=100', 'https://paper.example/show?w=900&id=3'],
  ])('%s is %s', (a, b) => {
    expect(isSamePicture(a, b)).toBe(true)
  })

  it.each([
    ['https://paper.example/a-1.jpg', 'https://paper.example/a-2.jpg'],
    ['https://paper.example/101.jpg', 'https://paper.example/102.jpg'],
    ['https://paper.example/101/a.jpg', 'https://paper.example/102/a.jpg'],
    ['https://paper.example/show?id=3', 'https://paper.example/show?id=4'],
    ['https://paper.example/a.jpg', 'https://other.example/a.jpg'],
    ['https://paper.example/2024-01-02.jpg', 'https://paper.example/2024-01-03.jpg'],
  ])('%s is not %s', (a, b) => {
    expect(isSamePicture(a, b)).toBe(false)
  })
})
