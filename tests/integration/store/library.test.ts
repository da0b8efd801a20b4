/** Covers main/store/library.ts: the parts together, over starts, crashes and damage. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import { openLibrary } from '../../../main/store/library.ts'
import { segmentName } from '../../../main/store/archive/segmentFile.ts'
import { systemProcesses } from '../../../main/store/lock.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import { defaultSettings } from '../../../main/store/settings.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import {
  aFeed,
  aFeedId,
  aTime,
  anArticle,
  articleId,
  fillLibrary,
  openTestLibrary,
} from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const idsOf = (feedId: FeedId = aFeedId) => test.library.headlinesOf(feedId).map(({ id }) => id)
const bodyOf = async (id: string) => {
  const found = test.library.findHeadline(articleId(id))
  return found === null ? null : test.library.articles.readBody(found.feedId, found.headline)
}
const crash = async () => {
  test = await test.reopen({ isCrash: true })
}
const paths = () => pathsOf(test.folder)

describe('a library', () => {
  it('is empty and untroubled at first', () => {
    const { library } = test
    expect(library.trouble).toEqual([])
    expect(library.settings()).toEqual(defaultSettings)
    expect(library.subscriptions()).toEqual({ feeds: [], folders: [], isStarted: false })
    expect(library.fetchRecord(aFeedId)).toMatchObject({ etag: null, nextAt: 0, picturesWanted: [] })
  })

  it('has everything that was acknowledged after a crash', async () => {
    const { library } = test
    await library.changeSubscriptions((now) => ({ ...now, isStarted: true, feeds: [aFeed()] }))
    await library.changeSettings({ theme: 'dark' })
    await library.changeMarks([[articleId('a1'), { read: 5 }]])
    await library.articles.keep(aFeedId, [anArticle()], [])
    await crash()
    expect(test.library.subscriptions()).toEqual({ feeds: [aFeed()], folders: [], isStarted: true })
    expect(test.library.settings().theme).toBe('dark')
    expect(test.library.markOf(articleId('a1'))).toEqual({ read: 5 })
    expect(await bodyOf('a1')).toEqual(anArticle().body)
    expect(test.library.headlinesOf(aFeedId)).toEqual([{ ...anArticle().headline, record: 1 }])
  })

  it('makes fifty marks at once last', async () => {
    const ids = Array.from({ length: 50 }, (_, n) => articleId(`m${String(n)}`))
    const outcomes = await Promise.all(ids.map((id, n) => test.library.changeMarks([[id, { read: n + 1 }]])))
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    await crash()
    expect(ids.map((id) => test.library.markOf(id)?.read)).toEqual(ids.map((_, n) => n + 1))
  })

  it('keeps settings of a newer version that it does not know', async () => {
    await test.library.changeSettings({ textSize: 20, ...({ columns: 3 } as object) })
    await test.library.changeSettings({ textSize: 21 })
    await test.library.close()
    const text = await readFile(paths().userFile('settings'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ data: { columns: 3, textSize: 21 } })
  })

  it('writes the times of requests at the end, and remembers them', async () => {
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', nextAt: 9 })
    test.library.changeFetchRecord(aFeedId, { failures: 2 })
    test = await test.reopen()
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: '"x"', nextAt: 9, failures: 2 })
  })

  it('lets no second program in, and the next one after it closed', async () => {
    const processes = { ...systemProcesses, ownPid: 1_000_001 }
    const options = { folder: test.folder, log: silentLog, clock: { now: () => aTime }, processes }
    expect(await openLibrary(options)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    await test.library.close()
    const second = await openLibrary(options)
    expect(second.ok).toBe(true)
    if (second.ok) await second.value.close()
  })

  it('takes away what crashed writes left behind', async () => {
    await test.library.articles.keep(aFeedId, [anArticle()], [])
    const segment = join(paths().feedArchive(aFeedId), segmentName(1))
    test = await test.reopen()
    const left = [paths().userFile('marks'), paths().snapshot(aFeedId), segment].map(
      (path) => `${path}.77.0a1b2c3d4.tmp`,
    )
    for (const path of left) await writeFile(path, 'half')
    test = await test.reopen()
    await test.library.close()
    expect(left.filter((path) => diskFiles.isThere(path))).toEqual([])
  })

  it('does not open in a folder that cannot be made', async () => {
    const file = join(test.folder, 'file')
    await writeFile(file, '')
    expect(
      await openLibrary({ folder: join(file, 'library'), log: silentLog, clock: { now: () => 0 } }),
    ).toMatchObject({ ok: false, failure: { kind: 'store-write' } })
  })
})

describe('articles', () => {
  it('come back newest first, and are found by id', async () => {
    const drafts = [3, 9, 5].map((n) => anArticle({ id: `a${String(n)}`, sortedAt: n }))
    await test.library.articles.keep(aFeedId, drafts, [])
    await crash()
    expect(idsOf()).toEqual(['a9', 'a5', 'a3'])
    expect(test.library.findHeadline(articleId('a5'))).toMatchObject({
      feedId: aFeedId,
      headline: { sortedAt: 5 },
    })
    expect(test.library.findHeadline(articleId('a4'))).toBeNull()
  })

  it('are not made twice by two fetches at once', async () => {
    const drafts = Array.from({ length: 100 }, (_, n) => anArticle({ id: `a${String(n)}` }))
    await Promise.all([1, 2, 3].map(() => test.library.articles.keep(aFeedId, drafts, [])))
    expect(idsOf()).toHaveLength(100)
    await crash()
    expect(idsOf()).toHaveLength(100)
  })

  it('of many feeds may be kept at once', async () => {
    const feeds = await fillLibrary(test.library, { feeds: 8, articlesEach: 70 })
    await crash()
    expect(feeds.map((feed) => idsOf(feed).length)).toEqual(Array.from({ length: 8 }, () => 70))
    expect((await bodyOf(idsOf(feeds[3])[69] ?? ''))?.bodyHtml).toMatch(/^<p>/)
  })

  it('raise the revision of their feed and of no other', async () => {
    const { library } = test
    const other = 'other' as FeedId
    await library.articles.keep(aFeedId, [anArticle()], [])
    const before = [
      library.headlinesRevision(aFeedId),
      library.marksRevision(),
      library.marksRevisionOf(aFeedId),
    ]
    await library.articles.keep(other, [anArticle({ id: 'b1' })], [])
    expect(library.headlinesRevision(aFeedId)).toBe(before[0])
    await library.changeMarks([[articleId('a1'), { read: 1 }]])
    expect(library.marksRevision()).toBeGreaterThan(before[1] ?? 0)
    expect(library.marksRevisionOf(aFeedId)).toBeGreaterThan(before[2] ?? 0)
    expect([library.marksRevisionOf(other), library.headlinesRevision('none' as FeedId)]).toEqual([0, 0])
  })

  it('that changed keep their old text, their place and their mark', async () => {
    const { library } = test
    const many = Array.from({ length: 70 }, (_, n) => anArticle({ id: `a${String(n)}`, sortedAt: n }))
    await library.articles.keep(aFeedId, many, [])
    await library.changeMarks([[articleId('a3'), { read: 1 }]])
    const old = library.findHeadline(articleId('a3'))?.headline.title
    await library.articles.keep(
      aFeedId,
      [],
      [anArticle({ id: 'a3', title: 'Corrected', contentHash: 'new' }, { bodyHtml: '<p>Corrected.</p>' })],
    )
    await crash()
    const found = test.library.findHeadline(articleId('a3'))?.headline
    if (found === undefined) throw new Error('not there')
    expect(found).toMatchObject({ title: 'Corrected', changedAt: aTime, contentHash: 'new', sortedAt: 3 })
    expect(await bodyOf('a3')).toMatchObject({ bodyHtml: '<p>Corrected.</p>' })
    expect(await test.library.articles.readVersions(aFeedId, found)).toMatchObject([
      { title: old, seenAt: aTime, body: { bodyHtml: '<p>The text of a3.</p>' } },
      { title: 'Corrected', seenAt: aTime, body: { bodyHtml: '<p>Corrected.</p>' } },
    ])
    expect(test.library.markOf(articleId('a3'))).toEqual({ read: 1 })
    expect(idsOf()).toHaveLength(70)
  })

  it('are not in memory when they could not be written', async () => {
    let isFull = true
    const files: Files = {
      ...diskFiles,
      create: (path) =>
        isFull && path.includes('archive')
          ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
          : diskFiles.create(path),
    }
    await test.close()
    test = await openTestLibrary({ files })
    const file = 'archive/harbour'
    expect(await test.library.articles.keep(aFeedId, [anArticle()], [])).toEqual({
      ok: false,
      failure: { kind: 'store-write', file, code: 'ENOSPC' },
    })
    expect([idsOf(), test.library.findHeadline(articleId('a1'))]).toEqual([[], null])
    isFull = false
    expect(await test.library.articles.keep(aFeedId, [anArticle()], [])).toMatchObject({ ok: true })
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
  })
})

describe('the texts of a group', () => {
  it('are read together, and one of them is put back clean', async () => {
    const { library } = test
    const raw = ['a1', 'a2'].map((id) => anArticle({ id }, { cleaned: 0 }))
    await library.articles.keep(aFeedId, raw, [])
    const bodies = await library.articles.readGroup(aFeedId, 0)
    expect([...bodies.keys()]).toEqual(['a1', 'a2'])
    for (const headline of library.headlinesOf(aFeedId)) {
      const body = bodies.get(headline.id)
      if (body === undefined) throw new Error('no text')
      const clean = { ...body, cleaned: 1, bodyHtml: '<p>Clean.</p>' }
      expect(await library.articles.keepCleaned(aFeedId, headline, clean)).toEqual({ ok: true, value: null })
    }
    await crash()
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>Clean.</p>')
  })

  it('do not write an older text over an article that changed meanwhile', async () => {
    const { library } = test
    await library.articles.keep(aFeedId, [anArticle({}, { cleaned: 0 })], [])
    const [before] = library.headlinesOf(aFeedId)
    const old = (await library.articles.readGroup(aFeedId, 0)).get(articleId('a1'))
    if (before === undefined || old === undefined) throw new Error('not there')
    const change = anArticle({ contentHash: 'new' }, { bodyHtml: '<p>News.</p>' })
    await library.articles.keep(aFeedId, [], [change])
    await library.articles.keepCleaned(aFeedId, before, { ...old, cleaned: 1 })
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>News.</p>')
  })

  it('are those of the group that is asked for, and none where nothing lies', async () => {
    const many = Array.from({ length: 150 }, (_, n) => anArticle({ id: `a${String(n)}` }))
    await test.library.articles.keep(aFeedId, many, [])
    const sizes = await Promise.all(
      [0, 1, 2, 7].map(async (group) => (await test.library.articles.readGroup(aFeedId, group)).size),
    )
    // Numbers begin with 1.
    expect(sizes).toEqual([63, 64, 23, 0])
  })
})
