/** deleted.ts — what was removed, and what the reader deleted by hand. */
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'
import type { StoredBody, StoredHeadline } from './article.ts'
import type { Mark } from './marks.ts'
import type { Outcome } from '../../preload/contract/failure.ts'

/** The keys by which an outlet's next document may name it again. */
export interface RemovedArticle {
  readonly id: ArticleId
  readonly secondKey: string
  /** The rest is absent in what older versions removed. */
  readonly contentHash?: string
  readonly publishedAt?: Millis | null
  readonly alias?: ArticleId
  readonly url?: string | null
  readonly title?: string
}

/** deleted/<article>.json: an article that the reader deleted by hand, with everything that brings it back. */
export interface DeletedArticle {
  readonly feedId: FeedId
  /** What its outlet was called then. */
  readonly paper: string
  readonly deletedAt: Millis
  readonly headline: StoredHeadline
  /** With its earlier texts; null when its text was lost already. */
  readonly body: StoredBody | null
  /** Before it was deleted. */
  readonly mark: Mark | null
}

/** What of a deleted article is in memory. */
export interface DeletedNote {
  readonly id: ArticleId
  readonly feedId: FeedId
  readonly paper: string
  readonly title: string
  readonly deletedAt: Millis
  /** On disk. */
  readonly bytes: number
  /** Keys of the pictures that it shows. */
  readonly pictures: readonly string[]
}

/** Articles that the reader deleted by hand, whole. */
export interface DeletedStore {
  /** Newest first. Reads all of them the first time. */
  readonly list: () => Promise<readonly DeletedNote[]>
  /** Null when it is not here. @returns the failure when it cannot be read now. */
  readonly read: (id: ArticleId) => Promise<Outcome<DeletedArticle | null>>
  /** Durable before it answers. */
  readonly keep: (article: DeletedArticle) => Promise<Outcome<null>>
  /** Durable before it answers. After a failure some of them may be gone. */
  readonly remove: (ids: readonly ArticleId[]) => Promise<Outcome<null>>
  /** Deleting, bringing back and clearing away follow each other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

export interface RemovingHow {
  readonly isRemembered: boolean
  /**
   * Done before anything is taken away, while nothing else can change articles of the feed. When it fails, that is the
   * answer and they all stay.
   */
  readonly first?: () => Promise<Outcome<null>>
}
