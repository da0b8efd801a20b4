/** diskReport.ts — what takes how much room. Room: preload/contract. Types only. */
import type { FeedId, Millis, KeepRule } from './model.ts'

/** What takes how much room, in bytes. */
export interface DiskReport {
  /** Largest first; unfollowed ones of which something is kept too. */
  readonly outlets: readonly OutletDiskUsage[]
  readonly pictures: { readonly count: number; readonly bytes: number }
  /** What nobody else can give back, and its backups. */
  readonly own: number
  readonly quarantine: number
  /** Articles that the reader deleted by hand and can bring back; without their pictures. */
  readonly deleted: { readonly count: number; readonly bytes: number }
  /** Times of the last requests, the front page, what was removed. */
  readonly other: number
  /** Articles in the form of an older version, kept for a while, and until when; null `until`: until all are in the new one. */
  readonly oldForm: { readonly bytes: number; readonly until: Millis | null } | null
  readonly log: number
  /** Day of the last automatic backup, such as `2026-11-23`; null before the first. */
  readonly lastBackup: string | null
  /** Where all of it lies. */
  readonly folder: string
  /** The folder that the library was moved away from, while nobody has removed it; null otherwise. */
  readonly oldFolder: string | null
  /** Where it is going to be from the next start on; null when it stays. */
  readonly nextFolder: string | null
  /** The data lies beside the program and travels with it: it is not moved from here. */
  readonly isPortable: boolean
}

export interface OutletDiskUsage {
  readonly feedId: FeedId
  readonly title: string
  readonly isFollowed: boolean
  /** It came with the program: nothing of it is limited, or could be fetched again. */
  readonly isWelcome: boolean
  readonly articles: number
  readonly bytes: number
  readonly keep: KeepRule
}
