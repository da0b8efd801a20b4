/** Covers main/store/userStore.ts and library.ts: a folder that is away, not to be written to, or not to be seen (safety.md test 90). */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { diskFiles } from '../../../main/store/files.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf } from '../../../main/store/paths.ts'
import { errorWith, makeFailingDisk, makeTestTime } from '../../helpers/failingDisk.ts'
import type { FailingDisk, TestTime } from '../../helpers/failingDisk.ts'
import { aFeed, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let disk: FailingDisk
let time: TestTime
let test: TestLibrary
beforeEach(async () => {
  disk = makeFailingDisk()
  time = makeTestTime()
  test = await openTestLibrary({ files: disk.files, after: time.after })
  await test.library.changeSubscriptions((now) => ({ ...now, isStarted: true, feeds: [aFeed()] }))
})
afterEach(async () => {
  disk.work()
  await test.close()
})

const paths = () => pathsOf(test.folder)
const mark = (n: number) => test.library.changeMarks([[articleId(`m${String(n)}`), { read: n }]])
const marks = (count: number) =>
  Array.from({ length: count }, (_, n) => test.library.markOf(articleId(`m${String(n)}`))?.read ?? null)
const good = { ok: true, value: null }

/** The next start after a power cut, on a disk that works. */
const restart = async () => {
  disk.work()
  test = await openTestLibrary({ folder: test.folder, files: disk.files, after: time.after })
}
/** As if some seconds had gone by. */
const later = async () => {
  time.pass()
  await new Promise(setImmediate)
  while (test.library.health().phase !== 'ok' && time.waiting() === 0) await new Promise(setImmediate)
}

describe('while the program runs', () => {
  it('a folder that is taken away is told, and everything is there when it is back', async () => {
    await mark(0)
    await rename(test.folder, `${test.folder}-away`)
    expect(await mark(1)).toMatchObject({ ok: false, failure: { kind: 'store-write', code: 'ENOENT' } })
    expect(await mark(2)).toMatchObject({ ok: false, failure: { kind: 'store-write', code: 'ENOENT' } })
    await rename(`${test.folder}-away`, test.folder)
    await later()
    expect(test.library.health()).toEqual({ phase: 'ok' })
    await restart()
    expect([marks(3), test.library.trouble]).toEqual([[0, 1, 2], []])
  })

  it('a folder that is emptied is filled again from memory', async () => {
    await mark(0)
    await rm(test.folder, { recursive: true })
    await mkdir(test.folder)
    await mark(1)
    await mark(2)
    await restart()
    expect([marks(3), test.library.subscriptions().feeds]).toEqual([[0, 1, 2], [aFeed()]])
  })

  it('another program that took the library over is not written over', async () => {
    await mark(0)
    const first = test.library
    await restart()
    await mark(1)
    const before = await readFile(paths().journal)
    await first.close()
    expect(await readFile(paths().journal)).toEqual(before)
    expect(diskFiles.isThere(paths().lock)).toBe(true)
  })
})

describe('a folder that may not be written to', () => {
  it.each(['EROFS', 'EACCES', 'EPERM'])(
    '(%s) is opened for reading, and for writing when it may be',
    async (code) => {
      await mark(0)
      await test.library.close()
      const names = async () => (await readdir(test.folder, { recursive: true })).sort()
      const before = await names()
      disk.fail((call) => (['create', 'write', 'rename', 'link', 'remove'].includes(call) ? code : null))
      test = await openTestLibrary({ folder: test.folder, files: disk.files, after: time.after })
      const failure = { kind: 'store-write', file: 'lock', code }
      expect(test.library.health()).toEqual({ phase: 'read-only', failure })
      expect(marks(1)).toEqual([0])
      expect(await mark(1)).toEqual({ ok: false, failure })
      expect(marks(2)).toEqual([0, null])
      expect(await names()).toEqual(before)
      disk.work()
      await later()
      expect(await mark(1)).toEqual(good)
      await restart()
      expect(marks(2)).toEqual([0, 1])
    },
  )

  it('whose backups cannot be listed when they are needed is not taken for one without', async () => {
    await mark(0)
    await test.library.close()
    await writeFile(paths().userFile('marks'), 'x')
    let [isBlind, isHidden] = [true, false]
    const read = (path: string) => {
      isHidden ||= path === paths().journal
      return disk.files.read(path)
    }
    const list = (folder: string) =>
      isBlind && isHidden && folder === paths().backups
        ? Promise.reject(errorWith('EIO'))
        : diskFiles.list(folder)
    test = await openTestLibrary({
      folder: test.folder,
      files: { ...disk.files, read, list },
      after: time.after,
    })
    expect(test.library.health()).toMatchObject({ phase: 'trouble', failure: { code: 'EIO' } })
    expect(await mark(1)).toMatchObject({ ok: false })
    isBlind = false
    await later()
    expect([marks(1), test.library.health()]).toEqual([[0], { phase: 'ok' }])
  })

  it('with damage that cannot be put aside waits until it can', async () => {
    await mark(0)
    await test.library.close()
    await writeFile(paths().userFile('marks'), 'x')
    disk.fail((call, path) => (call === 'rename' && path.includes('quarantine') ? 'EBUSY' : null))
    test = await openTestLibrary({ folder: test.folder, files: disk.files, after: time.after })
    expect(marks(1)).toEqual([0])
    expect(await mark(1)).toMatchObject({ ok: false, failure: { file: 'user/marks.json', code: 'EBUSY' } })
    expect(await readFile(paths().userFile('marks'), 'utf8')).toBe('x')
    disk.work()
    await later()
    expect([await mark(1), marks(2)]).toEqual([good, [0, 1]])
  })

  it('whose files cannot be seen just now is not taken for an empty one', async () => {
    await mark(0)
    await test.library.close()
    disk.fail((call, path) => (call === 'read' && path === paths().userFile('marks') ? 'EBUSY' : null))
    test = await openTestLibrary({ folder: test.folder, files: disk.files, after: time.after })
    expect(test.library.health()).toMatchObject({ phase: 'trouble', failure: { code: 'EBUSY' } })
    expect(await mark(1)).toMatchObject({ ok: false })
    disk.work()
    await later()
    expect([marks(1), await mark(1)]).toEqual([[0], good])
  })
})
