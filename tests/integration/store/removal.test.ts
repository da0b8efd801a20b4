/** Covers main/store/removal.ts and tombstones.ts on a real disk: what goes stays away, whatever is cut off on the way. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { Library } from '../../../main/model/library.ts'
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

const buckets = async () => (await readdir(pathsOf(test.folder).bodyFolder(aFeedId))).sort()

describe('removing articles', () => {
  it('takes headline and text, and leaves every other article whole', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 150), [])
    const before = await buckets()
    expect(before.length).toBeGreaterThan(2)
    expect(await test.library.removeArticles(aFeedId, some(10, 140))).toEqual({ ok: true, value: null })
    const left = [...all(0, 10), ...all(140, 150)]
    expect(ids(test.library)).toEqual(left)
    expect(test.library.findHeadline(articleId('a050'))).toBeNull()
    test = await test.reopen()
    expect(ids(test.library)).toEqual(left)
    for (const headline of test.library.headlinesOf(aFeedId)) {
      expect((await test.library.articles.readBody(aFeedId, headline))?.bodyHtml).toContain(headline.id)
    }
    expect((await buckets()).length).toBeLessThan(before.length)
    for (const name of await buckets()) {
      const text = await readFile(join(pathsOf(test.folder).bodyFolder(aFeedId), name), 'utf8')
      expect(text).not.toContain('a050')
    }
  })

  it('raises the revisions that lists and counts look at', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 3), [])
    const revision = test.library.headlinesRevision(aFeedId)
    const removals = test.library.removals()
    await test.library.removeArticles(aFeedId, some(0, 1))
    expect(test.library.headlinesRevision(aFeedId)).toBeGreaterThan(revision)
    expect(test.library.removals()).toBeGreaterThan(removals)
  })

  it('keeps what was removed away, as new and as changed, after a restart too', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await test.library.removeArticles(aFeedId, some(1, 3))
    for (let round = 0; round < 2; round += 1) {
      await test.library.articles.keep(aFeedId, drafts(0, 4), drafts(1, 2))
      expect(ids(test.library)).toEqual(['a000', 'a003'])
      test = await test.reopen()
    }
    expect(await test.library.removedOf(aFeedId)).toEqual(
      ['a001', 'a002'].map((id) => {
        const { headline } = anArticle({ id })
        const { secondKey, contentHash, url, title } = headline
        return { id, secondKey, contentHash, url, title, publishedAt: expect.any(Number) as number }
      }),
    )
  })

  it('lets them come again when they are forgotten or were never to be remembered', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await test.library.removeArticles(aFeedId, some(0, 2))
    await test.library.removeArticles(aFeedId, some(2, 3), { isRemembered: false })
    await test.library.articles.welcome(aFeedId, some(0, 1))
    test = await test.reopen()
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    expect(ids(test.library)).toEqual(['a000', 'a002', 'a003'])
    const [first] = test.library.headlinesOf(aFeedId)
    expect(first === undefined ? null : await test.library.articles.readBody(aFeedId, first)).not.toBeNull()
  })

  it('removes all, and new articles come in as before', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 70), [])
    await test.library.removeArticles(aFeedId, some(0, 70))
    expect(ids(test.library)).toEqual([])
    expect(await buckets()).toEqual([])
    await test.library.articles.keep(aFeedId, drafts(70, 72), [])
    test = await test.reopen()
    expect(ids(test.library)).toEqual(['a070', 'a071'])
    expect(test.library.trouble).toEqual([])
  })

  it('keeps what the reader deleted by hand away even when the whole cache is lost', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 2), [])
    await test.library.changeMarks([[articleId('a000'), { read: 1, removed: 2 }]])
    await test.library.removeArticles(aFeedId, some(0, 1))
    await test.library.close()
    await diskFiles.removeFolder(pathsOf(test.folder).cache)
    test = await openTestLibrary({ folder: test.folder })
    await test.library.articles.keep(aFeedId, drafts(0, 2), [])
    expect(ids(test.library)).toEqual(['a001'])
  })

  it('takes a damaged file of removed articles for none, and puts it aside', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 2), [])
    await test.library.removeArticles(aFeedId, some(0, 1))
    await test.library.close()
    await writeFile(pathsOf(test.folder).tombstones(aFeedId), '{"magic":"kawa')
    test = await openTestLibrary({ folder: test.folder })
    expect(await test.library.removedOf(aFeedId)).toEqual([])
    expect((await readdir(pathsOf(test.folder).quarantine)).join()).toContain('cache+removed+harbour.json')
  })
})

describe('a removal that is cut off', () => {
  /** The real disk up to a certain change; from then on it is gone. */
  function dyingFiles(changes: number): Files & { readonly made: () => number } {
    let made = 0
    const change = async <T>(work: () => Promise<T>): Promise<T> => {
      made += 1
      if (made > changes) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      return work()
    }
    return {
      ...diskFiles,
      made: () => made,
      wait: () => Promise.resolve(),
      create: (path) =>
        change(async () => {
          const file = await diskFiles.create(path)
          return { ...file, write: (bytes, from) => change(() => file.write(bytes, from)) }
        }),
      rename: (from, to) => change(() => diskFiles.rename(from, to)),
      remove: (path) => change(() => diskFiles.remove(path)),
    }
  }

  it('leaves each article whole or gone for good, wherever it is cut', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 80, 4), [])
    await test.library.close()
    const template = test.folder
    const goneIds = [...some(5, 20), ...some(60, 70)]
    const gone = new Set(goneIds.map(String))
    let isCutOff = true
    for (let changes = 0; isCutOff; changes += 1) {
      const folder = `${template}-${String(changes)}`
      await copyFolder(template, folder)
      const files = dyingFiles(Infinity)
      const before = await openTestLibrary({ folder, files })
      const dying = dyingFiles(changes)
      // The library is open by now: only the removal is counted.
      Object.assign(files, { create: dying.create, rename: dying.rename, remove: dying.remove })
      const removed = await before.library.removeArticles(aFeedId, goneIds)
      isCutOff = dying.made() > changes

      const after = await openTestLibrary({ folder })
      await after.library.finishRemovals()
      const left = ids(after.library)
      for (const id of all(0, 80)) if (!gone.has(id)) expect(left).toContain(id)
      for (const headline of after.library.headlinesOf(aFeedId)) {
        expect(await after.library.articles.readBody(aFeedId, headline)).not.toBeNull()
      }
      if (removed.ok) {
        await after.library.articles.keep(aFeedId, drafts(0, 80), [])
        expect(ids(after.library)).toHaveLength(80 - gone.size)
      }
      // Texts of removed articles are not left lying about.
      for (const name of await readdir(pathsOf(folder).bodyFolder(aFeedId))) {
        const text = await readFile(join(pathsOf(folder).bodyFolder(aFeedId), name), 'utf8')
        for (const id of gone) if (!ids(after.library).includes(id)) expect(text).not.toContain(`["${id}"`)
      }
      await after.close()
    }
    test = await openTestLibrary({ folder: template })
  })

  it('is told as a failure when the shard cannot be replaced, and everything is still there', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await test.library.close()
    let isFull = false
    const files: Files = {
      ...diskFiles,
      rename: (from, to) =>
        isFull && to.includes('headlines')
          ? Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
          : diskFiles.rename(from, to),
    }
    test = await openTestLibrary({ folder: test.folder, files })
    isFull = true
    const removed = await test.library.removeArticles(aFeedId, some(0, 2))
    expect(removed).toMatchObject({ ok: false, failure: { kind: 'store-write', code: 'ENOSPC' } })
    isFull = false
    test = await test.reopen()
    await test.library.finishRemovals()
    expect(ids(test.library)).toEqual(all(0, 4))
    expect(await test.library.removedOf(aFeedId)).toEqual([])
  })

  it('that was told as a failure is not finished at the next start, whichever half of the note is on the disk', async () => {
    await test.library.articles.keep(aFeedId, drafts(0, 4), [])
    await test.library.close()
    let failures = 0
    const files: Files = {
      ...diskFiles,
      syncFolder: (folder) => {
        // The new note has its name already.
        if (folder.endsWith('removed') && failures++ === 0) {
          return Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
        }
        return diskFiles.syncFolder(folder)
      },
    }
    test = await openTestLibrary({ folder: test.folder, files })
    const removed = await test.library.removeArticles(aFeedId, some(0, 2))
    expect(removed).toMatchObject({ ok: false, failure: { kind: 'store-write', code: 'EIO' } })
    test = await test.reopen()
    await test.library.finishRemovals()
    expect(ids(test.library)).toEqual(all(0, 4))
    expect(await test.library.removedOf(aFeedId)).toEqual([])
  })
})

async function copyFolder(from: string, to: string): Promise<void> {
  const { cp } = await import('node:fs/promises')
  await cp(from, to, { recursive: true })
}
