/** Covers main/store/userStore.ts, journalFile.ts and snapshotRotation.ts: a disk that fails, and works again (safety.md tests 82–91). */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLog } from '../../../main/base/log.ts'
import { diskFiles } from '../../../main/store/files.ts'
import type { GrowingFile } from '../../../main/store/files.ts'
import { openLibrary } from '../../../main/store/library.ts'
import type { LibraryHealth } from '../../../main/model/library.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf } from '../../../main/store/paths.ts'
import { errorWith, makeFailingDisk, makeTestTime } from '../../helpers/failingDisk.ts'
import type { FailingDisk, Fault, TestTime } from '../../helpers/failingDisk.ts'
import { aFeed, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
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
const writeFailure = (code: string) => ({ kind: 'store-write', file: 'user/journal.log', code })
const ofJournal =
  (call: string, code: string): Fault =>
  (now, path) =>
    now === call && path === paths().journal ? code : null

describe('a disk that takes no more', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO'])(
    'and says %s is told at once, loses nothing, and is written to again when it can be',
    async (code) => {
      const healths: LibraryHealth[] = []
      test.library.onHealth((health) => healths.push(health))
      await mark(0)
      disk.fail((call) => (['write', 'create'].includes(call) ? code : null))
      expect(await mark(1)).toEqual({ ok: false, failure: writeFailure(code) })
      const phase = ['EROFS', 'EACCES'].includes(code) ? 'read-only' : 'trouble'
      expect(test.library.health()).toEqual({ phase, failure: writeFailure(code) })
      expect(marks(2)).toEqual([0, 1])
      disk.work()
      expect(await mark(2)).toEqual(good)
      expect(healths.map((health) => health.phase)).toEqual([phase, 'ok'])
      await restart()
      expect([marks(3), test.library.trouble]).toEqual([[0, 1, 2], []])
    },
  )

  it('is tried again by itself, without another change', async () => {
    disk.fail(ofJournal('write', 'ENOSPC'))
    await mark(0)
    disk.work()
    await later()
    expect(test.library.health()).toEqual({ phase: 'ok' })
    await restart()
    expect(marks(1)).toEqual([0])
  })

  it('in the middle of a record leaves nothing of it behind', async () => {
    await mark(0)
    const before = await readFile(paths().journal)
    let room = 10
    const grow = async (path: string): Promise<GrowingFile> => {
      const file = await diskFiles.grow(path)
      const write = async (bytes: Uint8Array, from: number, at: number) => {
        if (room === 0) throw errorWith('ENOSPC')
        const taken = await file.write(bytes.subarray(0, from + Math.min(room, 4)), from, at)
        room -= taken
        return taken
      }
      return { ...file, write }
    }
    await restart()
    test = await openTestLibrary({ folder: test.folder, files: { ...disk.files, grow }, after: time.after })
    expect(await mark(1)).toMatchObject({ ok: false })
    expect(await readFile(paths().journal)).toEqual(before)
    room = 1000
    expect(await mark(2)).toEqual(good)
    await restart()
    expect([marks(3), test.library.trouble]).toEqual([[0, 1, 2], []])
  })

  it('starts all the same, shows everything, and takes changes when there is room', async () => {
    await mark(0)
    await test.library.close()
    disk.fail((call) => (['write', 'create'].includes(call) ? 'ENOSPC' : null))
    const opened = await openLibrary({
      folder: test.folder,
      log: silentLog,
      clock: { now: () => aTime },
      files: disk.files,
      after: time.after,
    })
    if (!opened.ok) throw new Error('not opened')
    const library = opened.value
    expect(library.health()).toMatchObject({ phase: 'trouble', failure: { code: 'ENOSPC' } })
    expect(library.markOf(articleId('m0'))).toEqual({ read: 0 })
    expect(await library.changeMarks([[articleId('m1'), { read: 1 }]])).toMatchObject({ ok: false })
    expect(library.markOf(articleId('m1'))).toBeNull()
    disk.work()
    test = { ...test, library }
    await later()
    expect(library.health()).toEqual({ phase: 'ok' })
    expect(await library.changeMarks([[articleId('m1'), { read: 1 }]])).toEqual(good)
    await library.close()
    await restart()
    expect(marks(2)).toEqual([0, 1])
  })
})

