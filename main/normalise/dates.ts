/**
 * dates.ts — the dates that outlets write, as epoch milliseconds.
 *
 * Room:     main/normalise. Pure; no clock.
 * Promises: never throws; null for what cannot be read with confidence (better no date than a wrong one).
 * Reads:    RFC 822/2822/850, RFC 3339 and its looser kin, 2025年2月8日, 令和7年2月8日, 2025년 2월 8일, months of ten
 *           languages, 8.2.2025, epoch seconds and milliseconds.
 * Knows:    - a missing zone means UTC: the reader's own zone would change with the reader.
 *           - `08/02/2025` may be two days; it is read only when one number is above 12.
 */
import { fold, monthNumbers, zoneMinutes } from './months.ts'

const eras: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  r: 2018,
  h: 1988,
  s: 1925,
}

/** @param text As the outlet wrote it. @returns Null for unreadable, impossible, before 1800 or after 2199. */
export function readDate(text: string | null): number | null {
  if (text === null) return null
  const trimmed = text
    .slice(0, 200)
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim()
    .normalize('NFKC')
  if (trimmed === '') return null
  return epoch(trimmed) ?? iso(trimmed) ?? eastAsian(trimmed) ?? worded(trimmed) ?? numeric(trimmed)
}

/** What lists sort by: the outlet's date, never later than arrival; arrival when there is none. */
export function sortTime(published: number | null, arrived: number): number {
  return published === null ? arrived : Math.min(published, arrived)
}

function epoch(text: string): number | null {
  const found = /^(\d{9,10})(?:\.\d+)?$|^(\d{12,13})$/.exec(text)
  if (found === null) return null
  return found[1] === undefined ? Number(found[2]) : Number(found[1]) * 1000
}

function iso(text: string): number | null {
  const found =
    /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?[ ]?(.*)$/i.exec(
      text,
    ) ?? /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?()(.*))?$/i.exec(text)
  if (found === null) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = found
  return build(
    [Number(year), Number(month), Number(day ?? 1)],
    [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)],
    zoneOf(zone ?? ''),
    fraction === undefined || fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
  )
}

function eastAsian(text: string): number | null {
  const found =
    /(令和|平成|昭和|大正|[RHS])? ?(元|\d{1,4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일号]?(.*)$/i.exec(
      text,
    )
  if (found === null) return null
  const [, era, yearText = '', month, day, rest = ''] = found
  const year =
    (era === undefined ? 0 : (eras[era.toLowerCase()] ?? 0)) + (yearText === '元' ? 1 : Number(yearText))
  const time =
    /(午前|午後|上午|下午|오전|오후)? ?(\d{1,2}) ?(?::|時|时|點|点|시) ?(\d{1,2})?(?: ?(?::|分|분) ?(\d{1,2}))?/.exec(
      rest,
    )
  const isAfternoon = /午後|下午|오후/.test(time?.[1] ?? '')
  const hour = Number(time?.[2] ?? 0)
  return build(
    [year, Number(month), Number(day)],
    [isAfternoon && hour < 12 ? hour + 12 : hour, Number(time?.[3] ?? 0), Number(time?.[4] ?? 0)],
    zoneOf(/(?:[+-]\d{2}:?\d{2}|\b[A-Z]{1,4})$/.exec(rest)?.[0] ?? ''),
  )
}

/** Any order of day, month's name and year, with or without a time. */
function worded(text: string): number | null {
  const time = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\b\.?)?/i.exec(text)
  const before = time === null ? text : text.slice(0, time.index)
  const after = time === null ? '' : text.slice(time.index + time[0].length)
  // asctime puts the year behind the time: `Sat Feb  8 10:11:12 2025`.
  const yearBehind = /(?:^| )(\d{4})$/.exec(after)
  const words = `${before} ${yearBehind?.[1] ?? ''} ${time === null || /\p{L}{3}.*\d/u.test(before) ? '' : after}`
  const tokens = words.split(/[^\p{L}\p{M}\d.]+/u).flatMap((word) => word.match(/[\p{L}\p{M}.]+|\d+/gu) ?? [])
  const month = tokens
    .map((token) => monthNumbers.get(fold(token)))
    .findLast((number) => number !== undefined)
  const numbers = tokens.filter((token) => /^\d+$/.test(token))
  if (month === undefined || numbers.length < 2) return null
  const yearAt = numbers.findIndex((number) => number.length > 2)
  const year = numbers[yearAt < 0 ? 1 : yearAt] ?? ''
  const day = numbers[yearAt === 0 ? 1 : 0] ?? ''
  return build([fullYear(year), month, Number(day)], clockOf(time), zoneOf(after.replace(/ \d{4}$/, '')))
}

function numeric(text: string): number | null {
  const found =
    /^(\d{1,2})([./-])(\d{1,2})\2(\d{2,4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])m)?)?(.*)$/i.exec(
      text,
    )
  if (found === null) return null
  const [, first, separator, second, year = '', hour, minute, seconds, half, zone] = found
  const [a, b] = [Number(first), Number(second)]
  if (separator === '/' && a <= 12 && b <= 12 && a !== b) return null
  const [day, month] = separator === '/' && b > 12 ? [b, a] : [a, b]
  const time = hour === undefined ? null : ['', hour, minute ?? '0', seconds ?? '0', half ?? '']
  return build([fullYear(year), month, day], clockOf(time), zoneOf(zone ?? ''))
}

type Clock = readonly [hour: number, minute: number, second: number]

function clockOf(time: readonly (string | undefined)[] | null): Clock {
  if (time === null) return [0, 0, 0]
  const [, hourText, minute, second, half] = time
  const hour = Number(hourText)
  const isHalf = half !== undefined && half !== '' && hour <= 12
  const shown = isHalf ? (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : hour
  return [shown, Number(minute), Number(second === '' ? 0 : (second ?? 0))]
}

function fullYear(text: string): number {
  const year = Number(text)
  if (text.length > 2) return text.length === 3 ? year + 1900 : year
  return year < 50 ? year + 2000 : year + 1900
}

/** Minutes east of Greenwich; 0 when there is no zone that we know. */
function zoneOf(text: string): number {
  const offset = /(?:^|[^\d])([+-])(\d{1,2}):?(\d{2})?(?!\d)/.exec(text.replace('\u2212', '-'))
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    if (minutes > 14 * 60) return 0
    return offset[1] === '-' ? -minutes : minutes
  }
  const name = /[a-z]{1,5}/i.exec(text)?.[0].toLowerCase()
  return name === undefined ? 0 : (zoneMinutes.get(name) ?? 0)
}

function build(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: Clock,
  zone: number,
  millis = 0,
): number | null {
  const isTime = hour < 24 && minute < 60 && second <= 60
  if (!isTime || year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return null
  const time = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), millis)
  if (!Number.isFinite(time) || new Date(time).getUTCDate() !== day) return null
  const moment = time - zone * 60_000
  // The very epoch is a program's empty date, not an outlet's.
  return moment === 0 ? null : moment
}
