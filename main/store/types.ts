/** types.ts — the shapes of the library's files (docs/notes/the-library-on-disk.md). */
import type {
  ArticleId,
  FeedId,
  FolderId,
  FollowLink,
  Millis,
  KeepRule,
  Settings,
} from '../../preload/contract/model.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { ArticleDraft, FeedHints, PackedDraft, StoredBody, StoredHeadline } from '../normalise/types.ts'

/** user/subscriptions.json */
export interface Subscriptions {
  readonly feeds: readonly StoredFeed[]
  readonly folders: readonly StoredFolder[]
  /** Set once the starter outlets have been put in; an empty library stays empty afterwards. */
  readonly isStarted: boolean
}

export interface StoredFeed {
  readonly id: FeedId
  readonly url: string
  /** The outlet's own name, as last seen. */
  readonly name: string
  /** What the reader calls it; null: the outlet's own name. */
  readonly ownTitle: string | null
  readonly siteUrl: string | null
  readonly language: string | null
  readonly family: string | null
  readonly follow: readonly FollowLink[]
  /** Remote address of the icon. */
  readonly iconUrl: string | null
  readonly folderId: FolderId | null
  readonly position: number
  readonly addedAt: Millis
  /** Unfollowed, and kept for undo and for its starred articles; null while followed. */
  readonly unfollowedAt: Millis | null
  /** How much of it is kept; absent: everything. Read it with `keepRuleOf` (main/jobs/retentionPolicy.ts). */
  readonly keep?: KeepRule
  /** Schema 2 let it lead to addresses that are not public; until `takeOverApprovals` has read it (main/jobs). */
  readonly wasApproved?: true
}

export interface StoredFolder {
  readonly id: FolderId
  readonly title: string
  readonly parentId: FolderId | null
  readonly position: number
  readonly family: string | null
}

/** One entry an article that the reader did something with. */
export type Marks = Readonly<Record<ArticleId, Mark>>

export interface Mark {
  /** When it was read; absent: unread. */
  readonly read?: Millis
  readonly starred?: Millis
  /** When the reader deleted the article by hand; it does not come back. */
  readonly removed?: Millis
}

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

/** What an article said at one time. */
export interface ArticleVersion {
  /** Null where the record that knew it is damaged. */
  readonly title: string | null
  readonly seenAt: Millis | null
  readonly body: StoredBody
}

/** What happens to articles. Answers when it is on disk; removals and deletions when they are on the medium. */
export interface ArticleStore {
  /** Adds new articles and puts changed ones (matched by id) in the place of what they said before, which stays. */
  readonly keep: (
    feedId: FeedId,
    added: readonly (ArticleDraft | PackedDraft)[],
    changed: readonly (ArticleDraft | PackedDraft)[],
  ) => Promise<Outcome<null>>
  /** Null when it is lost, or cannot be read now. */
  readonly readBody: (feedId: FeedId, headline: StoredHeadline) => Promise<StoredBody | null>
  /** Texts of a group (recordGroups.ts) by article id. */
  readonly readGroup: (feedId: FeedId, group: number) => Promise<ReadonlyMap<ArticleId, StoredBody>>
  /** Oldest first, the present one last. Those that are damaged are left out. */
  readonly readVersions: (feedId: FeedId, headline: StoredHeadline) => Promise<readonly ArticleVersion[]>
  /** Puts a cleaned text in the place of the one that `headline` names, unless that has changed meanwhile. */
  readonly keepCleaned: (feedId: FeedId, headline: StoredHeadline, body: StoredBody) => Promise<Outcome<null>>
  /** All or none of them. They do not come back with a fetch unless `isRemembered` is false. */
  readonly remove: (feedId: FeedId, ids: readonly ArticleId[], isRemembered: boolean) => Promise<Outcome<null>>
  /** The reader deletes it by hand: it is among the deleted ones from then on. */
  readonly delete: (feedId: FeedId, facts: DeletedFacts) => Promise<Outcome<null>>
  /** One that the reader deleted is here again, as it was. Does nothing where it is not among the deleted ones. */
  readonly putBack: (feedId: FeedId, id: ArticleId) => Promise<Outcome<null>>
  /** Deleted ones are let go for good. */
  readonly drop: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<Outcome<null>>
  /** These may come with the next fetch. */
  readonly welcome: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<Outcome<null>>
  readonly bodyAt: (feedId: FeedId, record: number) => Promise<StoredBody | null>
}

