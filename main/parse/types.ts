/**
 * types.ts — a feed in the outlet's own words. What the outlet left out is null or empty; filling gaps is
 * normalise's job. Plain data.
 */
export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json'

export interface RawPicture {
  readonly url: string
  readonly width: number | null
  readonly height: number | null
}

export interface RawEnclosure {
  readonly url: string
  readonly type: string | null
  readonly bytes: number | null
}

export interface RawItem {
  readonly guid: string | null
  /** False when the outlet says that the guid is no address. */
  readonly isPermaLink: boolean
  readonly link: string | null
  /** Markup still in it, entities decoded once as the format says. */
  readonly title: string | null
  readonly publishedText: string | null
  readonly updatedText: string | null
  readonly authors: readonly string[]
  /** The whole text, when the feed carries one (content:encoded, Atom content, content_html). */
  readonly contentHtml: string | null
  /** The excerpt (description, summary). */
  readonly summaryHtml: string | null
  readonly categories: readonly string[]
  readonly pictures: readonly RawPicture[]
  readonly enclosures: readonly RawEnclosure[]
  /** What relative links stand on when the item says so (xml:base); null otherwise. */
  readonly base: string | null
}

export interface RawFeed {
  readonly format: FeedFormat
  readonly title: string | null
  readonly siteUrl: string | null
  readonly language: string | null
  readonly iconUrl: string | null
  /** RSS `ttl` in minutes. */
  readonly ttlMinutes: number | null
  /** True when the document was ill-formed and read with repairs. */
  readonly isRepaired: boolean
  readonly items: readonly RawItem[]
}
