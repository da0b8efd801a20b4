/** marks.ts — what the reader did with articles, as it is kept. */
import type { ArticleId, Millis } from '../../preload/contract/model.ts'

/** One entry an article that the reader did something with. */
export type Marks = Readonly<Record<ArticleId, Mark>>

export interface Mark {
  /** When it was read; absent: unread. */
  readonly read?: Millis
  readonly starred?: Millis
  /** When the reader deleted the article by hand; it does not come back. */
  readonly removed?: Millis
}

/** A change of one mark; null takes the article's whole mark away. */
export type MarkChange = readonly [id: ArticleId, mark: Mark | null]
