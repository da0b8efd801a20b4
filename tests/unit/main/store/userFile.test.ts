/** Covers main/store/userFile.ts and userAdapter.ts: damage, backups, newer versions, a full disk. */
import { copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '../../../../main/store/envelope.ts'
import { diskFiles } from '../../../../main/store/files.ts'
import type { Place } from '../../../../main/store/place.ts'
import { smallShape } from '../../../../main/store/userAdapter.ts'
import { openUserFile } from '../../../../main/store/userFile.ts'
import { errorWith, filesThat, makePlace } from './faults.ts'
import type { TestPlace } from './faults.ts'

type Data = Readonly<Record<string, number>>
const shape = smallShape<Data>('settings', 2, (data) =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Data) : null,
)

let test: TestPlace
let path: string
beforeEach(async () => {
  test = await makePlace()
  path = test.place.paths.userFile('settings')
})
afterEach(() => test.remove())

const open = (facts: Partial<Place> = {}) => {
  const place: Place = { ...test.place, trouble: [], ...facts }
  return openUserFile<Data>(place, shape, {}).then((file) => ({ file, trouble: place.trouble }))
}
const put = (n: number) => (now: Data) => ({ ...now, n })
const quarantined = () => readdir(test.place.paths.quarantine).catch((): string[] => [])

/** A file with two generations: n = 1 in the backup, n = 2 in the file. */
async function twoGenerations(): Promise<void> {
  const { file } = await open()
  await file.change(put(1))
  await file.change(put(2))
}

