/**
 * polite.ts — our manners: one request at a time for each host, a second between two, and no knocking while it
 * rests.
 *
 * Room:     main/fetch, around every single request of an exchange, redirects included.
 * Promises: a host is scheme, host and port. A host that named a time to come back is not asked before it.
 *           Memory only: the schedule of feeds across restarts is kept by main/jobs.
 * Knows:    pictures of one article stand on one host, and a browser would ask for six at once: two in flight
 *           100 ms apart keep a first fetch short and stay far below that. They come after feeds and pages
 *           everywhere and never take the last places.
 */
import { fail } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { Clock } from '../base/clock.ts'
import { makeQueue } from '../base/queue.ts'
import type { Queue, Turn } from '../base/queue.ts'
import { isLoopbackHost } from './guard.ts'
import type { Wants } from './types.ts'

/** In all, and of these for pictures. */
const inFlight = [24, 16] as const

/** A request without an answer for so long waits beside the others, and so many may. */
export const slowAfterMs = 2000
export const slowAtMost = 200

export interface Manners {
  /** Waits for the host's turn, then runs `task`; a host at rest is answered for with `busy`, unasked. */
  readonly inTurn: <T>(url: URL, wish: Wish, task: () => Promise<Outcome<T>>) => Promise<Outcome<T>>
}

export interface Wish {
  readonly wants: Wants
  /** The least pause at this host; null: our own. */
  readonly gapMs: Millis | null
}

/** A host that is busy and names no time. */
const restWithoutWordMs = 10 * 60_000
/** A Crawl-delay above this is no delay but a no. */
const longestGapMs = 60_000

export function makeManners(clock: Clock, queue: Queue = standardQueue()): Manners {
  const restingUntil = new Map<string, Millis>()

  /** When the host may be asked again; null when it may be now. */
  const restOf = (origin: string): Millis | null => {
    const until = restingUntil.get(origin)
    if (until === undefined || until > clock.now()) return until ?? null
    restingUntil.delete(origin)
    return null
  }

  return {
    inTurn: (url, { wants, gapMs }, task) =>
      queue.run(turnOf(url, wants, gapMs), async () => {
        const until = restOf(url.origin)
        if (until !== null) return fail({ kind: 'busy', host: url.host, retryAt: until })
        const outcome = await task()
        if (!outcome.ok && outcome.failure.kind === 'busy') {
          restingUntil.set(url.origin, outcome.failure.retryAt ?? clock.now() + restWithoutWordMs)
        }
        return outcome
      }),
  }
}

export function turnOf(url: URL, wants: Wants, wishedGapMs: Millis | null = null): Turn {
  const isPicture = wants === 'picture'
  const gapMs = Math.max(isPicture ? 100 : 1000, Math.min(longestGapMs, wishedGapMs ?? 0))
  return {
    key: url.origin,
    rank: isPicture ? 1 : 0,
    perKey: isPicture ? 2 : 1,
    // This machine's own servers need no sparing.
    gapMs: isLoopbackHost(url.hostname) ? 0 : gapMs,
  }
}

function standardQueue(): Queue {
  return makeQueue({
    inAll: inFlight,
    // A thousand papers, a fifth of them silent, are read in half a minute all the same.
    aside: { afterMs: slowAfterMs, atMost: slowAtMost },
    now: () => performance.now(),
    later: (ms, wake) => {
      setTimeout(wake, ms)
    },
  })
}
