/** feedEntries.ts — where a feed, read and made into articles, takes text: each place of each format. */
import { ingest } from '../../../main/normalise/ingest.ts'
import type { Entry } from './entry.ts'
import { inJson, placesIn } from './entry.ts'

const noon = Date.UTC(2026, 10, 23, 12)

const read = (document: string) =>
  ingest({
    feedId: 'f',
    bytes: new TextEncoder().encode(document),
    contentType: null,
    finalUrl: 'https://paper.example/feed',
    known: [],
    now: noon,
    language: 'en',
    cleanAtMost: 50,
  })

const item = (inside: string) =>
  `<rss version="2.0"><channel><title>t</title><item><guid>1</guid>${inside}</item><item><guid>2</guid></item></channel></rss>`
const head = (inside: string) =>
  `<rss version="2.0"><channel>${inside}<item><guid>1</guid><title>t</title></item></channel></rss>`
const entry = (inside: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>1</id>${inside}</entry></feed>`
const json = (facts: object) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: '1', ...facts }] })
const group = '<p>Aa Bb</p><p>Modern Tokyo Times</p>'

export const feedEntries: readonly Entry[] = [
  {
    name: 'RSS, its head',
    places: placesIn({
      bare: (run) => run,
      'before it': (run) => `${run}<rss><channel><item><title>t</title></item></channel></rss>`,
      channel: head,
      title: (run) => head(`<title>${run}</title>`),
      attributes: (run) => `<rss ${run}><channel><item><title>t</title></item></channel></rss>`,
      'document type': (run) => `<!DOCTYPE rss [${run}]>${head('')}`,
      hours: (run) => head(`<skipHours>${run}</skipHours>`),
      namespaces: (run) => head(`<a xmlns:b="${run}"/>`),
    }),
    run: read,
  },
  {
    name: 'RSS, an item',
    places: placesIn({
      item,
      attributes: (run) => item(`<title ${run}>t</title>`),
      title: (run) => item(`<title>${run}</title>`),
      description: (run) => item(`<description>${run}</description>`),
      'description as CDATA': (run) => item(`<description><![CDATA[${run}]]></description>`),
      link: (run) => item(`<link>${run}</link>`),
      guid: (run) => item(`<guid>${run}</guid>`),
      date: (run) => item(`<pubDate>${run}</pubDate>`),
      author: (run) => item(`<author>${run}</author>`),
      enclosure: (run) => item(`<enclosure url="${run}"/>`),
      'text of the group': (run) =>
        item(`<title>Aa</title><content:encoded><![CDATA[${group}${run}]]></content:encoded>`),
      'paragraph of the group': (run) =>
        item(`<title>Aa</title><content:encoded><![CDATA[${group}<p>x${run}</p>]]></content:encoded>`),
    }),
    run: read,
  },
  {
    name: 'Atom and others',
    places: placesIn({
      entry,
      title: (run) => entry(`<title type="html">${run}</title>`),
      xhtml: (run) => entry(`<content type="xhtml"><div>${run}</div></content>`),
      base: (run) => entry(`<content type="xhtml"><div xml:base="/a/">${run}</div></content>`),
      base64: (run) => entry(`<content type="application/octet-stream">${run}</content>`),
      people: (run) => entry(`<author>${run}</author>`),
      link: (run) => entry(`<link href="${run}"/>`),
      RDF: (run) =>
        `<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="${run}">${run}</item></rdf:RDF>`,
      CDF: (run) => `<channel href="${run}"><item href="${run}" lastmod="${run}"/></channel>`,
    }),
    run: read,
  },
  {
    name: 'JSON Feed',
    places: placesIn({
      bare: (run) => `{${run}`,
      damaged: (run) => `{"version":"https://jsonfeed.org/version/1","items":[{"title":"${run}`,
      title: (run) => json({ title: run }),
      html: (run) => json({ content_html: run }),
      text: (run) => json({ content_text: run }),
      author: (run) => json({ authors: [{ name: run }] }),
      date: (run) => json({ date_published: run }),
      attachments: (run) =>
        json({
          content_html: run,
          attachments: Array.from(run.slice(0, run.length / 20), (_, n) => ({ url: `/${String(n)}.mp3` })),
        }),
      number: (run) => `{"version":"https://jsonfeed.org/version/1","items":[{"id":${inJson(run)}}]}`,
    }),
    run: read,
  },
]
