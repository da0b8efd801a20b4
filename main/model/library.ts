/** library.ts — everything stored, as one, and the small ports that it is made of: ask for those that you use. */
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { FeedId, Settings } from '../../preload/contract/model.ts'
import type { BackupStore } from './backups.ts'
import type { ChangeTeller } from './changes.ts'
import type { DiskUsage } from './diskUsage.ts'
import type { FetchRecord } from './fetchRecord.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { HeadlineReader, ArticleKeeper, PictureKeeper, MarkStore } from './articleStore.ts'

/** Everything stored. Reads are synchronous from memory except bodies; writes answer when they are on disk. */
export interface Library
  extends
    SubscriptionStore,
    SettingsStore,
    MarkStore,
    HeadlineReader,
    ArticleKeeper,
    FetchRecordStore,
    StartupRowStore,
    PictureKeeper,
    HealthReporter,
    BackupStore,
    DiskReporter,
    ChangeTeller {
  /** Everything that waits is written. Call before the program ends. */
  readonly close: () => Promise<void>
}

/** The papers that the reader follows, and their folders. */
export interface SubscriptionStore {
  readonly subscriptions: () => Subscriptions
  readonly changeSubscriptions: (change: (now: Subscriptions) => Subscriptions) => Promise<Outcome<null>>
}

/** The settings. */
export interface SettingsStore {
  readonly settings: () => Settings
  readonly changeSettings: (change: Partial<Settings>) => Promise<Outcome<Settings>>
}

/** What the next request of each feed needs. */
export interface FetchRecordStore {
  readonly fetchRecord: (feedId: FeedId) => FetchRecord
  /** Written soon after, not before it returns: losing it costs one unconditional request. Validators go to the archive. */
  readonly changeFetchRecord: (feedId: FeedId, change: Partial<FetchRecord>) => void
}

/** The rows that are shown before the headlines are in memory. */
export interface StartupRowStore {
  /** What `keepStartupRows` kept when the library was last closed; null when there is nothing. Not checked: any JSON. */
  readonly startupRows: () => unknown
  /** The rows for the next start (main/query/startupRows.ts). */
  readonly keepStartupRows: (startupRows: unknown) => Promise<void>
}

/** Whether what the reader does is being kept. */
export interface HealthReporter {
  /** What had to be repaired at the start, for the reader's eyes. */
  readonly trouble: readonly Failure[]
  /** Whether what the reader does is being kept just now. */
  readonly health: () => LibraryHealth
  /** Called when that changes. @returns takes the listener away. */
  readonly onHealth: (listener: (health: LibraryHealth) => void) => () => void
  /**
   * After nothing of user/ could be read, the library is empty and takes no changes (`store-restored`, from null). This
   * makes it take them; what was put aside stays aside.
   */
  readonly beginAnew: () => Promise<Outcome<null>>
  /** After trouble: writes what waits, or looks whether the library may be written to by now. */
  readonly tryAgain: () => Promise<LibraryHealth>
}

/** Where the library lies, and what it takes. */
export interface DiskReporter {
  readonly folder: string
  /** Sizes on disk, without pictures, which are counted anyway. Cost: a look at each file, in steps. */
  readonly diskUsage: () => Promise<DiskUsage>
}

/**
 * ok         changes are on disk when they are acknowledged
 * trouble    the last write failed; changes stay in memory and are written as soon as the disk takes them
 * read-only  changes are refused, or the place may not be written to
 */
export type LibraryHealth =
  { readonly phase: 'ok' } | { readonly phase: 'read-only' | 'trouble'; readonly failure: Failure }
