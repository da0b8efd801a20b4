/** article.ts — articles as we keep them. Plain data: it crosses threads. */
import type { ArticleId, ArticleLink, Millis } from '../../preload/contract/model.ts'
import type { Cut } from '../../preload/contract/articleLimits.ts'

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
  /** The bucket of `bodies/<feed>/` that holds the body; set by the store, -1 before. */
  readonly bucket: number
  /** Its place in the document that it came with (main/base/documentOrder.ts); absent in articles of older versions. */
  readonly place?: number
  /** The id that its outlet's present guid would give it, when that is another than `id` (docs/notes/identity.md). */
  readonly alias?: ArticleId
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
  /** Earlier texts of a changed article, oldest first; cleaned as the rest. */
  readonly earlier: readonly EarlierVersion[]
}

export interface EarlierVersion {
  readonly title: string
  readonly bodyHtml: string
  readonly keptUntil: Millis
}

export interface ArticleDraft {
  readonly headline: StoredHeadline
  readonly body: StoredBody
}

/** A draft whose body is written already: the main thread passes it on and never looks into it. */
export interface PackedDraft {
  readonly headline: StoredHeadline
  /** Its line of a bucket (base/bodyEntry.ts) in UTF-8; may be a view into memory that many drafts share. */
  readonly packed: Uint8Array
}
