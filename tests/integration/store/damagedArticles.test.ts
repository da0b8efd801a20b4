/** Covers main/store over a damaged archive and cache: what is lost is told and asked for again, and user/ is not touched. */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { frameParts } from '../../../main/store/archive/frames.ts'
import { headParts, segmentName } from '../../../main/store/archive/segmentFile.ts'
import { rowCells as rowOf } from '../../../main/store/headlineRows.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aFeed, aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const other = 'other' as FeedId
const idsOf = (feedId: FeedId = aFeedId) => test.library.headlinesOf(feedId).map(({ id }) => id)
const bodyOf = async (id: string) => {
  const found = test.library.findHeadline(articleId(id))
  return found === null ? null : test.library.articles.readBody(found.feedId, found.headline)
}
const hashOf = (id: string) => test.library.findHeadline(articleId(id))?.headline.contentHash
const crash = async () => {
  test = await test.reopen({ isCrash: true })
}
const paths = () => pathsOf(test.folder)
const segment = () => join(paths().feedArchive(aFeedId), segmentName(1))
/** One letter of it is another. */
const harm = async (text: string) => {
  const bytes = await readFile(segment())
  const at = bytes.indexOf(text)
  if (at === -1) throw new Error(`There is no ${text}.`)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(segment(), bytes)
}

