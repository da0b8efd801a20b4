/** pictureEntries.ts — drawings, pictures beside a text, pages of players, and what is known of a feed, as ways in. */
import { understand } from '../../../main/normalise/draft.ts'
import { tidyDrawing } from '../../../main/normalise/drawing.ts'
import { withPicturesBeside } from '../../../main/normalise/besideText.ts'
import { playerPage } from '../../../main/normalise/playerPages.ts'
import { draftOf, recognise } from '../../../main/normalise/recognise.ts'
import { emptyItem } from '../../../main/parse/types.ts'
import type { RawPicture } from '../../../main/parse/types.ts'
import type { Entry } from './entry.ts'
import { placesIn } from './entry.ts'

const base = 'https://paper.example/a/'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`

const picture = (url: string, words: string | null = null): RawPicture => ({
  url,
  width: null,
  height: null,
  kind: 'picture',
  group: null,
  title: words,
  description: words,
  credit: words,
})

/** As many items as the text has pieces of sixty letters, each under a guid of its own or under none. */
function againAndAgain(text: string, hasGuids: boolean): unknown {
  const pieces = text.match(/[^]{1,60}/g) ?? []
  const read = (edition: string) =>
    pieces.map((piece, n) =>
      understand(
        {
          ...emptyItem,
          guid: hasGuids ? `urn:${edition}:${String(n)}` : null,
          link: `${base}news`,
          title: `${piece} ${String(n)}`,
          contentHtml: `<p>${piece} ${edition}</p>`,
        },
        { now: 0, language: null, base },
      ),
    )
  const input = {
    feedId: 'f',
    bytes: new Uint8Array(),
    contentType: null,
    finalUrl: base,
    known: [],
    now: 0,
    language: null,
    cleanAtMost: 0,
  }
  const known = recognise(input, read('first')).map((one) => {
    const { id, secondKey, contentHash, publishedAt, url, title, snippet } = draftOf(one).headline
    return { id, secondKey, contentHash, publishedAt, told: { url, title, snippet } }
  })
  return recognise({ ...input, known }, read('second'))
}

export const pictureEntries: readonly Entry[] = [
  {
    name: 'a drawing',
    places: placesIn({
      bare: (run) => run,
      inside: svg,
      path: (run) => svg(`<path d="${run}"/>`),
      style: (run) => svg(`<style>${run}</style><rect class="a" style="${run}"/>`),
      class: (run) => svg(`<style>.a{fill:red}</style><rect class="${run}"/>`),
      reference: (run) => svg(`<use href="#${run}"/><image href="data:image/png;base64,${run}"/>`),
      transform: (run) => svg(`<g transform="${run}" filter="url(${run})"><rect/></g>`),
      name: (run) => svg(`<x:${run} ${run}="a">`),
    }),
    run: (text) => tidyDrawing(bytesOf(text)),
  },
  {
    name: 'pictures beside a text',
    places: placesIn({
      bare: (run) => `<p>x</p>${run}`,
      'behind the picture': (run) => `<img src="${base}p.jpg" alt="${run}">${run}`,
      'before it': (run) => `${run}<img src="${base}p.jpg">`,
      address: (run) => `<img src="${run}"><a href="/${run}">x</a>`,
      sizes: (run) => `<img srcset="${run}">`,
    }),
    run: (html) => {
      const words = html.slice(0, 8000)
      const pictures = [picture(`${base}p.jpg`), picture(`${base}q.jpg`, words), picture(html.slice(0, 3900))]
      const facts = { base, feedPicture: null, text: html, title: 'Title' }
      withPicturesBeside({ ...emptyItem, pictures: pictures.slice(0, 1) }, html, facts)
      return withPicturesBeside({ ...emptyItem, pictures }, html, facts)
    },
  },
  {
    name: 'pages of players',
    places: placesIn(
      Object.fromEntries(
        [
          'https://www.youtube.com/embed/',
          'https://www.youtube.com/embed/videoseries?list=',
          'https://player.vimeo.com/video/1?h=',
          'https://vimeo.com/event/1/embed',
          'https://www.dailymotion.com/embed/video/',
          'https://w.soundcloud.com/player/?url=',
          'https://open.spotify.com/embed/track/',
          'https://player.twitch.tv/?channel=',
          'https://tube.example/videos/embed/',
        ].map((address) => [address, (run: string) => `${address}${run}`]),
      ),
    ),
    cap: 4000,
    run: (address) => (URL.canParse(address) ? playerPage(new URL(address)).href : null),
  },
  {
    name: 'articles of one page, known and new',
    // Reading the items takes longer than knowing them again: the long run of them is among the bombs.
    cap: 6000,
    places: placesIn({ guids: (run) => `1${run}`, 'no guids': (run) => `0${run}` }),
    run: (text) => againAndAgain(text.slice(1), text.startsWith('1')),
  },
]

/** For their number; nine seconds for 500 beside 50,000 before pages were sorted (main/normalise/pagesHeld.ts). */
export const pictureBombs: readonly Entry[] = [
  {
    name: 'articles of one page, thousands of them',
    places: placesIn({ guids: (run) => run }),
    run: (text) => againAndAgain(text, true),
  },
]
