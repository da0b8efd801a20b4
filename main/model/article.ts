/** article.ts — articles as we keep them. Plain data: it crosses threads. */
import type { ArticleId, ArticleLink, Millis } from '../../preload/contract/model.ts'
import type { Cut } from '../../preload/contract/articleLimits.ts'

/** All that a list needs, and the keys that say "the same article". Kept in the archive and in the snapshot of its feed. */
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
