/** discovered.ts — what a page of invented wording names, for the tests of discovery. */
import { discover } from '../../main/outlets/discovery.ts'
import type { DiscoveryInput } from '../../main/model/discovery.ts'

export const look = (html: string, facts: Partial<DiscoveryInput> = {}) =>
  discover({
    bytes: new TextEncoder().encode(html),
    contentType: 'text/html; charset=utf-8',
    url: 'https://paper.example/',
    link: null,
    ...facts,
  })

export const head = (inside: string) =>
  `<!doctype html><html><head>${inside}</head><body><p>News.</p></body></html>`

export const rss = (href: string, title = '') =>
  `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`
