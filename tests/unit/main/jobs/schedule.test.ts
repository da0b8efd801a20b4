/** Covers main/jobs/schedule.ts, backOff.ts and moves.ts. Pure; clock and chance are arguments. */
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../../preload/contract/failure.ts'
import { backOffMs, classOf, isNetworkTrouble, named } from '../../../../main/jobs/backOff.ts'
import { isProven, watchMove } from '../../../../main/jobs/moves.ts'
import {
  judge,
  outOfSkips,
  planAfterAnswer,
  quietMs,
  rhythmOf,
  setBack,
} from '../../../../main/jobs/schedule.ts'
import type { FeedHints } from '../../../../main/model/ingest.ts'
import type { Move } from '../../../../main/model/fetchRecord.ts'
import { aRecord } from '../../../helpers/aRecord.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** A Monday, 10:00 UTC. */
const now = Date.UTC(2026, 10, 23, 10)
const someHints = (facts: Partial<FeedHints> = {}): FeedHints => ({
  ttlMinutes: null,
  skipHours: [],
  skipDays: [],
  updatePeriodMs: null,
  updateBase: null,
  ...facts,
})
const plan = (facts: Partial<Parameters<typeof planAfterAnswer>[0]> = {}) =>
  planAfterAnswer({
    now,
    intervalMs: hour,
    freshForMs: null,
    hints: null,
    rhythm: null,
    random: 0,
    ...facts,
  })

describe('the next time', () => {
  it('is the reader’s interval when nobody says more', () => {
    expect(plan()).toEqual({ notBefore: now + quietMs, nextAt: now + hour })
  })

  it.each<[string, Partial<Parameters<typeof planAfterAnswer>[0]>, number]>([
    ['max-age or Expires', { freshForMs: 3 * hour }, 3 * hour],
    ['ttl', { hints: someHints({ ttlMinutes: 150 }) }, 2.5 * hour],
    [
      'sy:updateBase: until two in the afternoon',
      { hints: someHints({ updatePeriodMs: day, updateBase: Date.UTC(2000, 0, 1, 14) }) },
      4 * hour,
    ],
    ['sy:updatePeriod', { hints: someHints({ updatePeriodMs: 4 * hour }) }, 4 * hour],
    [
      'a base in the future',
      { hints: someHints({ updatePeriodMs: 4 * hour, updateBase: now + 21 * hour }) },
      hour,
    ],
    ['the longest of them', { freshForMs: 2 * hour, hints: someHints({ ttlMinutes: 300 }) }, 5 * hour],
    ['a year, of which a day is believed', { freshForMs: 365 * day }, day],
  ])('waits out %s', (_what, facts, ms) => {
    expect(plan(facts)).toEqual({ notBefore: now + ms, nextAt: now + ms })
  })

  it('is spread by a fifth at most, and never to an earlier time', () => {
    const spread = [0, 0.5, 0.999].map((random) => plan({ random }).nextAt - now)
    expect(Math.min(...spread)).toBe(hour)
    expect(Math.max(...spread)).toBeLessThan(1.2 * hour)
    expect(plan({ random: 0.999, freshForMs: 3 * hour }).nextAt).toBeGreaterThan(now + 3 * hour)
  })

  it('is later for an outlet that publishes seldom, and a day at most', () => {
    const rhythm = (gapMs: number, silentMs: number) => ({ gapMs, newestAt: now - silentMs })
    expect(plan({ rhythm: rhythm(day, hour) }).nextAt).toBe(now + 6 * hour)
    expect(plan({ rhythm: rhythm(hour, 12 * hour) }).nextAt).toBe(now + 3 * hour)
    expect(plan({ rhythm: rhythm(hour, 90 * day) }).nextAt).toBe(now + day)
    expect(plan({ rhythm: rhythm(minute, minute) }).nextAt).toBe(now + hour)
  })

  it('keeps out of closed hours and days, in UTC', () => {
    expect(outOfSkips(now, someHints({ skipHours: [10, 11] }))).toBe(now + 2 * hour)
    expect(outOfSkips(now, someHints({ skipDays: [1] }))).toBe(now + 14 * hour)
    expect(outOfSkips(now, someHints({ skipDays: [1], skipHours: [0, 1] }))).toBe(now + 16 * hour)
    expect(outOfSkips(now, someHints({ skipDays: [0, 1, 2, 3, 4, 5, 6] }))).toBe(now)
  })
})

