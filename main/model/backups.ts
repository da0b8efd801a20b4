/** backups.ts — the port to backups, and what is told of one. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { StoredFeed } from './subscriptions.ts'

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

/** Everything that the reader has, as one file. */
export interface BackupStore {
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
}
