/** types.ts — what a page tells about the feeds of its outlet. Plain data. */

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
}

export interface Discovery {
  readonly title: string | null
  readonly language: string | null
  /** rel=alternate feeds in page order, comment feeds last; at most 10. */
  readonly feeds: readonly FoundFeed[]
  /** Pages of the site that speak of feeds by name ("RSS"), in page order; at most 5. Empty when feeds are named. */
  readonly feedPages: readonly string[]
  /** The WordPress REST address of the site, when the page names it and no feed; null otherwise. */
  readonly wordPress: string | null
  /** Best icon first; at most 4. */
  readonly icons: readonly string[]
  /** Set when the page is no outlet's page but a wall. */
  readonly wall: 'challenge' | 'login' | 'consent' | null
}