describe('the rhythm of an outlet', () => {
  it('is the mean gap of its last articles, whatever their order', () => {
    expect(rhythmOf([now - 4 * hour, now, now - 2 * hour], now)).toEqual({ gapMs: 2 * hour, newestAt: now })
  })

  it('is not known from one article, nor from dates that lie ahead', () => {
    expect(rhythmOf([now], now)).toBeNull()
    expect(rhythmOf([now + day, now + 2 * day, 0], now)).toBeNull()
  })
})

describe('whether to ask now', () => {
  const rested = aRecord({ checkedAt: now - hour, nextAt: now + hour })

  it('asks by itself only what is due', () => {
    expect(judge(aRecord(), 'clock', now, false)).toBe('due')
    expect(judge(rested, 'clock', now, false)).toBe('not-due')
    expect(judge(rested, 'clock', now + hour, false)).toBe('due')
  })

  it('asks when a reader comes in, as soon as the outlet allows', () => {
    const early = aRecord({ checkedAt: now - 5 * 60_000, nextAt: now + hour })
    expect(judge(rested, 'start', now, false)).toBe('due')
    expect(judge(early, 'start', now, false)).toBe('not-due')
    expect(judge({ ...rested, notBefore: now + 1 }, 'start', now, false)).toBe('not-due')
  })

  it('tries again at a start what could not be reached, not what answered badly', () => {
    const failed = (failure: Failure) => ({ ...rested, failure, failures: 5, nextAt: now + day })
    const away: Failure = { kind: 'unreachable', host: 'a.example', code: 'ECONNREFUSED' }
    expect(judge(failed(away), 'start', now, false)).toBe('due')
    expect(judge(failed(away), 'clock', now, false)).toBe('not-due')
    expect(judge(failed({ kind: 'http', url: '', status: 500 }), 'start', now, false)).toBe('not-due')
  })

  it('asks a stopped feed for its own sake only, and a busy host not at all', () => {
    const stopped = { ...rested, isStopped: true }
    expect(judge(stopped, 'clock', now + day, false)).toBe('stopped')
    expect(judge(stopped, 'wish-all', now, false)).toBe('stopped')
    expect(judge(stopped, 'wish', now, false)).toBe('due')
    expect(judge({ ...rested, busyUntil: now + 1 }, 'wish', now, true)).toBe('host-busy')
  })

  it('spares no server of this very machine when the reader asks', () => {
    const just = aRecord({ checkedAt: now - 1000, nextAt: now + hour })
    expect(judge(just, 'wish', now, false)).toBe('just-asked')
    expect(judge(just, 'wish-all', now, true)).toBe('due')
    expect(judge(just, 'clock', now, true)).toBe('not-due')
  })

  it('moves a record from the future back as a whole', () => {
    const record = aRecord({ checkedAt: now + day, nextAt: now + day + hour, busyUntil: 0 })
    expect(setBack(record, now)).toMatchObject({ checkedAt: now, nextAt: now + hour, busyUntil: 0 })
    expect(setBack(rested, now)).toBeNull()
  })
})

