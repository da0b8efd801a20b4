/** archiveTender.ts — looking after the files of the archive: giving room back, checking, mending. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { CheckFindings, CheckProgress, FeedFindings, FeedRepair, KnownFeed } from './libraryCheck.ts'

export interface ArchiveSize {
  readonly feedId: FeedId
  readonly bytes: number
  /** Number of its last record: another one when anything happened. */
  readonly cursor: number
}

/** What a feed takes on disk, and how much of it is dead: texts of articles that went, and what newer ones took the place of. */
export interface FeedWeight {
  readonly feedId: FeedId
  readonly bytes: number
  readonly dead: number
  readonly isWorthCompacting: boolean
}

/** A new form of a segment, lying beside it. */
export interface NewSegment {
  /** First number. */
  readonly from: number
  /** Of the segment that it was made from. */
  readonly bytesBefore: number
  readonly temporary: string
  readonly bytes: number
}

export interface ArchiveTender {
  readonly sizes: () => readonly ArchiveSize[]
  /** All that is in memory is on the medium and in a snapshot, so that every full segment may be written anew. */
  readonly readyForCompaction: (feedId: FeedId) => Promise<Outcome<null>>
  /** Puts it in the old one's place. @returns the bytes that were given back. */
  readonly takeSegment: (feedId: FeedId, made: NewSegment) => Promise<Outcome<number>>
  /** Mends what a check found. Null where the feed must not be written. */
  readonly mend: (found: FeedFindings) => Promise<Outcome<FeedRepair | null>>
}

/** A thread that reads the library's files, so that the window is not held up. It writes nothing but new files beside them. */
export interface LibraryThread {
  readonly weigh: (feedIds: readonly FeedId[]) => Promise<Outcome<readonly FeedWeight[]>>
  /** @param take Called for each segment that was made; the next one waits for it. */
  readonly compact: (feedId: FeedId, take: (made: NewSegment) => Promise<void>) => Promise<Outcome<null>>
  /** Every record and picture. @param signal Ends it; then the answer is null. */
  readonly check: (
    known: readonly KnownFeed[],
    onProgress: (progress: CheckProgress) => void,
    signal: AbortSignal,
  ) => Promise<Outcome<CheckFindings | null>>
}
