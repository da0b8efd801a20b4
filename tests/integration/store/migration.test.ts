/** Covers main/store/migration: what older versions kept, in the archive; damage, cuts and full disks on the way. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { seal } from '../../../main/store/envelope.ts'
import { openLibrary } from '../../../main/store/library.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary, TestOptions } from '../../helpers/library.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/libraries')
const harbour = 'harbour' as FeedId
const kiln = 'kiln' as FeedId
const hour = 3_600_000
const day = 24 * hour

let folder: string
let test: TestLibrary | null
beforeEach(async () => {
  test = null
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-old-'))
  await cp(join(fixtures, 'schema-3'), folder, { recursive: true })
})
afterEach(async () => {
  await test?.close()
  await rm(folder, { recursive: true, force: true })
})

const paths = () => pathsOf(folder)
const open = async (options: TestOptions = {}): Promise<TestLibrary> => {
  await test?.library.close()
  test = await openTestLibrary({ folder, ...options })
  return test
}
const close = async () => {
  await test?.library.close()
  test = null
}
const idsOf = (feedId: FeedId) => test?.library.headlinesOf(feedId).map(({ id }) => id as string) ?? []
const headlineOf = (id: string) => test?.library.findHeadline(articleId(id))?.headline ?? null
const bodyOf = async (id: string) => {
  const found = test?.library.findHeadline(articleId(id)) ?? null
  return found === null
    ? null
    : ((await test?.library.articles.readBody(found.feedId, found.headline)) ?? null)
}
const htmlOf = async (id: string) => (await bodyOf(id))?.bodyHtml ?? null
const versionsOf = async (feedId: FeedId, id: string) => {
  const headline = headlineOf(id)
  const versions = headline === null ? [] : await test?.library.articles.readVersions(feedId, headline)
  return versions?.map(({ title, seenAt, body }) => [title, seenAt, body.bodyHtml])
}
const stonesOf = (feedId: FeedId) => [...(test?.library.removedOf(feedId) ?? [])]
const mark = async () => JSON.parse(await readFile(join(paths().archive, 'moved.json'), 'utf8')) as unknown
const isMarked = async () => (await readdir(paths().archive)).includes('moved.json')
const trouble = () => test?.library.trouble
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
      await rm(folder, { recursive: true })
      await cp(join(fixtures, version), folder, { recursive: true })
      await open()
      expect([trouble(), idsOf(harbour), idsOf(kiln)]).toEqual([[], ['a1', 'a2'], ['k6', 'k1', 'k2', 'k5']])
      expect(headlineOf('a1')).toMatchObject({ contentHash: 'hash-of-a1', secondKey: '/a1', changedAt: null })
      expect(headlineOf('k6')).toMatchObject({
        title: '窯の火、ふたたび',
        place: 3,
        changedAt: aTime + 2 * hour,
      })
      expect(await bodyOf('a2')).toEqual({
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
      expect(await bodyOf('k6')).toMatchObject({ bodyHtml: '<p>火を入れる。</p>', language: 'ja' })
      expect(await versionsOf(kiln, 'k2')).toEqual([
        ['Glazes of the north, k2', aTime, '<p>The text of k2.</p>'],
        ['Glazes of the north, k2', aTime + hour, '<p>The second text of k2.</p>'],
        ['Glazes of the north, corrected', aTime + 2 * hour, '<p>The third text of k2.</p>'],
      ])
      expect((await versionsOf(kiln, 'k6'))?.map(([title]) => title)).toEqual(['窯の火', '窯の火、ふたたび'])
      expect(stonesOf(kiln)).toMatchObject([{ id: 'k3', contentHash: 'hash-of-k3' }, k4])
      expect(await test?.library.deleted.list()).toMatchObject([
        { id: 'k4', feedId: 'kiln', paper: '窯の便り', deletedAt: aTime + 2 * hour, title: k4.title },
      ])
      expect(await test?.library.deleted.read(articleId('k4'))).toMatchObject({
        mark: { starred: aTime + 2 * hour },
        headline: { contentHash: 'k4-second' },
        body: { bodyHtml: '<p>The second text of k4.</p>' },
      })
      expect(test?.library.fetchRecord(kiln)).toMatchObject({
        etag: '"kiln-7"',
        bodyHash: 'hash-of-the-document',
        picturesWanted: [0],
      })
      expect(test?.library.fetchRecord(harbour)).toMatchObject({ etag: '"harbour-1"', lastModified: null })
    },
  )

  it('is the same at the next start, from snapshots and without them', async () => {
    await open()
    const seen = async () => [
      test?.library.headlinesOf(kiln),
      stonesOf(kiln),
      await test?.library.deleted.list(),
      await versionsOf(kiln, 'k2'),
      trouble(),
    ]
    const before = await seen()
    expect(await readdir(paths().snapshots)).toEqual(expect.arrayContaining(['harbour.json', 'kiln.json']))
    await open()
    expect(await seen()).toEqual(before)
    await close()
    await rm(paths().snapshots, { recursive: true })
    await open()
    expect(await seen()).toEqual(before)
  })

  it('goes on as any other: articles come, change, and are brought back', async () => {
    await open()
    expect(await test?.library.articles.putBack(kiln, articleId('k4'))).toMatchObject({ ok: true })
    await open()
    expect(await htmlOf('k4')).toBe('<p>The second text of k4.</p>')
    expect(await versionsOf(kiln, 'k4')).toMatchObject([
      [k4.title, aTime, '<p>The text of k4.</p>'],
      [k4.title, aTime + hour, '<p>The second text of k4.</p>'],
    ])
    expect(stonesOf(kiln).map(({ id }) => id)).toEqual(['k3'])
  })

  it('stands beside the new form, which says when it was made of what', async () => {
    await open()
    await close()
    expect(await mark()).toEqual({
      magic: 'kawaraban-moved',
      from: 3,
      at: aTime,
      feeds: ['harbour', 'kiln'],
    })
    expect(await readdir(paths().archive)).not.toContain('.moving')
    for (const name of ['cache/headlines/kiln.json', 'cache/bodies/kiln/0.json', 'deleted/k4.json'])
      expect(await readFile(join(folder, name))).toEqual(await readFile(join(fixtures, 'schema-3', name)))
  })

  it('tells how far it is, and nothing when it is done', async () => {
    const opened = await openLibrary({ folder, log: silentLog, clock: { now: () => aTime } })
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
    await rm(folder, { recursive: true })
    await open()
    await close()
    expect(await isMarked()).toBe(false)
  })
})

describe('a move that is cut off', () => {
  it('goes on with the next paper, and asks for every picture that may be wanted', async () => {
    await open()
    await close()
    await rm(join(paths().archive, 'moved.json'))
    await rm(paths().feedArchive('harbour'), { recursive: true })
    await cp(join(paths().feedArchive('kiln')), join(paths().archive, '.moving/harbour'), { recursive: true })
    const before = await readFile(join(paths().feedArchive('kiln'), '000000000001.log'))
    await open()
    expect([idsOf(harbour), idsOf(kiln), trouble()]).toEqual([['a1', 'a2'], ['k6', 'k1', 'k2', 'k5'], []])
    await close()
    expect(await readFile(join(paths().feedArchive('kiln'), '000000000001.log'))).toEqual(before)
    expect(await mark()).toMatchObject({ feeds: ['harbour', 'kiln'] })
    await open()
    expect(test?.library.fetchRecord(kiln).picturesWanted).toEqual([0])
  })

  it('believes no snapshot of an archive that is not there any more', async () => {
    await open()
    await close()
    await rm(join(paths().archive, 'moved.json'))
    await rm(paths().feedArchive('kiln'), { recursive: true })
    await cp(paths().snapshot('harbour'), paths().snapshot('kiln'))
    await open()
    await close()
    await open()
    expect([idsOf(kiln), await htmlOf('k5'), trouble()]).toEqual([
      ['k6', 'k1', 'k2', 'k5'],
      '<p>The text of k5.</p>',
      [],
    ])
  })
})

const spoil = async (name: string, what: string, by: string) => {
  const text = await readFile(join(folder, name), 'utf8')
  expect(text).toContain(what)
  await writeFile(join(folder, name), text.replace(what, by))
}
const quarantined = () => readdir(paths().quarantine).catch(() => [])
const noValidators = { etag: null, lastModified: null, bodyHash: '' }

describe('damage in the old form', () => {
  const damaged = (part: string, lost: number | null, saved: number) => ({
    kind: 'articles-damaged',
    paper: '窯の便り',
    part,
    lost,
    saved,
  })

  it('costs the headline that it hits; the rest comes over, and the paper is asked for everything', async () => {
    await spoil('cache/headlines/kiln.json', '["k2",', '{"k2",')
    await open()
    expect([idsOf(kiln), trouble()]).toEqual([['k6', 'k1', 'k5'], [damaged('headlines', 1, 3)]])
    expect(test?.library.fetchRecord(kiln)).toMatchObject(noValidators)
    expect(test?.library.fetchRecord(harbour)).toMatchObject({ etag: '"harbour-1"' })
    expect(await quarantined()).toHaveLength(1)
    await open()
    expect([idsOf(kiln), trouble()]).toEqual([['k6', 'k1', 'k5'], []])
  })

  it('that cut the headlines off costs what is gone, and nobody says how much that was', async () => {
    const path = join(folder, 'cache/headlines/kiln.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.slice(0, text.indexOf('["k2"') + 20))
    await open()
    expect([idsOf(kiln), trouble()]).toEqual([['k6', 'k1'], [damaged('headlines', null, 2)]])
  })

  it('costs the text that it hits; its headline stays, and is asked for again', async () => {
    await spoil(
      'cache/bodies/kiln/0.json',
      '{"cleaned":1,"bodyHtml":"<p>The third',
      '{"cleaned",1,"bodyHtml":"<p>The third',
    )
    await open()
    expect([idsOf(kiln), trouble()]).toEqual([['k6', 'k1', 'k2', 'k5'], [damaged('texts', 1, 3)]])
    expect([await htmlOf('k2'), await htmlOf('k5')]).toEqual([null, '<p>The text of k5.</p>'])
    expect(headlineOf('k2')).toMatchObject({ contentHash: '', record: -1 })
    expect(test?.library.fetchRecord(kiln)).toMatchObject(noValidators)
  })

  it('of a whole bucket costs its texts', async () => {
    await rm(join(folder, 'cache/bodies/kiln'), { recursive: true })
    await open()
    expect([idsOf(kiln), trouble()]).toEqual([['k6', 'k1', 'k2', 'k5'], [damaged('texts', 4, 0)]])
  })

  it('of all headlines is told, for a paper that had any', async () => {
    await rm(join(folder, 'cache/headlines/kiln.json'))
    await rm(join(folder, 'cache/headlines/harbour.json'))
    await rm(join(folder, 'cache/fetch.json'))
    await open()
    // Nothing but texts is what a first fetch that was cut off leaves; what was removed says that there was more.
    expect([idsOf(kiln), idsOf(harbour), trouble()]).toEqual([[], [], [damaged('headlines', null, 0)]])
    expect(stonesOf(kiln).map(({ id }) => id)).toEqual(['k3', 'k4'])
  })

  it.each(['{', '{"magic":"kawaraban","schema":1,"removed":[[7]],"buckets":[]}'])(
    'of the notes of removed articles (%s) costs them, but for what was deleted by hand',
    async (text) => {
      await writeFile(join(folder, 'cache/removed/kiln.json'), text)
      await open()
      expect([idsOf(kiln), stonesOf(kiln).map(({ id }) => id)]).toEqual([['k6', 'k1', 'k2', 'k5'], ['k4']])
      expect(await quarantined()).toHaveLength(1)
    },
  )

  it('of a deleted article is told by its file', async () => {
    await spoil('deleted/k4.json', 'second text', 'first text!')
    await open()
    expect(trouble()).toEqual([{ kind: 'store-restored', file: 'deleted/k4.json', from: null }])
    expect(await test?.library.deleted.list()).toEqual([])
    expect(await quarantined()).toHaveLength(1)
  })

  it('of what the servers were told costs one whole answer a paper', async () => {
    await writeFile(join(folder, 'cache/fetch.json'), 'x')
    await open()
    expect([idsOf(kiln), test?.library.fetchRecord(kiln)]).toMatchObject([
      ['k6', 'k1', 'k2', 'k5'],
      noValidators,
    ])
  })

  it('is told again when the move was cut off before it was over', async () => {
    await spoil('cache/headlines/harbour.json', '["a2",', '{"a2",')
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'rename' && path === paths().feedArchive('kiln') ? 'EIO' : null))
    await open({ files: disk.files })
    const lost = { kind: 'articles-damaged', paper: 'The Harbour Post', part: 'headlines', lost: 1, saved: 1 }
    expect(trouble()).toEqual([lost, { kind: 'not-moved', papers: ['窯の便り'], code: 'EIO' }])
    await open()
    expect([trouble(), idsOf(kiln).length]).toEqual([[lost], 4])
    await open()
    expect(trouble()).toEqual([])
  })
})

describe('a deletion that was cut off', () => {
  const rowOf = (id: string) =>
    `["${id}",23,"hash","https://kiln.example/${id}","Title",[],${String(aTime)},null,${String(aTime)},null,"",null,0]`
  const putRow = (id: string) => spoil('cache/headlines/kiln.json', '"rows":[\n', `"rows":[\n${rowOf(id)},\n`)

  it('before its row went is finished', async () => {
    await putRow('k4')
    await open()
    expect([idsOf(kiln).includes('k4'), (await test?.library.deleted.list())?.length]).toEqual([false, 1])
  })

  it('before its note and after its mark is finished', async () => {
    await putRow('k4')
    await rm(join(folder, 'cache/removed/kiln.json'))
    await open({ move: () => ({ done: Promise.resolve('stopped'), stop: () => undefined }) })
    await test?.library.changeMarks([[articleId('k4'), { removed: 1 }]])
    await open()
    expect([idsOf(kiln).includes('k4'), (await test?.library.deleted.list())?.length]).toEqual([false, 1])
    expect(stonesOf(kiln).map(({ id }) => id)).toEqual(['k4'])
  })

  it('before its mark leaves the article in its paper, with the text of its copy where its own is lost', async () => {
    await putRow('k4')
    await rm(join(folder, 'cache/removed/kiln.json'))
    await open()
    expect([idsOf(kiln).includes('k4'), await test?.library.deleted.list()]).toEqual([true, []])
    expect([await htmlOf('k4'), trouble()]).toEqual(['<p>The second text of k4.</p>', []])
  })
})

describe('a move that fails', () => {
  it.each(['create', 'write', 'sync', 'rename', 'makeFolder', 'syncFolder'])(
    'for one paper (%s) leaves its old form, tells it, takes nothing for it, and is tried again',
    async (failing) => {
      const disk = makeFailingDisk()
      disk.fail((call, path) => {
        const isKiln = path.includes(join('.moving', 'kiln')) || path === paths().feedArchive('kiln')
        return call === failing && isKiln ? 'ENOSPC' : null
      })
      await open({ files: disk.files })
      const notMoved = { kind: 'not-moved', papers: ['窯の便り'], code: 'ENOSPC' }
      expect([idsOf(harbour), idsOf(kiln), trouble()]).toEqual([['a1', 'a2'], [], [notMoved]])
      expect(await test?.library.articles.keep(kiln, [], [])).toEqual({ ok: false, failure: notMoved })
      test?.library.changeFetchRecord(kiln, { etag: '"new"' })
      expect(await test?.library.changeMarks([[articleId('k1'), { read: 1 }]])).toMatchObject({ ok: true })
      await close()
      expect([await isMarked(), (await readdir(paths().archive)).includes('kiln')]).toEqual([false, false])
      await open()
      expect([idsOf(kiln), trouble()]).toEqual([['k6', 'k1', 'k2', 'k5'], []])
      await close()
      expect(await isMarked()).toBe(true)
    },
  )

  it('as a whole shuts every paper that is not in the archive', async () => {
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'makeFolder' && path.endsWith('.moving') ? 'EDQUOT' : null))
    await open({ files: disk.files })
    expect(trouble()).toMatchObject([{ kind: 'not-moved', code: 'EDQUOT' }])
    expect(await test?.library.articles.keep('weaver' as FeedId, [], [])).toMatchObject({
      failure: { kind: 'not-moved', code: 'EDQUOT' },
    })
    await open()
    expect([idsOf(kiln).length, (await test?.library.deleted.list())?.length, trouble()]).toEqual([4, 1, []])
  })

  it('where a file cannot be read now waits for it', async () => {
    const disk = makeFailingDisk()
    const path = join(folder, 'cache/bodies/kiln/0.json')
    disk.fail((call, at) => (call === 'read' && at === path ? 'EACCES' : null))
    await open({ files: disk.files })
    expect(trouble()).toEqual([{ kind: 'not-moved', papers: ['窯の便り'], code: 'EACCES' }])
    await open()
    expect([await htmlOf('k5'), trouble()]).toEqual(['<p>The text of k5.</p>', []])
  })

  it('because what was written is not what is there, is no move', async () => {
    const disk = makeFailingDisk()
    const read = async (path: string) => {
      const bytes = await disk.files.read(path)
      if (path.includes(join('.moving', 'kiln')) && path.endsWith('.log')) bytes[200] = (bytes[200] ?? 0) ^ 1
      return bytes
    }
    await open({ files: { ...disk.files, read } })
    expect(trouble()).toMatchObject([{ kind: 'not-moved', papers: ['窯の便り'], code: 'EIO' }])
    expect((await readdir(paths().archive)).includes('kiln')).toBe(false)
  })

  it('since the library may only be read says so, and touches nothing', async () => {
    const settings = seal('settings', { schema: 9, seq: 99, payload: Buffer.from('{}') })
    await writeFile(paths().userFile('settings'), settings)
    await open()
    expect(test?.library.health().phase).toBe('read-only')
    expect(trouble()?.some(({ kind }) => kind === 'not-moved')).toBe(true)
    expect(await readdir(paths().archive)).toEqual([])
    expect(Buffer.compare(await readFile(paths().userFile('settings')), settings)).toBe(0)
  })

  it('is begun anew for a paper whose archive is taken away while the old form is there', async () => {
    await open()
    await close()
    await rm(paths().feedArchive('kiln'), { recursive: true })
    await open()
    expect(idsOf(kiln)).toEqual(['k6', 'k1', 'k2', 'k5'])
    expect(trouble()).toMatchObject([{ kind: 'articles-damaged', paper: '窯の便り', lost: null, saved: 4 }])
    expect(test?.library.fetchRecord(kiln)).toMatchObject(noValidators)
  })
})

describe('the old form', () => {
  const old = ['cache/headlines', 'cache/bodies', 'cache/removed', 'deleted']
  const isThere = () => old.map((name) => files.isThere(join(folder, name)))
  const all = [true, true, true, true]
  const none = [false, false, false, false]
  const { files } = makeFailingDisk()
  const drop = async (now: number) => test?.library.dropOldForm(now)

  it('is counted, with the day of its end', async () => {
    await open()
    await close()
    await open()
    const usage = await test?.library.diskUsage()
    expect(usage?.oldForm?.until).toBe(aTime + 7 * day)
    expect(usage?.oldForm?.bytes).toBeGreaterThan(3000)
  })

  it('goes a week after the move, in a later run, and nothing goes with it', async () => {
    await open()
    expect([await drop(aTime + 8 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
    await open()
    expect([await drop(aTime + 6 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
    expect([await drop(aTime + 7 * day), isThere()]).toEqual([{ ok: true, value: true }, none])
    expect((await test?.library.diskUsage())?.oldForm).toBeNull()
    await open()
    expect([idsOf(kiln).length, await htmlOf('k5'), trouble()]).toEqual([4, '<p>The text of k5.</p>', []])
    expect((await test?.library.deleted.list())?.length).toBe(1)
  })

  it('stays while anything of the new form is lost', async () => {
    await open()
    await close()
    const path = join(paths().feedArchive('kiln'), '000000000001.log')
    await spoil('archive/kiln/000000000001.log', 'The text of k5', 'The text of k7')
    expect(await readFile(path, 'utf8')).toContain('k7')
    await open()
    expect(await htmlOf('k5')).toBeNull()
    expect([await drop(aTime + 8 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
  })

  it('stays while one paper is not in the archive', async () => {
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'rename' && path === paths().feedArchive('kiln') ? 'EIO' : null))
    await open({ files: disk.files })
    await open({ files: disk.files })
    expect([await drop(aTime + 400 * day), isThere()]).toEqual([{ ok: true, value: false }, all])
  })

  it('goes on from where its removal was cut off', async () => {
    await open()
    await close()
    await rm(join(folder, 'cache/headlines'), { recursive: true })
    await open()
    expect([await drop(aTime + 7 * day), isThere(), idsOf(kiln).length]).toEqual([
      { ok: true, value: true },
      none,
      4,
    ])
  })

  it('is kept for a week by a clock that was ahead at the move', async () => {
    await open({ clock: { now: () => aTime + 4000 * day } })
    await open()
    await drop(aTime)
    await open()
    expect([await drop(aTime + 7 * day), isThere()]).toEqual([{ ok: true, value: true }, none])
  })
})
