/** clock.ts — the time, handed in as an argument so that tests can say what it is. */
import type { Millis } from '../../preload/contract/model.ts'

export interface Clock {
  readonly now: () => Millis
}

export const systemClock: Clock = { now: () => Date.now() }
