/** failureWords.ts — the shape of a table of sentences: one maker for each kind of failure. */
import type { Failure } from '../../preload/contract/failure.ts'

export interface Sentence {
  readonly what: string
  readonly next: string
}

/** One sentence maker for each kind of failure. */
export type FailureWords = {
  readonly [Kind in Failure['kind']]: (failure: Extract<Failure, { kind: Kind }>) => Sentence
}
