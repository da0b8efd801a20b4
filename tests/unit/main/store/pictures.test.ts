/** Covers main/store/pictures.ts. */
import { utimes, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { openPictures } from '../../../../main/store/pictures.ts'
import { errorWith, filesThat, makePlace } from './faults.ts'
import type { TestPlace } from './faults.ts'

let test: TestPlace
beforeEach(async () => {
  test = await makePlace()
})
afterEach(() => test.remove())

const key = (n: number) => pictureKey(`https://harbour.example/${String(n)}.jpg`)
const picture = (n: number, length = 10) => Buffer.alloc(length, n)
const open = (room = 1_000_000) => openPictures(test.place, () => room)

describe('kept pictures', () => {
  it('come back byte by byte, now and after the next start', async () => {
    const pictures = open()
    await pictures.keep(key(1), picture(1))
    const later = open()
    expect(later.has(key(1))).toBe(true)
    await later.ready
    expect([await later.read(key(1)), later.has(key(1)), later.totals()]).toEqual([
      picture(1),
      true,
      { count: 1, bytes: 10 },
    ])
  })

  it('are null and not there when they were never kept', async () => {
    const pictures = open()
    expect([await pictures.read(key(1)), pictures.has(key(1))]).toEqual([null, false])
  })

  it('are counted once when they are kept twice', async () => {
    const pictures = open()
    await pictures.ready
    await Promise.all([pictures.keep(key(1), picture(1, 10)), pictures.keep(key(1), picture(1, 10))])
    expect(pictures.totals()).toEqual({ count: 1, bytes: 10 })
  })

  it('make room by age when there is too little, and never drop the newest', async () => {
    const pictures = open(35)
    for (let n = 1; n <= 5; n += 1) await pictures.keep(key(n), picture(n))
    expect([1, 2, 3, 4, 5].map((n) => pictures.has(key(n)))).toEqual([false, false, true, true, true])
    expect(pictures.totals()).toEqual({ count: 3, bytes: 30 })
  })

  it('know their age from the disk after a start', async () => {
    const before = open()
    for (let n = 1; n <= 3; n += 1) await before.keep(key(n), picture(n))
    await utimes(test.place.paths.picture(key(2)), 1, 1)
    const pictures = open(35)
    await pictures.ready
    await pictures.keep(key(4), picture(4))
    expect([1, 2, 3, 4].map((n) => pictures.has(key(n)))).toEqual([true, false, true, true])
  })

  it('are refused when one is larger than all the room', async () => {
    expect(await open(5).keep(key(1), picture(1))).toMatchObject({
      ok: false,
      failure: { kind: 'too-large' },
    })
  })

  it('are not counted from files that are none', async () => {
    const before = open()
    await before.keep(key(1), picture(1))
    await writeFile(`${test.place.paths.picture(key(1))}.7.0a1b2c3d4.tmp`, 'half')
    await writeFile(`${test.place.paths.pictures}/stray.txt`, 'x')
    const pictures = open()
    await pictures.ready
    expect(pictures.totals()).toEqual({ count: 1, bytes: 10 })
  })

  it('tell when the disk is full', async () => {
    const files = filesThat(() => ({ write: () => Promise.reject(errorWith('ENOSPC')) }))
    const pictures = openPictures({ ...test.place, files }, () => 100)
    expect(await pictures.keep(key(1), picture(1))).toMatchObject({ ok: false, failure: { code: 'ENOSPC' } })
    expect(pictures.has(key(1))).toBe(false)
  })

  it.each(['', '../../etc/passwd', 'A'.repeat(40), `${key(1)}0`])('have no key like %j', async (wrong) => {
    await expect(open().keep(wrong, picture(1))).rejects.toThrow('key')
  })
})
