/**
 * times.ts — moments and sizes as a person says them.
 *
 * Room:     renderer/text. Promises: pure; `now` is given. Formats are made once a locale: making one costs
 *           about 50 µs, which a list of headlines would pay again for every row.
 */
import type { Millis } from '../../preload/contract/model.ts'

const made = new Map<string, Intl.DateTimeFormat | Intl.RelativeTimeFormat>()

function dates(locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, options)
  made.set(key, format)
  return format as Intl.DateTimeFormat
}

function spans(locale: string): Intl.RelativeTimeFormat {
  const key = `${locale} span`
  const format = made.get(key) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  made.set(key, format)
  return format as Intl.RelativeTimeFormat
}

const minute = 60_000
const hour = 60 * minute

/** For a row: how long ago today, the weekday word yesterday, else the date. */
export function shortTime(at: Millis, now: Millis, locale: string): string {
  const ago = now - at
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (ago < minute && ago > -minute) return spans(locale).format(0, 'second')
  if (at >= midnight && ago > 0) {
    return ago < hour
      ? spans(locale).format(-Math.floor(ago / minute), 'minute')
      : spans(locale).format(-Math.floor(ago / hour), 'hour')
  }
  if (at < midnight && at >= midnight - 24 * hour) return spans(locale).format(-1, 'day')
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return isThisYear
    ? dates(locale, 'day', { day: 'numeric', month: 'short' }).format(at)
    : dates(locale, 'year', { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
}

const dayMs = 86_400_000

/** For the head of an article. Midnight to the millisecond is a date that came without a time: the day alone. */
export function longTime(at: Millis, locale: string): string {
  if (at % dayMs === 0) return dates(locale, 'day alone', { dateStyle: 'full', timeZone: 'UTC' }).format(at)
  if (!locale.startsWith('ja')) {
    return dates(locale, 'long', { dateStyle: 'full', timeStyle: 'short' }).format(at)
  }
  // The full style runs day and weekday together; a Japanese paper prints 11月23日（月）.
  const day = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const
  const printed = dates(locale, 'long day', day).format(at).replace('(', '（').replace(')', '）')
  return `${printed} ${clockTime(at, locale)}`
}

export function clockTime(at: Millis, locale: string): string {
  return dates(locale, 'clock', { timeStyle: 'short' }).format(at)
}

/** The clock for what happened today, day and clock for what happened before. */
export function dayTime(at: Millis, now: Millis, locale: string): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clockTime(at, locale)
  return dates(locale, 'day time', {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at)
}

/** A day alone: `23 November 2026`. */
export function longDay(at: Millis, locale: string): string {
  return dates(locale, 'long day alone', { dateStyle: 'long' }).format(at)
}

/** A room on disk: `512 MB`, `2 GB`. */
export function roomSize(megabytes: number, locale: string): string {
  const isSmall = megabytes < 1000
  const unit = isSmall ? 'megabyte' : 'gigabyte'
  const options = { style: 'unit', unit, maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, options).format(isSmall ? megabytes : megabytes / 1024)
}

/** Like `12.3 MB`. */
export function byteSize(bytes: number, locale: string): string {
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(2, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1))
  const options = { style: 'unit', unit: units[step] ?? 'kilobyte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, options).format(bytes / 1000 ** (step + 1))
}
