/** Covers renderer/text/times.ts. Pure: the time is given; the zone is that of the machine. */
import { describe, expect, it } from 'vitest'
import { byteSize, clockTime, dayTime, longTime, roomSize } from '../../../renderer/text/times.ts'

const at = new Date(2026, 10, 23, 16, 5).getTime()
const plain = (text: string) => text.replaceAll(/\s/g, ' ')

describe('a date that came without a time', () => {
  it('is shown as the day alone, whatever the zone of the reader', () => {
    expect(longTime(Date.UTC(2026, 2, 1), 'en-US')).toBe('Sunday, March 1, 2026')
  })
})

describe('times', () => {
  it('has one clock everywhere, without a leading zero where the language has none', () => {
    expect(plain(clockTime(at, 'en-US'))).toBe('4:05 PM')
    expect(plain(longTime(at, 'en-US'))).toBe('Monday, November 23, 2026 at 4:05 PM')
    expect(clockTime(at, 'ja-JP')).toBe('16:05')
  })

  it('sets a Japanese date as a Japanese paper does', () => {
    expect(longTime(at, 'ja-JP')).toBe('2026年11月23日（月） 16:05')
  })

  it('adds the day to what was not today', () => {
    expect(plain(dayTime(at, at + 60_000, 'en-US'))).toBe('4:05 PM')
    expect(plain(dayTime(at, at + 86_400_000, 'en-US'))).toBe('Nov 23, 4:05 PM')
  })
})

describe('sizes', () => {
  it('says a room with its unit', () => {
    expect([256, 1000, 1024, 2048, 20480].map((room) => roomSize(room, 'en'))).toEqual([
      '256 MB',
      '1 GB',
      '1 GB',
      '2 GB',
      '20 GB',
    ])
  })

  it('says bytes with the unit that fits', () => {
    expect(byteSize(486_100, 'en')).toBe('486.1 kB')
    expect(byteSize(12_300_000, 'en')).toBe('12.3 MB')
  })
})
