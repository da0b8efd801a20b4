/** Covers main/store/migration: what older versions kept is the same in the archive, and how long the old form stays. */
import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { openLibrary } from '../../../main/store/library.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aTime, anArticle, articleId } from '../../helpers/library.ts'
import { fixtureLibraries, harbour, kiln, makeOlderLibrary } from '../../helpers/olderLibrary.ts'
import type { OlderLibrary } from '../../helpers/olderLibrary.ts'

const hour = 3_600_000
const day = 24 * hour

let old: OlderLibrary
beforeEach(async () => {
  old = await makeOlderLibrary()
})
afterEach(() => old.end())

const k4 = {
  id: 'k4',
  secondKey: '/k4',
  contentHash: 'k4-second',
  publishedAt: aTime - 1000,
  url: 'https://kiln.example/k4',
  title: 'Glazes of the north, k4',
}

describe('a library of an older version', () => {
  it.each(['schema-1', 'schema-2', 'schema-3'])(
    '(%s) has the same headlines, texts, versions, notes and deleted articles',
    async (version) => {
      await old.end()
      old = await makeOlderLibrary(version)
      await old.open()
      expect([old.trouble(), old.idsOf(harbour), old.idsOf(kiln)]).toEqual([
        [],
        ['a1', 'a2'],
        ['k6', 'k1', 'k2', 'k5'],
      ])
      expect(old.headlineOf('a1')).toMatchObject({
        contentHash: 'hash-of-a1',
        secondKey: '/a1',
        changedAt: null,
      })
      expect(old.headlineOf('k6')).toMatchObject({
        title: '窯の火、ふたたび',
        place: 3,
        changedAt: aTime + 2 * hour,
      })
      expect(await old.bodyOf('a2')).toEqual({
        cleaned: 1,
        bodyHtml: '<p>The text of a2.</p>',
        outletNotesHtml: '',
        outletLine: null,
        credits: [],
        links: [],
        language: null,
        isExcerpt: false,
        pictures: [],
        base: 'https://harbour.example/',
      })
      expect(await old.bodyOf('k6')).toMatchObject({ bodyHtml: '<p>火を入れる。</p>', language: 'ja' })
      expect(await old.versionsOf(kiln, 'k2')).toEqual([
        ['Glazes of the north, k2', aTime, '<p>The text of k2.</p>'],
        ['Glazes of the north, k2', aTime + hour, '<p>The second text of k2.</p>'],
        ['Glazes of the north, corrected', aTime + 2 * hour, '<p>The third text of k2.</p>'],
      ])
      expect((await old.versionsOf(kiln, 'k6')).map(([title]) => title)).toEqual([
        '窯の火',
        '窯の火、ふたたび',
      ])
      expect(old.stonesOf(kiln)).toMatchObject([{ id: 'k3', contentHash: 'hash-of-k3' }, k4])
      expect(await old.deleted()).toMatchObject([
        { id: 'k4', feedId: 'kiln', paper: '窯の便り', deletedAt: aTime + 2 * hour, title: k4.title },
      ])
      expect(await old.library().deleted.read(articleId('k4'))).toMatchObject({
        mark: { starred: aTime + 2 * hour },
        headline: { contentHash: 'k4-second' },
        body: { bodyHtml: '<p>The second text of k4.</p>' },
      })
      expect(old.library().fetchRecord(kiln)).toMatchObject({
        etag: '"kiln-7"',
        bodyHash: 'hash-of-the-document',
        picturesWanted: [0],
      })
      expect(old.library().fetchRecord(harbour)).toMatchObject({ etag: '"harbour-1"', lastModified: null })
    },
  )

  it('is the same at the next start, from snapshots and without them', async () => {
    await old.open()
    const seen = async () => [
      old.library().headlinesOf(kiln),
      old.stonesOf(kiln),
      await old.deleted(),
      await old.versionsOf(kiln, 'k2'),
      old.trouble(),
    ]
    const before = await seen()
    expect(await readdir(old.paths.snapshots)).toEqual(expect.arrayContaining(['harbour.json', 'kiln.json']))
    await old.open()
    expect(await seen()).toEqual(before)
    await old.close()
    await rm(old.paths.snapshots, { recursive: true })
    await old.open()
    expect(await seen()).toEqual(before)
  })

  it('goes on as any other: articles come, change, and are brought back', async () => {
    await old.open()
    expect(await old.library().articles.putBack(kiln, articleId('k4'))).toMatchObject({ ok: true })
    await old.open()
    expect(await old.htmlOf('k4')).toBe('<p>The second text of k4.</p>')
    expect(await old.versionsOf(kiln, 'k4')).toMatchObject([
      [k4.title, aTime, '<p>The text of k4.</p>'],
      [k4.title, aTime + hour, '<p>The second text of k4.</p>'],
    ])
    expect(old.stonesOf(kiln).map(({ id }) => id)).toEqual(['k3'])
  })

  it('stands beside the new form, which says when it was made of what', async () => {
    await old.open()
    await old.close()
    expect(await old.mark()).toEqual({
      magic: 'kawaraban-moved',
      from: 3,
      at: aTime,
      feeds: ['harbour', 'kiln'],
    })
    expect(await readdir(old.paths.archive)).not.toContain('.moving')
    for (const name of ['cache/headlines/kiln.json', 'cache/bodies/kiln/0.json', 'deleted/k4.json'])
      expect(await readFile(join(old.folder, name))).toEqual(
        await readFile(join(fixtureLibraries, 'schema-3', name)),
      )
  })

  it('tells how far it is, and nothing when it is done', async () => {
    const opened = await openLibrary({ folder: old.folder, log: silentLog, clock: { now: () => aTime } })
    if (!opened.ok) throw new Error('not opened')
    const { value: library } = opened
    const seen = [library.moving()]
    library.onHealth(() => seen.push(library.moving()))
    await library.headlinesReady
    await library.close()
    expect(seen.map((one) => (one === null ? null : [one.done, one.total]))).toEqual([
      null,
      [0, 2],
      [0, 2],
      [1, 2],
      [2, 2],
      null,
    ])
  })

  it('is left alone where there is none', async () => {
    await rm(old.folder, { recursive: true })
    await old.open()
    await old.close()
    expect(await old.isMarked()).toBe(false)
  })
})

