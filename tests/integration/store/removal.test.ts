/** Covers main/store/articles.ts on a real disk: what goes stays away, whatever is cut off on the way. */
import { cp } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskFiles } from '../../../main/store/files.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { Library } from '../../../main/model/library.ts'
import type { ArticleId } from '../../../preload/contract/model.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aFeedId, anArticle, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

const drafts = (from: number, to: number, length = 40) =>
  Array.from({ length: to - from }, (_, n) => {
    const id = `a${String(from + n).padStart(3, '0')}`
    const sortedAt = aTime - (from + n) * 60_000
    return anArticle({ id, sortedAt }, { bodyHtml: `<p>${'rain '.repeat(length)}${id}</p>` })
  })
const ids = (library: Library) => library.headlinesOf(aFeedId).map(({ id }) => String(id))
const all = (from: number, to: number) => drafts(from, to).map(({ headline }) => String(headline.id))
const some = (from: number, to: number) => all(from, to).map(articleId)

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const remove = (gone: readonly ArticleId[], isRemembered = true, { library } = test) =>
  library.articles.remove(aFeedId, gone, isRemembered)

describe('removing articles', () => {
  it('takes headline and text, and leaves every other article whole', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 150), [])
    expect(await remove(some(10, 140))).toEqual({ ok: true, value: null })
    const left = [...all(0, 10), ...all(140, 150)]
    expect(ids(test.library)).toEqual(left)
    expect(test.library.findHeadline(articleId('a050'))).toBeNull()
    test = await test.reopen()
    expect(ids(test.library)).toEqual(left)
    for (const headline of test.library.headlinesOf(aFeedId)) {
      expect((await test.library.articles.readBody(aFeedId, headline))?.bodyHtml).toContain(headline.id)
    }
  })

  it('raises the revisions that lists and counts look at', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 3), [])
    const revision = test.library.headlinesRevision(aFeedId)
    const removals = test.library.removals()
    await remove(some(0, 1))
    expect(test.library.headlinesRevision(aFeedId)).toBeGreaterThan(revision)
    expect(test.library.removals()).toBeGreaterThan(removals)
  })

  it('keeps what was removed away, as new and as changed, after a restart too', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await remove(some(1, 3))
    for (let round = 0; round < 2; round += 1) {
      await test.library.articles.keep(aFeedId, drafts(0, 4), drafts(1, 2))
      expect(ids(test.library)).toEqual(['a000', 'a003'])
      test = await test.reopen()
    }
    expect([...test.library.removedOf(aFeedId)]).toEqual(
      ['a001', 'a002'].map((id) => {
        const { headline } = anArticle({ id })
        const { secondKey, contentHash, url, title } = headline
        return { id, secondKey, contentHash, url, title, publishedAt: expect.any(Number) as number }
      }),
    )
  })

  it('lets them come again when they are forgotten or were never to be remembered', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await remove(some(0, 2))
    await remove(some(2, 3), false)
    await test.library.articles.welcome(aFeedId, some(0, 1))
    test = await test.reopen()
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    expect(ids(test.library)).toEqual(['a000', 'a002', 'a003'])
    const [first] = test.library.headlinesOf(aFeedId)
    expect(first === undefined ? null : await test.library.articles.readBody(aFeedId, first)).not.toBeNull()
  })

  it('removes all, and new articles come in as before', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 70), [])
    await remove(some(0, 70))
    expect(ids(test.library)).toEqual([])
    await test.library.articles.keep(aFeedId, drafts(70, 72), [])
    test = await test.reopen()
    expect(ids(test.library)).toEqual(['a070', 'a071'])
    expect(test.library.trouble).toEqual([])
  })

  it('keeps them away when the whole cache is lost', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 3), [])
    await remove(some(0, 1))
    await test.library.close()
    await diskFiles.removeFolder(pathsOf(test.folder).cache)
    test = await openTestLibrary({ folder: test.folder })
    await test.library.articles.keep(aFeedId, drafts(0, 3), [])
    expect(ids(test.library)).toEqual(['a001', 'a002'])
    expect(test.library.trouble).toEqual([])
  })

  it('keeps what the reader deleted by hand away even when all articles are lost', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 2), [])
    await test.library.changeMarks([[articleId('a000'), { read: 1, removed: 2 }]])
    await remove(some(0, 1))
    await test.library.close()
    await diskFiles.removeFolder(pathsOf(test.folder).cache)
    await diskFiles.removeFolder(pathsOf(test.folder).archive)
    test = await openTestLibrary({ folder: test.folder })
    await test.library.articles.keep(aFeedId, drafts(0, 2), [])
    expect(ids(test.library)).toEqual(['a001'])
  })
})

describe('a removal that is cut off', () => {
  const disk = makeFailingDisk()
  afterEach(disk.work)

  it('leaves each article whole or gone for good, wherever it is cut', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 80, 4), [])
    await test.library.close()
    const template = test.folder
    const goneIds = [...some(5, 20), ...some(60, 70)]
    const gone = new Set(goneIds.map(String))
    let isCutOff = true
    for (let changes = 0; isCutOff; changes += 1) {
      const folder = `${template}-${String(changes)}`
      await cp(template, folder, { recursive: true })
      const dying = makeFailingDisk()
      const before = await openTestLibrary({ folder, files: dying.files })
      let made = 0
      // From a certain call on the disk is gone.
      dying.fail(() => ((made += 1) > changes ? 'EIO' : null))
      const removed = await remove(goneIds, true, before)
      isCutOff = made > changes

      const after = await openTestLibrary({ folder })
      const left = ids(after.library)
      for (const id of all(0, 80)) if (!gone.has(id)) expect(left).toContain(id)
      expect([80, 80 - gone.size]).toContain(left.length)
      expect(after.library.trouble).toEqual([])
      for (const headline of after.library.headlinesOf(aFeedId)) {
        expect(await after.library.articles.readBody(aFeedId, headline)).not.toBeNull()
      }
      if (removed.ok) {
        await after.library.articles.keep(aFeedId, drafts(0, 80), [])
        expect(ids(after.library)).toHaveLength(80 - gone.size)
      }
      await after.close()
    }
    test = await openTestLibrary({ folder: template })
  })

  it.each([
    ['write', 'ENOSPC'],
    ['grow', 'EMFILE'],
    ['sync', 'EIO'],
  ])('is told as a failure when %s is refused, and everything is still there', async (call, code) => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await test.library.close()
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    disk.fail((done, path) => (done === call && path.includes('archive') ? code : null))
    expect(await remove(some(0, 2))).toMatchObject({ ok: false, failure: { kind: 'store-write', code } })
    expect(ids(test.library)).toEqual(all(0, 4))
    disk.work()
    test = await test.reopen()
    expect(ids(test.library)).toEqual(all(0, 4))
    expect([...test.library.removedOf(aFeedId)]).toEqual([])
    // The same feed takes what comes after.
    expect(await remove(some(1, 2))).toMatchObject({ ok: true })
    test = await test.reopen({ isCrash: true })
    expect(ids(test.library)).toEqual(['a000', 'a002', 'a003'])
    expect(test.library.trouble).toEqual([])
  })
})