/** What the reader deleted by hand, besides its headline. */
export interface DeletedFacts {
  readonly id: ArticleId
  readonly deletedAt: Millis
  readonly paper: string
  readonly mark: Mark | null
}

/** What the server is told with the next request of a feed. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
  /** Hash of the last document that was read; '' before the first. */
  readonly bodyHash: string
}

/** A change of one mark; null takes the article's whole mark away. */
export type MarkChange = readonly [id: ArticleId, mark: Mark | null]

/** cache/fetch.json: what the next polite request of a feed needs. */
export interface FetchRecord {
  readonly etag: string | null
  readonly lastModified: string | null
  /** Hash of the last document that was read; '' before the first. */
  readonly bodyHash: string
  readonly checkedAt: Millis | null
  /** When the feed is asked by itself again (main/jobs/schedule.ts). */
  readonly nextAt: Millis
  /** What the server and the feed themselves asked for; `nextAt` is never earlier. */
  readonly notBefore: Millis
  /** Its host asked to be left alone until then (429, 503), by everybody; 0 when it did not. */
  readonly busyUntil: Millis
  /** Gone for good (410): not asked until the reader asks. */
  readonly isStopped: boolean
  /** What the last document said about its own rhythm. */
  readonly hints: FeedHints | null
  readonly rhythm: Rhythm | null
  /** A permanent move that is being watched, or was made. */
  readonly moved: Move | null
  readonly failures: number
  readonly failure: Failure | null
  readonly failedSince: Millis | null
  readonly isRepaired: boolean
  /** Groups of articles (recordGroups.ts) whose pictures are not all kept yet. */
  readonly picturesWanted: readonly number[]
}

/** How often an outlet publishes, from its last articles. */
export interface Rhythm {
  readonly gapMs: Millis
  readonly newestAt: Millis
}

export interface Move {
  /** Where an unbroken chain of permanent redirects ended. */
  readonly to: string
  /** Days (UTC, since 1970) on which it said so, each once. */
  readonly days: readonly number[]
  /** The address before the move; null while the move is only watched. */
  readonly from: string | null
  /** The reader took it back. */
  readonly isRefused?: boolean
}

/** Everything stored. Reads are synchronous from memory except bodies; writes answer when they are on disk. */
export interface Library {
  readonly folder: string
  /** What had to be repaired at the start, for the reader's eyes. */
  readonly trouble: readonly Failure[]

  readonly subscriptions: () => Subscriptions
  readonly changeSubscriptions: (change: (now: Subscriptions) => Subscriptions) => Promise<Outcome<null>>
  readonly settings: () => Settings
  readonly changeSettings: (change: Partial<Settings>) => Promise<Outcome<Settings>>

  readonly markOf: (id: ArticleId) => Mark | null
  /** Durable before it answers; in memory at once. */
  readonly changeMarks: (changes: readonly MarkChange[]) => Promise<Outcome<null>>
  /** Rises whenever marks change. */
  readonly marksRevision: () => number
  /** Rises whenever marks of a feed's articles change. */
  readonly marksRevisionOf: (feedId: FeedId) => number
  /** All starred articles, whether their headlines are in memory or not. */
  readonly starred: () => ReadonlySet<ArticleId>

  /** Resolves when every headline shard is in memory. Reads before that see what is there. */
  readonly headlinesReady: Promise<void>
  readonly headlinesOf: (feedId: FeedId) => readonly StoredHeadline[]
  readonly findHeadline: (
    id: ArticleId,
  ) => { readonly feedId: FeedId; readonly headline: StoredHeadline } | null
  /** Rises whenever a feed's headlines change; 0 for a feed without any. */
  readonly headlinesRevision: (feedId: FeedId) => number
  readonly articles: ArticleStore
  /** What was removed and must not come back. */
  readonly removedOf: (feedId: FeedId) => Iterable<RemovedArticle>
  /** Rises whenever articles are removed. */
  readonly removals: () => number
  readonly deleted: DeletedStore
  /** Everything that was kept is on the medium. Once a round, before it is told as finished. */
  readonly syncArticles: (feedIds?: readonly FeedId[]) => Promise<Outcome<null>>
  /** Looks whether the feed's articles are still on disk; what was taken away is told, and asked for again. */
  readonly lookAfter: (feedId: FeedId) => Promise<void>

  readonly fetchRecord: (feedId: FeedId) => FetchRecord
  /** Written soon after, not before it returns: losing it costs one unconditional request. Validators go to the archive. */
  readonly changeFetchRecord: (feedId: FeedId, change: Partial<FetchRecord>) => void