describe('a move that is cut off', () => {
  it('goes on with the next paper, and asks for every picture that may be wanted', async () => {
    await old.open()
    await old.close()
    await rm(join(old.paths.archive, 'moved.json'))
    await rm(old.paths.feedArchive('harbour'), { recursive: true })
    await cp(join(old.paths.feedArchive('kiln')), join(old.paths.archive, '.moving/harbour'), {
      recursive: true,
    })
    const before = await readFile(join(old.paths.feedArchive('kiln'), '000000000001.log'))
    await old.open()
    expect([old.idsOf(harbour), old.idsOf(kiln), old.trouble()]).toEqual([
      ['a1', 'a2'],
      ['k6', 'k1', 'k2', 'k5'],
      [],
    ])
    await old.close()
    expect(await readFile(join(old.paths.feedArchive('kiln'), '000000000001.log'))).toEqual(before)
    expect(await old.mark()).toMatchObject({ feeds: ['harbour', 'kiln'] })
    await old.open()
    expect(old.library().fetchRecord(kiln).picturesWanted).toEqual([0])
  })

  it('believes no snapshot of an archive that is not there any more', async () => {
    await old.open()
    const more = Array.from({ length: 80 }, (_, n) => anArticle({ id: `later${String(n)}` }))
    await old.library().articles.keep(kiln, more, [])
    await old.close()
    await rm(old.paths.feedArchive('kiln'), { recursive: true })
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'create' && path.includes('snapshots') ? 'ENOSPC' : null))
    await old.open({ files: disk.files })
    await old.close()
    await old.open()
    expect([old.idsOf(kiln), await old.htmlOf('k5'), old.trouble()]).toEqual([
      ['k6', 'k1', 'k2', 'k5'],
      '<p>The text of k5.</p>',
      [],
    ])
  })
})

describe('the old form', () => {
  const folders = ['cache/headlines', 'cache/bodies', 'cache/removed', 'deleted']
  const isThere = () => folders.map((name) => files.isThere(join(old.folder, name)))
  const all = [true, true, true, true]
  const none = [false, false, false, false]
  const { files } = makeFailingDisk()
  const drop = async (now: number) => old.library().dropOldForm(now)

  it('is counted, with the day of its end', async () => {
    await old.open()
    await old.close()
    await old.open()
    const usage = await old.library().diskUsage()
    expect(usage.oldForm?.until).toBe(aTime + 7 * day)
    expect(usage.oldForm?.bytes).toBeGreaterThan(3000)
  })

  it('goes a week after the move, in a later run, and nothing goes with it', async () => {
    await old.open()
    expect([await drop(aTime + 8 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
    await old.open()
    expect([await drop(aTime + 6 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
    expect([await drop(aTime + 7 * day), isThere()]).toEqual([{ ok: true, value: true }, none])
    expect((await old.library().diskUsage()).oldForm).toBeNull()
    await old.open()
    expect([old.idsOf(kiln).length, await old.htmlOf('k5'), old.trouble()]).toEqual([
      4,
      '<p>The text of k5.</p>',
      [],
    ])
    expect((await old.deleted()).length).toBe(1)
  })

  it('stays while anything of the new form is lost', async () => {
    await old.open()
    await old.close()
    const path = join(old.paths.feedArchive('kiln'), '000000000001.log')
    await old.spoil('archive/kiln/000000000001.log', 'The text of k5', 'The text of k7')
    expect(await readFile(path, 'utf8')).toContain('k7')
    await old.open()
    expect(await old.htmlOf('k5')).toBeNull()
    expect([await drop(aTime + 8 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
  })

  it('stays while one paper is not in the archive', async () => {
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'rename' && path === old.paths.feedArchive('kiln') ? 'EIO' : null))
    await old.open({ files: disk.files })
    await old.open({ files: disk.files })
    expect([await drop(aTime + 400 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
  })

  it('goes on from where its removal was cut off', async () => {
    await old.open()
    await old.close()
    await rm(join(old.folder, 'cache/headlines'), { recursive: true })
    await old.open()
    expect([await drop(aTime + 7 * day), isThere(), old.idsOf(kiln).length]).toEqual([
      { ok: true, value: true },
      none,
      4,
    ])
  })

  it('is kept for a week by a clock that was ahead at the move', async () => {
    await old.open({ clock: { now: () => aTime + 4000 * day } })
    await old.open()
    await drop(aTime)
    await old.open()
    expect([await drop(aTime + 7 * day), isThere()]).toEqual([{ ok: true, value: true }, none])
  })
})
