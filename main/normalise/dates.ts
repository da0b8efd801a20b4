/**
 * dates.ts — the dates that outlets write, as epoch milliseconds.
 *
 * Room:     main/normalise. Pure; no clock.
 * Promises: never throws; null for what cannot be read with confidence (better no date than a wrong one).
 * Reads:    RFC 822/2822/850, asctime, RFC 3339 and its looser kin, ordinal days, 2025年2月8日, 令和7年2月8日,
 *           2025년 2월 8일, months of three dozen languages (months.ts), 8.2.2025, digits of any script, epoch seconds and
 *           milliseconds.
 * Knows:    - a missing zone means the outlet's zone where that is known, else UTC: the reader's own zone would
 *             change with the reader.
 *           - `08/02/2025` may be two days; the language decides, else it is read only when one number is above 12.
 *           - CST is Chicago, and China in a Chinese paper; IST is India, and Israel in a Hebrew one.
 */
import { fold, monthNumbers } from './months.ts'
import { isPlace, minutesAt, zoneNamed, zoneOfLanguage } from './zones.ts'
import type { Zone } from '../model/ingest.ts'

/** What is known of the outlet that wrote a date. */
export interface DateGround {
  /** Where dates without a zone are written; null: by the language, else UTC. */
  readonly zone: Zone | null
  /** BCP 47. */
  readonly language: string | null
}

const nowhere: DateGround = { zone: null, language: null }

const eras: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  明治: 1867,
  r: 2018,
  h: 1988,
  s: 1925,
}

/** @param text As the outlet wrote it. @returns Null for unreadable, impossible, before 1800 or after 2199. */
export function readDate(text: string | null, ground: DateGround = nowhere): number | null {
  if (text === null) return null
  const usual = usualDate(text)
  if (usual !== null) return usual
  const trimmed = withHalves(
    clockBehindDay(
      asWritten(
        inAscii(
          text
            .slice(0, 200)
            .normalize('NFKC')
            // One character may have become eighteen.
            .slice(0, 200)
            .replace(/[\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ')
            .trim(),
        ),
      ),
    ),
  )
  if (!/\d/.test(trimmed)) return null
  const known = ground.language === null ? { ...ground, language: languageOfLetters(text) } : ground
  return (
    epoch(trimmed) ??
    eastAsian(trimmed, known) ??
    iso(trimmed, known) ??
    worded(trimmed, known) ??
    numeric(trimmed, known)
  )
}

/** Hangul is Korean; only Japan counts by 令和 and halves the day into 午前 and 午後; other Chinese characters may be anybody's. */
function languageOfLetters(text: string): string | null {
  if (/[\uac00-\ud7a3]/.test(text)) return 'ko'
  return /令和|平成|昭和|午前|午後/.test(text) ? 'ja' : null
}

/** The first of several texts that can be read. */
export function readFirstDate(texts: readonly (string | null)[], ground: DateGround): number | null {
  for (const text of texts) {
    const found = readDate(text, ground)
    if (found !== null) return found
  }
  return null
}

/** What lists sort by: the outlet's date, never later than arrival; arrival when there is none. */
export function sortTime(published: number | null, arrived: number): number {
  return published === null ? arrived : Math.min(published, arrived)
}

const rfc822 =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d)(\d\d)|GMT|UTC)$/

/** What most feeds write, without the long way round. */
function usualDate(text: string): number | null {
  const found = rfc822.exec(text)
  const month = found === null ? undefined : monthNumbers.get((found[2] ?? '').toLowerCase())
  if (found === null || month === undefined) return null
  const [, day, , year, hour, minute, second, sign, zoneHours, zoneMinutes] = found
  const zone = Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)
  if (zone > 14 * 60) return null
  const clock = [Number(hour), Number(minute), Number(second)] as const
  return build([Number(year), month, Number(day)], clock, sign === '-' ? -zone : zone)
}

/** `21:05 16.09.2024`, `2024-09-16 at 21:05` and `16/09/2024 - 21:05` as everybody else writes them. */
function clockBehindDay(text: string): string {
  return text
    .replace(/(?<=\d) (?:at|-) (?=\d{1,2}:\d)/i, ' ')
    .replace(/^(\d{1,2}:\d{2}(?::\d{2})?) (\d{1,4}[./-]\S+)/, '$2 $1')
}

/** Digits of other scripts as ours: each script has its ten in a row. */
function inAscii(text: string): string {
  if (!/[^\P{Nd}0-9]/u.test(text)) return text
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0
    let value = 0
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1
    return String(value)
  })
}

/** Without a word before it (`Published: …`), and months that are only numbers (`02 1月 2026`, `02 Th01 2026`) as such. */
function asWritten(text: string): string {
  return text
    .replace(/^\p{L}[\p{L}\p{M}]{2,15}: ?(?=\S)/u, '')
    .replace(/^(\d{1,2})\. (\d{1,2})\. (?=\d{4}\b)/, '$1.$2.')
    .replace(/\b(?:klo?\.?|um|alle|ore) (\d{1,2})\.(?=\d\d\b)/i, '$1:')
    .replace(/^(?:[^\d\s]{1,9}|T\d),? (?=\d{1,2} (?:\d{1,2}月|th))/i, '')
    .replace(
      /^(\d{1,2}) (?:(\d{1,2})月|(?:th|tháng) ?(\d{1,2}))[, ]+(\d{4})\b/i,
      (_, day: string, a?: string, b?: string, year?: string) => [year ?? '', a ?? b ?? '', day].join('-'),
    )
}

