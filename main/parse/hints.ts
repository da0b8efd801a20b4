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

export const noHints: RawHints = {
  ttlMinutes: null,
  skipHours: [],
  skipDays: [],
  updatePeriodMs: null,
  updateBase: null,
}

export function hintsOf({ ttl, period, frequency, base, hours, days }: PreparedHead): RawHints {
  // The module says daily when only the frequency is given.
  const length = periods.get(period === '' && frequency !== '' ? 'daily' : period) ?? null
  const times = Number.parseInt(frequency, 10)
  return {
    ttlMinutes: minutesOf(ttl),
    // Hour 24 is written for midnight.
    skipHours: unique(hours.map((text) => (/^\d{1,2}$/.test(text) ? Number(text) % 24 : -1))),
    skipDays: unique(days.map((text) => dayNames.indexOf(text.slice(0, 3).toLowerCase()))),
    updatePeriodMs: length === null ? null : Math.round(length / (times > 0 && times <= 1000 ? times : 1)),
    updateBase: isMoment.test(base) ? Date.parse(base) : null,
  }
}

/** The module writes W3C-DTF; without a zone it would be anybody's clock. */
const isMoment =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)$/

function minutesOf(text: string): number | null {
  const minutes = Number.parseInt(text, 10)
  return minutes > 0 && minutes <= 525_600 ? minutes : null
}

const unique = (numbers: readonly number[]) => [...new Set(numbers.filter((one) => one >= 0))]
