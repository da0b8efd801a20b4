/**
 * discovery.ts — what a page says about its outlet: feeds, name, language, icons; or that it is a wall.
 *
 * Room:     main/outlets. Runs in a worker thread. No network, no clock.
 * Promises: only what the page names is offered; no address is guessed, the favicon excepted. Nothing throws,
 *           whatever the bytes are.
 * Source:   HTML standard §4.6.7.1 (rel=alternate), RFC 8288 (Link header); the lists that feed readers keep of
 *           what sites write instead.
 */
import { withoutFragment } from '../base/trims.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { decodeDocument } from '../parse/decode.ts'
import { isOfComments } from './commentFeeds.ts'
import { chooseIcons } from './icons.ts'
import { parseLinkHeader } from './linkHeader.ts'
import { bareType, readPage } from './pageFacts.ts'
import type { PageFacts, PageLink } from './pageFacts.ts'
import type { Discovery, DiscoveryInput, FoundFeed } from './types.ts'
import { findWall } from './walls.ts'
import { siteOf } from './sites.ts'

const feedTypes = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json',
  'application/x.atom+xml',
  'application/x-rss+xml',
])
/** Types of much else besides: taken only when address or title speak of a feed. */
const doubtfulTypes = new Set(['application/json', 'application/xml', 'text/xml', 'text/rss'])
const feedsAtMost = 10
const feedPagesAtMost = 5

export function discover(input: DiscoveryInput): Discovery {
  const { text } = decodeDocument(input.bytes, input.contentType)
  const facts = readPage(text)
  const base = (facts.base === null ? null : resolveWebUrl(facts.base, input.url)) ?? input.url
  const named = [
    ...feedsOf(facts.links, base),
    // A header's links stand on the page's own address, not on its base.
    ...feedsOf(parseLinkHeader(input.link).map(asPageLink), input.url),
  ]
  const feeds = unique(named).sort((a, b) => Number(isOfComments(a)) - Number(isOfComments(b)))
  return {
    title: nameOf(facts),
    language: languageOf(facts),
    feeds: feeds.slice(0, feedsAtMost),
    feedPages: feeds.length > 0 ? [] : feedPagesOf(facts, base, input.url),
    wordPress: feeds.length > 0 ? null : wordPressOf(facts.links, parseLinkHeader(input.link), base),
    icons: chooseIcons(facts.links, base),
    wall: feeds.length > 0 ? null : findWall(facts, text, input.url),
  }
}

function feedsOf(links: readonly PageLink[], base: string): readonly FoundFeed[] {
  return links.flatMap((link) => {
    const href = link.href
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'http://')
    const url = isFeedLink(link) ? resolveWebUrl(href, base) : null
    if (url === null) return []
    return [{ url, title: tidy(link.title), type: link.type === '' ? null : link.type }]
  })
}

function isFeedLink({ rel, type, href, title }: PageLink): boolean {
  if (!rel.includes('alternate') && !rel.includes('feed')) return false
  if (rel.includes('stylesheet')) return false
  if (feedTypes.has(type)) return true
  // The REST address of a WordPress page has the same rel and type, and is no feed.
  if (/\/wp-json\//.test(href)) return false
  const isDoubtful = doubtfulTypes.has(type) || (type === '' && rel.includes('feed'))
  return isDoubtful && (rel.includes('feed') || /\b(?:rss|atom|feeds?|rdf)\b/i.test(`${href} ${title}`))
}

/** Of the same site only: what a page links to elsewhere belongs to somebody else. */
function feedPagesOf({ feedAnchors }: PageFacts, base: string, own: string): readonly string[] {
  const site = siteOf(own)
  const pages = feedAnchors.flatMap(({ href }) => {
    const url = resolveWebUrl(withoutFragment(href), base)
    return url === null || url === own || siteOf(url) !== site ? [] : [url]
  })
  return [...new Set(pages)].slice(0, feedPagesAtMost)
}

/** What WordPress itself says with rel="https://api.w.org/". */
function wordPressOf(
  links: readonly PageLink[],
  header: ReturnType<typeof parseLinkHeader>,
  base: string,
): string | null {
  const named = [...header.map(asPageLink), ...links].find(({ rel }) => rel.includes('https://api.w.org/'))
  return named === undefined ? null : resolveWebUrl(named.href, base)
}

function asPageLink({ href, parameters }: ReturnType<typeof parseLinkHeader>[number]): PageLink {
  return {
    href,
    rel: (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    type: bareType(parameters.get('type') ?? ''),
    title: parameters.get('title') ?? '',
    sizes: '',
  }
}

/** One entry for one address; the first counts. */
function unique(feeds: readonly FoundFeed[]): FoundFeed[] {
  const seen = new Set<string>()
  return feeds.filter(({ url }) => !seen.has(url) && seen.add(url))
}

/** What the outlet calls itself, before what the page is called. */
function nameOf({ meta, title }: PageFacts): string | null {
  return tidy(meta.get('og:site_name') ?? '') ?? tidy(meta.get('application-name') ?? '') ?? tidy(title)
}

function languageOf({ language, meta }: PageFacts): string | null {
  const said = [language, meta.get('content-language'), meta.get('og:locale')]
  for (const each of said) {
    const tag = (each ?? '').trim().replaceAll('_', '-')
    if (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return tag
  }
  return null
}

function tidy(text: string): string | null {
  const plain = text
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, 200)
  return plain === '' ? null : plain
}
