/** Covers main/store/recover.ts, backups.ts and segment.ts: what a start makes of damage (safety.md tests 84–96). */
import { appendFile, copyFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '../../../main/store/envelope.ts'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import { frameOf, readFrames } from '../../../main/store/frames.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import { aFeed, aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const paths = () => pathsOf(test.folder)
const mark = (n: number) => test.library.changeMarks([[articleId(`m${String(n)}`), { read: n }]])
const marks = (count: number) =>
  Array.from({ length: count }, (_, n) => test.library.markOf(articleId(`m${String(n)}`))?.read ?? null)
const quarantined = () => readdir(paths().quarantine).catch((): string[] => [])
const restored = (file: string, from: string | null) => ({ kind: 'store-restored', file, from })

/** Two snapshots with changes after each, and everything acknowledged: m0 … m5, theme, one feed. */
async function aLife(): Promise<void> {
  await test.library.changeSubscriptions((now) => ({ ...now, isStarted: true, feeds: [aFeed()] }))
  await mark(0)
  await mark(1)
  test = await test.reopen()
  await mark(2)
  await test.library.changeSettings({ theme: 'dark' })
  await mark(3)
  test = await test.reopen()
  await mark(4)
  await mark(5)
}

const everything = { marks: [0, 1, 2, 3, 4, 5], theme: 'dark', feeds: [aFeed()] }
const present = () => ({
  marks: marks(6),
  theme: test.library.settings().theme,
  feeds: test.library.subscriptions().feeds,
})

/** The next start after a crash in which `damage` happened. */
async function startAfter(damage: () => Promise<unknown>, files?: Files): Promise<void> {
  await damage()
  test = await openTestLibrary({ folder: test.folder, ...(files === undefined ? {} : { files }) })
}

const damages: readonly (readonly [string, (path: string) => Promise<void>])[] = [
  ...['', 'null', '0', '""', '[]', '{}', '\0\0\0\0', '{"feeds":3}'].map(
    (content) => [JSON.stringify(content), (path: string) => writeFile(path, content)] as const,
  ),
  ['half of it', async (path) => truncate(path, (await readFile(path)).length >> 1)],
  ['all but one byte of it', async (path) => truncate(path, (await readFile(path)).length - 1)],
  ['nothing: it is gone', (path) => rm(path)],
]

describe.each(['subscriptions', 'marks', 'settings'])('a start that finds in %s.json', (name) => {
  it.each(damages)('%s loses nothing, and says what it did', async (_, damage) => {
    await aLife()
    await startAfter(() => damage(paths().userFile(name)))
    expect(present()).toEqual(everything)
    expect(test.library.trouble).toEqual([
      restored(`user/${name}.json`, expect.stringMatching(/^backups\/snapshot-\d+\//) as unknown as string),
    ])
    expect(test.library.health()).toEqual({ phase: 'ok' })
    await startAfter(() => Promise.resolve())
    expect([present(), test.library.trouble]).toEqual([everything, []])
  })
})

describe('a start after damage', () => {
  it('finds it whatever bit was turned in a snapshot, and loses nothing', async () => {
    await aLife()
    const path = paths().userFile('marks')
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (random) => {
        const bytes = Buffer.from(await readFile(path))
        const bit = random % (bytes.length * 8)
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await startAfter(() => writeFile(path, bytes))
        expect([present(), test.library.trouble.length]).toEqual([everything, 1])
      }),
      { numRuns: 15 },
    )
  })

  it('of all three files at once loses nothing', async () => {
    await aLife()
    await startAfter(async () => {
      for (const name of ['subscriptions', 'marks', 'settings']) await writeFile(paths().userFile(name), '')
    })
    expect([present(), test.library.trouble.length]).toEqual([everything, 3])
    expect(await quarantined()).toHaveLength(3)
  })

  it('before the first snapshot takes everything from the journal', async () => {
    await mark(0)
    await mark(1)
    await startAfter(() => writeFile(paths().userFile('marks'), 'x'))
    expect(marks(2)).toEqual([0, 1])
    expect(test.library.trouble).toEqual([restored('user/marks.json', 'backups/*/journal.log')])
  })

  it('after the first snapshot takes everything from the journals', async () => {
    await mark(0)
    test = await test.reopen()
    await mark(1)
    await startAfter(() => rm(paths().userFile('marks')))
    expect(marks(2)).toEqual([0, 1])
    expect(test.library.trouble).toEqual([restored('user/marks.json', 'backups/*/journal.log')])
  })

  it('takes the next older backup when the newest is damaged too', async () => {
    await aLife()
    test = await test.reopen()
    const [newest = ''] = (await readdir(paths().backups))
      .filter((name) => name.startsWith('snapshot'))
      .sort()
      .reverse()
    await startAfter(async () => {
      await writeFile(paths().userFile('marks'), 'x')
      await writeFile(join(paths().backupFolder(newest), 'marks.json'), 'x')
    })
    expect(present()).toEqual(everything)
  })

  it('keeps a good state through damage, start, and damage again', async () => {
    await aLife()
    for (let round = 0; round < 6; round += 1) {
      await startAfter(() => writeFile(paths().userFile('marks'), '\0\0\0'))
      expect(present()).toEqual(everything)
    }
    expect(await quarantined()).toHaveLength(6)
    expect((await readdir(paths().backups)).some((name) => name.startsWith('kept-'))).toBe(true)
  })

  it('puts an old file that something has put back aside, and takes the newer state', async () => {
    await aLife()
    const [oldest = ''] = (await readdir(paths().backups))
      .filter((name) => name.startsWith('snapshot'))
      .sort()
      .slice(1)
    await startAfter(() =>
      copyFile(join(paths().backupFolder(oldest), 'marks.json'), paths().userFile('marks')),
    )
    expect(present()).toEqual(everything)
    // It is not taken for the truth: it lies aside, and the reader is told.
    expect(await quarantined()).toEqual([expect.stringMatching(/^user\+marks\.json\./)])
    expect(test.library.trouble).toEqual([
      expect.objectContaining({ kind: 'store-restored', file: 'user/marks.json' }),
    ])
  })

  it('that cannot be told from a bad sector uses the backup', async () => {
    await aLife()
    const bad = paths().userFile('subscriptions')
    const read = (path: string) =>
      path === bad && diskFiles.isThere(bad) && isBad
        ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
        : diskFiles.read(path)
    let isBad = true
    const rename_ = async (from: string, to: string) => {
      if (from === bad) isBad = false
      await diskFiles.rename(from, to)
    }
    await startAfter(() => Promise.resolve(), { ...diskFiles, read, rename: rename_ })
    expect([present(), test.library.trouble.length]).toEqual([everything, 1])
  })

  it('opens empty and takes no changes when nothing of the subscriptions is left', async () => {
    await aLife()
    await startAfter(async () => {
      await rm(paths().backups, { recursive: true })
      await writeFile(paths().userFile('subscriptions'), 'something else')
      await rm(paths().journal)
    })
    const failure = restored('user/subscriptions.json', null)
    expect(test.library.health()).toEqual({ phase: 'read-only', failure })
    expect(test.library.trouble).toContainEqual(failure)
    expect(await mark(9)).toEqual({ ok: false, failure })
    expect(test.library.markOf(articleId('m9'))).toBeNull()
    const [name = ''] = await quarantined()
    expect(await readFile(join(paths().quarantine, name), 'utf8')).toBe('something else')
    expect(await readdir(paths().user)).toEqual(['marks.json', 'settings.json'])

    await startAfter(() => Promise.resolve())
    expect(test.library.health()).toEqual({ phase: 'read-only', failure })
    expect(await test.library.beginAnew()).toEqual({ ok: true, value: null })
    expect(await mark(9)).toMatchObject({ ok: true })
    await startAfter(() => Promise.resolve())
    expect([test.library.health(), test.library.trouble]).toEqual([{ phase: 'ok' }, []])
    expect(test.library.markOf(articleId('m9'))).toEqual({ read: 9 })
    expect(await quarantined()).toContain(name)
  })

  it('asks, and makes nothing, where articles are and nothing else', async () => {
    await aLife()
    await test.library.articles.keep(aFeedId, [anArticle()], [])
    await startAfter(async () => {
      await rm(paths().user, { recursive: true })
      await rm(paths().backups, { recursive: true })
    })
    expect(test.library.health().phase).toBe('read-only')
    expect(await readdir(paths().user)).toEqual([])
  })

  it('comes back whole when user/ is gone and the backups are there', async () => {
    await aLife()
    test = await test.reopen()
    await startAfter(() => rm(paths().user, { recursive: true }))
    expect(test.library.subscriptions().feeds).toEqual([aFeed()])
    expect(marks(6)).toEqual([0, 1, 2, 3, 4, 5])
    expect(test.library.health()).toEqual({ phase: 'ok' })
  })
})

describe('the journal', () => {
  it('that was cut at any byte gives an exact beginning of what was done, and takes more', async () => {
    await aLife()
    const whole = await readFile(paths().journal)
    const ends = readFrames(whole).frames.map(({ json }) => json.length + 32)
    const head = ends[0] ?? 0
    for (let length = head; length < whole.length; length += 7) {
      await startAfter(() => writeFile(paths().journal, whole.subarray(0, length)))
      const count = length < head + (ends[1] ?? 0) ? 4 : 5
      expect(marks(6).filter((each) => each !== null)).toHaveLength(count)
      expect(test.library.trouble).toEqual([])
      await mark(7)
      await startAfter(() => Promise.resolve())
      expect(test.library.markOf(articleId('m7'))).toEqual({ read: 7 })
    }
  })

  it.each([
    ['twice', [0]],
    ['of the future', [5]],
    ['out of order', [1, 0]],
  ])('with records %s gives those before, says so, and keeps all of it aside', async (_, steps) => {
    await aLife()
    const whole = await readFile(paths().journal)
    const last = readFrames(whole).frames.at(-1)?.seq ?? 0
    const strange = steps.map((step) =>
      frameOf(last + step, JSON.stringify({ part: 'marks', put: [['strange', { read: 1 }]] })),
    )
    await startAfter(() => appendFile(paths().journal, Buffer.concat(strange)))
    const isSecondGood = steps[0] === 1
    expect(present()).toEqual(everything)
    expect(test.library.markOf(articleId('strange'))).toEqual(isSecondGood ? { read: 1 } : null)
    expect(test.library.trouble).toEqual([
      restored(
        'user/journal.log',
        expect.stringMatching(/^user\/journal\.log#\d+-\d+$/) as unknown as string,
      ),
    ])
    const [name = ''] = await quarantined()
    expect(await readFile(join(paths().quarantine, name))).toEqual(Buffer.concat([whole, ...strange]))
    await startAfter(() => Promise.resolve())
    expect([present(), test.library.trouble]).toEqual([everything, []])
  })

  it.each(['', '\0\0\0\0\0\0\0\0', '{}', 'null'])(
    'that holds %j is damage, not a new beginning',
    async (content) => {
      await aLife()
      await startAfter(() => writeFile(paths().journal, content))
      expect(present()).toEqual({ ...everything, marks: [0, 1, 2, 3, null, null] })
      expect(test.library.trouble).toMatchObject([{ kind: 'store-restored', file: 'user/journal.log' }])
      expect(await quarantined()).toHaveLength(1)
    },
  )

  it('that is gone is told, and never filled with numbers that were used before', async () => {
    await aLife()
    const before = readFrames(await readFile(paths().journal)).frames[0]?.seq ?? 0
    await startAfter(() => rename(paths().journal, join(test.folder, 'elsewhere')))
    expect(test.library.trouble).toMatchObject([{ kind: 'store-restored', file: 'user/journal.log' }])
    await mark(8)
    expect(readFrames(await readFile(paths().journal)).frames[0]?.seq).toBeGreaterThan(before)
  })
})

describe('a library of a newer version', () => {
  const newer = { kind: 'store-newer', file: 'user/settings.json', found: 5, known: 4 }

  it('is opened for reading, and not a byte of it is changed', async () => {
    await aLife()
    const text = seal('settings', { schema: 5, seq: 99, payload: Buffer.from('{"n":9}') })
    await startAfter(() => writeFile(paths().userFile('settings'), text))
    expect(test.library.health()).toEqual({ phase: 'read-only', failure: newer })
    expect(test.library.trouble).toEqual([newer])
    const before = await readFile(paths().journal)
    expect(await mark(9)).toEqual({ ok: false, failure: newer })
    await test.library.close()
    expect(await readFile(paths().userFile('settings'))).toEqual(Buffer.from(text))
    expect(await readFile(paths().journal)).toEqual(before)
    expect(await quarantined()).toEqual([])
  })

  it('is known by its journal too', async () => {
    await aLife()
    const head = frameOf(7, JSON.stringify({ magic: 'kawaraban-journal', schema: 5, base: 7 }))
    await startAfter(() => writeFile(paths().journal, head))
    expect(test.library.health()).toEqual({
      phase: 'read-only',
      failure: { ...newer, file: 'user/journal.log' },
    })
    await test.library.close()
    expect(await readFile(paths().journal)).toEqual(head)
  })
})
