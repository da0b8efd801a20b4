/** Covers main/ipc/changeEvents.ts: what the window hears of each kind of change, on a library of its own. */
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { pauseMs, tellChanges } from '../../../../main/ipc/changeEvents.ts'
import type { ChangeEvents } from '../../../../main/ipc/changeEvents.ts'
import { namedAtMost } from '../../../../main/ipc/changeNews.ts'
import type { StoredFeed } from '../../../../main/model/subscriptions.ts'
import { makeQueries } from '../../../../main/query/queries.ts'
import { openLibrary } from '../../../../main/store/library.ts'
import type { FeedId, FeedState, RefreshProgress } from '../../../../preload/contract/model.ts'
import type { EventName, NewsOf } from '../../../../preload/contract/requests.ts'
import { aFeed, aFeedId, anArticle, articleId, aTime, openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'

type Heard = { readonly [E in EventName]?: readonly NewsOf<E>[] }

let test: TestLibrary
let events: ChangeEvents
let heard: (readonly [EventName, unknown])[] = []
let timers: { readonly work: () => void; readonly ms: number }[] = []
let state: FeedState = { phase: 'idle' }

beforeEach(async () => {
  test = await openTestLibrary()
  heard = []
  timers = []
  state = { phase: 'idle' }
})
afterEach(async () => {
  events.stop()
  await test.close()
})

function begin(): void {
  const { library } = test
  const queries = makeQueries(library, { clock: { now: () => aTime }, onPictureShown: () => undefined })
  events = tellChanges({
    library,
    queries,
    stateOf: () => state,
    tell: (event, news) => heard.push([event, news]),
    later: (work, ms) => {
      const timer = { work, ms }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
  })
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** The pause is over. */
function pass(): void {
  for (const { work } of timers.splice(0)) work()
}

/** A window that has been open for a while: the papers are followed, and nothing waits. */
async function anOpenWindow(...feeds: readonly StoredFeed[]): Promise<void> {
  await test.library.changeSubscriptions((now) => ({ ...now, feeds: feeds.length === 0 ? [aFeed()] : feeds }))
  begin()
  await turn()
  while (timers.length > 0) pass()
  heard = []
}

/** What is heard of a piece of work, once everything is told. */
async function heardOf(work: () => unknown): Promise<Heard> {
  heard = []
  await work()
  await turn()
  while (timers.length > 0) pass()
  const all: Record<string, unknown[]> = {}
  for (const [event, news] of heard) (all[event] ??= []).push(news)
  return all
}

const ids = (...names: readonly string[]) => names.map(articleId)
const keep = (...names: readonly string[]) =>
  test.library.articles.keep(
    aFeedId,
    names.map((id) => anArticle({ id })),
    [],
  )
const counts = (unread: number, all: number, starred = 0) => ({ today: unread, unread, starred, all })
const partly = [{ isWhole: false }]

describe('what the window hears', () => {
  it('of new articles: which, and the counts that they change', async () => {
    await anOpenWindow()
    expect(await heardOf(() => keep('a1', 'a2'))).toEqual({
      'library:changed': [
        {
          feedIds: [aFeedId],
          newArticles: 2,
          articles: { added: ids('a1', 'a2'), changed: [], removed: [] },
        },
      ],
      'counts:changed': [{ feeds: [{ feedId: aFeedId, unread: 2, total: 2 }], counts: counts(2, 2) }],
      'outlets:changed': partly,
    })
  })

  it('of a changed article: which; no count is another', async () => {
    await anOpenWindow()
    await heardOf(() => keep('a1'))
    const changed = anArticle({ id: 'a1', title: 'Lanterns out', contentHash: 'other' })
    expect(await heardOf(() => test.library.articles.keep(aFeedId, [], [changed]))).toEqual({
      'library:changed': [
        { feedIds: [aFeedId], newArticles: 0, articles: { added: [], changed: ids('a1'), removed: [] } },
      ],
    })
  })

  it('of a text that was cleaned: nothing', async () => {
    await anOpenWindow()
    await heardOf(() => keep('a1'))
    const headline = test.library.findHeadline(articleId('a1'))?.headline
    if (headline === undefined) throw new Error('no article')
    expect(
      await heardOf(() => test.library.articles.keepCleaned(aFeedId, headline, anArticle().body)),
    ).toEqual({})
  })

  it('of articles that go, and of one that comes back, which is not a new one', async () => {
    await anOpenWindow()
    await heardOf(() => keep('a1', 'a2'))
    const facts = { id: articleId('a1'), deletedAt: 1, paper: 'p', mark: null }
    expect(await heardOf(() => test.library.articles.delete(aFeedId, facts))).toMatchObject({
      'library:changed': [{ newArticles: 0, articles: { added: [], changed: [], removed: ids('a1') } }],
      'counts:changed': [{ feeds: [{ unread: 1, total: 1 }] }],
    })
    expect(await heardOf(() => test.library.articles.putBack(aFeedId, articleId('a1')))).toMatchObject({
      'library:changed': [{ newArticles: 0, articles: { added: ids('a1'), removed: [] } }],
      'counts:changed': [{ feeds: [{ unread: 2, total: 2 }] }],
    })
  })

  it('of a mark: the mark and the counts, and that the tree need not be asked for', async () => {
    await anOpenWindow(aFeed(), aFeed({ id: 'tram' as FeedId, url: 'https://tram.example/feed' }))
    await heardOf(() => keep('a1', 'a2'))
    expect(
      await heardOf(() => test.library.changeMarks([[articleId('a1'), { read: 1, starred: 2 }]])),
    ).toEqual({
      'articles:marked': [{ marks: [{ id: 'a1', isRead: true, isStarred: true }] }],
      'counts:changed': [{ feeds: [{ feedId: aFeedId, unread: 1, total: 2 }], counts: counts(1, 2, 1) }],
      'outlets:changed': partly,
    })
    expect(
      await heardOf(() => test.library.changeMarks([[articleId('a1'), { read: 1, starred: 2 }]])),
      'as it was',
    ).toEqual({})
  })

  it('of a thousand marks at once: one event of each kind, with all of them', async () => {
    await anOpenWindow()
    const names = Array.from({ length: 1000 }, (_, n) => `a${String(n)}`)
    await heardOf(() => keep(...names))
    const news = await heardOf(() =>
      test.library.changeMarks(names.map((id) => [articleId(id), { read: 1 }] as const)),
    )
    expect(Object.values(news).map((all) => all.length)).toEqual([1, 1, 1])
    expect(news['articles:marked']?.[0]?.marks).toHaveLength(1000)
    expect(news['counts:changed']?.[0]).toEqual({
      feeds: [{ feedId: aFeedId, unread: 0, total: 1000 }],
      counts: counts(0, 1000),
    })
  })

  it('of more than can be named: that it is to look at what it holds', async () => {
    await anOpenWindow()
    const names = Array.from({ length: namedAtMost + 200 }, (_, n) => `a${String(n)}`)
    const came = await heardOf(() => keep(...names))
    const newArticles = came['library:changed']?.reduce((sum, news) => sum + news.newArticles, 0)
    expect(newArticles).toBe(namedAtMost + 200)
    expect(came['library:changed']?.at(-1)?.articles).toBeNull()
    const marked = await heardOf(() =>
      test.library.changeMarks(names.map((id) => [articleId(id), { read: 1 }] as const)),
    )
    expect(marked['articles:marked']).toEqual([{ marks: null }])
  })

  it('of another name: the line; of another place: that the tree is to be asked for', async () => {
    await anOpenWindow()
    const change = (facts: Partial<StoredFeed>) =>
      heardOf(() => test.library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed(facts)] })))
    expect(await change({ ownTitle: 'Mine' })).toMatchObject({
      'feeds:changed': [{ feeds: [{ id: aFeedId, title: 'Mine', isRenamed: true }] }],
      'outlets:changed': partly,
    })
    const moved = await change({ ownTitle: 'Mine', position: 3 })
    expect(moved['outlets:changed']).toEqual([{ isWhole: true }])
    expect(moved['feeds:changed']).toBeUndefined()
    expect(await change({ ownTitle: 'Mine', position: 3, unfollowedAt: 5 })).toMatchObject({
      'counts:changed': [{ feeds: [], counts: counts(0, 0) }],
      'outlets:changed': [{ isWhole: true }],
    })
  })

  it('of what a feed is doing, and of what came of it: its line', async () => {
    await anOpenWindow()
    state = { phase: 'fetching' }
    expect(
      await heardOf(() => {
        test.library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
      }),
    ).toMatchObject({ 'feeds:changed': [{ feeds: [{ state: { phase: 'fetching' } }] }] })
    const asked = await heardOf(() => {
      test.library.changeFetchRecord(aFeedId, { checkedAt: 7, picturesWanted: [1] })
      test.library.changeFetchRecord(aFeedId, { picturesWanted: [] })
    })
    expect(asked['feeds:changed']).toMatchObject([{ feeds: [{ checkedAt: 7 }] }])
  })

  it('of settings: all of them, as they are', async () => {
    await anOpenWindow()
    const news = await heardOf(() => test.library.changeSettings({ textSize: 22 }))
    expect(news).toMatchObject({ 'settings:changed': [{ textSize: 22, theme: 'system' }] })
    expect(Object.keys(news)).toEqual(['settings:changed'])
  })

  it('of a backup that is put in place: everything', async () => {
    await anOpenWindow()
    const bytes = await test.library.exportBackup()
    expect(await heardOf(() => test.library.restoreBackup(bytes, 'own'))).toMatchObject({
      'settings:changed': [{ theme: 'system' }],
      'library:changed': [{ feedIds: [aFeedId], newArticles: 0, articles: null }],
      'articles:marked': [{ marks: null }],
      'outlets:changed': [{ isWhole: true }],
    })
  })

  it('after it fell behind: that everything is to be looked at', async () => {
    await anOpenWindow()
    const news = await heardOf(() => {
      for (let n = 0; n < 5000; n += 1) test.library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
    })
    expect(news).toMatchObject({
      'library:changed': [{ feedIds: [aFeedId], articles: null }],
      'articles:marked': [{ marks: null }],
      'outlets:changed': [{ isWhole: true }],
    })
  })
})

