/** Covers main/store/pictures.ts. */
import { readFile, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
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
const png = (n: number) => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, n])
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

describe('a kept picture that was damaged', () => {
  const damage = async (how: (path: string, bytes: Buffer) => Promise<void>, n = 1) => {
    const path = test.place.paths.picture(key(n))
    await how(path, await readFile(path))
  }

  it('is not shown, wherever a bit of it was turned: it is removed, and can be kept again', async () => {
    const pictures = open()
    const { length } = await pictures
      .keep(key(1), picture(1))
      .then(() => readFile(test.place.paths.picture(key(1))))
    for (let at = 0; at < length * 8; at += 1) {
      await pictures.keep(key(1), picture(1))
      await damage((path, bytes) => {
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7))
        return writeFile(path, bytes)
      })
      expect([await pictures.read(key(1)), pictures.has(key(1))]).toEqual([null, false])
    }
    await pictures.keep(key(1), picture(1))
    expect(await pictures.read(key(1))).toEqual(picture(1))
  })

  it.each([0, 5, 23, 30, 32])('is not shown when it was cut to %i bytes', async (length) => {
    const pictures = open()
    await pictures.keep(key(1), picture(1))
    await damage((path) => truncate(path, length))
    expect([await pictures.read(key(1)), pictures.has(key(1)), pictures.totals().count]).toEqual([
      null,
      false,
      0,
    ])
  })

  it('is not shown for another one in whose place it lies', async () => {
    const pictures = open()
    await pictures.keep(key(1), picture(1))
    await pictures.keep(key(2), picture(2))
    await damage(async (path) => writeFile(path, await readFile(test.place.paths.picture(key(2)))))
    expect([await pictures.read(key(1)), await pictures.read(key(2))]).toEqual([null, picture(2)])
  })
})

describe('a picture of an older version', () => {
  const leave = async (n: number, bytes: Uint8Array) => {
    const path = test.place.paths.plainPicture(key(n))
    await test.place.files.makeFolder(dirname(path))
    await writeFile(path, bytes)
  }

  it('is shown, and has a sum from then on', async () => {
    await leave(1, png(1))
    const pictures = open()
    await pictures.ready
    expect([pictures.has(key(1)), pictures.totals()]).toEqual([true, { count: 1, bytes: 9 }])
    expect(await pictures.read(key(1))).toEqual(png(1))
    // In its turn, after the sum was written.
    await pictures.keep(key(1), png(1))
    expect(test.place.files.isThere(test.place.paths.plainPicture(key(1)))).toBe(false)
    expect([await open().read(key(1)), pictures.totals()]).toEqual([png(1), { count: 1, bytes: 9 }])
  })

  it('that is none is removed like a damaged one', async () => {
    await leave(1, picture(1))
    const pictures = open()
    expect([await pictures.read(key(1)), pictures.has(key(1))]).toEqual([null, false])
    expect(test.place.files.isThere(test.place.paths.plainPicture(key(1)))).toBe(false)
  })

  it('goes when it is removed', async () => {
    await leave(1, png(1))
    const pictures = open()
    expect(await pictures.remove([key(1), key(2)])).toEqual({ count: 1, bytes: 9 })
    expect(await open().read(key(1))).toBeNull()
  })
})
