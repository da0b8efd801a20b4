/**
 * backOff.ts — how long a feed that failed is left alone, by what went wrong. Pure.
 *
 * Room:    main/jobs. The count of failures and the time are kept in the fetch record, so restarts change nothing.
 * Source:  feeds.md §1 rows 44–47 and §2.3: 1 h, 2 h, 4 h … a day; refusals start at six hours; a wall in
 *          front of a feed (a check for robots) is asked after days, a week at most; a host that named a
 *          time is believed; 410 ends it; a feed that failed for a month is asked once a week.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** 404 for so long means that the feed is probably gone. */
const lostAfterMs = 14 * day
const hopelessAfterMs = 30 * day
/** A clock that jumped must not make a feed hopeless by itself. */
const hopelessFailures = 10
const lostFailures = 5

export type FailureClass = 'ours' | 'network' | 'busy' | 'refused' | 'wall' | 'gone' | 'failing'

const classes: Readonly<Partial<Record<Failure['kind'], FailureClass>>> = {
  offline: 'network',
  proxy: 'network',
  'reader-gave-up': 'ours',
  'store-write': 'ours',
  'store-newer': 'ours',
  'store-restored': 'ours',
  'articles-damaged': 'ours',
  'not-moved': 'ours',
  'not-found': 'ours',
  busy: 'busy',
  gone: 'gone',
  'private-address': 'refused',
  'bad-address': 'refused',
  robots: 'refused',
}
const refusals = new Set([401, 402, 403, 406, 407, 451])
const walls = new Set(['challenge', 'blocked', 'login', 'consent'])

/** `ours` and `network` say nothing about the outlet and do not count against it. */
export function classOf(failure: Failure): FailureClass {
  if (failure.kind === 'http') return refusals.has(failure.status) ? 'refused' : 'failing'
  if (failure.kind === 'not-a-feed') return walls.has(failure.found) ? wallClass(failure) : 'failing'
  return classes[failure.kind] ?? 'failing'
}

/** Without TLS it may be the sign-in page of a hotel's network, which is gone tomorrow. */
function wallClass({ url, found }: Extract<Failure, { kind: 'not-a-feed' }>): FailureClass {
  const isOfNetwork = (found === 'login' || found === 'consent') && !url.startsWith('https:')
  return isOfNetwork ? 'refused' : 'wall'
}

export interface BackOffFacts {
  /** This one included. */
  readonly failures: number
  readonly failedSince: Millis
  readonly now: Millis
  /** 0 ≤ random < 1; adds up to a fifth. */
  readonly random: number
}

/** How long to leave the feed alone; null: until the reader asks. */
export function backOffMs(failure: Failure, facts: BackOffFacts): Millis | null {
  const { failures, failedSince, now, random } = facts
  const spread = (ms: Millis) => Math.round(ms * (1 + random * 0.2))
  const doubled = (first: Millis) => Math.min(day, first * 2 ** Math.min(10, Math.max(0, failures - 1)))
  const isHopeless = failures >= hopelessFailures && now - failedSince >= hopelessAfterMs
  switch (classOf(failure)) {
    case 'gone':
      return null
    case 'network':
      return 0
    case 'ours':
      return spread(10 * minute)
    case 'busy': {
      const retryAt = failure.kind === 'busy' ? failure.retryAt : null
      if (retryAt !== null) return Math.max(minute, retryAt - now) + Math.round(random * minute)
      return spread(doubled(hour))
    }
    case 'wall':
      return spread(Math.min(7 * day, day * 2 ** Math.min(3, Math.max(0, failures - 1))))
    case 'refused':
      return spread(isHopeless ? 7 * day : doubled(6 * hour))
    case 'failing':
      return spread(isHopeless ? 7 * day : doubled(hour))
  }
}

/** A 404 of two weeks is told as what it is. */
export function named(failure: Failure, failures: number, failedSince: Millis, now: Millis): Failure {
  const isLost =
    failure.kind === 'http' &&
    failure.status === 404 &&
    failures >= lostFailures &&
    now - failedSince >= lostAfterMs
  return isLost ? { kind: 'maybe-gone', url: failure.url, since: failedSince } : failure
}

/** Failures that may say more about this machine's network than about the outlet. */
export function isNetworkTrouble(failure: Failure): boolean {
  if (failure.kind === 'unreachable') return failure.code === 'EHOSTUNREACH'
  if (failure.kind === 'timeout') return failure.stage === 'connect'
  return failure.kind === 'offline' || failure.kind === 'no-such-host' || failure.kind === 'proxy'
}