describe('a file of user/', () => {
  it('is empty at the very first start, and nobody is alarmed', async () => {
    const { file, trouble } = await open()
    expect([file.data(), trouble]).toEqual([{}, []])
  })

  it('is what was last changed when it is opened again', async () => {
    await twoGenerations()
    const { file, trouble } = await open()
    expect([file.data(), trouble]).toEqual([{ n: 2 }, []])
  })

  it.each(['', 'null', '0', '""', '[]', '{}', '{"n":7}', '\0\0\0\0'])(
    'comes back from its backup when it holds %j',
    async (content) => {
      await twoGenerations()
      await writeFile(path, content)
      const { file, trouble } = await open()
      expect(file.data()).toEqual({ n: 1 })
      expect(trouble).toEqual([
        { kind: 'store-restored', file: 'user/settings.json', from: 'backups/settings.1.json' },
      ])
      expect(await quarantined()).toHaveLength(1)
      expect((await open()).trouble).toEqual([])
    },
  )

  it('comes back from its backup when it was cut at any length', async () => {
    await twoGenerations()
    const whole = await readFile(path)
    for (const length of [1, 40, whole.length - 2, whole.length - 1]) {
      await writeFile(path, whole)
      await truncate(path, length)
      const { file, trouble } = await open()
      expect([file.data(), trouble.length]).toEqual([{ n: 1 }, 1])
    }
  })

  it('comes back from its backup when any bit was turned', async () => {
    await twoGenerations()
    const whole = await readFile(path)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
        const damaged = Buffer.from(whole)
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await writeFile(path, damaged)
        const { file, trouble } = await open()
        expect([file.data(), trouble.length]).toEqual([{ n: 1 }, 1])
      }),
      { numRuns: 40 },
    )
  })

  it('comes back from its backup when it is gone', async () => {
    await twoGenerations()
    await rm(path)
    const { file, trouble } = await open()
    expect([file.data(), trouble.length]).toEqual([{ n: 1 }, 1])
  })

  it('has a backup from its first generation on', async () => {
    const { file } = await open()
    await file.change(put(1))
    await writeFile(path, '')
    expect((await open()).file.data()).toEqual({ n: 1 })
  })

  it('takes the next older backup when the newest is damaged too', async () => {
    await twoGenerations()
    await copyFile(test.place.paths.backup('settings', 1), test.place.paths.backup('settings', 3))
    await writeFile(test.place.paths.backup('settings', 1), 'x')
    await rm(test.place.paths.backup('settings', 2), { force: true })
    await writeFile(path, '')
    expect((await open()).trouble).toEqual([
      { kind: 'store-restored', file: 'user/settings.json', from: 'backups/settings.3.json' },
    ])
  })

  it('says so, and begins anew, when nothing is left; what was there is kept aside', async () => {
    await writeFile(path, 'something else')
    const { file, trouble } = await open()
    expect([file.data(), trouble]).toEqual([
      {},
      [{ kind: 'store-restored', file: 'user/settings.json', from: null }],
    ])
    const [name] = await quarantined()
    expect(await readFile(`${test.place.paths.quarantine}/${name ?? ''}`, 'utf8')).toBe('something else')
    expect((await open()).trouble).toHaveLength(1)
  })

  it('keeps a good generation through damage, start, and damage again', async () => {
    await twoGenerations()
    for (let round = 0; round < 3; round += 1) {
      await writeFile(path, '\0\0\0')
      expect((await open()).file.data()).toEqual({ n: 1 })
    }
  })

  it('keeps an older generation for an hour, so that many writes do not push it out', async () => {
    const { paths } = test.place
    let now = Date.now()
    const { file } = await open({ clock: { now: () => now } })
    const kept = () =>
      Promise.all(
        [1, 2, 3].map(async (n) => {
          const text = await readFile(paths.backup('settings', n), 'utf8').catch(() => '{"seq":null}')
          return (JSON.parse(text) as { seq: number | null }).seq
        }),
      )
    for (let n = 1; n <= 12; n += 1) await file.change(put(n))
    expect(await kept()).toEqual([11, 1, null])
    now += 2 * 3_600_000
    await file.change(put(13))
    expect(await kept()).toEqual([12, 11, 1])
  })

  it('of a newer version is read by nobody and written by nobody', async () => {
    const newer = seal('settings', { schema: 3, seq: 9, payload: Buffer.from('{"n":9}') })
    await writeFile(path, newer)
    const { file, trouble } = await open()
    const failure = { kind: 'store-newer', file: 'user/settings.json', found: 3, known: 2 }
    expect(trouble).toEqual([failure])
    expect(await file.change(put(1))).toEqual({ ok: false, failure })
    expect(await readFile(path)).toEqual(Buffer.from(newer))
  })

  it('that may not be read now is left alone', async () => {
    await twoGenerations()
    const read = (at: string) => (at === path ? Promise.reject(errorWith('EACCES')) : diskFiles.read(at))
    const { file } = await open({ files: { ...diskFiles, read } })
    expect(file.data()).toEqual({ n: 1 })
    expect(await file.change(put(5))).toMatchObject({
      ok: false,
      failure: { kind: 'store-write', code: 'EACCES' },
    })
    expect((await open()).file.data()).toEqual({ n: 2 })
  })

  it('on a bad sector is put aside and restored', async () => {
    await twoGenerations()
    const read = (at: string) => (at === path ? Promise.reject(errorWith('EIO')) : diskFiles.read(at))
    let isBad = true
    const files = { ...diskFiles, read: (at: string) => (isBad ? read(at) : diskFiles.read(at)) }
    const rename = async (from: string, to: string) => {
      if (from === path) isBad = false
      await diskFiles.rename(from, to)
    }
    const { file, trouble } = await open({ files: { ...files, rename } })
    expect([file.data(), trouble.length]).toEqual([{ n: 1 }, 1])
  })

  it('tells the caller that the disk is full, and keeps the change for the next write', async () => {
    await twoGenerations()
    let isFull = true
    const files = filesThat((file) => ({
      write: (bytes, from) => (isFull ? Promise.reject(errorWith('ENOSPC')) : file.write(bytes, from)),
    }))
    const { file } = await open({ files })
    expect(await file.change((now) => ({ ...now, lost: 1 }))).toEqual({
      ok: false,
      failure: { kind: 'store-write', file: 'user/settings.json', code: 'ENOSPC' },
    })
    expect((await open()).file.data()).toEqual({ n: 2 })
    isFull = false
    expect(await file.change(put(3))).toEqual({ ok: true, value: null })
    expect((await open()).file.data()).toEqual({ n: 3, lost: 1 })
  })

  it('makes every one of fifty changes at once last, in a few writes', async () => {
    let writes = 0
    const files = filesThat((file) => {
      writes += 1
      return file
    })
    const { file } = await open({ files })
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => file.change((now) => ({ ...now, [`k${String(n)}`]: n }))),
    )
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    expect(Object.keys((await open()).file.data())).toHaveLength(50)
    expect(writes).toBeLessThan(5)
  })

  it('is readable by the next start after every single acknowledged change', async () => {
    const { file } = await open()
    for (let n = 1; n <= 5; n += 1) {
      await file.change(put(n))
      expect((await open()).file.data()).toEqual({ n })
    }
  })

  it('stands when the folder does not take new files', async () => {
    await twoGenerations()
    const files = { ...diskFiles, create: () => Promise.reject(errorWith('EROFS')) }
    const { file } = await open({ files })
    expect(await file.change(put(3))).toMatchObject({ ok: false, failure: { code: 'EROFS' } })
    expect((await open()).file.data()).toEqual({ n: 2 })
  })
})
