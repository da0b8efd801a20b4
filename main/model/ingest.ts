/** ingest.ts — what one feed document became, and what it is compared with. Plain data: it crosses threads. */
import type { ArticleId, Millis } from '../../preload/contract/model.ts'
import type { ArticleDraft, PackedDraft } from './article.ts'

/** Minutes east of Greenwich, or the name of a place with its summer times (`Europe/Berlin`). */
export type Zone = number | string

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
