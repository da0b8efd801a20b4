/** migration.ts — bringing the library of an older version into the archive: what is asked of a thread, and what it tells. */
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'

export interface MoveOrder {
  readonly folder: string
  readonly now: Millis
  /** Of the articles with a copy in deleted/, those whose marks say so. */
  readonly marked: readonly ArticleId[]
  /** Papers that were moved before and whose archive is gone. */
  readonly again: readonly FeedId[]
}

export interface MoveLoss {
  readonly part: 'headlines' | 'texts'
  /** Null when nobody can say how many. */
  readonly lost: number | null
  readonly saved: number
}

export type MoveNews =
  /** `waiting` in the order in which they come. */
  | { readonly kind: 'begun'; readonly waiting: readonly FeedId[]; readonly moved: readonly FeedId[] }
  /** Told before the paper counts as moved; once more at each start until all of them are. */
  | { readonly kind: 'lost'; readonly feedId: FeedId; readonly losses: readonly MoveLoss[] }
  /** `wanted`: groups of records whose pictures are not all kept yet. */
  | { readonly kind: 'moved'; readonly feedId: FeedId; readonly wanted: readonly number[] }
  | { readonly kind: 'failed'; readonly feedId: FeedId; readonly code: string }
  /** A file of deleted/ that is damaged (`code` null), or cannot be read now: then it stays. */
  | { readonly kind: 'unread'; readonly file: string; readonly code: string | null }

export interface Move {
  /** Null when all of it was tried; else why it could not go on. Never rejects. */
  readonly done: Promise<string | null>
  /** At once, wherever it is. */
  readonly stop: () => void
}

/** What does the moving: a thread, or this one. */
export type MoveLibrary = (order: MoveOrder, onNews: (news: MoveNews) => void) => Move

/** Papers. */
export interface MoveProgress {
  readonly done: number
  readonly total: number
}

/** The form that articles had before, while it is kept beside the new one. */
export interface OldForm {
  readonly bytes: number
  /** When it is removed, if the program runs then; null while not all of it has been moved. */
  readonly until: Millis | null
}
