/** fetchRecord.ts — what the next polite request of a feed needs. */
import type { Millis } from '../../preload/contract/model.ts'
import type { FeedHints } from './ingest.ts'
import type { Failure } from '../../preload/contract/failure.ts'

/** What the server is told with the next request of a feed. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
  /** Hash of the last document that was read; '' before the first. */
  readonly bodyHash: string
}

/** cache/fetch.json and the archive: what the next polite request of a feed needs. */
export interface FetchRecord extends Validators {
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
  /** Groups of articles (main/store/recordGroups.ts) whose pictures are not all kept yet. */
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
