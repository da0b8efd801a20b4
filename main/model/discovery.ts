/** discovery.ts — what a page tells about the feeds of its outlet. Plain data. */
import type { FeedGroup } from '../../preload/contract/model.ts'

export interface DiscoveryInput {
  readonly bytes: Uint8Array
  readonly contentType: string | null
  /** The page's own address after redirects. */
  readonly url: string
  /** Raw `Link` header; null when absent. */
  readonly link: string | null
}

export interface FoundFeed {
  readonly url: string
  readonly title: string | null
  readonly type: string | null
  /** Which of a paper's many feeds it is. */
  readonly group: FeedGroup
}

export interface Discovery {
  readonly title: string | null
  readonly language: string | null
  /** All feeds that the page names: in page order, by group, comment feeds last. */
  readonly feeds: readonly FoundFeed[]
  /** Pages of the site that speak of feeds by name ("RSS"), in page order; at most 5. Empty when feeds are named. */
  readonly feedPages: readonly string[]
  /** What else the page links to and what looks like feeds by its address; none when feeds are named. */
  readonly moreFeeds: readonly FoundFeed[]
  /** Where the page sends its readers by itself (meta refresh); null when it stays. */
  readonly leadsTo: string | null
  /** The WordPress REST address of the site, when the page names it and no feed; null otherwise. */
  readonly wordPress: string | null
  /** Best icon first; at most 4. */
  readonly icons: readonly string[]
  /** Set when the page is no outlet's page but a wall. */
  readonly wall: 'challenge' | 'blocked' | 'login' | 'consent' | null
}
