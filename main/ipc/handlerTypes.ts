/** handlerTypes.ts — what a table of answers looks like, and what it needs of the window's system. Types only. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { FrontSheet } from '../../preload/contract/frontSheet.ts'
import type { ArticleId, LibraryFacts, Settings } from '../../preload/contract/model.ts'
import type { ParsedArgsOf, ReplyOf, RequestName } from '../../preload/contract/requests.ts'
import type { DataPorts } from '../jobs/dataPorts.ts'

export type Handlers = {
  readonly [N in RequestName]: (
    ...args: ParsedArgsOf<N>
  ) => Promise<Outcome<ReplyOf<N>>> | Outcome<ReplyOf<N>>
}

/** What only the window's system can do. */
export interface System {
  readonly openLink: (url: string) => Promise<Outcome<null>>
  readonly showFolder: (folder: string) => Promise<void>
  /** Native parts and the window's background follow the reader's choice. */
  readonly followTheme: (theme: Settings['theme']) => void
  readonly keepFrontSheet: (sheet: FrontSheet) => Promise<void>
  readonly drawing: {
    /** False: it was not drawn the last time, and the reader did not insist. */
    readonly begin: (id: ArticleId, isAnyway: boolean) => Promise<boolean>
    readonly done: (id: ArticleId) => Promise<void>
  }
  readonly facts: Pick<LibraryFacts, 'version' | 'runtime'>
  readonly data: DataPorts
}

/** Answered before, and without, an open library (libraryGate.ts). */
export type LibraryGateRequest = 'library:health' | 'library:tryAgain' | 'library:usualPlace' | 'library:quit'