describe('how often the window hears', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => `feed${String(n)}` as FeedId)
  const many = hundred.map((id) => aFeed({ id, url: `https://${id}.example/feed` }))
  const bring = (id: FeedId) =>
    test.library.articles.keep(
      id,
      Array.from({ length: 3 }, (_, n) => anArticle({ id: `${id}-${String(n)}` })),
      [],
    )

  it('at once, then of all that came in a pause at its end, each change once', async () => {
    await anOpenWindow(...many)
    await bring('feed0' as FeedId)
    await turn()
    expect(timers.map(({ ms }) => ms)).toEqual([pauseMs])
    const first = heard.length
    expect(first).toBeGreaterThan(0)
    for (const id of hundred.slice(1, 50)) await bring(id)
    await turn()
    expect(heard).toHaveLength(first)
    pass()
    for (const id of hundred.slice(50)) await bring(id)
    await turn()
    pass()
    const came = heard.flatMap(([event, news]) =>
      event === 'library:changed' ? [news as NewsOf<'library:changed'>] : [],
    )
    expect(came.map(({ feedIds }) => feedIds.length)).toEqual([1, 49, 50])
    expect(came.reduce((sum, { newArticles }) => sum + newArticles, 0)).toBe(300)
    const named = came.flatMap(({ articles }) => articles?.added ?? [])
    expect([named.length, new Set(named).size]).toEqual([300, 300])
    const kinds = new Map<EventName, number>()
    for (const [event] of heard) kinds.set(event, (kinds.get(event) ?? 0) + 1)
    expect(Math.max(...kinds.values()), 'three tellings in two pauses').toBeLessThanOrEqual(3)
    pass()
    expect(timers, 'nothing waits, nothing runs').toEqual([])
  })

  it('the end of a round after all that it brought, also in a pause', async () => {
    await anOpenWindow(...many)
    const progress = (isRunning: boolean) => {
      events.before('refresh:progressed', { isRunning } as RefreshProgress)
      heard.push(['refresh:progressed', isRunning])
    }
    progress(true)
    for (const id of hundred.slice(0, 3)) await bring(id)
    await turn()
    progress(true)
    test.library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
    progress(false)
    expect(heard.at(-1)).toEqual(['refresh:progressed', false])
    const before = heard.length
    await turn()
    while (timers.length > 0) pass()
    progress(false)
    expect(heard, 'nothing is left over').toHaveLength(before + 1)
  })
})

describe('before the headlines are in memory', () => {
  it('no count is told; when they are, everything is', async () => {
    await test.library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed()] }))
    await keep('a1', 'a2')
    await test.library.close()
    let load: () => void = () => undefined
    const headlinesAfter = new Promise<void>((resolve) => {
      load = resolve
    })
    const { folder } = test
    const opened = await openLibrary({ folder, headlinesAfter, log: silentLog, clock: { now: () => aTime } })
    if (!opened.ok) throw new Error('not opened')
    const library = opened.value
    test = { ...test, library }
    begin()
    expect(
      await heardOf(async () => {
        library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
        await library.changeMarks([[articleId('a1'), { read: 1 }]])
      }),
    ).toEqual({
      'articles:marked': [{ marks: [{ id: 'a1', isRead: true, isStarred: false }] }],
      'outlets:changed': [{ isWhole: true }],
    })
    const loaded = await heardOf(async () => {
      load()
      await library.headlinesReady
    })
    expect(loaded).toMatchObject({
      'library:changed': [{ feedIds: [aFeedId], newArticles: 0, articles: null }],
      'outlets:changed': [{ isWhole: true }],
    })
    await library.close()
    await rm(folder, { recursive: true })
    test = await openTestLibrary()
  })
})
