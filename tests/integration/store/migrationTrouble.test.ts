/** Covers main/store/migration: damage in the old form, deletions that were cut off, and disks that refuse. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '../../../main/store/envelope.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aTime, articleId } from '../../helpers/library.ts'
import { harbour, kiln, makeOlderLibrary } from '../../helpers/olderLibrary.ts'
import type { OlderLibrary } from '../../helpers/olderLibrary.ts'

let old: OlderLibrary
beforeEach(async () => {
  old = await makeOlderLibrary()
})
afterEach(() => old.end())

const noValidators = { etag: null, lastModified: null, bodyHash: '' }

describe('damage in the old form', () => {
  const damaged = (part: string, lost: number | null, saved: number) => ({
    kind: 'articles-damaged',
    paper: '窯の便り',
    part,
    lost,
    saved,
    titles: [],
  })

  it('costs the headline that it hits; the rest comes over, and the paper is asked for everything', async () => {
    await old.spoil('cache/headlines/kiln.json', '["k2",', '{"k2",')
    await old.open()
    expect([old.idsOf(kiln), old.trouble()]).toEqual([['k6', 'k1', 'k5'], [damaged('headlines', 1, 3)]])
    expect(old.library().fetchRecord(kiln)).toMatchObject(noValidators)
    expect(old.library().fetchRecord(harbour)).toMatchObject({ etag: '"harbour-1"' })
    expect(await old.quarantined()).toHaveLength(1)
    await old.open()
    expect([old.idsOf(kiln), old.trouble()]).toEqual([['k6', 'k1', 'k5'], []])
  })

  it('that cut the headlines off costs what is gone, and nobody says how much that was', async () => {
    const path = join(old.folder, 'cache/headlines/kiln.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.slice(0, text.indexOf('["k2"') + 20))
    await old.open()
    expect([old.idsOf(kiln), old.trouble()]).toEqual([['k6', 'k1'], [damaged('headlines', null, 2)]])
  })

  it('costs the text that it hits; its headline stays, and is asked for again', async () => {
    await old.spoil(
      'cache/bodies/kiln/0.json',
      '{"cleaned":1,"bodyHtml":"<p>The third',
      '{"cleaned",1,"bodyHtml":"<p>The third',
    )
    await old.open()
    expect([old.idsOf(kiln), old.trouble()]).toEqual([['k6', 'k1', 'k2', 'k5'], [damaged('texts', 1, 3)]])
    expect([await old.htmlOf('k2'), await old.htmlOf('k5')]).toEqual([null, '<p>The text of k5.</p>'])
    expect(old.headlineOf('k2')).toMatchObject({ contentHash: '', record: -1 })
    expect(old.library().fetchRecord(kiln)).toMatchObject(noValidators)
  })

  it('of a whole bucket costs its texts', async () => {
    await rm(join(old.folder, 'cache/bodies/kiln'), { recursive: true })
    await old.open()
    expect([old.idsOf(kiln), old.trouble()]).toEqual([['k6', 'k1', 'k2', 'k5'], [damaged('texts', 4, 0)]])
  })

  it('of all headlines is told, for a paper that had any', async () => {
    await rm(join(old.folder, 'cache/headlines/kiln.json'))
    await rm(join(old.folder, 'cache/headlines/harbour.json'))
    await rm(join(old.folder, 'cache/fetch.json'))
    await old.open()
    // Nothing but texts is what a first fetch that was cut off leaves; what was removed says that there was more.
    expect([old.idsOf(kiln), old.idsOf(harbour), old.trouble()]).toEqual([
      [],
      [],
      [damaged('headlines', null, 0)],
    ])
    expect(old.stonesOf(kiln).map(({ id }) => id)).toEqual(['k3', 'k4'])
  })

  it.each(['{', '{"magic":"kawaraban","schema":1,"removed":[[7]],"buckets":[]}'])(
    'of the notes of removed articles (%s) costs them, but for what was deleted by hand',
    async (text) => {
      await writeFile(join(old.folder, 'cache/removed/kiln.json'), text)
      await old.open()
      expect([old.idsOf(kiln), old.stonesOf(kiln).map(({ id }) => id)]).toEqual([
        ['k6', 'k1', 'k2', 'k5'],
        ['k4'],
      ])
      expect(await old.quarantined()).toHaveLength(1)
    },
  )

  it('of a deleted article is told by its file', async () => {
    await old.spoil('deleted/k4.json', 'second text', 'first text!')
    await old.open()
    expect(old.trouble()).toEqual([{ kind: 'store-restored', file: 'deleted/k4.json', from: null }])
    expect(await old.deleted()).toEqual([])
    expect(await old.quarantined()).toHaveLength(1)
  })

  it('of what the servers were told costs one whole answer a paper', async () => {
    await writeFile(join(old.folder, 'cache/fetch.json'), 'x')
    await old.open()
    expect([old.idsOf(kiln), old.library().fetchRecord(kiln)]).toMatchObject([
      ['k6', 'k1', 'k2', 'k5'],
      noValidators,
    ])
  })

  it('is told again when the move was cut off before it was over', async () => {
    await old.spoil('cache/headlines/harbour.json', '["a2",', '{"a2",')
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'rename' && path === old.paths.feedArchive('kiln') ? 'EIO' : null))
    await old.open({ files: disk.files })
    const lost = {
      kind: 'articles-damaged',
      paper: 'The Harbour Post',
      part: 'headlines',
      lost: 1,
      saved: 1,
      titles: [],
    }
    expect(old.trouble()).toEqual([lost, { kind: 'not-moved', papers: ['窯の便り'], code: 'EIO' }])
    await old.open()
    expect([old.trouble(), old.idsOf(kiln).length]).toEqual([[lost], 4])
    await old.open()
    expect(old.trouble()).toEqual([])
  })
})

describe('a deletion that was cut off', () => {
  const rowOf = (id: string) =>
    `["${id}",23,"hash","https://kiln.example/${id}","Title",[],${String(aTime)},null,${String(aTime)},null,"",null,0]`
  const putRow = (id: string) =>
    old.spoil('cache/headlines/kiln.json', '"rows":[\n', `"rows":[\n${rowOf(id)},\n`)

  it('before its row went is finished', async () => {
    await putRow('k4')
    await old.open()
    expect([old.idsOf(kiln).includes('k4'), (await old.deleted()).length]).toEqual([false, 1])
  })

  it('before its note and after its mark is finished', async () => {
    await putRow('k4')
    await rm(join(old.folder, 'cache/removed/kiln.json'))
    await old.open({ move: () => ({ done: Promise.resolve('stopped'), stop: () => undefined }) })
    await old.library().changeMarks([[articleId('k4'), { removed: 1 }]])
    await old.open()
    expect([old.idsOf(kiln).includes('k4'), (await old.deleted()).length]).toEqual([false, 1])
    expect(old.stonesOf(kiln).map(({ id }) => id)).toEqual(['k4'])
  })

  it('before its mark leaves the article in its paper, with the text of its copy where its own is lost', async () => {
    await putRow('k4')
    await rm(join(old.folder, 'cache/removed/kiln.json'))
    await old.open()
    expect([old.idsOf(kiln).includes('k4'), await old.deleted()]).toEqual([true, []])
    expect([await old.htmlOf('k4'), old.trouble()]).toEqual(['<p>The second text of k4.</p>', []])
  })
})

describe('a move that fails', () => {
  it.each(['create', 'write', 'sync', 'rename', 'makeFolder', 'syncFolder'])(
    'for one paper (%s) leaves its old form, tells it, takes nothing for it, and is tried again',
    async (failing) => {
      const disk = makeFailingDisk()
      disk.fail((call, path) => {
        const isKiln = path.includes(join('.moving', 'kiln')) || path === old.paths.feedArchive('kiln')
        return call === failing && isKiln ? 'ENOSPC' : null
      })
      await old.open({ files: disk.files })
      const notMoved = { kind: 'not-moved', papers: ['窯の便り'], code: 'ENOSPC' }
      expect([old.idsOf(harbour), old.idsOf(kiln), old.trouble()]).toEqual([['a1', 'a2'], [], [notMoved]])
      expect(await old.library().articles.keep(kiln, [], [])).toEqual({ ok: false, failure: notMoved })
      old.library().changeFetchRecord(kiln, { etag: '"new"' })
      expect(await old.library().changeMarks([[articleId('k1'), { read: 1 }]])).toMatchObject({ ok: true })
      await old.close()
      expect([await old.isMarked(), (await readdir(old.paths.archive)).includes('kiln')]).toEqual([
        false,
        false,
      ])
      await old.open()
      expect([old.idsOf(kiln), old.trouble()]).toEqual([['k6', 'k1', 'k2', 'k5'], []])
      await old.close()
      expect(await old.isMarked()).toBe(true)
    },
  )

  it('as a whole shuts every paper that is not in the archive', async () => {
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'makeFolder' && path.endsWith('.moving') ? 'EDQUOT' : null))
    await old.open({ files: disk.files })
    expect(old.trouble()).toMatchObject([{ kind: 'not-moved', code: 'EDQUOT' }])
    expect(await old.library().articles.keep('weaver' as FeedId, [], [])).toMatchObject({
      failure: { kind: 'not-moved', code: 'EDQUOT' },
    })
    await old.open()
    expect([old.idsOf(kiln).length, (await old.deleted()).length, old.trouble()]).toEqual([4, 1, []])
  })

  it('where a file cannot be read now waits for it', async () => {
    const disk = makeFailingDisk()
    const path = join(old.folder, 'cache/bodies/kiln/0.json')
    disk.fail((call, at) => (call === 'read' && at === path ? 'EACCES' : null))
    await old.open({ files: disk.files })
    expect(old.trouble()).toEqual([{ kind: 'not-moved', papers: ['窯の便り'], code: 'EACCES' }])
    await old.open()
    expect([await old.htmlOf('k5'), old.trouble()]).toEqual(['<p>The text of k5.</p>', []])
  })

  it('because what was written is not what is there, is no move', async () => {
    const disk = makeFailingDisk()
    const read = async (path: string) => {
      const bytes = await disk.files.read(path)
      if (path.includes(join('.moving', 'kiln')) && path.endsWith('.log')) bytes[200] = (bytes[200] ?? 0) ^ 1
      return bytes
    }
    await old.open({ files: { ...disk.files, read } })
    expect(old.trouble()).toMatchObject([{ kind: 'not-moved', papers: ['窯の便り'], code: 'EIO' }])
    expect((await readdir(old.paths.archive)).includes('kiln')).toBe(false)
  })

  it('since the library may only be read says so, and touches nothing', async () => {
    const settings = seal('settings', { schema: 9, seq: 99, payload: Buffer.from('{}') })
    await writeFile(old.paths.userFile('settings'), settings)
    await old.open()
    expect(old.library().health().phase).toBe('read-only')
    expect(old.trouble().some(({ kind }) => kind === 'not-moved')).toBe(true)
    expect(await readdir(old.paths.archive)).toEqual([])
    expect(Buffer.compare(await readFile(old.paths.userFile('settings')), settings)).toBe(0)
  })

  it('is begun anew for a paper whose archive is taken away while the old form is there', async () => {
    await old.open()
    await old.close()
    await rm(old.paths.feedArchive('kiln'), { recursive: true })
    await old.open()
    expect(old.idsOf(kiln)).toEqual(['k6', 'k1', 'k2', 'k5'])
    expect(old.trouble()).toMatchObject([
      { kind: 'articles-damaged', paper: '窯の便り', lost: null, saved: 4, titles: [] },
    ])
    expect(old.library().fetchRecord(kiln)).toMatchObject(noValidators)
  })
})
