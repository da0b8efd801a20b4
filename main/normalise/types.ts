/** types.ts — articles as we keep them, and what one feed document became. Plain data: it crosses threads. */
import type { ArticleId, ArticleLink, Millis } from '../../preload/contract/model.ts'
import type { Cut } from '../../preload/contract/articleLimits.ts'

/** Minutes east of Greenwich, or the name of a place with its summer times (`Europe/Berlin`). */
export type Zone = number | string

/** All that a list needs, and the keys that say "the same article". Kept in the headline shard of its feed. */
export interface StoredHeadline {
  readonly id: ArticleId
  /** Address without scheme, host, fragment and tracking parameters; '' when there is none. */
  readonly secondKey: string
  /** Hash of title and text without white space and feed noise: differs when the outlet changed the article. */
  readonly contentHash: string
  readonly url: string | null
  readonly title: string
  readonly contributors: readonly string[]
  readonly sortedAt: Millis
  readonly publishedAt: Millis | null
  readonly arrivedAt: Millis
  readonly changedAt: Millis | null
  readonly snippet: string
  /** Remote address of the lead picture; null when there is none. */
  readonly picture: string | null
  /** Number of the record in its feed's archive that holds its text; set by the store, -1 before and when the text is lost. */
  readonly record: number
  /** Its place in the document that it came with (main/base/documentOrder.ts); absent in articles of older versions. */
  readonly place?: number
  /** The id that its outlet's present guid would give it, when that is another than `id` (docs/notes/identity.md). */
  readonly alias?: ArticleId
  /** Records of what it said before, oldest first; absent: it never changed. */
  readonly versions?: readonly number[]
  /** The record of the whole article as its site has it; absent: it was not fetched. */
  readonly page?: number
}

export interface StoredBody {
  /** Version of the cleaning that `bodyHtml` and `outletNotesHtml` went through; 0: none yet, never show. */
  readonly cleaned: number
  readonly bodyHtml: string
  readonly outletNotesHtml: string
  readonly outletLine: string | null
  readonly credits: readonly string[]
  readonly links: readonly ArticleLink[]
  readonly language: string | null
  readonly isExcerpt: boolean
  /** Remote addresses of all pictures in the cleaned html, in order; empty while `cleaned` is 0. */
  readonly pictures: readonly string[]
  /** What the cleaning left out because no window could draw it; absent before it, and in bodies of older versions. */
  readonly cut?: readonly Cut[]
  /** What relative links stand on. */
  readonly base: string
}

export interface ArticleDraft {
  readonly headline: StoredHeadline
  readonly body: StoredBody
}

/** A draft whose body is written already: the main thread passes it on and never looks into it. */
export interface PackedDraft {
  readonly headline: StoredHeadline
  /** JSON text of its body in UTF-8; may be a view into memory that many drafts share. */
  readonly packed: Uint8Array
}

/** What we already hold of a feed, so that the worker sends back only what is new or changed. */
export interface KnownArticle {
  readonly id: ArticleId
  readonly secondKey: string
  /** '' when that is not known any more. */
  readonly contentHash: string
  readonly alias?: ArticleId
  readonly publishedAt?: Millis | null
  /** What is told of it when it may still be in its outlet's window; absent in old articles. */
  readonly told?: Told
  /** It was taken away and must not come back. */
  readonly isRemoved?: true
}

export interface Told {
  readonly url: string | null
  readonly title: string
  /** Null when that is not known any more. */
  readonly snippet: string | null
}

export interface IngestInput {
  readonly feedId: string
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly finalUrl: string
  readonly known: readonly KnownArticle[]
  readonly now: Millis
  /** Language of the outlet, when the catalogue knows it. */
  readonly language: string | null
  /** A batch of more new articles than this is kept uncleaned, to be cleaned at first use. */
  readonly cleanAtMost: number
  /**
   * Where dates without a zone are written; absent or null: by the feed's language, else UTC.
   */
  readonly zone?: Zone | null
  /** The place of the document's last article (main/base/documentOrder.ts); absent: 0. */
  readonly place?: number
}

/** What a document says about when to ask again (RSS ttl, skipHours, skipDays; syndication module). */
export interface FeedHints {
  readonly ttlMinutes: number | null
  /** Hours of the day in UTC, 0–23. */
  readonly skipHours: readonly number[]
  /** Days of the week in UTC; 0 is Sunday. */
  readonly skipDays: readonly number[]
  /** sy:updatePeriod divided by sy:updateFrequency. */
  readonly updatePeriodMs: Millis | null
  /** sy:updateBase: a moment from which the periods are counted. */
  readonly updateBase: Millis | null
}

/** What one feed document became, as it leaves the thread that read it. */
export type PackedIngest = Omit<Ingest, 'added'> & { readonly added: readonly (ArticleDraft | PackedDraft)[] }

/** What one feed document became. */
export interface Ingest {
  readonly title: string | null
  readonly siteUrl: string | null
  readonly language: string | null
  readonly iconUrl: string | null
  readonly ttlMinutes: number | null
  /** Absent while the parser does not say; `ttlMinutes` is used then. */
  readonly hints?: FeedHints | null
  readonly isRepaired: boolean
  /** How many articles the document held, known ones included. */
  readonly articleCount: number
  /** Newest titles, at most five: the preview of a candidate. */
  readonly headlines: readonly string[]
  /** Articles never seen before, newest first. */
  readonly added: readonly ArticleDraft[]
  /** Known articles (by `headline.id`) whose text changed. */
  readonly changed: readonly ArticleDraft[]
}
