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

/** For the head of an article. */
export function longTime(at: Millis, locale: string): string {
  return dates(locale, 'long', { dateStyle: 'full', timeStyle: 'short' }).format(at)
}

export function clockTime(at: Millis, locale: string): string {
  return dates(locale, 'clock', { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** Like `12.3 MB`. */
export function byteSize(bytes: number, locale: string): string {
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(2, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1))
  const options = { style: 'unit', unit: units[step] ?? 'kilobyte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, options).format(bytes / 1000 ** (step + 1))
}
