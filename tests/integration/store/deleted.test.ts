/** Covers main/store/deleted.ts with main/jobs/deleteArticle.ts and bringBack.ts; where the disk fails: deletedTrouble.test.ts. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../preload/contract/failure.ts'
import { bringBack } from '../../../main/jobs/bringBack.ts'
import { deleteArticle } from '../../../main/jobs/deleteArticle.ts'
import { emptyDeleted, listDeleted, tidyDeleted } from '../../../main/jobs/recentlyDeleted.ts'
import { seal } from '../../../main/store/envelope.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { DeletedArticle } from '../../../main/model/deleted.ts'
import type { Library } from '../../../main/model/library.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aFresh, contextOn } from '../../helpers/jobContext.ts'
import { aFeed, aFeedId, anArticle, articleId, aTime, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

const gone = articleId('a2')
const earlier = [{ title: 'Late ferries', bodyHtml: '<p>They were later still.</p>', keptUntil: aTime }]
const drafts = ['a1', 'a2', 'a3'].map((id) => anArticle({ id }, id === 'a2' ? { earlier } : {}))
const starred = { read: 3, starred: 5 }

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
  await test.library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed()], isStarted: true }))
  await test.library.articles.keep(aFeedId, drafts, [])
  await test.library.changeMarks([[gone, starred]])
})
afterEach(() => test.close())

const context = (library: Library = test.library) => contextOn(library, () => aFresh(''))
const pathOf = (folder: string) => pathsOf(folder).deletedArticle(gone)

async function inFeed(library: Library): Promise<string | null> {
  const found = library.findHeadline(gone)
  return found === null ? null : ((await library.articles.readBody(aFeedId, found.headline))?.bodyHtml ?? null)
}

describe('a deleted article', () => {
  it('is listed after a restart, and comes back whole: text, earlier texts and marks', async () => {
    await deleteArticle(context(), gone)
    test = await test.reopen({ isCrash: false })
    expect(test.library.findHeadline(gone)).toBeNull()
    expect(await listDeleted(context())).toMatchObject([
      { id: gone, title: 'Lanterns on the quay, a2', paper: 'The Harbour Post' },
    ])
    expect(await bringBack(context(), gone)).toEqual(ok(null))
    test = await test.reopen()
    const found = test.library.findHeadline(gone)
    expect(found?.headline).toEqual({ ...drafts[1]?.headline, bucket: found?.headline.bucket })
    expect(found === null ? null : await test.library.articles.readBody(aFeedId, found.headline)).toEqual(
      drafts[1]?.body,
    )
    expect(test.library.markOf(gone)).toEqual(starred)
    expect(await listDeleted(context())).toEqual([])
    expect(await readdir(pathsOf(test.folder).deleted)).toEqual([])
  })

  it('comes back after the whole cache was lost', async () => {
    await deleteArticle(context(), gone)
    await test.library.close()
    await rm(pathsOf(test.folder).cache, { recursive: true })
    test = await openTestLibrary({ folder: test.folder })
    expect(await bringBack(context(), gone)).toEqual(ok(null))
    expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
  })

  it.each([
    ['is cut', (bytes: Buffer) => bytes.subarray(0, 90)],
    ['has a turned bit', (bytes: Buffer) => Buffer.from(bytes.map((b, n) => (n === 300 ? b ^ 1 : b)))],
    ['is empty', () => Buffer.alloc(0)],
  ])('whose file %s is put aside and told; the others and the start are not touched', async (_how, harm) => {
    await deleteArticle(context(), articleId('a1'))
    await deleteArticle(context(), gone)
    await test.library.close()
    await writeFile(pathOf(test.folder), harm(await readFile(pathOf(test.folder))))
    test = await openTestLibrary({ folder: test.folder })
    let told = 0
    test.library.onHealth(() => (told += 1))
    expect((await listDeleted(context())).map(({ id }) => id)).toEqual(['a1'])
    expect(test.library.trouble).toEqual([{ kind: 'store-restored', file: 'deleted/a2.json', from: null }])
    expect(told).toBe(1)
    expect((await readdir(pathsOf(test.folder).quarantine)).join()).toContain('deleted+a2.json')
    expect(await bringBack(context(), gone)).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
  })

  it('of another name is not believed', async () => {
    await deleteArticle(context(), gone)
    await cp(pathOf(test.folder), pathsOf(test.folder).deletedArticle('a9'))
    expect((await listDeleted(context())).map(({ id }) => id)).toEqual(['a2'])
    expect(test.library.trouble).toHaveLength(1)
  })

  it('of a newer version is neither shown nor touched', async () => {
    const path = pathOf(test.folder)
    const bytes = seal('deleted/a2', { schema: 2, seq: 0, payload: Buffer.from('{"another":"form"}') })
    await mkdir(pathsOf(test.folder).deleted)
    await writeFile(path, bytes)
    expect(await listDeleted(context())).toEqual([])
    expect(await bringBack(context(), gone)).toMatchObject({ ok: false, failure: { kind: 'store-newer' } })
    expect(await deleteArticle(context(), gone)).toMatchObject({
      ok: false,
      failure: { kind: 'store-newer' },
    })
    expect(await emptyDeleted(context())).toEqual(ok({ count: 0, bytes: 0 }))
    expect(await tidyDeleted(context(), aTime * 2)).toEqual(ok({ count: 0, bytes: 0 }))
    expect(await readFile(path)).toEqual(Buffer.from(bytes))
    expect(await inFeed(test.library)).not.toBeNull()
  })

  it('stays where it is in a library that may only be read', async () => {
    await test.library.close()
    const settings = pathsOf(test.folder).userFile('settings')
    await writeFile(settings, seal('settings', { schema: 99, seq: 9, payload: Buffer.from('{}') }))
    test = await openTestLibrary({ folder: test.folder })
    expect(await deleteArticle(context(), gone)).toMatchObject({
      ok: false,
      failure: { kind: 'store-newer' },
    })
    expect(await readdir(test.folder)).not.toContain('deleted')
    expect(await inFeed(test.library)).not.toBeNull()
  })

  it('shows that there was a library, when that is all that is left of it', async () => {
    await deleteArticle(context(), gone)
    await test.library.close()
    const { user, cache, backups } = pathsOf(test.folder)
    for (const each of [user, cache, backups]) await rm(each, { recursive: true })
    test = await openTestLibrary({ folder: test.folder })
    expect(test.library.health()).toMatchObject({ phase: 'read-only', failure: { kind: 'store-restored' } })
  })

  it('counts in the room', async () => {
    await deleteArticle(context(), gone)
    const [note] = await listDeleted(context())
    expect((await test.library.diskUsage()).deleted).toBe(note?.bytes)
  })
})

describe('what the store is given', () => {
  it('is on the medium before it answers: file, then name', async () => {
    const calls: string[] = []
    const disk = makeFailingDisk()
    await test.library.close()
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    disk.fail((call, path) => {
      if (path.includes('deleted') || call === 'syncFolder') calls.push(call)
      return null
    })
    const article: DeletedArticle = {
      feedId: aFeedId,
      paper: 'The Harbour Post',
      deletedAt: aTime,
      ...anArticle({ id: 'a7' }),
      mark: null,
    }
    await test.library.deleted.keep(article)
    expect(calls).toEqual([
      'makeFolder',
      'syncFolder',
      'create',
      'write',
      'sync',
      'read',
      'rename',
      'syncFolder',
    ])
    expect(await test.library.deleted.read(articleId('a7'))).toEqual(ok(article))
  })

  it('is removed only when text and headline have been synced where they came back to', async () => {
    await deleteArticle(context(), gone)
    const disk = makeFailingDisk()
    await test.library.close()
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    const calls: string[] = []
    disk.fail((call, path) => {
      if (['sync', 'remove', 'syncFolder'].includes(call) && !path.includes('.tmp')) {
        calls.push(`${call} ${path.slice(test.folder.length + 1).replaceAll('\\', '/')}`)
      }
      return null
    })
    await bringBack(context(), gone)
    const order = calls.slice(calls.indexOf('sync cache/bodies/harbour/0.json'))
    expect(order).toEqual([
      'sync cache/bodies/harbour/0.json',
      'sync cache/headlines/harbour.json',
      'syncFolder cache/bodies/harbour',
      'syncFolder cache/bodies',
      'syncFolder cache/headlines',
      'remove deleted/a2.json',
      'syncFolder deleted',
    ])
  })
})
