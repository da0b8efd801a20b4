/** pageEntries.ts — where pages take text: discovery, saved pages, robots.txt, archives, and the cleaning of bodies. */
import { cleanBody } from '../../../main/normalise/clean.ts'
import { readSavedPage } from '../../../main/normalise/savedPage.ts'
import { discover } from '../../../main/outlets/discovery.ts'
import { isAllowed } from '../../../main/outlets/robotRules.ts'
import { readRobots } from '../../../main/outlets/robots.ts'
import { archiveAsJsonFeed } from '../../../main/outlets/wordPressPosts.ts'
import type { Entry } from './entry.ts'
import { placesIn } from './entry.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const page = (head: string, body: string) =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`

const savedAs = (name: string) => (document: string) =>
  readSavedPage({ feedId: 'f', name, bytes: bytesOf(document), now: 0 })

export const pageEntries: readonly Entry[] = [
  {
    name: 'a page that may name feeds',
    places: placesIn({
      bare: (run) => run,
      title: (run) => page(`<title>${run}</title>`, ''),
      meta: (run) => page(`<meta property="og:site_name" content="${run}">`, ''),
      link: (run) =>
        page(`<link rel="alternate" type="application/rss+xml" title="${run}" href="${run}">`, ''),
      icon: (run) => page(`<link rel="icon" sizes="${run}" href="${run}">`, ''),
      anchor: (run) => page('', `<a href="/rss${run}">${run}</a>`),
      language: (run) => `<html lang="${run}"><form action="${run}"><input type="${run}"></form>`,
      'in a tag': (run) => `<html><link ${run}>`,
    }),
    run: (document) =>
      discover({
        bytes: bytesOf(document),
        contentType: 'text/html',
        url: 'https://paper.example/',
        link: null,
      }),
  },
  {
    name: 'a Link header',
    places: placesIn({
      bare: (run) => run,
      address: (run) => `<${run}>; rel="alternate"`,
      parameter: (run) => `</a>; rel="${run}"`,
      name: (run) => `</a>; ${run}=x`,
    }),
    run: (link) =>
      discover({ bytes: bytesOf('<p>'), contentType: 'text/html', url: 'https://paper.example/', link }),
  },
  {
    name: 'a saved page',
    places: placesIn({
      bare: (run) => `<html>${run}`,
      title: (run) => page(`<title>${run}</title>`, '<p>Words.</p>'),
      names: (run) =>
        page(
          `<meta name="author" content="${run}"><meta property="og:site_name" content="${run}">`,
          '<p>By Aa Bb</p><p>x</p>',
        ),
      'linked data': (run) =>
        page(`<script type="application/ld+json">{"@type":"Article",${run}}</script>`, '<p>x</p>'),
      'linked text': (run) =>
        page(
          `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', articleBody: run, datePublished: run, author: { name: run } })}</script>`,
          '',
        ),
      article: (run) => page('', `<article class="entry-content">${run}</article>`),
      paragraph: (run) => page('', `<div><p>${run}</p></div>`),
      classes: (run) => page('', `<div class="${run}"><p class="${run}">x</p></div>`),
      'in classes': (run) => page('', `<div class="${'a '.repeat(run.length / 8)}"><p>x</p>${run}</div>`),
      time: (run) => page('', `<time class="published" datetime="${run}"></time><p>x</p>`),
    }),
    run: savedAs('page.html'),
  },
  {
    name: 'a saved text',
    places: placesIn({
      bare: (run) => run,
      dated: (run) => ` date 2026-01-02 Title ${run}`,
      paragraph: (run) => `Title\n\nwords ${run} words\n\nmore`,
      lines: (run) => `Title\nwords ${run} words\nmore`,
      group: (run) => `Title\n\nAa Bb\n\nModern Tokyo Times\n\nwords ${run}\n\nhttps://x.example/`,
    }),
    run: savedAs('page.txt'),
  },
  {
    name: 'robots.txt',
    places: placesIn({
      bare: (run) => run,
      agent: (run) => `User-agent: ${run}`,
      rule: (run) => `User-agent: *\nDisallow: ${run}\nDisallow: /${run} # ${run}`,
      delay: (run) => `User-agent: *\nCrawl-delay: ${run}`,
    }),
    run: (text) => {
      const robots = readRobots({
        bytes: bytesOf(text),
        url: 'https://paper.example/robots.txt',
        agent: 'Kawaraban',
      })
      return isAllowed(robots, `https://paper.example/${text.slice(-2000)}`)
    },
  },
  {
    name: 'a rule of robots.txt',
    places: placesIn({
      pattern: (run) => `/*${run}b`,
      anchored: (run) => `/*${run}$`,
    }),
    cap: 4000,
    run: (pattern) =>
      isAllowed(
        { rules: [{ isAllowed: false, pattern }], delayMs: null },
        `https://paper.example/${pattern.slice(2, -1)}a`,
      ),
  },
  {
    name: 'an archive of WordPress',
    places: placesIn({
      bare: (run) => run,
      posts: (run) =>
        JSON.stringify([
          { id: 1, link: run, date_gmt: run, title: { rendered: run }, content: { rendered: run } },
        ]),
    }),
    run: (text) => archiveAsJsonFeed(bytesOf(text), 'https://paper.example/'),
  },
  {
    name: 'the cleaning of a body',
    places: placesIn({
      bare: (run) => run,
      paragraph: (run) => `<p>${run}</p>`,
      'in a tag': (run) => `<p ${run}>x</p>`,
      attribute: (run) => `<p title="${run}">x</p>`,
      link: (run) => `<a href="${run}">x</a>`,
      mail: (run) => `<a href="mailto:${run}">x</a>`,
      picture: (run) => `<img src="/a" width="${run}" srcset="${run}" style="${run}">`,
      sources: (run) => `<picture><source srcset="${run}"><img src="/a"></picture>`,
      cell: (run) => `<table><td colspan="${run}">${run}</table>`,
      frame: (run) => `<iframe src="${run}"></iframe><video ${run}>`,
      comment: (run) => `<!-- ${run} --><!--${run}`,
    }),
    run: (html) => cleanBody(html, 'https://paper.example/a/'),
  },
]
