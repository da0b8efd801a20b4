/** Covers main/jobs/recentlyDeleted.ts and bringBack.ts, on a temporary library. What a dying disk leaves: integration/store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../../preload/contract/model.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { bringBack } from '../../../../main/jobs/bringBack.ts'
import { deleteArticle } from '../../../../main/jobs/deleteArticle.ts'
import { importPage, savedPagesId } from '../../../../main/jobs/importPage.ts'
import { makeRetention } from '../../../../main/jobs/retention.ts'
import { dropPictures } from '../../../../main/jobs/outletPictures.ts'
import { emptyDeleted, listDeleted } from '../../../../main/jobs/recentlyDeleted.ts'
import { beyondDeleted, keptDeleted } from '../../../../main/jobs/retentionPolicy.ts'
import type { DeletedNote } from '../../../../main/model/deleted.ts'
import { bytesOf } from '../../../fixtures/builders.ts'
import { changesOf } from '../../../helpers/changesOf.ts'
import { aDraft, aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const day = 86_400_000
const start = Date.UTC(2026, 10, 23)
const harbour = 'harbour' as FeedId
const a = (n: number) => `a${String(n)}` as ArticleId
const lead = 'https://harbour.example/lead.jpg'
const inside = 'https://harbour.example/inside.jpg'

const draft = (n: number, pictures: readonly string[] = []) => {
  const { headline, body } = aDraft(a(n))
  const at = start - n * 3_600_000
  const dated = { ...headline, sortedAt: at, publishedAt: at, arrivedAt: at, picture: pictures[0] ?? null }
  return { headline: dated, body: { ...body, pictures } }
}

let context: TestContext
beforeEach(async () => {
  context = await aJobContext(() => aFresh(''))
  await follow(context, aStoredFeed('harbour', { ownTitle: 'Harbour' }))
})
afterEach(() => context.end())

const keep = (...drafts: readonly ReturnType<typeof draft>[]) =>
  context.library.articles.keep(harbour, drafts, [])
const titles = async () => (await listDeleted(context)).map(({ title }) => title)
const here = () => context.library.headlinesOf(harbour).map(({ id }) => id)
const round = (at: number) => {
  context.setTime(at)
  return makeRetention(context, () => () => undefined).applyAll()
}
const setUnfollowed = (feedId: FeedId, at: number | null) =>
  context.library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((feed) => (feed.id === feedId ? { ...feed, unfollowedAt: at } : feed)),
  }))
const keepPictures = async (...urls: readonly string[]) => {
  for (const url of urls) await context.library.pictures.keep(pictureKey(url), new Uint8Array(10))
}
const hasPicture = (url: string) => context.library.pictures.has(pictureKey(url))

describe('what was deleted', () => {
  it('is listed with the last one first, and comes back once however often it is asked for', async () => {
    await keep(draft(0), draft(1), draft(2))
    for (const n of [0, 2]) {
      context.setTime(start + n)
      await deleteArticle(context, a(n))
    }
    expect(await titles()).toEqual(['a2', 'a0'])
    const before = context.library.changes.last()
    expect(await Promise.all([bringBack(context, a(0)), bringBack(context, a(0))])).toEqual([
      ok(null),
      ok(null),
    ])
    expect(changesOf(context.library, before)).toMatchObject([
      { kind: 'marks', ids: [a(0)] },
      { kind: 'articles', added: [], putBack: [a(0)] },
    ])
    expect(here()).toEqual([a(0), a(1)])
    expect(await titles()).toEqual(['a2'])
  })

  it('comes back by the undo or from the list, whichever is first', async () => {
    await keep(draft(0))
    const deleted = await deleteArticle(context, a(0))
    if (!deleted.ok) throw new Error('not deleted')
    await bringBack(context, a(0))
    expect(await context.undos.apply(deleted.value.id)).toEqual(ok(null))
    expect(here()).toEqual([a(0)])
  })

  it('keeps its star when a deletion that was cut off before its mark is finished by the next round', async () => {
    await keep(draft(0))
    await context.library.changeMarks([[a(0), { starred: 1 }]])
    const facts = { id: a(0), deletedAt: start, paper: 'Harbour', mark: { starred: 1 } }
    await context.library.articles.delete(harbour, facts)
    await round(start)
    expect(context.library.markOf(a(0))).toMatchObject({ removed: start })
    expect((await deleteArticle(context, a(0))).ok).toBe(false)
    expect(await bringBack(context, a(0))).toEqual(ok(null))
    expect(context.library.markOf(a(0))).toEqual({ starred: 1 })
    expect(here()).toEqual([a(0)])
  })

  it('can be cleared away for good, and then the undo says so', async () => {
    await keep(draft(0, [lead]))
    await keepPictures(lead)
    const deleted = await deleteArticle(context, a(0))
    if (!deleted.ok) throw new Error('not deleted')
    expect(await emptyDeleted(context)).toMatchObject({ ok: true, value: { count: 1 } })
    expect(hasPicture(lead)).toBe(false)
    expect(await titles()).toEqual([])
    expect(await context.undos.apply(deleted.value.id)).toEqual({
      ok: false,
      failure: { kind: 'not-found', what: 'undo' },
    })
    await keep(draft(0))
    expect(here()).toEqual([])
  })

  it('keeps its pictures whatever goes around it', async () => {
    await keep(draft(0, [lead, inside]), draft(1, [lead, inside]))
    await keepPictures(lead, inside)
    await deleteArticle(context, a(0))
    await context.library.changeMarks([[a(1), { read: 1 }]])
    const retention = makeRetention(context, () => () => undefined)
    await keep(draft(-1))
    expect(await retention.setRule(harbour, { kind: 'newest', count: 1 })).toEqual(ok(1))
    expect(await dropPictures(context, harbour)).toEqual({ count: 0, bytes: 0 })
    expect([lead, inside].map(hasPicture)).toEqual([true, true])
  })
})

describe('what was deleted from a paper that is no longer followed', () => {
  it('stays until the paper is followed again', async () => {
    await keep(draft(0))
    await deleteArticle(context, a(0))
    await setUnfollowed(harbour, start)
    expect(await bringBack(context, a(0))).toEqual({
      ok: false,
      failure: { kind: 'paper-unfollowed', title: 'Harbour' },
    })
    expect(await titles()).toEqual(['a0'])
    await setUnfollowed(harbour, null)
    expect(await bringBack(context, a(0))).toEqual(ok(null))
    expect(here()).toEqual([a(0)])
  })

  it('comes back to the starred ones when it was starred', async () => {
    await keep(draft(0))
    await context.library.changeMarks([[a(0), { starred: 1 }]])
    await deleteArticle(context, a(0))
    await setUnfollowed(harbour, start)
    expect(await bringBack(context, a(0))).toEqual(ok(null))
    expect([...context.library.starred()]).toEqual([a(0)])
  })

  it('says the name it had then, when nothing else is known of the paper', async () => {
    await keep(draft(0))
    await deleteArticle(context, a(0))
    await context.library.changeSubscriptions((now) => ({ ...now, feeds: [] }))
    expect(await bringBack(context, a(0))).toMatchObject({
      failure: { kind: 'paper-unfollowed', title: 'Harbour' },
    })
  })

  it('brings the place of saved pages back with it', async () => {
    const page = await importPage(context, { name: 'tram.txt', bytes: bytesOf('The tram') }, 'Saved pages')
    if (!page.ok) throw new Error('not kept')
    await deleteArticle(context, page.value.articleId)
    await setUnfollowed(savedPagesId, start)
    expect(await bringBack(context, page.value.articleId)).toEqual(ok(null))
    const { feeds } = context.library.subscriptions()
    expect(feeds.find(({ id }) => id === savedPagesId)?.unfollowedAt).toBeNull()
    expect(context.library.headlinesOf(savedPagesId)).toHaveLength(1)
  })

  it('is one article when the saved page is opened once more instead', async () => {
    const file = { name: 'tram.txt', bytes: bytesOf('The tram') }
    const page = await importPage(context, file, 'Saved pages')
    if (!page.ok) throw new Error('not kept')
    await deleteArticle(context, page.value.articleId)
    await importPage(context, file, 'Saved pages')
    expect(await titles()).toEqual([])
    await round(start)
    expect(await context.library.deleted.list()).toEqual([])
    expect(context.library.headlinesOf(savedPagesId)).toHaveLength(1)
  })
})

describe('thirty days later', () => {
  it('it goes, by a clock that the papers bear out', async () => {
    await keep(draft(0), draft(1, [lead]))
    await keepPictures(lead)
    await deleteArticle(context, a(1))
    await round(start + 40 * 365 * day)
    expect(await titles()).toEqual(['a1'])
    await keep(draft(-29 * 24))
    await round(start + 29 * day)
    expect(await titles()).toEqual(['a1'])
    await keep(draft(-30 * 24))
    await round(start + 30 * day)
    expect(await titles()).toEqual([])
    expect(hasPicture(lead)).toBe(false)
  })

  it('of a clock that was far behind it has not gone', async () => {
    await keep(draft(0), draft(1))
    context.setTime(0)
    await deleteArticle(context, a(1))
    await round(start + day)
    expect(await titles()).toEqual(['a1'])
  })

  it('or when there is too much of it, the oldest go first', () => {
    const note = (n: number, bytes: number) =>
      ({ id: a(n), deletedAt: start - n, bytes, pictures: [] }) as unknown as DeletedNote
    const mega = 1024 * 1024
    const notes = [note(0, 90 * mega), note(1, 100 * mega), note(2, 20 * mega), note(3, mega)]
    expect(keptDeleted.bytes).toBe(200 * mega)
    expect(beyondDeleted(notes, start).map(({ id }) => id)).toEqual([a(2), a(3)])
    expect(beyondDeleted(notes, Number.NEGATIVE_INFINITY).map(({ id }) => id)).toEqual([a(2), a(3)])
  })
})
