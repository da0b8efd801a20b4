/** libraryCheck.ts — what a look at every record and every picture found. Inside main; the reader's report is the contract's. */
import type { FeedId } from '../../preload/contract/model.ts'

/** What the window knows of a feed when a check begins. */
export interface KnownFeed {
  readonly feedId: FeedId
  /** Number of its last record. */
  readonly cursor: number
}

/** One feed's files, as they lie on disk. */
export interface FeedFindings {
  readonly feedId: FeedId
  readonly records: number
  readonly bytes: number
  /** First numbers of segments with bytes in them that are no records. */
  readonly damaged: readonly number[]
  /** Records that nothing holds, and that nothing tells of. */
  readonly missing: number
  /** First numbers of segments whose index is missing or says something else. */
  readonly indexes: readonly number[]
  /** `wrong`: it does not read, or says something else than the records. */
  readonly snapshot: 'good' | 'missing' | 'wrong'
  /** Numbers of the texts that are there; null where nothing is missing. */
  readonly texts: readonly number[] | null
  /** Up to which record that is known. */
  readonly cursor: number
  /** Node's code: it could not be read now. `newer`: a later version wrote it. */
  readonly unread: string | null
}

export interface PictureFindings {
  readonly count: number
  readonly bytes: number
  /** Keys. */
  readonly damaged: readonly string[]
  /** Of an older version, without a sum. */
  readonly plain: readonly string[]
}

export interface CheckFindings {
  readonly feeds: readonly FeedFindings[]
  readonly pictures: PictureFindings
}

export interface CheckProgress {
  readonly done: number
  /** Bytes. */
  readonly total: number
}

/** What became of a feed that was mended. */
export interface FeedRepair {
  /** Damaged segments that were put aside, with their whole records kept. */
  readonly aside: number
  /** Articles whose texts are asked for again. */
  readonly asked: number
  readonly indexes: number
  readonly isSnapshotNew: boolean
}

export function isFeedSound({ damaged, missing, indexes, snapshot, texts, unread }: FeedFindings): boolean {
  const isWhole = damaged.length + missing + indexes.length === 0 && texts === null
  return isWhole && snapshot !== 'wrong' && unread === null
}
