/** Covers main/normalise/dates.ts. Pure; no clock. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate, sortTime } from '../../../../main/normalise/dates.ts'

const iso = (text: string) => {
  const time = readDate(text)
  return time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z')
}

describe('readDate', () => {
  it.each([
    ['Sat, 08 Feb 2025 10:11:12 +0000', '2025-02-08T10:11:12Z'],
    ['Sat, 08 Feb 2025 10:11:12 GMT', '2025-02-08T10:11:12Z'],
    ['Sun, 08 Feb 2025 10:11:12 +02:00', '2025-02-08T08:11:12Z'],
    ['8 Feb 25 10:11 -0530', '2025-02-08T15:41:00Z'],
    ['Saturday, 08-Feb-25 10:11:12 UTC', '2025-02-08T10:11:12Z'],
    ['Sat Feb  8 10:11:12 2025', '2025-02-08T10:11:12Z'],
    ['Sat, 8 Sept 2012 10:00:00 EST', '2012-09-08T15:00:00Z'],
    ['Sat, 08 Feb 2025 19:11:12 JST', '2025-02-08T10:11:12Z'],
    ['Sat, 08 Feb 2025 19:11:12 KST', '2025-02-08T10:11:12Z'],
    ['Tue, 08 Jul 2025 10:00:00 BST', '2025-07-08T09:00:00Z'],
    ['Tue, 08 Jul 2025 10:00:00 CEST', '2025-07-08T08:00:00Z'],
    ['February 8, 2025 3:04 pm', '2025-02-08T15:04:00Z'],
    ['Feb 8th, 2025 12:04 AM', '2025-02-08T00:04:00Z'],
    ['2025-02-08T10:11:12Z', '2025-02-08T10:11:12Z'],
    ['2025-02-08T10:11:12.5+09:00', '2025-02-08T01:11:12.500Z'],
    ['2025-02-08 10:11:12', '2025-02-08T10:11:12Z'],
    ['2025-02-08T10:11+0900', '2025-02-08T01:11:00Z'],
    ['2025-02-08', '2025-02-08T00:00:00Z'],
    ['2025-02', '2025-02-01T00:00:00Z'],
    ['2025/02/08 10:11', '2025-02-08T10:11:00Z'],
    ['20250208T101112Z', '2025-02-08T10:11:12Z'],
    ['2025年2月8日', '2025-02-08T00:00:00Z'],
    ['２０２５年２月８日（土）　１０時１１分', '2025-02-08T10:11:00Z'],
    ['2025年02月08日 10:11:12 +0900', '2025-02-08T01:11:12Z'],
    ['令和7年2月8日 午後3時5分', '2025-02-08T06:05:00Z'],
    ['令和元年5月1日', '2019-04-30T15:00:00Z'],
    ['平成31年4月30日', '2019-04-29T15:00:00Z'],
    ['2025년 2월 8일 오후 3:04', '2025-02-08T06:04:00Z'],
    ['2003-012-31T10:14:55+00:00', '2003-12-31T10:14:55Z'],
    ['8. Februar 2025 10:11', '2025-02-08T10:11:00Z'],
    ['Sa, 08 März 2025 10:11:12 +0100', '2025-03-08T09:11:12Z'],
    ['Mi., 08 Okt 2025', '2025-10-08T00:00:00Z'],
    ['sam. 8 févr. 2025 10:11', '2025-02-08T10:11:00Z'],
    ['mar. 4 mars 2025', '2025-03-04T00:00:00Z'],
    ['8 août 2025', '2025-08-08T00:00:00Z'],
    ['8 de enero de 2025', '2025-01-08T00:00:00Z'],
    ['8 gennaio 2025', '2025-01-08T00:00:00Z'],
    ['8 de fevereiro de 2025', '2025-02-08T00:00:00Z'],
    ['8 февраля 2025 г.', '2025-02-08T00:00:00Z'],
    ['08.02.2025 10:11', '2025-02-08T10:11:00Z'],
    ['2. února 2025', '2025-02-02T00:00:00Z'],
    ['pá, 07 kvě 2025 10:11:12 +0200', '2025-05-07T08:11:12Z'],
    ['8. helmikuuta 2025 klo 9.05', '2025-02-08T09:05:00Z'],
    ['sâm, 08 noi. 2025 10:11', '2025-11-08T10:11:00Z'],
    ['сб, 08 февруари 2025', '2025-02-08T00:00:00Z'],
    ['8 ביולי 2025', '2025-07-08T00:00:00Z'],
    ['السبت ٨ فبراير ٢٠٢٥ 10:11', '2025-02-08T10:11:00Z'],
    ['๘ กุมภาพันธ์ ๒๕๖๘', '2025-02-08T00:00:00Z'],
    ['周六, 08 2月 2025 10:11:12 +0800', '2025-02-08T02:11:12Z'],
    ['T7, 08 Th02 2025 10:11:12 +0700', '2025-02-08T03:11:12Z'],
    ['8 tháng 2, 2025', '2025-02-08T00:00:00Z'],
    ['8. 2. 2025', '2025-02-08T00:00:00Z'],
    ['Published: 2025-02-08', '2025-02-08T00:00:00Z'],
    ['2025-2-8 9:5:7', '2025-02-08T09:05:07Z'],
    ['Sat, 08 Feb 2025 10.11 +0000', '2025-02-08T10:11:00Z'],
    ['25/12/2024', '2024-12-25T00:00:00Z'],
    ['12/25/2024', '2024-12-25T00:00:00Z'],
    ['1739009472', '2025-02-08T10:11:12Z'],
    ['1739009472000', '2025-02-08T10:11:12Z'],
  ])('reads %s', (text, expected) => {
    expect(iso(text)).toBe(expected)
  })

  it.each([
    'tomorrow',
    'Invalid Date',
    '0000-00-00 00:00:00',
    '0000-00-00',
    'Sat, 08 Feb 2025 25:00:00 GMT',
    '2025-13-01',
    '2025-02-30',
    '31 Feb 2025',
    '08/02/2025',
    '+275761-01-01T00:00:00Z',
    '275761-01-01',
    '1970-01-01T00:00:00Z',
    '',
    ' ',
    '-',
    '99999999999999999',
  ])('reads nothing into "%s"', (text) => {
    expect(readDate(text)).toBeNull()
  })

  it('never throws, and never gives a time that is none', () => {
    const scrap = fc.constantFrom(
      '2025',
      '年',
      '月',
      '日',
      ':',
      '-',
      '/',
      'Feb',
      'GMT',
      '+0900',
      '8',
      '令和',
      ' ',
      'T',
    )
    const noise = fc.oneof(
      fc.string(),
      fc.array(scrap, { maxLength: 15 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(noise, (text) => {
        const time = readDate(text)
        expect(time === null || Number.isSafeInteger(time)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads back every date that it would write', () => {
    const moment = fc.date({ min: new Date('1971-01-01'), max: new Date('2199-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, (date) => {
        expect(readDate(date.toISOString())).toBe(date.getTime())
        expect(readDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })
})

describe('the outlet behind a date', () => {
  const at = (text: string, language: string | null, zone: number | string | null = null) => {
    const time = readDate(text, { language, zone })
    return time === null ? null : new Date(time).toISOString().slice(0, 16)
  }

  it.each([
    ['2025-02-08 10:00', 'ja', '2025-02-08T01:00'],
    ['2025年2月8日 10時', 'ja-JP', '2025-02-08T01:00'],
    ['2025-02-08 10:00', 'ko', '2025-02-08T01:00'],
    ['2025-02-08 10:00', 'zh-TW', '2025-02-08T02:00'],
    ['2025-02-08 10:00', 'en', '2025-02-08T10:00'],
    ['2025-02-08 10:00', null, '2025-02-08T10:00'],
    ['2025-02-08T10:00Z', 'ja', '2025-02-08T10:00'],
    ['Sat, 8 Feb 2025 10:00:00 CST', 'zh-CN', '2025-02-08T02:00'],
    ['Sat, 8 Feb 2025 10:00:00 CST', 'en', '2025-02-08T16:00'],
    ['Sat, 8 Feb 2025 10:00:00 IST', 'he', '2025-02-08T08:00'],
    ['08/02/2025', 'de', '2025-02-07T23:00'],
    ['08/02/2025', 'fr', '2025-02-08T00:00'],
    ['2025-02-08 10:00', 'de-AT', '2025-02-08T09:00'],
    ['2025-07-08 10:00', 'de', '2025-07-08T08:00'],
    ['8. Juli 2025, 10:00 Uhr', 'de', '2025-07-08T08:00'],
    ['2025-07-08 10:00', 'he-IL', '2025-07-08T07:00'],
    ['2025-07-08 10:00', 'en-GB', '2025-07-08T09:00'],
    ['2025-07-08 10:00', 'pt', '2025-07-08T10:00'],
    ['08/02/2025', 'en-US', '2025-08-02T00:00'],
    ['08/02/2025', 'en', null],
  ])('%s of a paper in %s is %s', (text, language, expected) => {
    expect(at(text, language)).toBe(expected)
  })

  it('may give its own zone, which wins over the language', () => {
    expect(at('2025-02-08 10:00', 'ja', 120)).toBe('2025-02-08T08:00')
  })

  it.each([
    ['in winter', '2025-02-08 10:00', 'America/New_York', '2025-02-08T15:00'],
    ['in summer', 'Tue, 08 Jul 2025 10:00:00', 'America/New_York', '2025-07-08T14:00'],
    ['south of the equator', '2025-01-08 10:00', 'Australia/Sydney', '2025-01-07T23:00'],
    ['in the hour that the clock leaves out', '2025-03-30 02:30', 'Europe/Berlin', '2025-03-30T01:30'],
    ['in the hour that it shows twice', '2025-10-26 02:30', 'Europe/Berlin', '2025-10-26T00:30'],
    ['just behind that hour', '2025-10-26 03:00', 'Europe/Berlin', '2025-10-26T02:00'],
    ['with an offset of its own', '2025-07-08T10:00+09:00', 'Europe/Berlin', '2025-07-08T01:00'],
    ['in a place that is none', '2025-07-08 10:00', 'Nowhere/Atall', '2025-07-08T10:00'],
  ])('may be in a place with summer time: %s', (_, text, place, expected) => {
    expect(at(text, 'ja', place)).toBe(expected)
  })

  it.each([
    ['2003-335', '2003-12-01T00:00'],
    ['2003-12-31T10Z', '2003-12-31T10:00'],
    ['2004-05-25 오후 11:23:17', '2004-05-25T14:23'],
    ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00'],
    ['2004-július-13T9:15-05:00', '2004-07-13T14:15'],
    ['le 8 février 2025 à 22h30', '2025-02-08T22:30'],
    ['Thu, 25 Feb 2016 00:00:00 Europe/Brussels', '2016-02-24T23:00'],
    ['Fri, 31 Mar 2023 20:19:00 America/Los_Angeles', '2023-04-01T03:19'],
    ['Wed, 19 Aug 2009 18:28:00 Etc/GMT', '2009-08-19T18:28'],
    ['Fri, 31 Mar 2023 20:19:00 Nowhere/Atall', '2023-03-31T20:19'],
    ['Mon, 03/30/2020 - 19:19', '2020-03-30T19:19'],
    ['2024-09-16 at 21:05:09', '2024-09-16T21:05'],
    ['21:05 16.09.2024 -0400', '2024-09-17T01:05'],
    ['Mon, 16 Sep 2024 21:5:9 EST', '2024-09-17T02:05'],
    ['2024 September 16', '2024-09-16T00:00'],
    ['09-16-2024', '2024-09-16T00:00'],
    ['Nov. 2020', '2020-11-01T00:00'],
    ['8 lutego 2025', '2025-02-08T00:00'],
    ['8 Şubat 2025', '2025-02-08T00:00'],
    ['8 лютого 2025', '2025-02-08T00:00'],
    ['星期六, 08 二月 2025 10:00:00 +0800', '2025-02-08T02:00'],
    ['2/8/2025 3:04:05 PM', '2025-02-08T15:04'],
    ['Fri, 2006/09/15 08:19:53 EDT', '2006-09-15T12:19'],
    ['Sat Feb 08 2025 10:11:12 GMT+0900 (Japan Standard Time)', '2025-02-08T01:11'],
    ['202502081011', '2025-02-08T10:11'],
    ['平成31年4月30日 午後11時', '2019-04-30T14:00'],
    ['令和元年5月1日', '2019-04-30T15:00'],
  ])('%s is %s', (text, expected) => {
    expect(at(text, null)).toBe(expected)
  })
})

describe('sortTime', () => {
  it('never pins a date of the future on top', () => {
    expect(sortTime(2000, 1000)).toBe(1000)
  })
  it('never sorts any text into the future, in whatever zone and language', () => {
    const year = fc.integer({ min: 0, max: 3000 }).map(String)
    const written = fc.tuple(
      year,
      fc.nat(14),
      fc.nat(32),
      fc.nat(26),
      fc.constantFrom('', ' JST', 'Z', ' -1200'),
    )
    const dates = written.map(([y, m, d, h, zone]) => `${y}-${String(m)}-${String(d)} ${String(h)}:00${zone}`)
    const places = fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Nowhere/Atall')
    const minutes = fc.option(fc.oneof(fc.integer({ min: -840, max: 840 }), places))
    const languages = fc.constantFrom(null, 'ja', 'de', 'en-US', 'zh-TW', 'nonsense')
    fc.assert(
      fc.property(fc.oneof(dates, fc.string()), minutes, languages, (text, zone, language) => {
        const now = Date.UTC(2026, 0, 15)
        expect(sortTime(readDate(text, { zone, language }), now)).toBeLessThanOrEqual(now)
      }),
      { numRuns: 1000 },
    )
  })
  it('is the outlet’s date, else arrival', () => {
    expect([sortTime(500, 1000), sortTime(null, 1000)]).toEqual([500, 1000])
  })
})