describe('how long a failed feed is left alone', () => {
  const url = 'https://a.example/feed'
  const http = (status: number): Failure => ({ kind: 'http', url, status })
  const rest = (failure: Failure, failures: number, facts = {}) =>
    backOffMs(failure, { failures, failedSince: now, now, random: 0, ...facts })

  it('doubles from an hour to a day, and from six hours for a refusal', () => {
    expect([1, 2, 3, 4, 99].map((n) => rest(http(500), n))).toEqual([hour, 2 * hour, 4 * hour, 8 * hour, day])
    expect([1, 2, 3, 9].map((n) => rest(http(403), n))).toEqual([6 * hour, 12 * hour, day, day])
  })

  it('is days for a wall in front of a feed, a week at most; not for what a hotel may have put there', () => {
    const wall = (found: 'challenge' | 'blocked' | 'login' | 'consent', at = url) => ({
      kind: 'not-a-feed' as const,
      url: at,
      found,
    })
    for (const found of ['challenge', 'blocked', 'login', 'consent'] as const) {
      expect([1, 2, 3, 4, 9].map((n) => rest(wall(found), n))).toEqual([
        day,
        2 * day,
        4 * day,
        7 * day,
        7 * day,
      ])
    }
    expect(rest(wall('login', 'http://a.example/feed'), 1)).toBe(6 * hour)
  })

  it('counts a broken answer as the outlet\u2019s', () => {
    const broken = { kind: 'broken-answer', host: 'a', how: 'unreadable' } as const
    expect([classOf(broken), rest(broken, 1), rest(broken, 3)]).toEqual(['failing', hour, 4 * hour])
  })

  it('is what a busy host says, else an hour and more', () => {
    expect(rest({ kind: 'busy', host: 'a', retryAt: now + 3 * day }, 1)).toBe(3 * day)
    expect(rest({ kind: 'busy', host: 'a', retryAt: null }, 2)).toBe(2 * hour)
  })

  it('is for ever after 410, and a week after a month of failures', () => {
    expect(rest({ kind: 'gone', url }, 1)).toBeNull()
    expect(rest(http(500), 40, { failedSince: now - 31 * day })).toBe(7 * day)
    // One failure before a long holiday is no month of failures.
    expect(rest(http(500), 2, { failedSince: now - 31 * day })).toBe(2 * hour)
  })

  it('is nothing to speak of when it was the network or ourselves', () => {
    expect(rest({ kind: 'offline', byChoice: false }, 5)).toBe(0)
    expect(rest({ kind: 'reader-gave-up', url }, 5)).toBe(10 * minute)
    expect([
      classOf({ kind: 'proxy', host: 'p', code: 'x' }),
      classOf({ kind: 'tls', host: 'a', code: 'x' }),
    ]).toEqual(['network', 'failing'])
  })

  it('calls a 404 of two weeks what it is', () => {
    expect(named(http(404), 9, now - 15 * day, now)).toMatchObject({ kind: 'maybe-gone' })
    expect(named(http(404), 9, now - 13 * day, now)).toMatchObject({ kind: 'http' })
    expect(named(http(500), 9, now - 15 * day, now)).toMatchObject({ kind: 'http' })
  })

  it('tells trouble of the network from trouble of an outlet', () => {
    expect(isNetworkTrouble({ kind: 'timeout', host: 'a', stage: 'connect', ms: 1 })).toBe(true)
    expect(isNetworkTrouble({ kind: 'timeout', host: 'a', stage: 'idle', ms: 1 })).toBe(false)
    expect(isNetworkTrouble({ kind: 'unreachable', host: 'a', code: 'ECONNREFUSED' })).toBe(false)
    expect(isNetworkTrouble(http(404))).toBe(false)
  })
})

describe('a permanent move (66)', () => {
  const url = 'https://a.example/feed'
  const to = 'https://b.example/feed'
  const permanent = [{ status: 301, to }]
  const watch = (days: readonly [redirects: typeof permanent, onDay: number][]) =>
    days.reduce<Move | null>((move, [redirects, on]) => watchMove(move, url, redirects, now + on * day), null)

  it('is believed after three days that say the same', () => {
    expect(isProven(watch([[permanent, 0]]))).toBe(false)
    expect(
      isProven(
        watch([
          [permanent, 0],
          [permanent, 0],
          [permanent, 0],
        ]),
      ),
    ).toBe(false)
    expect(
      isProven(
        watch([
          [permanent, 0],
          [permanent, 1],
          [permanent, 4],
        ]),
      ),
    ).toBe(true)
  })

  it('starts anew when the old address answers by itself, or leads elsewhere', () => {
    expect(
      isProven(
        watch([
          [permanent, 0],
          [permanent, 1],
          [[], 2],
          [permanent, 3],
        ]),
      ),
    ).toBe(false)
    const other = [{ status: 308, to: 'https://c.example/feed' }]
    expect(
      isProven(
        watch([
          [permanent, 0],
          [permanent, 1],
          [other, 2],
        ]),
      ),
    ).toBe(false)
  })

  it.each([302, 303, 307])('is none with %i', (status) => {
    expect(watch([0, 1, 2, 3].map((on) => [[{ status, to }], on]))).toBeNull()
  })

  it('never leads from https to http', () => {
    expect(watch([0, 1, 2].map((on) => [[{ status: 301, to: 'http://a.example/feed' }], on]))).toBeNull()
  })
})