  /** What `keepStartupRows` kept when the library was last closed; null when there is nothing. Not checked: any JSON. */
  readonly startupRows: () => unknown
  /** The rows for the next start (main/query/startupRows.ts). */
  readonly keepStartupRows: (startupRows: unknown) => Promise<void>

  readonly pictures: PictureStore

  /** Whether what the reader does is being kept just now. */
  readonly health: () => LibraryHealth
  /** Called when that changes. @returns takes the listener away. */
  readonly onHealth: (listener: (health: LibraryHealth) => void) => () => void
  /**
   * After nothing of user/ could be read, the library is empty and takes no changes (`store-restored`, from null). This
   * makes it take them; what was put aside stays aside.
   */
  readonly beginAnew: () => Promise<Outcome<null>>
  /** Subscriptions, folders, marks and settings as one file (backupFile.ts). 50,000 marks: 5 MB. */
  readonly exportBackup: () => Promise<Uint8Array>
  /** The same, written to a path of the reader's choice: whole or not at all, and durable. */
  readonly backupNow: (path: string) => Promise<Outcome<BackupMade>>
  /** What a backup holds, without touching anything. @returns `refused`, `bad-backup` or `store-newer` for what is none. */
  readonly lookIntoBackup: (bytes: Uint8Array) => Promise<Outcome<BackupContents>>
  /**
   * Puts a backup in the place of everything that the reader has; also where nothing could be read. The present state
   * becomes a backup first.
   *
   * @param trust `own`: it was made of what is in memory here, and never left it.
   * @returns what is there now; `refused`, `bad-backup` or `store-newer`, and then nothing has changed; `store-write` before or after
   *          the exchange, which is in memory then and, like any change, written as soon as the disk takes it.
   */
  readonly restoreBackup: (bytes: Uint8Array, trust?: 'foreign' | 'own') => Promise<Outcome<BackupContents>>

  /** Sizes on disk, without pictures, which are counted anyway. Cost: a look at each file, in steps. */
  readonly diskUsage: () => Promise<DiskUsage>
  /** After trouble: writes what waits, or looks whether the library may be written to by now. */
  readonly tryAgain: () => Promise<LibraryHealth>

  /** Everything that waits is written. Call before the program ends. */
  readonly close: () => Promise<void>
}

/**
 * ok         changes are on disk when they are acknowledged
 * trouble    the last write failed; changes stay in memory and are written as soon as the disk takes them
 * read-only  changes are refused, or the place may not be written to
 */
export type LibraryHealth =
  { readonly phase: 'ok' } | { readonly phase: 'read-only' | 'trouble'; readonly failure: Failure }

/** In bytes. */
export interface DiskUsage {
  /** Headlines and texts by feed, unfollowed ones included. */
  readonly feeds: ReadonlyMap<FeedId, number>
  readonly user: number
  readonly backups: number
  /** Day of the last automatic backup, such as `2026-11-23`; null before the first. */
  readonly lastDaily: string | null
  readonly quarantine: number
  /** What the reader deleted by hand. */
  readonly deleted: number
  readonly other: number
}

export interface BackupMade {
  readonly file: string
  readonly bytes: number
}

export interface BackupContents {
  readonly madeAt: Millis
  /** Followed, without those that were unfollowed. */
  readonly feeds: number
  readonly folders: number
  readonly marks: number
  /** What would be asked, and by which proxy, for whoever looks before it is put in place. */
  readonly followed: readonly StoredFeed[]
  readonly proxy: string | null
}

/** Pictures by the key of their remote address (main/base/pictureKey.ts). */
export interface PictureStore {
  /** Resolves when everything kept is counted. `has` and `read` need not wait for it. */
  readonly ready: Promise<void>
  readonly has: (key: string) => boolean
  readonly read: (key: string) => Promise<Uint8Array | null>
  /** Atomic. When the room is full the oldest kept pictures go first. */
  readonly keep: (key: string, bytes: Uint8Array) => Promise<Outcome<null>>
  /** Bytes of a kept picture; null when it is not kept, or not counted yet. */
  readonly sizeOf: (key: string) => number | null
  readonly totals: () => { readonly count: number; readonly bytes: number }
  /** @returns what went; a picture that cannot be removed stays, and is logged. */
  readonly remove: (keys: readonly string[]) => Promise<{ readonly count: number; readonly bytes: number }>
}
