/**
 * hints.ts — what a document says about when to ask again. Room: main/parse. Pure.
 * Source: RSS 2.0 (ttl, skipHours, skipDays; times are GMT), RSS 1.0 syndication module.
 */
import type { PreparedHead } from './prepareHead.ts'
import type { RawHints } from './types.ts'

const hour = 3_600_000
const periods = new Map([
  ['hourly', hour],
  ['daily', 24 * hour],
  ['weekly', 7 * 24 * hour],
  ['monthly', 30 * 24 * hour],
  ['yearly', 365 * 24 * hour],
])
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

export const noHints: RawHints = { ttlMinutes: null, skipHours: [], skipDays: [], updatePeriodMs: null }

export function hintsOf({ ttl, period, frequency, hours, days }: PreparedHead): RawHints {
  // The module says daily when only the frequency is given.
  const length = periods.get(period === '' && frequency !== '' ? 'daily' : period) ?? null
  const times = Number.parseInt(frequency, 10)
  return {
    ttlMinutes: minutesOf(ttl),
    // Hour 24 is written for midnight.
    skipHours: unique(hours.map((text) => (/^\d{1,2}$/.test(text) ? Number(text) % 24 : -1))),
    skipDays: unique(days.map((text) => dayNames.indexOf(text.slice(0, 3).toLowerCase()))),
    updatePeriodMs: length === null ? null : Math.round(length / (times > 0 && times <= 1000 ? times : 1)),
  }
}

function minutesOf(text: string): number | null {
  const minutes = Number.parseInt(text, 10)
  return minutes > 0 && minutes <= 525_600 ? minutes : null
}

const unique = (numbers: readonly number[]) => [...new Set(numbers.filter((one) => one >= 0))]