describe('damage to articles', () => {
  beforeEach(async () => {
    await test.library.articles.keep(aFeedId, [anArticle(), anArticle({ id: 'a2' })], [])
    await test.library.articles.keep(other, [anArticle({ id: 'b1' })], [])
    await test.library.changeMarks([[articleId('a1'), { starred: 1 }]])
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h', failures: 3 })
    await test.library.close()
  })

  it.each(['', '{}', 'null', '\0\0\0', '{"magic":"kawaraban-snapshot","schema":1,"sum":0,"facts":{}}\n'])(
    'costs nothing where a snapshot holds %j: it is made again',
    async (content) => {
      await writeFile(paths().snapshot(aFeedId), content)
      await crash()
      expect([idsOf(), idsOf(other)]).toEqual([['a1', 'a2'], ['b1']])
      expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: '"x"', bodyHash: 'h', failures: 3 })
      expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
      expect(test.library.trouble).toEqual([])
      expect(await readdir(paths().quarantine)).toHaveLength(1)
    },
  )

  it.each(['', '\0\0\0', 'null\n', '000000ff 12345678 000000000000 []\n'])(
    'leaves a paper whose records are all %j with its headlines, alone, and asks for everything again',
    async (content) => {
      await writeFile(segment(), content)
      await crash()
      expect([idsOf(), idsOf(other)]).toEqual([['a1', 'a2'], ['b1']])
      expect([hashOf('a1'), await bodyOf('a1'), hashOf('b1')]).toEqual(['', null, 'hash-of-b1'])
      expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '', failures: 3 })
      expect(test.library.markOf(articleId('a1'))).toEqual({ starred: 1 })
      expect(test.library.trouble).toMatchObject([{ part: 'texts', lost: 2 }])
      await test.library.articles.keep(aFeedId, [], [anArticle(), anArticle({ id: 'a2' })])
      await crash()
      expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
      expect(test.library.findHeadline(articleId('a1'))?.headline.changedAt).toBeNull()
      expect(test.library.trouble).toEqual([])
    },
  )

  it('of its end costs the texts that lay there', async () => {
    const bytes = await readFile(segment())
    await truncate(segment(), bytes.indexOf('The text of a2'))
    await crash()
    expect([hashOf('a1'), hashOf('a2')]).toEqual(['hash-of-a1', ''])
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    expect(test.library.trouble).toMatchObject([{ part: 'texts', lost: 1 }])
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
  })

  it('costs one text, alone, when its sum is right and it is no text of an article', async () => {
    await test.library.close()
    const { headline } = anArticle()
    const whole = anArticle({ id: 'a2' })
    const frames = [
      ...headParts(aFeedId, 1, false),
      ...frameParts(1, JSON.stringify(['added', rowOf(headline)]), Buffer.from('{"cleaned":"?"}')),
      ...frameParts(
        2,
        JSON.stringify(['added', rowOf(whole.headline)]),
        Buffer.from(JSON.stringify(whole.body)),
      ),
    ]
    await rm(paths().snapshots, { recursive: true })
    await writeFile(segment(), Buffer.concat(frames))
    await crash()
    expect([await bodyOf('a1'), (await bodyOf('a2'))?.bodyHtml]).toEqual([null, '<p>The text of a2.</p>'])
    expect([hashOf('a1'), hashOf('a2')]).toEqual(['', 'hash-of-a2'])
  })

  it('names the paper, and counts its lost texts together, as they are found', async () => {
    await crash()
    const { library } = test
    await library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed({ ownTitle: 'My Lantern' })] }))
    await harm('The text of a1')
    let told = 0
    library.onHealth(() => (told += 1))
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>The text of a2.</p>')
    expect(library.trouble).toEqual([])
    expect(await bodyOf('a1')).toBeNull()
    expect(library.trouble).toMatchObject([
      {
        kind: 'articles-damaged',
        paper: 'My Lantern',
        part: 'texts',
        lost: 1,
        titles: ['Lanterns on the quay, a1'],
      },
    ])
    expect(told).toBe(1)
    expect([hashOf('a1'), hashOf('a2')]).toEqual(['', 'hash-of-a2'])
    await library.articles.keep(aFeedId, [], [anArticle()])
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    await harm('The text of a2')
    expect(await library.articles.readGroup(aFeedId, 0)).toHaveProperty('size', 1)
    expect(library.trouble).toMatchObject([{ part: 'texts', lost: 2 }])
    expect(told).toBe(2)
  })

  it('without a snapshot names what it hit, and is told once more where the disk refused to note it', async () => {
    await rm(paths().snapshots, { recursive: true })
    await harm('The text of a2')
    const disk = makeFailingDisk()
    disk.fail((call, path) => (call === 'write' && path.includes('archive') ? 'ENOSPC' : null))
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    const loss = { part: 'headlines', lost: 1, saved: 1, titles: ['Lanterns on the quay, a2'] }
    expect(test.library.trouble).toMatchObject([loss])
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    disk.work()
    await crash()
    expect(test.library.trouble).toMatchObject([loss])
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    await crash()
    expect(test.library.trouble).toEqual([])
    expect(await readdir(paths().quarantine)).toHaveLength(1)
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
  })

  it('is not forgotten for what a server said before and could not be written', async () => {
    const disk = makeFailingDisk()
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    disk.fail((call, path) => (call === 'write' && path.includes('archive') ? 'ENOSPC' : null))
    test.library.changeFetchRecord(aFeedId, { etag: '"y"' })
    expect((await test.library.articles.keep(aFeedId, [anArticle({ id: 'a3' })], [])).ok).toBe(false)
    disk.work()
    await harm('The text of a1')
    expect(await bodyOf('a1')).toBeNull()
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
  })

  it('of the last removal is told, because what was removed is here again', async () => {
    test = await test.reopen({ isCrash: true })
    await test.library.articles.remove(aFeedId, [articleId('a1')], true)
    await test.library.close()
    await rm(paths().snapshots, { recursive: true, force: true })
    await harm('["removed"')
    await crash()
    expect(test.library.trouble).toMatchObject([{ part: 'headlines', lost: null }])
  })

  it('does not ask for everything again because of a group that nobody lies in', async () => {
    await crash()
    await test.library.articles.readGroup(aFeedId, 7)
    expect(test.library.fetchRecord(aFeedId).etag).toBe('"x"')
  })

  it('is not believed where a file cannot be read just now', async () => {
    const disk = makeFailingDisk()
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    disk.fail((call, path) => (call === 'read' && path === segment() ? 'EMFILE' : null))
    expect(await bodyOf('a1')).toBeNull()
    const change = anArticle({ contentHash: 'new' }, { bodyHtml: '<p>New.</p>' })
    const failed = await test.library.articles.keep(aFeedId, [], [change])
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'store-write', code: 'EMFILE' } })
    disk.work()
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    expect(test.library.fetchRecord(aFeedId).etag).toBe('"x"')
    expect(test.library.trouble).toEqual([])
  })

  it('is not believed at a start at which a file cannot be read: nobody writes to it, and the next start has it', async () => {
    const disk = makeFailingDisk()
    await rm(paths().snapshots, { recursive: true })
    disk.fail((call, path) => (call === 'read' && path === segment() ? 'EACCES' : null))
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    expect([idsOf(), idsOf(other)]).toEqual([[], ['b1']])
    expect(test.library.trouble).toMatchObject([
      { kind: 'store-write', file: 'archive/harbour', code: 'EACCES' },
    ])
    expect((await test.library.articles.keep(aFeedId, [anArticle({ id: 'a3' })], [])).ok).toBe(false)
    disk.work()
    await crash()
    expect([idsOf(), test.library.trouble]).toEqual([['a1', 'a2'], []])
  })

  it('of fetch.json costs its times; what the server is told lies with the articles', async () => {
    await writeFile(paths().fetch, '{"magic":')
    await crash()
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: '"x"', failures: 0 })
    expect(idsOf()).toHaveLength(2)
  })

  it('costs nothing when the whole cache is gone', async () => {
    await rm(paths().cache, { recursive: true })
    await crash()
    expect([idsOf(), test.library.markOf(articleId('a1')), test.library.trouble]).toEqual([
      ['a1', 'a2'],
      { starred: 1 },
      [],
    ])
  })

  it('is not what a newer version wrote: that is shown to nobody and written by nobody', async () => {
    const head = { magic: 'kawaraban-archive', schema: 2, feed: aFeedId, from: 1, isGapped: false }
    const newer = Buffer.concat(frameParts(0, JSON.stringify(head), null))
    await writeFile(segment(), newer)
    await rm(paths().snapshots, { recursive: true })
    await crash()
    const failure = { kind: 'store-newer', file: 'archive/harbour', found: 2, known: 1 }
    expect(test.library.trouble).toEqual([failure])
    const kept = await test.library.articles.keep(aFeedId, [anArticle({ id: 'a3' })], [])
    expect(kept).toEqual({ ok: false, failure })
    expect(await readFile(segment())).toEqual(newer)
  })
})
