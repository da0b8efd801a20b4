/** Covers main/store/userStore.ts, journalFile.ts and roll.ts: a disk that fails, and works again (safety.md tests 82–91). */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files, GrowingFile } from '../../../main/store/files.ts'
import { openLibrary } from '../../../main/store/library.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { LibraryHealth } from '../../../main/store/types.ts'
import { aFeed, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

/** What fails now, by call; null when nothing does. */
type Fault = (call: string, path: string) => string | null

const nothing: Fault = () => null
let fault: Fault = nothing
let scheduled: (() => void)[] = []
let test: TestLibrary
const healths: LibraryHealth[] = []

const errorWith = (code: string) => Object.assign(new Error(code), { code })
const failing = async <T>(call: string, path: string, work: () => Promise<T>): Promise<T> => {
  const code = fault(call, path)
  if (code !== null) throw errorWith(code)
  return work()
}

/** The real disk, on which `fault` says what fails. It never waits. */
const files: Files = {
  ...diskFiles,
  wait: () => Promise.resolve(),
  create: (path) =>
    failing('create', path, async () => {
      const file = await diskFiles.create(path)
      return {
        ...file,
        write: (bytes, from) => failing('write', path, () => file.write(bytes, from)),
        sync: () => failing('sync', path, file.sync),
      }
    }),
  grow: (path) =>
    failing('grow', path, async (): Promise<GrowingFile> => {
      const file = await diskFiles.grow(path)
      return {
        ...file,
        write: (bytes, from, at) => failing('write', path, () => file.write(bytes, from, at)),
        sync: () => failing('sync', path, file.sync),
        cut: (length) => failing('cut', path, () => file.cut(length)),
      }
    }),
  makeFolder: (folder) => failing('makeFolder', folder, () => diskFiles.makeFolder(folder)),
  rename: (from, to) => failing('rename', to, () => diskFiles.rename(from, to)),
  link: (from, to) => failing('link', to, () => diskFiles.link(from, to)),
  remove: (path) => failing('remove', path, () => diskFiles.remove(path)),
  read: (path) => failing('read', path, () => diskFiles.read(path)),
  syncFolder: (folder) => failing('syncFolder', folder, () => diskFiles.syncFolder(folder)),
}

const after = (_: number, run: () => void) => {
  scheduled.push(run)
  return () => {
    scheduled = scheduled.filter((each) => each !== run)
  }
}

beforeEach(async () => {
  fault = nothing
  scheduled = []
  healths.length = 0
  test = await openTestLibrary({ files, after })
  test.library.onHealth((health) => healths.push(health))
  await test.library.changeSubscriptions((now) => ({ ...now, isStarted: true, feeds: [aFeed()] }))
})
afterEach(async () => {
  fault = nothing
  await test.close()
})

const paths = () => pathsOf(test.folder)
const mark = (n: number) => test.library.changeMarks([[articleId(`m${String(n)}`), { read: n }]])
const marks = (count: number) =>
  Array.from({ length: count }, (_, n) => test.library.markOf(articleId(`m${String(n)}`))?.read ?? null)
const good = { ok: true, value: null }
const writeFailure = (code: string) => ({ kind: 'store-write', file: 'user/journal.log', code })

/** The next start after a power cut, on a disk that works. */
const restart = async () => {
  fault = nothing
  test = await openTestLibrary({ folder: test.folder, files, after })
}
/** What was put off, as if the time had come. */
const later = async () => {
  const due = scheduled
  scheduled = []
  for (const run of due) run()
  await new Promise(setImmediate)
  while (test.library.health().phase !== 'ok' && scheduled.length === 0) await new Promise(setImmediate)
}

const ofJournal =
  (call: string, code: string): Fault =>
  (now, path) =>
    now === call && path === paths().journal ? code : null

describe('a disk that takes no more', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO'])(
    'and says %s is told at once, loses nothing, and is written to again when it can be',
    async (code) => {
      await mark(0)
      fault = (call) => (['write', 'create'].includes(call) ? code : null)
      expect(await mark(1)).toEqual({ ok: false, failure: writeFailure(code) })
      const phase = ['EROFS', 'EACCES'].includes(code) ? 'read-only' : 'trouble'
      expect(test.library.health()).toEqual({ phase, failure: writeFailure(code) })
      expect(marks(2)).toEqual([0, 1])
      fault = nothing
      expect(await mark(2)).toEqual(good)
      expect(healths.map((health) => health.phase)).toEqual([phase, 'ok'])
      await restart()
      expect([marks(3), test.library.trouble]).toEqual([[0, 1, 2], []])
    },
  )

  it('is tried again by itself, without another change', async () => {
    fault = ofJournal('write', 'ENOSPC')
    await mark(0)
    fault = nothing
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
    test = await openTestLibrary({ folder: test.folder, files: { ...files, grow }, after })
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
    fault = (call) => (['write', 'create'].includes(call) ? 'ENOSPC' : null)
    const opened = await openLibrary({
      folder: test.folder,
      log: silentLog,
      clock: { now: () => aTime },
      files,
      after,
    })
    if (!opened.ok) throw new Error('not opened')
    const library = opened.value
    expect(library.health()).toMatchObject({ phase: 'trouble', failure: { code: 'ENOSPC' } })
    expect(library.markOf(articleId('m0'))).toEqual({ read: 0 })
    expect(await library.changeMarks([[articleId('m1'), { read: 1 }]])).toMatchObject({ ok: false })
    expect(library.markOf(articleId('m1'))).toBeNull()
    fault = nothing
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
      fault = ofJournal('sync', code)
      expect(await mark(1)).toMatchObject({ ok: false, failure: writeFailure(code) })
      fault = nothing
      expect(await mark(2)).toEqual(good)
      expect((await diskFiles.facts(paths().journal)).identity).not.toBe(before)
      await restart()
      expect([marks(3), test.library.trouble]).toEqual([[0, 1, 2], []])
    },
  )

  it('of a snapshot leaves the old one, and changes go on', async () => {
    await mark(0)
    fault = (call, path) => (call === 'sync' && path.includes('marks.json') ? 'EIO' : null)
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
    fault = (now, path) => (now === call && path.includes(name) ? code : null)
    await test.library.close()
    await restart()
    expect([marks(5), test.library.trouble]).toEqual([[0, 1, 2, 3, 4], []])
    expect((await readdir(paths().user)).filter((each) => each.endsWith('.tmp'))).toEqual([])
  })
})

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
      fault = (call) => (['create', 'write', 'rename', 'link', 'remove'].includes(call) ? code : null)
      test = await openTestLibrary({ folder: test.folder, files, after })
      const failure = { kind: 'store-write', file: 'lock', code }
      expect(test.library.health()).toEqual({ phase: 'read-only', failure })
      expect(marks(1)).toEqual([0])
      expect(await mark(1)).toEqual({ ok: false, failure })
      expect(marks(2)).toEqual([0, null])
      expect(await names()).toEqual(before)
      fault = nothing
      await later()
      expect(await mark(1)).toEqual(good)
      await restart()
      expect(marks(2)).toEqual([0, 1])
    },
  )

  it('whose files cannot be seen just now is not taken for an empty one', async () => {
    await mark(0)
    await test.library.close()
    fault = (call, path) => (call === 'read' && path === paths().userFile('marks') ? 'EBUSY' : null)
    test = await openTestLibrary({ folder: test.folder, files, after })
    expect(test.library.health()).toMatchObject({ phase: 'trouble', failure: { code: 'EBUSY' } })
    expect(await mark(1)).toMatchObject({ ok: false })
    fault = nothing
    await later()
    expect([marks(1), await mark(1)]).toEqual([[0], good])
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
