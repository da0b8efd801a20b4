/** diskUsage.ts — what takes how much room on disk. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { OldForm } from './migration.ts'

/** In bytes. */
export interface DiskUsage {
  /** Headlines and texts by feed, unfollowed ones included. */
  readonly feeds: ReadonlyMap<FeedId, number>
  readonly user: number
  readonly backups: number
  /** Day of the last automatic backup, such as `2026-11-23`; null before the first. */
  readonly lastDaily: string | null
  readonly quarantine: number
  /** What the reader deleted by hand; not among the feeds'. */
  readonly deleted: number
  readonly other: number
  /** The form that articles had in older versions, kept for a while; null: there is none. */
  readonly oldForm: OldForm | null
}
