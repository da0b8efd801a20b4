/**
 * changes.ts — what events say of what changed.
 *
 * Room:    preload/contract. Types only.
 */
import type { ArticleId, FeedId } from './model.ts'

export interface FeedCount {
  readonly feedId: FeedId
  readonly unread: number
  readonly total: number
}

/** Articles that came, that show something else now, or went. */
export interface ChangedArticles {
  readonly added: readonly ArticleId[]
  readonly changed: readonly ArticleId[]
  readonly removed: readonly ArticleId[]
}

export interface MarkedArticle {
  readonly id: ArticleId
  readonly isRead: boolean
  readonly isStarred: boolean
}
