/** Covers main/store/backups.ts, reserves.ts, backupFile.ts and the libraries of released versions. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskFiles } from '../../../main/store/files.ts'
import { seal, unseal } from '../../../main/store/envelope.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { aFeed, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/libraries')
const day = 86_400_000
let now = aTime
let test: TestLibrary
beforeEach(async () => {
  now = aTime
  test = await openTestLibrary({ clock: { now: () => now } })
})
afterEach(() => test.close())

const paths = () => pathsOf(test.folder)
const mark = (id: string, read = 1) => test.library.changeMarks([[articleId(id), { read }]])
const backups = async (start: string) =>
  (await readdir(paths().backups)).filter((name) => name.startsWith(start)).sort()
const everything = () => ({
  subscriptions: test.library.subscriptions(),
  settings: test.library.settings(),
  starred: [...test.library.starred()].sort(),
})

describe('earlier states', () => {
  it('are the last three snapshots and one of each of the last seven days', async () => {
    for (let n = 0; n < 20; n += 1) {
      now += day / 2
      await mark(`m${String(n)}`)
      test = await test.reopen()
    }
    expect(await backups('snapshot')).toHaveLength(3)
    const days = await backups('daily')
    expect(days).toHaveLength(7)
    expect(days.at(-1)).toBe(`daily-${new Date(now).toISOString().slice(0, 10)}`)
  })

  it('are not made of a file that does not prove itself', async () => {
    await mark('m0')
    test = await test.reopen()
    await mark('m1')
    now += day
    await writeFile(paths().userFile('marks'), 'x')
    await test.library.close()
    expect(await backups(`daily-${new Date(now).toISOString().slice(0, 10)}`)).toEqual([])
    test = await openTestLibrary({ folder: test.folder, clock: { now: () => now } })
  })

  it('are not made while nothing changes', async () => {
    await mark('m0')
    test = await test.reopen()
    const before = await backups('')
    test = await test.reopen()
    test = await test.reopen()
    expect(await backups('')).toEqual(before)
  })
})

describe('a backup that the reader made', () => {
  const fill = async () => {
    await test.library.changeSubscriptions(() => ({
      isStarted: true,
      folders: [{ id: 'islands' as never, title: 'Islands', parentId: null, position: 0, family: null }],
      feeds: [aFeed(), aFeed({ id: 'old' as FeedId, unfollowedAt: 5 })],
    }))
    await test.library.changeSettings({ theme: 'dark' })
    await test.library.changeMarks([
      [articleId('a1'), { read: 1, starred: 2 }],
      [articleId('__proto__'), { starred: 3 }],
    ])
  }
  const contents = { madeAt: aTime, feeds: 1, folders: 1, marks: 2 }

  it('is one JSON file that holds everything, and comes back in another library', async () => {
    await fill()
    const before = everything()
    const file = join(test.folder, 'my backup.json')
    expect(await test.library.backupNow(file)).toMatchObject({ ok: true, value: { file } })
    const bytes = await readFile(file)
    expect(JSON.parse(bytes.toString())).toMatchObject({ schema: 4, data: { settings: { theme: 'dark' } } })
    const other = await openTestLibrary()
    await other.library.changeMarks([[articleId('gone'), { read: 1 }]])
    expect(await other.library.lookIntoBackup(bytes)).toMatchObject({ ok: true, value: contents })
    expect(other.library.subscriptions().feeds).toEqual([])
    const revision = other.library.marksRevision()
    expect(await other.library.restoreBackup(bytes)).toMatchObject({ ok: true, value: contents })
    const again = await other.reopen({ isCrash: true })
    await test.close()
    test = again
    expect(everything()).toEqual(before)
    expect(other.library.marksRevision()).toBeGreaterThan(revision)
    expect([test.library.markOf(articleId('gone')), test.library.trouble]).toEqual([null, []])
  })

  it('becomes the present state; the one before is kept', async () => {
    await fill()
    const bytes = await test.library.exportBackup()
    await mark('newer')
    await test.library.restoreBackup(bytes)
    expect(test.library.markOf(articleId('newer'))).toBeNull()
    const texts = await Promise.all(
      (await backups('snapshot')).map((name) =>
        readFile(join(paths().backupFolder(name), 'marks.json'), 'utf8').catch(() => ''),
      ),
    )
    expect(texts.some((text) => text.includes('"newer"'))).toBe(true)
  })

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, -9)],
    [
      'changed in a bit',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, n) => (n === 300 ? byte ^ 1 : byte))),
    ],
    ['another file', () => Buffer.from('{}')],
    ['empty', () => Buffer.alloc(0)],
    [
      'of the wrong shape',
      () => Buffer.from(seal('backup', { schema: 2, seq: 0, payload: Buffer.from('{"madeAt":1}') })),
    ],
    [
      'a file of user/',
      () => Buffer.from(seal('settings', { schema: 2, seq: 0, payload: Buffer.from('{}') })),
    ],
  ])('that is %s is refused, and nothing is touched', async (_, damage) => {
    await fill()
    const before = everything()
    const bytes = damage(Buffer.from(await test.library.exportBackup()))
    expect(await test.library.restoreBackup(bytes)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect([everything(), await backups('snapshot')]).toEqual([before, []])
  })

  it('of a newer version is refused as such; one of an older version is taken', async () => {
    await fill()
    const payload = unseal('backup', await test.library.exportBackup())?.payload ?? Buffer.alloc(0)
    const newer = seal('backup', { schema: 5, seq: 0, payload })
    expect(await test.library.restoreBackup(newer)).toMatchObject({
      ok: false,
      failure: { kind: 'store-newer', found: 5, known: 4 },
    })
    expect(await test.library.restoreBackup(seal('backup', { schema: 1, seq: 0, payload }))).toMatchObject({
      ok: true,
    })
  })

  it('that cannot be written says so, and leaves nothing', async () => {
    expect(await test.library.backupNow(join(test.folder, 'nowhere', 'backup.json'))).toEqual({
      ok: false,
      failure: { kind: 'store-write', file: 'backup.json', code: 'ENOENT' },
    })
  })

  it('brings a library back of which nothing was left', async () => {
    await fill()
    const bytes = await test.library.exportBackup()
    await test.library.articles.keep('harbour' as FeedId, [], [])
    await rm(paths().user, { recursive: true })
    await diskFiles.makeFolder(paths().user)
    await writeFile(paths().userFile('subscriptions'), 'x')
    test = await openTestLibrary({ folder: test.folder })
    expect(test.library.health().phase).toBe('read-only')
    expect(await test.library.restoreBackup(bytes)).toMatchObject({ ok: true })
    test = await test.reopen()
    expect(test.library.health()).toEqual({ phase: 'ok' })
    expect(test.library.subscriptions().feeds).toHaveLength(2)
  })
})

describe('a library of a released version', () => {
  const open = async (version: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'kawaraban-library-'))
    await cp(join(fixtures, version), folder, { recursive: true })
    await test.close()
    test = await openTestLibrary({ folder, clock: { now: () => now } })
  }
  const contents = () => ({
    names: test.library.subscriptions().feeds.map(({ name, ownTitle }) => [name, ownTitle]),
    folders: test.library.subscriptions().folders.map(({ title }) => title),
    theme: test.library.settings().theme,
    marks: ['a1', 'a2', 'a3'].map((id) => test.library.markOf(articleId(id))),
  })
  const expected = {
    names: [
      ['The Harbour Post', null],
      ['Kiln and Wheel', '窯の便り'],
    ],
    folders: ['Islands'],
    theme: 'dark',
    marks: [{ read: aTime }, { read: aTime, starred: aTime + 1 }, { starred: aTime + 2 }],
  }

  it.each(['schema-1', 'schema-2', 'schema-3'])(
    '(%s) opens with all that is in it, and takes changes',
    async (version) => {
      await open(version)
      expect([contents(), test.library.trouble, test.library.health()]).toEqual([
        expected,
        [],
        { phase: 'ok' },
      ])
      await mark('a9')
      test = await test.reopen({ isCrash: true })
      expect([contents(), test.library.trouble]).toEqual([expected, []])
      expect(test.library.markOf(articleId('a9'))).toEqual({ read: 1 })
    },
  )

  it('(schema-1) is kept as it was beside the new one, settings that nobody knows with it', async () => {
    await open('schema-1')
    for (const name of ['subscriptions.json', 'marks.json', 'settings.json']) {
      const before = await readFile(join(fixtures, 'schema-1/user', name))
      expect(await readFile(join(paths().backupFolder('before-schema-4'), name))).toEqual(before)
    }
    const settings = JSON.parse(await readFile(paths().userFile('settings'), 'utf8')) as unknown
    expect(settings).toMatchObject({ schema: 4, data: { columns: 3 } })
  })

  it('(schema-1) that is damaged is restored from its own backups', async () => {
    await open('schema-1')
    const folder = await mkdtemp(join(tmpdir(), 'kawaraban-library-'))
    await cp(join(fixtures, 'schema-1'), folder, { recursive: true })
    await writeFile(pathsOf(folder).userFile('marks'), '')
    await test.close()
    test = await openTestLibrary({ folder })
    expect(test.library.trouble).toEqual([
      { kind: 'store-restored', file: 'user/marks.json', from: 'backups/marks.1.json' },
    ])
    expect(contents()).toEqual({ ...expected, marks: [...expected.marks.slice(0, 2), null] })
  })

  it('(schema-1) that was not migrated to the end is migrated at the next start', async () => {
    await open('schema-1')
    const half = await mkdtemp(join(tmpdir(), 'kawaraban-library-'))
    await cp(join(fixtures, 'schema-1'), half, { recursive: true })
    await cp(paths().journal, pathsOf(half).journal)
    await cp(paths().userFile('settings'), pathsOf(half).userFile('settings'))
    await test.close()
    test = await openTestLibrary({ folder: half })
    expect([contents(), test.library.trouble]).toEqual([expected, []])
  })
})
