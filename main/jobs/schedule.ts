/**
 * schedule.ts — when a feed is asked next. Pure: clock and chance come in as arguments.
 *
 * Room:     main/jobs. What it decides is kept in the feed's fetch record, so that a restart changes nothing.
 * Promises: - never sooner than ten minutes after the last answer, than the reader's interval, or than the server
 *             and the document themselves ask for (max-age minus Age, Expires, ttl, sy:*, skipHours, skipDays).
 *           - an outlet that publishes seldom is asked seldom: after a quarter of its mean gap or of its present
 *             silence, whichever is longer, and at least once a day.
 *           - chance only adds time, up to a fifth: a reader with 300 feeds does not ask 300 servers on the hour.
 *           - a clock set back moves every time of a record back with it: no storm, and nobody waits a year.
 * Source:   feeds.md §2.3; RFC 9111; RSS 2.0 (ttl, skipHours, skipDays); RSS 1.0 syndication module.
 */
import { unreachable } from '../../preload/contract/failure.ts'
import type { Failure } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { FeedHints } from '../model/ingest.ts'
import type { FetchRecord, Rhythm } from '../model/fetchRecord.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** No feed is asked by itself twice within this time. */
export const quietMs = 10 * minute
/** A reader may ask for one feed this often, and for many at once that often. */
export const wishOneMs = minute
export const wishAllMs = 5 * minute
const longestMs = day
/** Articles that the rhythm is taken from. */
const rhythmFrom = 20

/**
 * How often an outlet publishes.
 * @param times Of its articles, any order. Those after `now` say nothing.
 * @returns     Null for less than two articles.
 */
export function rhythmOf(times: readonly Millis[], now: Millis): Rhythm | null {
  const newest = times
    .filter((time) => time > 0 && time <= now)
    .sort((a, b) => b - a)
    .slice(0, rhythmFrom)
  const [first, last] = [newest[0], newest.at(-1)]
  if (first === undefined || last === undefined || newest.length < 2) return null
  return { gapMs: (first - last) / (newest.length - 1), newestAt: first }
}

export interface PlanFacts {
  readonly now: Millis
  /** The reader's. */
  readonly intervalMs: Millis
  readonly freshForMs: Millis | null
  readonly hints: FeedHints | null
  readonly rhythm: Rhythm | null
  /** 0 ≤ random < 1. */
  readonly random: number
}

/** The two times of a record after a good answer. */
export function planAfterAnswer(facts: PlanFacts): Pick<FetchRecord, 'notBefore' | 'nextAt'> {
  const { now, freshForMs, hints, random } = facts
  const ttlMs = (hints?.ttlMinutes ?? 0) * minute
  const askedFor = Math.min(longestMs, Math.max(freshForMs ?? 0, ttlMs, untilIssue(now, hints), quietMs))
  const notBefore = outOfSkips(now + askedFor, hints)
  return {
    notBefore,
    nextAt: nextAfter({ ...facts, notBefore, askedAt: now, late: askedFor * random * 0.1 }),
  }
}

/** Until the next issue is out by the outlet's own timetable: a whole period, where it does not say when its periods begin. */
function untilIssue(now: Millis, hints: FeedHints | null): Millis {
  const period = hints?.updatePeriodMs ?? 0
  const base = hints?.updateBase ?? null
  // Months and years are not all of one length.
  if (base === null || period <= 0 || period > 7 * day) return period
  return period - ((((now - base) % period) + period) % period)
}

/** The next time when only the reader's interval changed since the last answer. */
export function planAgain(record: FetchRecord, intervalMs: Millis, random: number): Millis {
  const { checkedAt, notBefore, hints, rhythm } = record
  const askedAt = checkedAt ?? 0
  return nextAfter({ askedAt, now: askedAt, intervalMs, notBefore, hints, rhythm, random, late: 0 })
}

