/** Covers main/jobs/nextFetch.ts. Pure; the clock is an argument. */
import { describe, expect, it } from 'vitest'
import { isDue, isNetworkTrouble, quietMs, restMs, retryDelayMs } from '../../../../main/jobs/nextFetch.ts'
import { noFetchRecord } from '../../../../main/store/shapes.ts'
import type { FetchRecord } from '../../../../main/store/types.ts'

const hour = 3_600_000
const now = 1_000 * hour

const record = (facts: Partial<FetchRecord> = {}): FetchRecord => ({ ...noFetchRecord, ...facts })

describe('when a feed is asked', () => {
  it('asks a feed that was never asked', () => {
    expect(isDue(record(), 'start', now, hour)).toBe(true)
    expect(isDue(record(), 'interval', now, hour)).toBe(true)
  })

  it('does not ask again at a restart before the server wants it', () => {
    const fresh = record({ checkedAt: now - 60_000, nextAt: now + quietMs })
    expect(isDue(fresh, 'start', now, hour)).toBe(false)
  })

  it('waits for the reader’s interval between starts', () => {
    const rested = record({ checkedAt: now - hour / 2, nextAt: now - 1 })
    expect(isDue(rested, 'interval', now, hour)).toBe(false)
    expect(isDue(rested, 'interval', now + hour / 2, hour)).toBe(true)
  })

  it('always asks when the reader wishes it', () => {
    expect(isDue(record({ nextAt: now + 99 * hour }), 'wish', now, hour)).toBe(true)
  })

  it('is not silenced for ever by a clock that was set back', () => {
    expect(isDue(record({ checkedAt: now + 24 * hour, nextAt: now + 25 * hour }), 'start', now, hour)).toBe(
      true,
    )
  })
})

describe('how long a feed is left alone', () => {
  it('honours what the server and the feed ask for, between ten minutes and a day', () => {
    expect(restMs(null, null)).toBe(quietMs)
    expect(restMs(2 * hour, 15)).toBe(2 * hour)
    expect(restMs(0, 180)).toBe(3 * hour)
    expect(restMs(1000 * hour, null)).toBe(24 * hour)
  })

  it('doubles after each failure up to a day', () => {
    const failure = { kind: 'http', url: '', status: 500 } as const
    const waits = [1, 2, 3, 10].map((failures) => retryDelayMs(failure, failures, now))
    expect(waits).toEqual([hour, 2 * hour, 4 * hour, 24 * hour])
  })

  it('comes back when a busy server said, and not sooner', () => {
    const failure = { kind: 'busy', host: 'x', retryAt: now + 5 * hour } as const
    expect(retryDelayMs(failure, 1, now)).toBe(5 * hour)
  })

  it('does not hold a missing network against the outlet', () => {
    expect(retryDelayMs({ kind: 'offline', byChoice: false }, 3, now)).toBe(0)
    expect(isNetworkTrouble({ kind: 'no-such-host', host: 'x' })).toBe(true)
    expect(isNetworkTrouble({ kind: 'http', url: '', status: 404 })).toBe(false)
  })
})
