/**
 * limits.ts — how long and how much: every cap of an exchange in one place, handed in so that tests can be quick.
 *
 * Room:    main/fetch. Imports: contract-free; own types only.
 * Source:  the figures are those of the readers that people run today (NetNewsWire 15/60 s, Miniflux 20 s and
 *          15 MB, CommaFeed 5 MB), tightened so that a thousand feeds with a third of them broken settle in
 *          three minutes at 24 in flight.
 */
import type { Pace } from './body.ts'
import type { Wants } from '../model/exchange.ts'

export interface Limits {
  /** Name look-up, TCP and TLS together. */
  readonly connectMs: number
  /** From the request sent until the answer's head is complete. */
  readonly firstByteMs: number
  /** Between two pieces of the body. */
  readonly idleMs: number
  /** All redirects up to the last answer's head; time spent waiting for a turn does not count. */
  readonly totalMs: number
  /** The least that a body has to bring in any stretch; slower is over. */
  readonly pace: Pace
  /** A body that keeps its pace may take so long: 10 MB at 85 KB/s. */
  readonly bodyMs: number
  /** Each address of a host gets this long before the next is tried (Node's own 250 ms loses slow hosts). */
  readonly perAddressMs: number
  readonly redirects: number
  /** Layers of Content-Encoding, a gzip that was not declared included. */
  readonly encodings: number
  /** As it comes over the wire. */
  readonly wireBytes: Readonly<Record<Wants, number>>
  /** After decompression. */
  readonly plainBytes: Readonly<Record<Wants, number>>
  /** Plain bytes per wire byte, once there are more than `ratioFromBytes`. Honest text stays below 30. */
  readonly ratio: number
  readonly ratioFromBytes: number
  /** Bodies larger than this are read to their end a few at a time: 248 exchanges may be under way. */
  readonly largeFromBytes: number
  readonly largeAtOnce: number
  /** Of one answer with sound or film; four hours of speech are 400 MB. */
  readonly mediaBytes: number
  /** Bytes of an answer's head; generous for the Link and policy headers of large sites. */
  readonly headBytes: number
}

const MB = 1024 * 1024

export const standardLimits: Limits = {
  connectMs: 8_000,
  firstByteMs: 15_000,
  idleMs: 10_000,
  totalMs: 30_000,
  pace: { bytes: 30 * 1024, overMs: 30_000 },
  bodyMs: 120_000,
  perAddressMs: 2_000,
  redirects: 5,
  encodings: 2,
  wireBytes: { feed: 10 * MB, page: 10 * MB, picture: 10 * MB, robots: MB / 2 },
  plainBytes: { feed: 20 * MB, page: 20 * MB, picture: 10 * MB, robots: MB },
  ratio: 100,
  ratioFromBytes: MB,
  largeFromBytes: MB,
  largeAtOnce: 12,
  mediaBytes: 2048 * MB,
  headBytes: 64 * 1024,
}
