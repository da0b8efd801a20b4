/** Covers main/ipc/changeEvents.ts: how often the window hears of changes, and from when on. */
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { pauseMs } from '../../../../main/ipc/changeEvents.ts'
import { openLibrary } from '../../../../main/store/library.ts'
import type { FeedId, RefreshProgress } from '../../../../preload/contract/model.ts'
import type { EventName, NewsOf } from '../../../../preload/contract/requests.ts'
import { anOpenWindow, listenTo, turn } from '../../../helpers/hearing.ts'
import type { Hearing } from '../../../helpers/hearing.ts'
import { aFeed, aFeedId, anArticle, articleId, aTime, openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'

let test: TestLibrary
let hearing: Hearing
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(async () => {
  hearing.stop()
  await test.close()
})

const keep = (...names: readonly string[]) =>
  test.library.articles.keep(
    aFeedId,
    names.map((id) => anArticle({ id })),
    [],
  )
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
    hearing = await anOpenWindow(test.library, ...many)
    await bring('feed0' as FeedId)
    await turn()
    expect(hearing.pauses()).toEqual([pauseMs])
    const first = hearing.all.length
    expect(first).toBeGreaterThan(0)
    for (const id of hundred.slice(1, 50)) await bring(id)
    await turn()
    expect(hearing.all).toHaveLength(first)
    hearing.pass()
    for (const id of hundred.slice(50)) await bring(id)
    await turn()
    hearing.pass()
    const came = hearing.all.flatMap(([event, news]) =>
      event === 'library:changed' ? [news as NewsOf<'library:changed'>] : [],
    )
    expect(came.map(({ feedIds }) => feedIds.length)).toEqual([1, 49, 50])
    expect(came.reduce((sum, { newArticles }) => sum + newArticles, 0)).toBe(300)
    const named = came.flatMap(({ articles }) => articles?.added ?? [])
    expect([named.length, new Set(named).size]).toEqual([300, 300])
    const kinds = new Map<EventName, number>()
    for (const [event] of hearing.all) kinds.set(event, (kinds.get(event) ?? 0) + 1)
    expect(Math.max(...kinds.values()), 'three tellings in two pauses').toBeLessThanOrEqual(3)
    hearing.pass()
    expect(hearing.pauses(), 'nothing waits, nothing runs').toEqual([])
  })

  it('the end of a round after all that it brought, also in a pause', async () => {
    hearing = await anOpenWindow(test.library, ...many)
    const progress = (isRunning: boolean) => {
      hearing.before('refresh:progressed', { isRunning } as RefreshProgress)
      hearing.all.push(['refresh:progressed', isRunning])
    }
    progress(true)
    for (const id of hundred.slice(0, 3)) await bring(id)
    await turn()
    progress(true)
    test.library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
    progress(false)
    expect(hearing.all.at(-1)).toEqual(['refresh:progressed', false])
    const before = hearing.all.length
    await turn()
    while (hearing.pauses().length > 0) hearing.pass()
    progress(false)
    expect(hearing.all, 'nothing is left over').toHaveLength(before + 1)
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
    hearing = listenTo(library)
    expect(
      await hearing.of(async () => {
        library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
        await library.changeMarks([[articleId('a1'), { read: 1 }]])
      }),
    ).toEqual({
      'articles:marked': [{ marks: [{ id: 'a1', isRead: true, isStarred: false }] }],
      'outlets:changed': [{ isWhole: true }],
    })
    const loaded = await hearing.of(async () => {
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
