/** Covers main/jobs/deleteArticle.ts, bringBack.ts and main/store/deleted.ts on a disk that fails, or dies, at any moment. */
import { cp } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../preload/contract/failure.ts'
import type { Outcome } from '../../../preload/contract/failure.ts'
import { bringBack } from '../../../main/jobs/bringBack.ts'
import { deleteArticle } from '../../../main/jobs/deleteArticle.ts'
import { listDeleted, tidyDeleted } from '../../../main/jobs/recentlyDeleted.ts'
import type { Library } from '../../../main/model/library.ts'
import { makeFailingDisk, makeTestTime } from '../../helpers/failingDisk.ts'
import type { FailingDisk } from '../../helpers/failingDisk.ts'
import { aFresh, contextOn } from '../../helpers/jobContext.ts'
import { aFeed, aFeedId, anArticle, articleId, aTime, openTestLibrary } from '../../helpers/library.ts'
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

async function inFeed(library: Library): Promise<string | null> {
  const found = library.findHeadline(gone)
  return found === null
    ? null
    : ((await library.articles.readBody(aFeedId, found.headline))?.bodyHtml ?? null)
}

async function amongDeleted(library: Library): Promise<string | null> {
  const read = await library.deleted.read(gone)
  return read?.body?.bodyHtml ?? null
}

describe('a disk that fails', () => {
  let disk: FailingDisk
  const reopen = async () => {
    disk = makeFailingDisk()
    await test.library.close()
    test = await openTestLibrary({ folder: test.folder, files: disk.files, after: makeTestTime().after })
  }
  const fails = (part: string) => {
    disk.fail((call, path) =>
      ['create', 'write', 'rename', 'sync'].includes(call) && path.includes(part) ? 'ENOSPC' : null,
    )
  }

  it.each(['archive', 'journal.log'])(
    'at %s, full: the article stays as it was, and why is told',
    async (part) => {
      await reopen()
      fails(part)
      expect(await deleteArticle(context(), gone)).toEqual({
        ok: false,
        failure: { kind: 'not-deleted', title: 'Lanterns on the quay, a2', code: 'ENOSPC' },
      })
      disk.work()
      expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
      expect(await listDeleted(context())).toEqual([])
      await test.library.tryAgain()
      test = await test.reopen()
      expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
      expect(test.library.markOf(gone)).toEqual(starred)
      expect(await listDeleted(context())).toEqual([])
    },
  )

  it.each(['journal.log', 'archive'])(
    'at %s, full, while it comes back: it stays among the deleted ones, and comes back later',
    async (part) => {
      await deleteArticle(context(), gone)
      await reopen()
      fails(part)
      expect(await bringBack(context(), gone)).toMatchObject({
        ok: false,
        failure: { kind: 'store-write', code: 'ENOSPC' },
      })
      expect(await amongDeleted(test.library)).toBe('<p>The text of a2.</p>')
      expect(test.library.starred().size).toBe(0)
      disk.work()
      expect(await bringBack(context(), gone)).toEqual(ok(null))
      expect(await bringBack(context(), gone)).toEqual(ok(null))
      test = await test.reopen()
      expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
      expect(test.library.markOf(gone)).toEqual(starred)
    },
  )

  it('lists an article whose text it cannot read for a while', async () => {
    await deleteArticle(context(), gone)
    await reopen()
    disk.fail((call, path) => (call === 'read' && path.includes('archive') ? 'EBUSY' : null))
    expect(await listDeleted(context())).toHaveLength(1)
    expect(await amongDeleted(test.library)).toBeNull()
    disk.work()
    expect(await amongDeleted(test.library)).toBe('<p>The text of a2.</p>')
    expect((await listDeleted(context()))[0]?.bytes).toBeGreaterThan(100)
    expect(test.library.trouble).toEqual([])
  })

  it('does not bring back an article whose text it cannot read now as one that is lost', async () => {
    await deleteArticle(context(), gone)
    await reopen()
    disk.fail((call, path) => (call === 'read' && path.includes('archive') ? 'EBUSY' : null))
    await bringBack(context(), gone)
    disk.work()
    await bringBack(context(), gone)
    expect(await inFeed(test.library)).toBe('<p>The text of a2.</p>')
    expect(test.library.findHeadline(gone)?.headline.contentHash).toBe('hash-of-a2')
  })
})