/** Halves of the day that stand before the hour (午後3時, 오후 3:04) as hours of 24. */
function withHalves(text: string): string {
  if (!/[午前後上下凌晨晚오전후]/.test(text)) return text
  return text.replace(
    /(午前|上午|오전|凌晨|早上|午後|下午|오후|晚上) ?(\d{1,2})(?=\D)/,
    (_, half: string, hour: string) => {
      const isLate = /午後|下午|오후|晚上/.test(half)
      return ` ${String((Number(hour) % 12) + (isLate ? 12 : 0))}`
    },
  )
}

function epoch(text: string): number | null {
  const found = /^(\d{9,10})(?:\.\d+)?$|^(1\d{12})$/.exec(text)
  if (found === null) return null
  return found[1] === undefined ? Number(found[2]) : Number(found[1]) * 1000
}

const dashed =
  /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)(?:[T ,]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,:](\d{1,9}))?)?| ?T(\d{2})(\d{2})?(\d{2})?)?(?: ?([ap])\.?m\b\.?)?[ ]?(.*)$/i
const solid = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?()()()()()([^\d].*)?)?$/i

function iso(text: string, ground: DateGround): number | null {
  const short = /^(\d{2})-(\d{2})-(\d{2})(?=$|[T ])/.exec(text)
  const bare = text
    .replace(/^\p{L}{2,12}[.,]* (?=\d{4}[-/.])/u, '')
    // A year of Google's had months of three digits.
    .replace(/^(\d{4}-)0(\d\d-)/, '$1$2')
  const full = short === null ? bare : `${String(fullYear(short[1] ?? ''))}${text.slice(2)}`
  const ordinal = /^(\d{4})(?:-?(\d{3}))?(?:[T ](\d{1,2}:.*|\d{4}.*))?$/.exec(full)
  if (ordinal !== null) return ordinalDay(ordinal, ground)
  const found = dashed.exec(full) ?? solid.exec(full)
  if (found === null) return null
  const [, year = '', month, day, h, m, s, fraction, h2, m2, s2, half, zone] = found
  const clock = clockOf(['', h ?? h2 ?? '0', m ?? m2 ?? '0', s ?? s2 ?? '0', half ?? ''])
  return build(
    [fullYear(year), Number(month), Number(day ?? 1)],
    clock,
    zoneOf(zone ?? '', ground),
    fraction === undefined || fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
  )
}

/** `2025`, `2025-039`, `2025039`: day of the year. */
function ordinalDay([, year, day = '1', time = '']: readonly (string | undefined)[], ground: DateGround) {
  const number = Number(day)
  if (number < 1 || number > 366) return null
  const start = build([Number(year), 1, 1], clockOf(timeIn(time)), zoneOf(time, ground))
  return start === null ? null : start + (number - 1) * 86_400_000
}

function eastAsian(text: string, ground: DateGround): number | null {
  const found =
    /(令和|平成|昭和|大正|明治|\b[RHS])? ?(元|\d{1,4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号號]?)?(.*)$/i.exec(
      text,
    )
  if (found === null) return null
  const [, era, yearText = '', month, day = '1', rest = ''] = found
  const number = yearText === '元' ? 1 : Number(yearText)
  const year = era === undefined ? fullYear(yearText) : (eras[era.toLowerCase()] ?? 0) + number
  const time =
    /(\d{1,2}) ?(?::|時|时|點|点|시) ?(\d{1,2})?(?: ?(?::|分|분) ?(\d{1,2}))?(?: ?([ap])\.?m\b)?/i.exec(rest)
  const half = /半/.test(rest.slice(0, 12)) ? '30' : '0'
  const clock = time === null ? null : ['', time[1], time[2] ?? half, time[3] ?? '0', time[4] ?? '']
  const zone = /(?:[+-]\d{2}:?\d{2}|\b[A-Z]{1,4})\)?$/.exec(rest)?.[0] ?? ''
  return build([year, Number(month), Number(day)], clockOf(clock), zoneOf(zone, ground))
}

