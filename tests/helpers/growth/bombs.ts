/** bombs.ts — attacks that once worked, each at its length: made for one line of ours, or for one of a library's. */
import type { Entry } from './entry.ts'
import { placesIn } from './entry.ts'
import { feedEntries } from './feedEntries.ts'
import { pageEntries } from './pageEntries.ts'
import { partEntries } from './partEntries.ts'

/** The way in of that name, with places that take nothing of a run but its length. */
function bombs(of: string, made: Readonly<Record<string, (length: number) => string>>): Entry {
  const entry = [...feedEntries, ...pageEntries, ...partEntries].find(({ name }) => name === of)
  if (entry === undefined) throw new Error(`no way in is called ${of}`)
  const puts = Object.entries(made).map(([name, make]) => [name, (run: string) => make(run.length)] as const)
  return { ...entry, name: `${of}, made to be slow`, places: placesIn(Object.fromEntries(puts)) }
}

const times = (unit: string) => (length: number) => unit.repeat(length / unit.length)
const each = (length: number, size: number, unit: (n: number) => string) =>
  Array.from({ length: length / size }, (_, n) => unit(n)).join('')
const item = (inside: string) => `<rss><channel><item><guid>1</guid>${inside}</item></channel></rss>`
const page = (head: string, body: string) => `<html><head>${head}</head><body>${body}</body></html>`

export const bombEntries: readonly Entry[] = [
  bombs('robots.txt', {
    'comments before the end of a line that only patterns know': (n) =>
      `User-agent: *\nDisallow: ${'#'.repeat(n)}\u2028x`,
    'many groups': times('User-agent: *\nDisallow: /*a*a\n'),
  }),
  bombs('a page that may name feeds', {
    'a fragment of fragments': (n) => page('', `<a href="/rss${'#'.repeat(n)}\u2028x">RSS</a>`),
  }),
  bombs('a saved page', {
    'blanks in its title': (n) => page(`<title>a${' '.repeat(n)}b</title>`, '<p>x</p>'),
    'marks in the name of its site': (n) =>
      page(`<meta property="og:site_name" content="${'\u0301\u0316'.repeat(n / 2)}">`, '<p>x</p><p>y</p>'),
    'what is taken out, side by side': (n) => page('', `<article>x${'<nav></nav>'.repeat(n / 11)}</article>`),
    'an element of many classes around many': (n) =>
      page('', `<div class="${'a '.repeat(n / 4)}"><p>x</p>${'<b class=fn>'.repeat(n / 24)}</div>`),
    'depth behind comments': (n) => page('', `<article>${'<div><!--</div>-->'.repeat(n / 18)}x</article>`),
  }),
  bombs('a saved text', {
    'blanks in a line': (n) => `Title\n\nwords\na${' '.repeat(n)}b\nwords`,
    'blanks after an address': (n) =>
      `Title\n\nAa Bb\n\nModern Tokyo Times\n\nhttps://${'pinterest'.repeat(n / 9)} x`,
  }),
  bombs('the cleaning of a body', {
    'tags in comments': times('<div><!--</div>-->'),
    'tags in attributes': times('<div a="</div>">'),
    'elements that close each other never': times('<dt><li>'),
    'tables in tables': times('<tbody><tr><td>'),
    'paragraphs that were closed': times('<p><div></p>'),
    'depth that a text hid': (n) => `<textarea>${'<div>'.repeat(n / 5)}`,
    'tags out of what stands around a tag': (n) => `${'<i>'.repeat(300)}${'<<b>i>'.repeat(n / 6)}`,
    'scripts that close themselves': times('<script/>'),
    'foreign elements that nobody closes': times('<div><desc></div>'),
    'films with one end': (n) => `${'<video>'.repeat(n / 7)}</video`,
    'commas in an address': (n) => `<img src="/a" srcset="a${','.repeat(n)}b">`,
  }),
  bombs('pictures', {
    'letters where attributes should be': times(`<img ${'a'.repeat(7900)}>`),
  }),
  bombs('a body taken apart', {
    'blanks between breaks': (n) =>
      `Modern Tokyo Times <i>x</i><pre>a${' '.repeat(n)}b</pre>a${' '.repeat(n)}b`,
    'links in a link': (n) =>
      `<p>Modern Tokyo Times</p><p>${`<a ${'href="" '.repeat(200)}>`.repeat(n / 1600)}`,
  }),
  bombs('titles', { 'styles without an end': (n) => `${'<style>'.repeat(n / 7)}>` }),
  bombs('JSON Feed', {
    'people of signs': (n) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: [
          { id: 1, title: 'x' },
          ...Array.from({ length: n / 4000 }, (_, id) => ({
            id: `i${String(id)}`,
            authors: [{ name: '@'.repeat(4000) }],
          })),
        ],
      }),
    'many files beside a long text': (n) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: [
          {
            id: 1,
            content_html: 'a'.repeat(n),
            attachments: Array.from({ length: n / 40 }, (_, id) => ({ url: `/${String(id)}.mp3` })),
          },
        ],
      }),
  }),
  bombs('RSS, its head', {
    'hours of many vocabularies': (n) =>
      `<rss><channel><skipHours>${each(n, 12, (id) => `<a${String(id)}:hour>`)}</skipHours><item><title>x</title></item></channel></rss>`,
    'names for names': (n) =>
      `<rss>${each(n, 60, (id) => `<channel xmlns:a${String(id)}="http://purl.org/dc/elements/1.1/">`)}<item><title>x</title></item>`,
  }),
  bombs('RSS, an item', {
    'document types': (n) => item('<!doctype x>'.repeat(n / 12)),
    'document types that begin a list': (n) => item('<!doctype[>'.repeat(n / 11)),
    'elements without an end': (n) =>
      item(`${each(n, 20, (id) => `<guid><x${String(id)}>`)}${'<'.repeat(n)}`),
  }),
  bombs('addresses', { 'marks as a host': (n) => `https://${'\u0301\u0316'.repeat(n / 2)}` }),
]
