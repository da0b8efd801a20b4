/** failureWords.ts — the shape of a table of sentences: one maker for each kind of failure. */
import type { Failure } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'

export interface Sentence {
  readonly what: string
  readonly next: string
}

/** A moment as the reader's locale writes it. */
export type TellTime = (at: Millis) => string

/** One sentence maker for each kind of failure. */
export type FailureWords = {
  readonly [Kind in Failure['kind']]: (
    failure: Extract<Failure, { kind: Kind }>,
    tellTime: TellTime,
  ) => Sentence
}
