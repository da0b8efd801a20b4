/**
 * nextFetch.ts — when a feed may and should be asked again. Pure; the clock comes in as an argument.
 *
 * Two times are told apart: a feed *may* be asked from `nextAt` on (what the server said, or the back-off after
 * a failure), and *should* be asked when the reader's interval has passed since the last answer.
 * Source: feeds.md §2.3; RFC 9111 for cache life; RSS 2.0 for ttl.
 */
import { unreachable } from '../../preload/contract/failure.ts'
import type { Failure } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { FetchRecord } from '../store/types.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** No feed is asked twice within this time unless the reader asks (features.md §4.3). */
export const quietMs = 10 * minute

/** A feed that failed is left alone 1 h, 2 h, 4 h … up to a day; one that is gone for a month. */
export function retryDelayMs(failure: Failure, failures: number, now: Millis): Millis {
  if (failure.kind === 'offline') return 0
  if (failure.kind === 'gone') return 30 * day
  if (failure.kind === 'busy' && failure.retryAt !== null) return Math.max(minute, failure.retryAt - now)
  return backOff(failures)
}

function backOff(failures: number): Millis {
  return Math.min(day, hour * 2 ** Math.max(0, failures - 1))
}

/** How long after a good answer the server wants to be left alone; between 10 minutes and a day. */
export function restMs(freshForMs: Millis | null, ttlMinutes: number | null): Millis {
  const asked = Math.max(freshForMs ?? 0, (ttlMinutes ?? 0) * minute)
  return Math.min(day, Math.max(quietMs, asked))
}

export type Occasion = 'start' | 'interval' | 'wish'

/** Whether to ask a feed now. */
export function isDue(record: FetchRecord, occasion: Occasion, now: Millis, intervalMs: Millis): boolean {
  // A clock set back must not silence a feed for ever: no record is believed more than a day ahead of the quiet time.
  const isClockBack = record.checkedAt !== null && record.checkedAt > now + minute
  switch (occasion) {
    case 'wish':
      return true
    case 'start':
      return isClockBack || now >= record.nextAt
    case 'interval':
      return isClockBack || (now >= record.nextAt && now >= (record.checkedAt ?? 0) + intervalMs)
    default:
      return unreachable(occasion)
  }
}

/** Failures that say more about this machine's network than about the outlet. */
export function isNetworkTrouble(failure: Failure): boolean {
  return failure.kind === 'offline' || failure.kind === 'no-such-host'
}
