/** Covers main/store/deleted.ts with main/jobs/deleteArticle.ts and bringBack.ts; where the disk fails: deletedTrouble.test.ts. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../preload/contract/failure.ts'
import { bringBack } from '../../../main/jobs/bringBack.ts'
import { deleteArticle } from '../../../main/jobs/deleteArticle.ts'
import { emptyDeleted, listDeleted } from '../../../main/jobs/recentlyDeleted.ts'
import { segmentName } from '../../../main/store/archive/segmentFile.ts'
import { seal } from '../../../main/store/envelope.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { Library } from '../../../main/model/library.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aFresh, contextOn } from '../../helpers/jobContext.ts'
import { aFeed, aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

const gone = articleId('a2')
const drafts = ['a1', 'a2', 'a3'].map((id) => anArticle({ id }))
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
const corrected = anArticle(
  { id: 'a2', title: 'Late ferries', contentHash: 'new' },
  { bodyHtml: '<p>Later.</p>' },
)

async function inFeed(library: Library): Promise<string | null> {
  const found = library.findHeadline(gone)
  return found === null
    ? null
    : ((await library.articles.readBody(aFeedId, found.headline))?.bodyHtml ?? null)
}

describe('a deleted article', () => {
  it('is listed after a restart, and comes back whole: text, earlier texts and marks', async () => {
    await test.library.articles.keep(aFeedId, [], [corrected])
    const before = test.library.findHeadline(gone)?.headline
    await deleteArticle(context(), gone)
    test = await test.reopen({ isCrash: true })
    expect(test.library.findHeadline(gone)).toBeNull()
    expect(await listDeleted(context())).toMatchObject([
      { id: gone, title: 'Late ferries', paper: 'The Harbour Post' },
    ])
    expect(await bringBack(context(), gone)).toEqual(ok(null))
    test = await test.reopen({ isCrash: true })
    const found = test.library.findHeadline(gone)
    if (found === null) throw new Error('not there')
    expect(found.headline).toEqual(before)
    expect(await test.library.articles.readBody(aFeedId, found.headline)).toEqual(corrected.body)
    expect(await test.library.articles.readVersions(aFeedId, found.headline)).toMatchObject([
      { title: 'Lanterns on the quay, a2', body: drafts[1]?.body },
      { title: 'Late ferries' },
    ])
    expect(test.library.markOf(gone)).toEqual(starred)
    expect(await listDeleted(context())).toEqual([])
  })

  it('comes back after the whole cache was lost', async () => {
    await deleteArticle(context(), gone)
    await test.library.close()
    await rm(pathsOf(test.folder).cache, { recursive: true })
    test = await openTestLibrary({ folder: test.folder })
    expect(await bringBack(context(), gone)).toEqual(ok(null))
    expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
  })

  it('whose text is damaged comes back as an empty page that its paper fills; the others and the start are not touched', async () => {
    await deleteArticle(context(), articleId('a1'))
    await deleteArticle(context(), gone)
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h' })
    await test.library.close()
    const path = join(pathsOf(test.folder).feedArchive(aFeedId), segmentName(1))
    const bytes = await readFile(path)
    const at = bytes.indexOf('The text of a2')
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await writeFile(path, bytes)
    test = await openTestLibrary({ folder: test.folder })
    expect((await listDeleted(context())).map(({ id }) => id)).toEqual(['a1', 'a2'])
    expect(await bringBack(context(), gone)).toEqual(ok(null))
    expect(test.library.findHeadline(gone)?.headline).toMatchObject({
      contentHash: '',
      title: 'Lanterns on the quay, a2',
    })
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    expect(await bringBack(context(), articleId('a1'))).toEqual(ok(null))
    await test.library.articles.keep(aFeedId, [], [anArticle({ id: 'a2' })])
    expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
  })

  it('is let go for good, and stays away', async () => {
    await deleteArticle(context(), gone)
    expect(await emptyDeleted(context())).toMatchObject(ok({ count: 1 }))
    test = await test.reopen({ isCrash: true })
    expect(await listDeleted(context())).toEqual([])
    expect(await bringBack(context(), gone)).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
    await test.library.articles.keep(aFeedId, [anArticle({ id: 'a2' })], [])
    expect(await inFeed(test.library)).toBeNull()
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
    expect(await listDeleted(context())).toEqual([])
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

  it('counts in the list with what its text takes', async () => {
    await deleteArticle(context(), gone)
    const [note] = await listDeleted(context())
    expect(note?.bytes).toBeGreaterThan(JSON.stringify(drafts[1]?.body).length)
  })
})

describe('a deletion', () => {
  it('is on the medium before it answers, and so is its taking back', async () => {
    const calls: string[] = []
    const disk = makeFailingDisk()
    await test.library.close()
    test = await openTestLibrary({ folder: test.folder, files: disk.files })
    disk.fail((call, path) => {
      if (['write', 'sync'].includes(call) && path.includes('archive')) calls.push(call)
      return null
    })
    await deleteArticle(context(), gone)
    expect(calls).toEqual(['write', 'sync'])
    await bringBack(context(), gone)
    expect(calls).toEqual(['write', 'sync', 'write', 'sync'])
  })
})
