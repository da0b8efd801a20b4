/**
 * discovery.ts — what a page says about its outlet: feeds, name, language, icons; or that it is a wall.
 *
 * Room:     main/outlets. Runs in a worker thread. No network, no clock.
 * Promises: only what the page names is here; no address is guessed, the favicon excepted. Nothing throws,
 *           whatever the bytes are.
 * Source:   HTML standard §4.6.7.1 (rel=alternate), RFC 8288 (Link header); the lists that feed readers keep of
 *           what sites write instead.
 */
import { resolveWebUrl } from '../base/urls.ts'
import { decodeDocument } from '../parse/decode.ts'
import { asLink, feedsOf, inGroups, isFeedAddress, linkedFeeds } from './feedLinks.ts'
import { chooseIcons } from './icons.ts'
import { parseLinkHeader } from './linkHeader.ts'
import { bareType, readPage } from './pageFacts.ts'
import type { PageFacts, PageLink } from './pageFacts.ts'
import { refreshTarget } from './refresh.ts'
import { tidy } from './tidy.ts'
import type { Discovery, DiscoveryInput } from '../model/discovery.ts'
import { findWall } from './walls.ts'

const feedsAtMost = 500
const feedPagesAtMost = 5

export function discover(input: DiscoveryInput): Discovery {
  const { text } = decodeDocument(input.bytes, input.contentType)
  const facts = readPage(text)
  const base = (facts.base === null ? null : resolveWebUrl(facts.base, input.url)) ?? input.url
  const header = parseLinkHeader(input.link)
  const language = languageOf(facts)
  const feeds = inGroups([
    ...feedsOf(facts.links, base, language),
    // A header's links stand on the page's own address, not on its base.
    ...feedsOf(header.map(asPageLink), input.url, language),
    ...feedsOf(facts.feedAnchors.map(asLink), base, language),
  ]).slice(0, feedsAtMost)
  const linked = feeds.length > 0 ? [] : linkedFeeds(facts.feedAnchors, base, input.url)
  const wall = feeds.length > 0 ? null : findWall(facts, text, input.url)
  return {
    title: nameOf(facts),
    language,
    feeds,
    feedPages: linked.slice(0, feedPagesAtMost).map(({ url }) => url),
    moreFeeds: linked.slice(feedPagesAtMost).filter(({ url }) => isFeedAddress(url)),
    leadsTo: wall === null && feeds.length === 0 ? refreshTarget(facts, input.url) : null,
    wordPress: feeds.length > 0 ? null : wordPressOf(facts.links, header, base),
    icons: chooseIcons(facts.links, base),
    wall,
  }
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
    hreflang: parameters.get('hreflang') ?? '',
  }
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