describe('a failed sync', () => {
  it.each(['EIO', 'EPERM', 'ENOSPC'])(
    '(%s) is no acknowledgement, and its file is not trusted again',
    async (code) => {
      await mark(0)
      const before = (await diskFiles.facts(paths().journal)).identity
      disk.fail(ofJournal('sync', code))
      expect(await mark(1)).toMatchObject({ ok: false, failure: writeFailure(code) })
      disk.work()
      expect(await mark(2)).toEqual(good)
      expect((await diskFiles.facts(paths().journal)).identity).not.toBe(before)
      await restart()
      expect([marks(3), test.library.trouble]).toEqual([[0, 1, 2], []])
    },
  )

  it('is followed by a snapshot that holds what was changed while it was begun', async () => {
    await mark(0)
    disk.fail(ofJournal('sync', 'EIO'))
    await mark(1)
    const during: Promise<unknown>[] = []
    disk.fail((call, path) => {
      const isBeginning = call === 'read' && path === paths().lock && during.length === 0
      if (isBeginning) during.push(test.library.changeSettings({ theme: 'dark' }), mark(2))
      return null
    })
    expect(await mark(3)).toEqual(good)
    expect(await Promise.all(during)).toMatchObject([{ ok: true }, { ok: true }])
    await restart()
    expect([marks(4), test.library.settings().theme]).toEqual([[0, 1, 2, 3], 'dark'])
  })

  it('of a snapshot leaves the old one, and changes go on', async () => {
    await mark(0)
    disk.fail((call, path) => (call === 'sync' && path.includes('marks.json') ? 'EIO' : null))
    await test.library.close()
    await restart()
    expect([marks(1), test.library.trouble]).toEqual([[0], []])
  })
})

describe('a snapshot at the end', () => {
  const steps = [
    ['write', 'marks.json', 'ENOSPC'],
    ['sync', 'settings.json', 'EIO'],
    ['rename', 'subscriptions.json', 'EPERM'],
    ['rename', 'marks.json', 'EBUSY'],
    ['rename', 'journal.log', 'EACCES'],
    ['makeFolder', 'backups', 'EROFS'],
    ['link', 'backups', 'ENOSPC'],
    ['syncFolder', 'user', 'EIO'],
    ['create', 'journal.log', 'ENOSPC'],
    ['write', 'journal.log.', 'ENOSPC'],
  ] as const

  it.each(steps)('whose %s of %s fails with %s loses nothing', async (call, name, code) => {
    for (let n = 0; n < 5; n += 1) await mark(n)
    disk.fail((now, path) => (now === call && path.includes(name) ? code : null))
    await test.library.close()
    await restart()
    expect([marks(5), test.library.trouble]).toEqual([[0, 1, 2, 3, 4], []])
    expect((await readdir(paths().user)).filter((each) => each.endsWith('.tmp'))).toEqual([])
  })
})

describe('a snapshot in the making', () => {
  it('does not make changes wait, and holds them or leaves them to the journal', async () => {
    const big = Array.from({ length: 45_000 }, (_, n) => [articleId(`big${String(n)}`), { read: n }] as const)
    await test.library.changeMarks(big)
    const results: unknown[] = []
    for (let n = 0; n < 200; n += 1) results.push((await mark(n)).ok)
    expect(new Set(results)).toEqual(new Set([true]))
    expect((await readdir(paths().user)).includes('marks.json')).toBe(true)
    await restart()
    expect(marks(200)).toEqual(Array.from({ length: 200 }, (_, n) => n))
    expect(test.library.markOf(articleId('big44999'))).toEqual({ read: 44_999 })
    expect((await diskFiles.facts(join(paths().user, 'journal.log'))).bytes).toBeLessThan(1_000_000)
  })
})
