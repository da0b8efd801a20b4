/**
 * feedLinks.ts — which links of a page are feeds, and which of a paper's many feeds each is. Pure.
 *
 * Room:   main/outlets.
 * Knows:  - sites write `application/rss`, `text/xml`, `feed:` addresses and rel=alternate on links in the text.
 *         - many papers have their feeds on another host (FeedBurner and the like); buttons that add a paper to some
 *           reader on the web lead to that reader.
 * Source: HTML standard §4.6.7.1 (rel=alternate), RFC 8288 (Link header).
 */
import type { FeedGroup } from '../../preload/contract/model.ts'
import { withoutFragment } from '../base/trims.ts'
import { readTyped } from '../base/typedAddress.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { isOfComments } from './commentFeeds.ts'
import type { PageAnchor, PageLink } from './pageFacts.ts'
import { tidy } from './tidy.ts'
import type { FoundFeed } from '../model/discovery.ts'
import { siteOf } from './sites.ts'

/** Whatever stands before it (`application/`, `text/`, `x-`, nothing), a type with one of these words is a feed's. */
const feedType = /^(?:[\w.-]+\/)?(?:x[-.])?(?:(?:rss|atom|rdf|feed)(?:[+ ](?:xml|json))?|xml\+(?:rss|atom))$/
/** Relations under which a feed is not meant for reading: to write by, a style, the page of a search. */
const otherwise = /^(?:stylesheet|edit.*|service\.(?:post|edit|upload)|search|sitemap|replies|hub|payment)$/
/** Types of much else besides: taken only when address or title speak of a feed or of news. */
const doubtfulTypes = new Set(['application/json', 'application/xml', 'text/xml'])
const feedWords = /\b(?:rss|atom|feeds?|rdf|news)\b|\.xml(?:$|[?#])/i
const feedFile = /(?:^|[/._-])(?:rss\d?|atom|feed|rdf)(?:\.(?:xml|rdf|php|aspx?))?\/?$/i
const addsToReader =
  /(?:^|\.)(?:feedly\.com|inoreader\.com|newsblur\.com|theoldreader\.com|netvibes\.com|bloglines\.com|add\.my\.yahoo\.com|my\.msn\.com|reader\.livedoor\.com|twitter\.com|x\.com|facebook\.com|wikipedia\.org)$/
const topicPath =
  /\/(?:category|categories|tags?|topics?|authors?|keyword|label)\/|[?&](?:cat|tag|author|category|topic)=/i

export function feedsOf(links: readonly PageLink[], base: string, language: string | null): FoundFeed[] {
  return links.flatMap((link) => {
    const url = isFeedLink(link) ? feedAddress(link.href, base) : null
    if (url === null) return []
    const title = tidy(link.title)
    const group = groupOf(url, title, link.hreflang, language)
    return [{ url, title, type: link.type === '' ? null : link.type, group }]
  })
}

/** A link in the text, as if it stood in the head; there a type alone is no more than one of many links to feeds. */
export function asLink({ href, rel, type, text }: PageAnchor): PageLink {
  const isNamed = rel.includes('alternate') || rel.includes('feed')
  return { href, rel, type: isNamed ? type : '', title: text, sizes: '', hreflang: '' }
}

/** One entry for one address, the first counts; what readers say stands last. */
export function inGroups(feeds: readonly FoundFeed[]): FoundFeed[] {
  const seen = new Set<string>()
  const order: readonly FeedGroup[] = ['articles', 'topics', 'languages', 'comments']
  return feeds
    .filter(({ url }) => !seen.has(url) && seen.add(url))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
}

/** Links of the text that might be feeds or pages of them; elsewhere only what looks like a feed by its address. */
export function linkedFeeds(anchors: readonly PageAnchor[], base: string, own: string): FoundFeed[] {
  const site = siteOf(own)
  const found = anchors.flatMap(({ href, text }): FoundFeed[] => {
    const url = feedAddress(withoutFragment(href), base)
    if (url === null || url === withoutFragment(own)) return []
    const { hostname } = new URL(url)
    if (siteOf(url) !== site && (addsToReader.test(hostname) || !isFeedAddress(url))) return []
    const title = tidy(text)
    return [{ url, title, type: null, group: groupOf(url, title, '', null) }]
  })
  return inGroups(found)
}

/** `feeds.example.com/x`, `/feed/`, `/rss.aspx?id=3`, `/sport.xml`. */
export function isFeedAddress(url: string): boolean {
  const { hostname, pathname, search } = new URL(url)
  if (/sitemap|opensearch|\.(?:html?|png|jpe?g|gif|svg)$/i.test(pathname)) return false
  if (/^(?:feeds?\d?|rss)\./.test(hostname)) return true
  return (
    /rss|[/.](?:rdf|atom|feeds?)(?:$|[/._-])|\.xml$/i.test(pathname) || /\b(?:rss|feed|atom)\b/i.test(search)
  )
}

/** Also for the schemes that readers register (`feed:`); null for what does not lead to the web. */
function feedAddress(href: string, base: string): string | null {
  const isPseudo = /^\s*(?:feeds?|itpc|pcast|rss|podcast):/i.test(href.slice(0, 100))
  if (!isPseudo) return resolveWebUrl(href, base)
  const typed = readTyped(href)
  return typed === null || typed.isWord ? null : resolveWebUrl(typed.url.href, null)
}

function isFeedLink({ rel, type, href, title, hreflang }: PageLink): boolean {
  if (href.trim().startsWith('#') || rel.some((one) => otherwise.test(one))) return false
  // `alternative`, `home`, `service.feed`, or nothing: its type says enough.
  if (feedType.test(type)) return true
  const isAlternate = rel.includes('alternate') || rel.includes('feed')
  if (!isAlternate) return /^\s*(?:feeds?|itpc|pcast):/i.test(href.slice(0, 100))
  // The REST address of a WordPress page has the same rel and type, and is no feed; nor is an oEmbed document.
  if (/\/wp-json\/|oembed/i.test(`${href.slice(0, 500)} ${type}`)) return false
  // Pages in other languages are named without a type as well.
  if (type === '' && hreflang === '' && feedFile.test(href.slice(0, 500))) return true
  const isDoubtful = doubtfulTypes.has(type) || (type === '' && rel.includes('feed'))
  return isDoubtful && (rel.includes('feed') || feedWords.test(`${href} ${title}`))
}

function groupOf(url: string, title: string | null, hreflang: string, language: string | null): FeedGroup {
  if (isOfComments({ url, title })) return 'comments'
  const short = (tag: string) => tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ''
  if (hreflang !== '' && language !== null && short(hreflang) !== short(language)) return 'languages'
  return topicPath.test(url) ? 'topics' : 'articles'
}