const clockTime =
  /(\d{1,2})(?::| ?h ?(?=\d{2})|\.(?=\d{2} ?(?:Uhr|[+-]\d|[A-Z]{3,4}\b)))(\d{1,2})(?!\d)(?::(\d{1,2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\b\.?)?/i
const timeIn = (text: string) => clockTime.exec(text)

/** Any order of day, month's name and year, with or without a time. */
function worded(text: string, ground: DateGround): number | null {
  const time = timeIn(text)
  const before = time === null ? text : text.slice(0, time.index)
  const after = time === null ? '' : text.slice(time.index + time[0].length)
  // asctime puts the year behind the time: `Sat Feb  8 10:11:12 2025`.
  const yearBehind = /(?:^| )(\d{4})$/.exec(after)
  const hasDateBefore = /[\p{L}\p{M}]{3}/u.test(before) && /\d/.test(before)
  const words = `${before} ${yearBehind?.[1] ?? ''} ${time === null || hasDateBefore ? '' : after}`
  const tokens = words.split(/[^\p{L}\p{M}\d.]+/u).flatMap((word) => word.match(/[\p{L}\p{M}.]+|\d+/gu) ?? [])
  const month = tokens
    .map((token) => monthNumbers.get(fold(token)))
    .findLast((number) => number !== undefined)
  const numbers = tokens.filter((token) => /^\d+$/.test(token))
  if (month === undefined) return null
  // `Nov. 2020`, and nothing else.
  if (numbers.length === 1 && /^\p{L}+\.? \d{4}$/u.test(text))
    return build([Number(numbers[0]), month, 1], [0, 0, 0], zoneOf('', ground))
  if (numbers.length < 2) return null
  const yearAt = numbers.findIndex((number) => number.length > 2)
  const year = numbers[yearAt < 0 ? 1 : yearAt] ?? ''
  const day = numbers[yearAt === 0 ? 1 : 0] ?? ''
  const zone = hasDateBefore ? after.replace(/ \d{4}$/, '') : ''
  return build([fullYear(year), month, Number(day)], clockOf(time), zoneOf(zone, ground))
}

function numeric(text: string, ground: DateGround): number | null {
  const found =
    /^(?:\p{L}{2,12}[.,]? )?(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b\.?(?:[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?([ap])\.?m\b\.?)?)?(.*)$/iu.exec(
      text,
    )
  if (found === null) return null
  const [, first, separator, second, year = '', hour, minute, seconds, half, zone] = found
  const [a, b] = [Number(first), Number(second)]
  const isMonthFirst =
    separator === '/' ? b > 12 || (a <= 12 && isAmerican(half, ground)) : separator === '-' && b > 12
  if (separator === '/' && a <= 12 && b <= 12 && a !== b && isMonthFirst === null) return null
  if (isMonthFirst === null) return null
  const [day, month] = isMonthFirst ? [b, a] : [a, b]
  const time = hour === undefined ? null : ['', hour, minute ?? '0', seconds ?? '0', half ?? '']
  return build([fullYear(year), month, day], clockOf(time), zoneOf(zone ?? '', ground))
}

/** Whether `8/2/2025` has the month first; null when nobody can say. Programs that write AM and PM are American. */
function isAmerican(half: string | undefined, { language }: DateGround): boolean | null {
  const tag = language?.toLowerCase() ?? ''
  if (tag === 'en-us' || (half !== undefined && !/^en-(?:gb|au|nz|ie|in|za)$/.test(tag))) return true
  return tag === '' || tag === 'en' || /^(?:ja|zh|ko)/.test(tag) ? null : false
}

type Clock = readonly [hour: number, minute: number, second: number]

function clockOf(time: readonly (string | undefined)[] | null): Clock {
  if (time === null) return [0, 0, 0]
  const [, hourText, minute, second, half] = time
  const hour = Number(hourText)
  const isHalf = half !== undefined && half !== '' && hour <= 12
  const shown = isHalf ? (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : hour
  return [shown, Number(minute === '' ? 0 : (minute ?? 0)), Number(second === '' ? 0 : (second ?? 0))]
}

function fullYear(text: string): number {
  const year = Number(text)
  // Thailand counts from the Buddha's death.
  if (year > 2400 && year < 2700) return year - 543
  if (text.length > 2) return text.length === 3 ? year + 1900 : year
  return year < 50 ? year + 2000 : year + 1900
}

/** The zone that is written; the outlet's own when none is that we know. */
function zoneOf(text: string, { zone, language }: DateGround): Zone {
  const offset = /(?:^|[^\d])([+-])(\d{1,2}):?(\d{2})?(?!\d)/.exec(text.replace('\u2212', '-'))
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    if (minutes > 14 * 60) return 0
    return offset[1] === '-' ? -minutes : minutes
  }
  const place = /\b[A-Z][a-z]+(?:\/[A-Z][A-Za-z_-]+){1,2}\b/.exec(text)?.[0] ?? null
  if (place !== null && isPlace(place)) return place
  for (const [name] of text.matchAll(/[a-z]{1,5}/gi)) {
    const found = zoneNamed(name, language)
    if (found !== null) return found
  }
  return zone ?? zoneOfLanguage(language) ?? 0
}

function build(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: Clock,
  zone: Zone,
  millis = 0,
): number | null {
  const isMidnight = hour === 24 && minute === 0 && second === 0
  const isTime = (hour < 24 || isMidnight) && minute < 60 && second <= 60
  if (!isTime || year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCDate() !== day) return null
  const clock = ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 + millis
  const wall = date.getTime() + clock
  const moment = wall - minutesAt(zone, wall) * 60_000
  // The very epoch is a program's empty date, not an outlet's.
  return moment === 0 ? null : moment
}
