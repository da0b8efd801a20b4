/** libraryCheck.ts — what "Check my library" found and mended, as the window shows it. Types only. */
import type { Failure } from './failure.ts'
import type { FeedId } from './model.ts'

/** A paper of which something is damaged. */
export interface DamagedPaper {
  readonly feedId: FeedId
  readonly title: string
  /** Files with damage in them. */
  readonly files: number
  /** Records of which nothing can be read any more. */
  readonly records: number
  /** Articles whose texts are lost, by their titles; of many only the first. */
  readonly texts: number
  readonly titles: readonly string[]
  /** Indexes and snapshots that are damaged: they are made anew, and nothing is lost with them. */
  readonly notes: number
  /** Node's code: it could not be looked at now. `newer`: a later version of the program wrote it. */
  readonly unread: string | null
  /** Null until it was tried. */
  readonly repair: PaperRepair | null
}

export interface PaperRepair {
  /** Files that were put aside, with everything that is whole in them kept. */
  readonly aside: number
  /** Articles whose texts are fetched again, where the paper still has them. */
  readonly asked: number
  readonly notes: number
  /** It went no further. */
  readonly failure: Failure | null
}

export interface LibraryReport {
  readonly papers: number
  readonly records: number
  readonly bytes: number
  readonly pictures: number
  readonly damagedPictures: number
  /** Pictures of an older version, without a sum: they are given one. */
  readonly plainPictures: number
  readonly damaged: readonly DamagedPaper[]
  readonly isRepaired: boolean
}

export type LibraryCheck =
  | { readonly phase: 'none' }
  /** In bytes. */
  | { readonly phase: 'checking'; readonly done: number; readonly total: number }
  /** In papers. */
  | { readonly phase: 'repairing'; readonly done: number; readonly total: number }
  | { readonly phase: 'done'; readonly report: LibraryReport }
  | { readonly phase: 'failed'; readonly failure: Failure }
