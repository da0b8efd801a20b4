/** Covers main/ipc/changeEvents.ts: what the window hears of each kind of change, on a library of its own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { namedAtMost } from '../../../../main/ipc/changeNews.ts'
import type { StoredFeed } from '../../../../main/model/subscriptions.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { anOpenWindow } from '../../../helpers/hearing.ts'
import type { Hearing } from '../../../helpers/hearing.ts'
import { aFeed, aFeedId, anArticle, articleId, openTestLibrary } from '../../../helpers/library.ts'
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
    hearing = await anOpenWindow(test.library)
    expect(await hearing.of(() => keep('a1', 'a2'))).toEqual({
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
    hearing = await anOpenWindow(test.library)
    await hearing.of(() => keep('a1'))
    const changed = anArticle({ id: 'a1', title: 'Lanterns out', contentHash: 'other' })
    expect(await hearing.of(() => test.library.articles.keep(aFeedId, [], [changed]))).toEqual({
      'library:changed': [
        { feedIds: [aFeedId], newArticles: 0, articles: { added: [], changed: ids('a1'), removed: [] } },
      ],
    })
  })

  it('of a text that was cleaned: nothing', async () => {
    hearing = await anOpenWindow(test.library)
    await hearing.of(() => keep('a1'))
    const headline = test.library.findHeadline(articleId('a1'))?.headline
    if (headline === undefined) throw new Error('no article')
    expect(
      await hearing.of(() => test.library.articles.keepCleaned(aFeedId, headline, anArticle().body)),
    ).toEqual({})
  })

  it('of articles that go, and of one that comes back, which is not a new one', async () => {
    hearing = await anOpenWindow(test.library)
    await hearing.of(() => keep('a1', 'a2'))
    const facts = { id: articleId('a1'), deletedAt: 1, paper: 'p', mark: null }
    expect(await hearing.of(() => test.library.articles.delete(aFeedId, facts))).toMatchObject({
      'library:changed': [{ newArticles: 0, articles: { added: [], changed: [], removed: ids('a1') } }],
      'counts:changed': [{ feeds: [{ unread: 1, total: 1 }] }],
    })
    expect(await hearing.of(() => test.library.articles.putBack(aFeedId, articleId('a1')))).toMatchObject({
      'library:changed': [{ newArticles: 0, articles: { added: ids('a1'), removed: [] } }],
      'counts:changed': [{ feeds: [{ unread: 2, total: 2 }] }],
    })
  })

  it('of a mark: the mark and the counts, and that the tree need not be asked for', async () => {
    hearing = await anOpenWindow(
      test.library,
      aFeed(),
      aFeed({ id: 'tram' as FeedId, url: 'https://tram.example/feed' }),
    )
    await hearing.of(() => keep('a1', 'a2'))
    expect(
      await hearing.of(() => test.library.changeMarks([[articleId('a1'), { read: 1, starred: 2 }]])),
    ).toEqual({
      'articles:marked': [{ marks: [{ id: 'a1', isRead: true, isStarred: true }] }],
      'counts:changed': [{ feeds: [{ feedId: aFeedId, unread: 1, total: 2 }], counts: counts(1, 2, 1) }],
      'outlets:changed': partly,
    })
    expect(
      await hearing.of(() => test.library.changeMarks([[articleId('a1'), { read: 1, starred: 2 }]])),
      'as it was',
    ).toEqual({})
  })

  it('of a thousand marks at once: one event of each kind, with all of them', async () => {
    hearing = await anOpenWindow(test.library)
    const names = Array.from({ length: 1000 }, (_, n) => `a${String(n)}`)
    await hearing.of(() => keep(...names))
    const news = await hearing.of(() =>
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
    hearing = await anOpenWindow(test.library)
    const names = Array.from({ length: namedAtMost + 200 }, (_, n) => `a${String(n)}`)
    const came = await hearing.of(() => keep(...names))
    const newArticles = came['library:changed']?.reduce((sum, news) => sum + news.newArticles, 0)
    expect(newArticles).toBe(namedAtMost + 200)
    expect(came['library:changed']?.at(-1)?.articles).toBeNull()
    const marked = await hearing.of(() =>
      test.library.changeMarks(names.map((id) => [articleId(id), { read: 1 }] as const)),
    )
    expect(marked['articles:marked']).toEqual([{ marks: null }])
  })

  it('of another name: the line; of another place: that the tree is to be asked for', async () => {
    hearing = await anOpenWindow(test.library)
    const change = (facts: Partial<StoredFeed>) =>
      hearing.of(() => test.library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed(facts)] })))
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
    hearing = await anOpenWindow(test.library)
    hearing.setState({ phase: 'fetching' })
    expect(
      await hearing.of(() => {
        test.library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
      }),
    ).toMatchObject({ 'feeds:changed': [{ feeds: [{ state: { phase: 'fetching' } }] }] })
    const asked = await hearing.of(() => {
      test.library.changeFetchRecord(aFeedId, { checkedAt: 7, picturesWanted: [1] })
      test.library.changeFetchRecord(aFeedId, { picturesWanted: [] })
    })
    expect(asked['feeds:changed']).toMatchObject([{ feeds: [{ checkedAt: 7 }] }])
  })

  it('of settings: all of them, as they are', async () => {
    hearing = await anOpenWindow(test.library)
    const news = await hearing.of(() => test.library.changeSettings({ textSize: 22 }))
    expect(news).toMatchObject({ 'settings:changed': [{ textSize: 22, theme: 'system' }] })
    expect(Object.keys(news)).toEqual(['settings:changed'])
  })

  it('of a backup that is put in place: everything', async () => {
    hearing = await anOpenWindow(test.library)
    const bytes = await test.library.exportBackup()
    expect(await hearing.of(() => test.library.restoreBackup(bytes, 'own'))).toMatchObject({
      'settings:changed': [{ theme: 'system' }],
      'library:changed': [{ feedIds: [aFeedId], newArticles: 0, articles: null }],
      'articles:marked': [{ marks: null }],
      'outlets:changed': [{ isWhole: true }],
    })
  })

  it('after it fell behind: that everything is to be looked at', async () => {
    hearing = await anOpenWindow(test.library)
    const news = await hearing.of(() => {
      for (let n = 0; n < 5000; n += 1) test.library.changes.note({ kind: 'feed-states', feedIds: [aFeedId] })
    })
    expect(news).toMatchObject({
      'library:changed': [{ feedIds: [aFeedId], articles: null }],
      'articles:marked': [{ marks: null }],
      'outlets:changed': [{ isWhole: true }],
    })
  })
})