type How = 'for good' | 'once'
const hows: readonly How[] = ['for good', 'once']

describe('a disk that fails at one moment', () => {
  /**
   * The nth change of the disk fails; `for good`, all that follow fail too, as after a kill: nothing more is written.
   */
  async function failAt(
    changes: number,
    how: How,
    folder: string,
    work: (library: Library) => Promise<Outcome<unknown>>,
  ): Promise<{ readonly isCutOff: boolean; readonly done: Outcome<unknown> }> {
    const disk = makeFailingDisk()
    const victim = await openTestLibrary({ folder, files: disk.files, after: () => () => undefined })
    let made = 0
    disk.fail((call) => {
      if (call === 'read') return null
      made += 1
      return made > changes && (how === 'for good' || made === changes + 1) ? 'EIO' : null
    })
    const done = await work(victim.library)
    return { isCutOff: made > changes, done }
  }

  async function atEveryMoment(
    how: How,
    work: (library: Library) => Promise<Outcome<unknown>>,
    look: (after: TestLibrary, done: Outcome<unknown>) => Promise<void>,
  ): Promise<number> {
    await test.library.close()
    const template = test.folder
    let isCutOff = true
    let changes = 0
    for (; isCutOff; changes += 1) {
      const folder = `${template}-${String(changes)}`
      await cp(template, folder, { recursive: true })
      const failed = await failAt(changes, how, folder, work)
      ;({ isCutOff } = failed)
      const after = await openTestLibrary({ folder })
      expect(after.library.trouble).toEqual([])
      await look(after, failed.done)
      await after.close()
    }
    test = await openTestLibrary({ folder: template })
    return changes
  }

  it.each(hows)('%s, in a deletion leaves the article in its feed or among the deleted ones', async (how) => {
    const moments = await atEveryMoment(
      how,
      (library) => deleteArticle(context(library), gone),
      async ({ library }, done) => {
        const text = '<p>The text of a2.</p>'
        const places = [await inFeed(library), await amongDeleted(library)]
        expect(places).toContain(text)
        if (done.ok) expect(places).toEqual([null, text])
        else if (how === 'once') expect(places[0]).toBe(text)
        // What a start does when it has time ends in one place, whole.
        expect((await tidyDeleted(context(library), aTime)).ok).toBe(true)
        expect(
          [await inFeed(library), await amongDeleted(library)].filter((each) => each === text),
        ).toHaveLength(1)
        expect(await bringBack(context(library), gone)).toEqual(ok(null))
        expect(await inFeed(library)).toBe(text)
        expect(library.markOf(gone)).toEqual(starred)
      },
    )
    expect(moments).toBeGreaterThan(5)
  })

  it.each(hows)('%s, while it comes back leaves it in one place or in both, and whole', async (how) => {
    await deleteArticle(context(), gone)
    const moments = await atEveryMoment(
      how,
      (library) => bringBack(context(library), gone),
      async ({ library }, done) => {
        const text = '<p>The text of a2.</p>'
        expect([await inFeed(library), await amongDeleted(library)]).toContain(text)
        if (done.ok) expect(await inFeed(library)).toBe(text)
        expect(await bringBack(context(library), gone)).toEqual(ok(null))
        expect(await inFeed(library)).toBe(text)
        expect(library.markOf(gone)).toEqual(starred)
        expect(await listDeleted(context(library))).toEqual([])
      },
    )
    expect(moments).toBeGreaterThan(5)
  })
})
