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

/** An article that the reader deleted by hand, with everything that brings it back. */
export interface DeletedArticle {
  readonly feedId: FeedId
  /** What its outlet was called then. */
  readonly paper: string
  readonly deletedAt: Millis
  readonly headline: StoredHeadline
  /** Null when its text was lost already. */
  readonly body: StoredBody | null
  /** Before it was deleted. */
  readonly mark: Mark | null
}

/** One line of the list of deleted articles. */
export interface DeletedNote {
  readonly id: ArticleId
  readonly feedId: FeedId
  readonly paper: string
  readonly title: string
  readonly deletedAt: Millis
  /** Of its text. */
  readonly bytes: number
  /** Keys of the pictures that it shows. */
  readonly pictures: readonly string[]
}

/** Articles that the reader deleted by hand: a view of the archive. */
export interface DeletedStore {
  /** Newest first. Reads their texts the first time. */
  readonly list: () => Promise<readonly DeletedNote[]>
  /** Null when it is not among them. */
  readonly read: (id: ArticleId) => Promise<DeletedArticle | null>
  /** Let go for good; durable before it answers. After a failure some of them may be gone. */
  readonly remove: (ids: readonly ArticleId[]) => Promise<Outcome<null>>
  /** Deleting, bringing back and clearing away follow each other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** What the reader deleted by hand, besides its headline. */
export interface DeletedFacts {
  readonly id: ArticleId
  readonly deletedAt: Millis
  readonly paper: string
  readonly mark: Mark | null
}
