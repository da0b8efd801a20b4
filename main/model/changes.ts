/**
 * changes.ts — what changed, as one numbered stream, and the port to it.
 *
 * Room:     main/model.
 * Promises: every change has a number one higher than the one before; it is told after it is in memory, so whoever hears
 *           it and looks finds it. A consumer takes articles as "put" and "gone": hearing of one twice changes nothing.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, FolderId, Settings } from '../../preload/contract/model.ts'

/** Articles of one feed. Every id stands in one of the lists. */
export interface ArticlesChange {
  readonly kind: 'articles'
  readonly feedId: FeedId
  /** Never here before. */
  readonly added: readonly ArticleId[]
  /** What a row of it shows may be another: its outlet says something else. */
  readonly changed: readonly ArticleId[]
  /** Only the text is another: cleaned, whole from its site, or lost. */
  readonly rewritten: readonly ArticleId[]
  readonly removed: readonly ArticleId[]
  /** Deleted, and here again. */
  readonly putBack: readonly ArticleId[]
}

/** Read, starred or not any more. Marks without an article are named too. */
export interface MarksChange {
  readonly kind: 'marks'
  readonly ids: readonly ArticleId[]
}

export interface SubscriptionsChange {
  readonly kind: 'subscriptions'
  /** Put or changed. */
  readonly feedIds: readonly FeedId[]
  readonly goneFeedIds: readonly FeedId[]
  readonly folderIds: readonly FolderId[]
  readonly goneFolderIds: readonly FolderId[]
  /** Which feeds there are, or where they stand, is another; else names and icons. */
  readonly isRearranged: boolean
}

export type DomainChange =
  | ArticlesChange
  | MarksChange
  | SubscriptionsChange
  | { readonly kind: 'settings'; readonly keys: readonly (keyof Settings)[] }
  /** A backup was put in place: subscriptions, settings and all marks are others. */
  | { readonly kind: 'replaced' }
  /** What these feeds are doing, or what came of asking them. Not kept on disk: no consumer catches up with it. */
  | { readonly kind: 'feed-states'; readonly feedIds: readonly FeedId[] }
  /** Kept pictures of the feed's articles were dropped. Not kept on disk. */
  | { readonly kind: 'pictures'; readonly feedId: FeedId }
  /** Only when catching up: how the feed's articles came to be what they are is not known; all of them are to be read. */
  | { readonly kind: 'feed-anew'; readonly feedId: FeedId }

export interface NumberedChange {
  readonly number: number
  readonly change: DomainChange
}

export interface Subscription {
  /** The number of the last change that this consumer has seen. */
  readonly from: number
  /** In order, each once, never while the call before is still at work. A consumer that throws is logged, and goes on. */
  readonly onChanges: (changes: readonly NumberedChange[]) => void | Promise<void>
  /** It fell behind what is remembered: all of it is to be read again. Changes after `number` follow. */
  readonly onBehind: (number: number) => void | Promise<void>
}

/** Where a consumer stands, as text that it keeps on disk beside its data. Only `catchUp` reads it. */
export type Cursor = string

export type CatchUp =
  /** The cursor is unreadable, or of another library: all of it is to be read. */
  | { readonly kind: 'rebuild'; readonly number: number }
  /** What differs since the cursor: apply it, then subscribe from `number`. */
  | { readonly kind: 'changes'; readonly number: number; readonly changes: readonly DomainChange[] }

export interface ChangeStream {
  /** Number of the last change; 0 when the library was opened. */
  readonly last: () => number
  /** Those after `number`; null when they are not remembered any more. */
  readonly since: (number: number) => readonly NumberedChange[] | null
  /** @returns takes the consumer away. */
  readonly subscribe: (consumer: Subscription) => () => void
  /** For what the library does not see by itself: what feeds are doing. */
  readonly note: (change: Extract<DomainChange, { kind: 'feed-states' | 'pictures' }>) => void
  /**
   * A cursor for this moment. It is kept only together with data that hold everything up to `number`. What it names is on
   * the medium when this answers, so that no power cut takes back what a cursor names.
   *
   * @param before The consumer's last cursor, or null: it spares a look at feeds that did not change.
   */
  readonly cursor: (
    before: Cursor | null,
  ) => Promise<Outcome<{ readonly cursor: Cursor; readonly number: number }>>
  /** What came since, from the archive's records and the journal. Waits for the headlines. */
  readonly catchUp: (cursor: Cursor) => Promise<CatchUp>
}

/** Everything that changes in the library. */
export interface ChangeTeller {
  readonly changes: ChangeStream
}
