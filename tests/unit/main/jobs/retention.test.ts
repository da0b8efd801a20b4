/** Covers main/jobs/retentionPolicy.ts, retention.ts, deleteArticle.ts and knownArticles.ts, on a temporary library. */
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import type { ArticleId, FeedId, KeepRule } from '../../../../preload/contract/model.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { deleteArticle } from '../../../../main/jobs/deleteArticle.ts'
import { fetchFeed } from '../../../../main/jobs/fetchFeed.ts'
import { importPage, savedPagesId } from '../../../../main/jobs/importPage.ts'
import { makeRetention } from '../../../../main/jobs/retention.ts'
import type { Retention } from '../../../../main/jobs/retention.ts'
import { believedNow, beyondRule, keepRuleOf } from '../../../../main/jobs/retentionPolicy.ts'
import { ingest } from '../../../../main/normalise/ingest.ts'
import type { Mark } from '../../../../main/model/marks.ts'
import { aDraft, aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'
import { bytesOf, rss } from '../../../fixtures/builders.ts'

const day = 86_400_000
const start = Date.UTC(2026, 10, 23)
const harbour = 'harbour' as FeedId
const a = (n: number) => `a${String(n)}` as ArticleId
const read = { read: 1 }

let context: TestContext
let end: () => Promise<void> = () => Promise.resolve()
let scheduled: (() => void)[] = []
afterEach(async () => {
  await end()
  end = () => Promise.resolve()
})

function retentionOf(now: TestContext): Retention {
  scheduled = []
  return makeRetention(now, (work) => {
    scheduled.push(work)
    return () => {
      scheduled = scheduled.filter((each) => each !== work)
    }
  })
}

const draft = (n: number, facts: { readonly picture?: string } = {}) => {
  const made = aDraft(a(n))
  const sortedAt = start - n * day
  const { picture = null } = facts
  return {
    ...made,
    headline: { ...made.headline, sortedAt, publishedAt: sortedAt, arrivedAt: sortedAt, picture },
  }
}

async function aLibrary(count: number, marks: readonly (readonly [number, Mark])[]): Promise<Retention> {
  context = await aJobContext(() => aFresh(''))
  ;({ end } = context)
  await follow(context, aStoredFeed('harbour'))
  await context.library.articles.keep(
    harbour,
    Array.from({ length: count }, (_, n) => draft(n)),
    [],
  )
  await context.library.changeMarks(marks.map(([n, mark]) => [a(n), mark]))
  return retentionOf(context)
}

const left = () => context.library.headlinesOf(harbour).map(({ id }) => id)
const allRead = (count: number) => Array.from({ length: count }, (_, n) => [n, read] as const)

describe('a rule', () => {
  const headlines = Array.from({ length: 10 }, (_, n) => draft(n).headline)
  const beyond = (
    rule: KeepRule,
    marks: Readonly<Record<string, Mark>> = {},
    openId: ArticleId | null = null,
  ) => beyondRule({ headlines, rule, markOf: (id) => marks[id] ?? read, now: start, openId })

  it('lets nothing go by default', () => {
    expect(keepRuleOf(null)).toEqual({ kind: 'all' })
    expect(keepRuleOf({ keep: { kind: 'newest', count: -1 } })).toEqual({ kind: 'all' })
    expect(keepRuleOf({ keep: { kind: 'later' } as never })).toEqual({ kind: 'all' })
    expect(beyond({ kind: 'all' })).toEqual([])
  })

  it('keeps the newest, or those of the last days', () => {
    expect(beyond({ kind: 'newest', count: 7 })).toEqual([a(7), a(8), a(9)])
    expect(beyond({ kind: 'days', days: 8 })).toEqual([a(9)])
  })

  it('never touches what is unread, starred, tagged, noted or on screen', () => {
    const marks = {
      [a(4)]: { starred: 1 },
      [a(5)]: { read: 1, starred: 1 },
      [a(6)]: { read: 1, tags: ['tea'] } as Mark,
      [a(7)]: { read: 1, note: 'ask her' } as Mark,
    }
    expect(beyond({ kind: 'newest', count: 3 }, marks, a(8))).toEqual([a(3), a(9)])
  })
})

describe('a clock that is wrong', () => {
  const month = { kind: 'days', days: 30 } as const
  const years = 40 * 365 * day

  it('and jumps far ahead lets nothing go, until outlets bear it out', async () => {
    const retention = await aLibrary(6, allRead(6))
    expect(await retention.setRule(harbour, month)).toEqual(ok(0))
    context.setTime(start + years)
    expect(retention.wouldRemove(harbour, month)).toEqual(ok(0))
    expect(await retention.applyAll()).toEqual(ok(0))
    // What comes without a date has no better one than this clock's.
    const undated = draft(-1)
    await context.library.articles.keep(
      harbour,
      [
        {
          ...undated,
          headline: {
            ...undated.headline,
            sortedAt: start + years,
            publishedAt: null,
            arrivedAt: start + years,
          },
        },
      ],
      [],
    )
    expect(await retention.applyAll()).toEqual(ok(0))
    expect(left()).toHaveLength(7)
    // A month has passed by the outlet's own dates.
    context.setTime(start + 29 * day)
    await context.library.articles.keep(harbour, [draft(-29)], [])
    expect(await retention.applyAll()).toEqual(ok(4))
    expect(left()).toEqual([a(-1), a(-29), a(0), a(1)])
  })

  it('and jumps ahead empties no outlet that was unfollowed a short while ago', async () => {
    const retention = await aLibrary(3, [])
    await context.library.changeSubscriptions((now) => ({
      ...now,
      feeds: now.feeds.map((feed) => ({ ...feed, unfollowedAt: start - day })),
    }))
    context.setTime(start + years)
    expect(await retention.applyAll()).toEqual(ok(0))
    expect(left()).toHaveLength(3)
  })

  it('and is behind lets nothing go, nor does what arrived meanwhile go when it is right again', async () => {
    const retention = await aLibrary(0, [])
    const behind = start - years
    context.setTime(behind)
    const today = draft(0)
    await context.library.articles.keep(
      harbour,
      [{ ...today, headline: { ...today.headline, sortedAt: behind, arrivedAt: behind } }],
      [],
    )
    await context.library.changeMarks([[a(0), read]])
    expect(await retention.setRule(harbour, month)).toEqual(ok(0))
    context.setTime(start + day)
    await context.library.articles.keep(harbour, [draft(-1)], [])
    expect(await retention.applyAll()).toEqual(ok(0))
    expect(left()).toHaveLength(2)
  })

  it('is not believed because an outlet announces something far ahead', () => {
    const announced = { ...draft(0).headline, publishedAt: start + years }
    expect(believedNow([[announced, draft(3).headline]], start + years)).toBe(start - 2 * day)
    expect(believedNow([[], [{ ...draft(0).headline, publishedAt: null }]], start)).toBe(
      Number.NEGATIVE_INFINITY,
    )
  })
})

describe('retention by the rules', () => {
  it('removes what is beyond, and it does not come back with the next fetch', async () => {
    const retention = await aLibrary(6, [...allRead(5), [5, { read: 1, starred: 2 }]])
    expect(retention.wouldRemove(harbour, { kind: 'newest', count: 2 })).toEqual(ok(3))
    expect(left()).toHaveLength(6)
    expect(await retention.setRule(harbour, { kind: 'newest', count: 2 })).toEqual(ok(3))
    expect(left()).toEqual([a(0), a(1), a(5)])
    expect(retention.ruleOf(harbour)).toEqual(ok({ kind: 'newest', count: 2 }))
    await context.library.articles.keep(
      harbour,
      Array.from({ length: 6 }, (_, n) => draft(n)),
      [],
    )
    expect(left()).toEqual([a(0), a(1), a(5)])
    expect(context.told).toContain('library:changed')
  })

  it('works after a refresh that brought something, and not while one goes on', async () => {
    const retention = await aLibrary(4, allRead(4))
    await retention.setRule(harbour, { kind: 'newest', count: 4 })
    await context.library.articles.keep(harbour, [draft(-1)], [])
    const progress = {
      isRunning: true,
      done: 1,
      total: 1,
      current: [],
      newArticles: 1,
      failed: 0,
      picturesWaiting: 0,
      isOffline: false,
      finishedAt: null,
    }
    retention.hear('refresh:progressed', progress)
    expect(scheduled).toHaveLength(0)
    retention.hear('refresh:progressed', { ...progress, isRunning: false, finishedAt: 1 })
    retention.hear('refresh:progressed', { ...progress, isRunning: false, finishedAt: 1 })
    expect(scheduled).toHaveLength(1)
    scheduled[0]?.()
    await retention.applyAll()
    expect(left()).toEqual([a(-1), a(0), a(1), a(2)])
  })

  it('takes the pictures of removed articles along, but none that another article leads with', async () => {
    const retention = await aLibrary(0, [])
    const url = (name: string) => `https://harbour.example/${name}.png`
    await context.library.articles.keep(
      harbour,
      [
        draft(0, { picture: url('shared') }),
        draft(1, { picture: url('shared') }),
        draft(2, { picture: url('own') }),
      ],
      [],
    )
    for (const name of ['shared', 'own']) {
      await context.library.pictures.keep(pictureKey(url(name)), new Uint8Array(8))
    }
    await context.library.changeMarks([0, 1, 2].map((n) => [a(n), read]))
    await retention.setRule(harbour, { kind: 'newest', count: 1 })
    expect(context.library.pictures.has(pictureKey(url('shared')))).toBe(true)
    expect(context.library.pictures.has(pictureKey(url('own')))).toBe(false)
  })

  it('empties outlets that were unfollowed a month ago, but for what is starred; the rest may come again', async () => {
    const retention = await aLibrary(3, [[1, { starred: 1 }]])
    context.library.changeFetchRecord(harbour, { bodyHash: 'x', etag: '"e"' })
    const unfollow = (at: number | null) =>
      context.library.changeSubscriptions((now) => ({
        ...now,
        feeds: now.feeds.map((feed) => ({ ...feed, unfollowedAt: at })),
      }))
    await unfollow(start - 29 * day)
    expect(await retention.applyAll()).toEqual(ok(0))
    await unfollow(start - 31 * day)
    expect(await retention.applyAll()).toEqual(ok(2))
    expect(left()).toEqual([a(1)])
    expect(context.library.fetchRecord(harbour)).toMatchObject({ bodyHash: '', etag: null })
    await unfollow(null)
    await context.library.articles.keep(harbour, [draft(0)], [])
    expect(left()).toEqual([a(0), a(1)])
  })

  it('knows nothing of an outlet that is not followed', async () => {
    const retention = await aLibrary(0, [])
    const gone = { ok: false, failure: { kind: 'not-found', what: 'feed' } }
    expect(retention.ruleOf('nobody' as FeedId)).toEqual(gone)
    expect(await retention.setRule('nobody' as FeedId, { kind: 'all' })).toEqual(gone)
  })
})

describe('deleting one article by hand', () => {
  it('takes it away, and the undo brings back text and marks', async () => {
    await aLibrary(3, [[1, { starred: 5 }]])
    const deleted = await deleteArticle(context, a(1))
    expect(deleted).toMatchObject({ ok: true, value: { what: { kind: 'article-removed', title: 'a1' } } })
    expect(left()).toEqual([a(0), a(2)])
    expect(context.library.starred().size).toBe(0)
    if (!deleted.ok) return
    expect(await context.undos.apply(deleted.value.id)).toEqual(ok(null))
    expect(left()).toEqual([a(0), a(1), a(2)])
    expect(context.library.markOf(a(1))).toEqual({ starred: 5 })
    const found = context.library.findHeadline(a(1))
    expect(
      found === null ? null : (await context.library.articles.readBody(harbour, found.headline))?.bodyHtml,
    ).toBe('<p>Rain over the harbour.</p>')
  })

  it('says so when no feed holds it', async () => {
    await aLibrary(1, [])
    expect(await deleteArticle(context, a(9))).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
  })

  it('does not stand in the way of opening a saved page once more', async () => {
    await aLibrary(0, [])
    const page = { name: 'tram.txt', bytes: bytesOf('The tram') }
    const first = await importPage(context, page, 'Saved pages')
    if (!first.ok) throw new Error('not kept')
    await deleteArticle(context, first.value.articleId)
    expect(context.library.headlinesOf(savedPagesId)).toHaveLength(0)
    await importPage(context, page, 'Saved pages')
    expect(context.library.headlinesOf(savedPagesId)).toHaveLength(1)
    expect(context.library.markOf(first.value.articleId)).toBeNull()
  })
})

describe('an article that was removed and is still in the feed', () => {
  const item = (n: number, guid: string, text = 'Rain.') =>
    `<item><title>Tide table ${String(n)}</title><guid isPermaLink="false">${guid}</guid><link>https://harbour.example/tides/${String(n)}/</link><description>${text}</description></item>`
  let document = ''

  const fetch = async () => {
    const fetched = await fetchFeed(context, aStoredFeed('harbour'))
    if (!fetched.ok) throw new Error(JSON.stringify(fetched.failure))
    return fetched.value
  }

  it('is not added again, even when its outlet changes its text and its guid', async () => {
    context = await aJobContext(() => aFresh(document), { ingest })
    ;({ end } = context)
    await follow(context, aStoredFeed('harbour'))
    document = rss(item(1, 'one') + item(2, 'two'))
    expect(await fetch()).toMatchObject({ added: 2 })
    const [first] = context.library.headlinesOf(harbour).filter(({ title }) => title === 'Tide table 1')
    if (first === undefined) throw new Error('not there')
    await deleteArticle(context, first.id)
    document = rss(item(1, 'one', 'Rain and wind.') + item(2, 'two'))
    expect(await fetch()).toMatchObject({ added: 0 })
    document = rss(item(1, 'another-guid', 'Storm.') + item(2, 'two') + item(3, 'three'))
    expect(await fetch()).toMatchObject({ added: 1 })
    expect(
      context.library
        .headlinesOf(harbour)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Tide table 2', 'Tide table 3'])
  })
})
