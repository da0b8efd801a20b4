/**
 * types.ts — a feed in the outlet's own words. What the outlet left out is null or empty; filling gaps is
 * normalise's job. Plain data.
 */
export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json'

export interface RawPicture {
  readonly url: string
  readonly width: number | null
  readonly height: number | null
  /** `thumbnail`: stands for the item. `art`: of an episode of a podcast. */
  readonly kind: 'picture' | 'thumbnail' | 'art'
  /** Pictures of one number are one picture in many forms; null: it stands alone. */
  readonly group: number | null
  /** What is said of it; HTML source. */
  readonly title: string | null
  readonly description: string | null
  readonly credit: string | null
}

export interface RawEnclosure {
  readonly url: string
  readonly type: string | null
  readonly bytes: number | null
  readonly durationSeconds: number | null
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
  /** Further dates that the item gives, for when the first cannot be read. */
  readonly spareDateTexts: readonly string[]
  readonly authors: readonly string[]
  /** The whole text, when the feed carries one (content:encoded, Atom content, content_html). */
  readonly contentHtml: string | null
  /** The excerpt (description, summary). */
  readonly summaryHtml: string | null
  readonly categories: readonly string[]
  readonly pictures: readonly RawPicture[]
  readonly enclosures: readonly RawEnclosure[]
  /** Page where readers comment; null when there is none. */
  readonly commentsUrl: string | null
  /** Language of the text when the item says so (xml:lang); null otherwise. */
  readonly language: string | null
  /** What relative links stand on when the item says so (xml:base); null otherwise. */
  readonly base: string | null
  /** What links inside the text stand on when the text has an xml:base of its own; null otherwise. */
  readonly textBase: string | null
}

/** An item that says nothing: what a reader of another kind of document starts from. */
export const emptyItem: RawItem = {
  guid: null,
  isPermaLink: false,
  link: null,
  title: null,
  publishedText: null,
  updatedText: null,
  spareDateTexts: [],
  authors: [],
  contentHtml: null,
  summaryHtml: null,
  categories: [],
  pictures: [],
  enclosures: [],
  commentsUrl: null,
  language: null,
  base: null,
  textBase: null,
}

/** What a document says about when to ask again (RSS ttl, skipHours, skipDays; syndication module). */
export interface RawHints {
  readonly ttlMinutes: number | null
  /** Hours of the day in UTC, 0–23. */
  readonly skipHours: readonly number[]
  /** Days of the week in UTC; 0 is Sunday. */
  readonly skipDays: readonly number[]
  /** sy:updatePeriod divided by sy:updateFrequency. */
  readonly updatePeriodMs: number | null
  /** sy:updateBase: a moment from which the periods are counted. */
  readonly updateBase: number | null
}

export interface RawFeed {
  readonly format: FeedFormat
  readonly title: string | null
  readonly siteUrl: string | null
  readonly language: string | null
  readonly iconUrl: string | null
  /** RSS `ttl` in minutes; the same as in `hints`. */
  readonly ttlMinutes: number | null
  readonly hints: RawHints
  /** What relative addresses of the head stand on when it says so (xml:base); null otherwise. */
  readonly base: string | null
  /** True when the document was ill-formed and read with repairs. */
  readonly isRepaired: boolean
  readonly items: readonly RawItem[]
}