interface NextFacts extends Omit<PlanFacts, 'freshForMs'> {
  readonly askedAt: Millis
  readonly notBefore: Millis
  readonly late: Millis
}

function nextAfter({ askedAt, now, intervalMs, notBefore, hints, rhythm, random, late }: NextFacts): Millis {
  const seldom = rhythm === null ? 0 : Math.max(rhythm.gapMs, now - rhythm.newestAt) / 4
  const wished = Math.min(longestMs, Math.max(intervalMs, seldom, quietMs))
  const next = Math.max(notBefore + late, askedAt + wished * (1 + random * 0.2))
  return outOfSkips(Math.round(next), hints)
}

/** The first moment from `at` on that lies in no skipped hour and on no skipped day. */
export function outOfSkips(at: Millis, hints: FeedHints | null): Millis {
  if (hints === null || hints.skipHours.length + hints.skipDays.length === 0) return at
  let time = at
  for (let hours = 0; hours < 8 * 24; hours++) {
    const date = new Date(time)
    const isSkipped =
      hints.skipDays.includes(date.getUTCDay()) || hints.skipHours.includes(date.getUTCHours() % 24)
    if (!isSkipped) return time
    time = (Math.floor(time / hour) + 1) * hour
  }
  // A document that forbids every hour of the week means something else.
  return at
}

/** `clock`: by itself; `start`: the reader has just come in; `wish`: asks for this feed; `wish-all`: for many at once. */
export type Occasion = 'clock' | 'start' | 'wish' | 'wish-all'

export type Verdict = 'due' | 'not-due' | 'just-asked' | 'host-busy' | 'stopped'

/**
 * Whether to ask a feed now, and why not.
 * @param isNear The feed is served by this very machine, which needs no sparing when the reader asks.
 */
export function judge(record: FetchRecord, occasion: Occasion, now: Millis, isNear: boolean): Verdict {
  if (record.busyUntil > now) return 'host-busy'
  if (record.isStopped && occasion !== 'wish') return 'stopped'
  switch (occasion) {
    case 'clock':
      return now >= record.nextAt ? 'due' : 'not-due'
    case 'start':
      return now >= Math.min(record.nextAt, startsAt(record)) ? 'due' : 'not-due'
    case 'wish':
    case 'wish-all': {
      const rest = occasion === 'wish' ? wishOneMs : wishAllMs
      return isNear || record.checkedAt === null || now - record.checkedAt >= rest ? 'due' : 'just-asked'
    }
    default:
      return unreachable(occasion)
  }
}

/**
 * From when on a reader who comes in may have it asked: as soon as the outlet's own wishes allow, which may be before
 * its rhythm would. What could not be reached is tried again too: who starts the reader anew may have mended the cable.
 */
function startsAt({ failure, checkedAt, notBefore, nextAt }: FetchRecord): Millis {
  if (failure === null) return Math.max(notBefore, (checkedAt ?? 0) + quietMs)
  return unreached.has(failure.kind) ? (checkedAt ?? 0) + minute : nextAt
}

const unreached = new Set<Failure['kind']>(['offline', 'no-such-host', 'unreachable', 'timeout', 'proxy'])

/**
 * A record from the future, as the clock was set back: all its times are moved back by as much.
 * @returns Null for a record that can be believed.
 */
export function setBack(record: FetchRecord, now: Millis): Partial<FetchRecord> | null {
  const { checkedAt, failedSince, rhythm } = record
  if (checkedAt === null || checkedAt <= now + minute) return null
  const back = (time: Millis) => (time === 0 ? 0 : Math.max(0, time - (checkedAt - now)))
  return {
    checkedAt: now,
    nextAt: back(record.nextAt),
    notBefore: back(record.notBefore),
    busyUntil: back(record.busyUntil),
    failedSince: failedSince === null ? null : back(failedSince),
    rhythm: rhythm === null ? null : { ...rhythm, newestAt: Math.min(rhythm.newestAt, now) },
  }
}
