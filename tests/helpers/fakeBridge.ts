/**
 * fakeBridge.ts — a main process in a hundred lines, for looking at the window and for testing its state.
 *
 * Promises: answers every request from memory, in invented wording; keeps marks, folders and settings; `tell`
 *           sends news as main would. No network, no clock but the `now` it is given.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { pageRows } from '../../preload/contract/model.ts'
import type {
  Article,
  ArticleId,
  Feed,
  Headline,
  ListId,
  Settings,
  UndoId,
  View,
} from '../../preload/contract/model.ts'
import type { Bridge, EventName, ListQuery, NewsOf, RequestName } from '../../preload/contract/requests.ts'
import {
  fakeArticle,
  fakeCandidates,
  fakeCatalogue,
  fakeFeeds,
  fakeFolders,
  fakeHeadlines,
} from './fakeLibrary.ts'
import { fakeDeleted, fakePictureRoom, fakeRoom } from './fakeRoom.ts'

export interface FakeBridge extends Bridge {
  /** Every request so far, in order. */
  readonly asked: (readonly [RequestName, ...unknown[]])[]
  readonly tell: <E extends EventName>(event: E, news: NewsOf<E>) => void
  /** The next answers to this request are this failure, until `null`. */
  readonly failOn: (name: RequestName, failure: Failure | null) => void
  /** New articles come in at the top of every list. */
  readonly bringIn: (count: number) => void
}

export const fakeSettings: Settings = {
  theme: 'system',
  language: 'en',
  textSize: 18,
  outletsWidth: 250,
  headlinesWidth: 380,
  readAfterMs: 1000,
  refreshMinutes: 60,
  keepPictures: true,
  pictureRoomMb: 1000,
  workOffline: false,
  proxy: null,
  unreadOnly: [],
  oldestFirst: [],
  closedFolders: [],
  lastView: null,
  lastArticle: null,
}

export function makeFakeBridge(now: number, chosen: Partial<Settings> = {}): FakeBridge {
  let settings: Settings = { ...fakeSettings, ...chosen }
  let feeds: readonly Feed[] = fakeFeeds(now)
  const folders = [...fakeFolders]
  let headlines: readonly Headline[] = fakeHeadlines(now)
  const listeners = new Map<EventName, Set<(news: never) => void>>()
  const failures = new Map<RequestName, Failure>()
  const asked: (readonly [RequestName, ...unknown[]])[] = []
  const lists = new Map<string, readonly ArticleId[]>()
  let made = 0

  const tell: FakeBridge['tell'] = (event, news) => {
    for (const listener of listeners.get(event) ?? []) listener(news as never)
  }
  const headlineOf = (id: ArticleId) => headlines.find((row) => row.id === id)
  const withCounts = () => feeds.map((feed) => ({ ...feed, unread: unreadIn(feed.id) }))
  const unreadIn = (id: string) => headlines.filter((row) => row.feedId === id && !row.isRead).length
  const mark = (id: ArticleId, marks: object) => {
    headlines = headlines.map((row) => (row.id === id ? { ...row, ...marks } : row))
    tell('outlets:changed', null)
  }
  const undone = new Map<string, () => void>()
  const undo = (what: object) => ({
    ok: true as const,
    value: { id: `u${String((made += 1))}` as UndoId, what },
  })

  function isIn(view: View, row: Headline): boolean {
    if (view.kind === 'feed') return row.feedId === view.feedId
    if (view.kind === 'folder')
      return feeds.find((feed) => feed.id === row.feedId)?.folderId === view.folderId
    if (view.kind === 'starred') return row.isStarred
    if (view.kind === 'unread') return !row.isRead
    return view.kind === 'all' || row.sortedAt >= new Date(now).setHours(0, 0, 0, 0)
  }

  function select({ view, unreadOnly, oldestFirst, search }: ListQuery): readonly ArticleId[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    const found = headlines
      .filter((row) => feeds.some((feed) => feed.id === row.feedId) && isIn(view, row))
      .filter((row) => !unreadOnly || !row.isRead)
      .filter((row) => words.every((word) => `${row.title} ${row.snippet}`.toLowerCase().includes(word)))
      .sort((a, b) => b.sortedAt - a.sortedAt)
      .map((row) => row.id)
    return oldestFirst ? found.reverse() : found
  }

  function page(listId: string, from: number, count: number) {
    const ids = lists.get(listId)
    if (ids === undefined) return fail({ kind: 'not-found', what: 'list' })
    const all = ids.flatMap((id) => headlineOf(id) ?? [])
    const unread = all.filter((row) => !row.isRead).length
    return ok({
      listId: listId as ListId,
      total: ids.length,
      unread,
      from,
      rows: all.slice(from, from + count),
    })
  }

  const queries = new Map<string, ListQuery>()
  const answers: { readonly [N in RequestName]?: (...args: never[]) => unknown } = {
    'outlets:tree': () => {
      const unread = headlines.filter((row) => !row.isRead)
      const today = unread.filter((row) => row.sortedAt >= new Date(now).setHours(0, 0, 0, 0)).length
      const starred = headlines.filter((row) => row.isStarred).length
      const counts = { today, unread: unread.length, starred, all: headlines.length }
      return ok({ folders, feeds: withCounts(), counts })
    },
    'outlets:catalogue': () => ok(fakeCatalogue),
    'outlets:probe': (address: string) =>
      address.includes('nothing') ? fail({ kind: 'no-feed-found', url: address }) : ok(fakeCandidates),
    'feeds:follow': ({ url }: { url: string }) => {
      const [model] = feeds
      if (model === undefined) return fail({ kind: 'not-found', what: 'feed' })
      const feed = {
        ...model,
        id: `new-${String((made += 1))}` as Feed['id'],
        url,
        title: 'Harbour Ledger',
        folderId: null,
      }
      feeds = [...feeds, feed]
      return ok(feed)
    },
    'feeds:unfollow': (id: string) => {
      const before = feeds
      const title = feeds.find((feed) => feed.id === id)?.title ?? ''
      feeds = feeds.filter((feed) => feed.id !== id)
      const offered = undo({ kind: 'unfollowed', title })
      undone.set(offered.value.id, () => {
        feeds = before
      })
      return offered
    },
    'feeds:rename': (id: string, title: string | null) => {
      feeds = feeds.map((feed) => (feed.id === id ? { ...feed, title: title ?? feed.outlet.name } : feed))
      return ok(null)
    },
    'feeds:move': (id: string, folderId: Feed['folderId']) => {
      feeds = feeds.map((feed) => (feed.id === id ? { ...feed, folderId } : feed))
      return undo({ kind: 'moved', title: feeds.find((feed) => feed.id === id)?.title ?? '' })
    },
    'feeds:refresh': () =>
      ok({ ...idleProgress, isRunning: true, done: 2, total: 12, current: ['Modern Tokyo Times'] }),
    'lists:open': (query: ListQuery) => {
      const listId = `l${String((made += 1))}`
      lists.set(listId, select(query))
      queries.set(listId, query)
      return page(listId, 0, pageRows)
    },
    'lists:rows': page,
    'lists:findUnread': (listId: string, index: number, way: 1 | -1) => {
      const ids = lists.get(listId) ?? []
      for (let i = index + way; i >= 0 && i < ids.length; i += way) {
        const headline = headlineOf(ids[i] as ArticleId)
        if (headline?.isRead === false) return ok({ index: i, headline })
      }
      return ok(null)
    },
    'lists:locate': (listId: string, id: ArticleId) => {
      const index = lists.get(listId)?.indexOf(id) ?? -1
      return ok(index < 0 ? null : index)
    },
    'lists:update': (listId: string) => {
      const before = lists.get(listId)
      const query = queries.get(listId)
      if (before === undefined || query === undefined) return fail({ kind: 'not-found', what: 'list' })
      const fresh = select(query).filter((id) => !before.includes(id))
      const all = [...before.filter((id) => headlineOf(id) !== undefined), ...fresh].sort(
        (a, b) => (headlineOf(b)?.sortedAt ?? 0) - (headlineOf(a)?.sortedAt ?? 0),
      )
      lists.set(listId, all)
      const unread = all.filter((id) => headlineOf(id)?.isRead === false).length
      return ok({ total: all.length, unread, added: fresh.length })
    },
    'articles:open': (id: ArticleId) => {
      const row = headlineOf(id)
      return row === undefined
        ? fail({ kind: 'not-found', what: 'article' })
        : ok<Article>(fakeArticle(row, feeds))
    },
    'articles:mark': (id: ArticleId, marks: object) => {
      mark(id, marks)
      return ok(headlineOf(id))
    },
    'articles:markAllRead': (listId: string) => {
      const ids = new Set(lists.get(listId))
      const unread = headlines.filter((row) => ids.has(row.id) && !row.isRead)
      headlines = headlines.map((row) => (ids.has(row.id) ? { ...row, isRead: true } : row))
      tell('outlets:changed', null)
      const offered = undo({ kind: 'marked-read', count: unread.length })
      undone.set(offered.value.id, () => {
        const ids = new Set(unread.map((row) => row.id))
        headlines = headlines.map((row) => (ids.has(row.id) ? { ...row, isRead: false } : row))
        tell('outlets:changed', null)
      })
      return offered
    },
    'activity:list': () => ok([]),
    'articles:remove': (id: ArticleId) => {
      const row = headlineOf(id)
      if (row === undefined) return fail({ kind: 'not-found', what: 'article' })
      headlines = headlines.filter((other) => other.id !== id)
      const offered = undo({ kind: 'article-removed', title: row.title })
      undone.set(offered.value.id, () => {
        headlines = [...headlines, row]
      })
      return offered
    },
    'deleted:list': (from: number, count: number) =>
      ok({ total: fakeDeleted.length, from, rows: fakeDeleted.slice(from, from + count) }),
    'keeping:rule': () => ok({ kind: 'all' }),
    'keeping:try': (_id: string, rule: { kind: string }) => ok(rule.kind === 'all' ? 0 : 12),
    'keeping:set': (_id: string, rule: { kind: string }) => ok(rule.kind === 'all' ? 0 : 12),
    'keeping:apply': () => ok(0),
    'undo:apply': (id: string) => {
      undone.get(id)?.()
      return ok(null)
    },
    'settings:read': () => ok(settings),
    'settings:change': (choice: Partial<Settings>) => {
      settings = { ...settings, ...choice }
      tell('settings:changed', settings)
      return ok(settings)
    },
    'library:health': () => ok({ phase: 'ok', failure: null, repaired: [] }),
    'library:tryAgain': () => ok({ phase: 'ok', failure: null, repaired: [] }),
    'library:room': () => ok({ ...fakeRoom }),
    'library:pictureRoom': () => ok(fakePictureRoom),
    'library:diagnostics': () => ok('Kawaraban 0.1.0'),
    'library:facts': () =>
      ok({
        version: '0.1.0',
        runtime: 'Electron 33.2.1',
        folder: '/home/reader/.config/Kawaraban/library',
        feeds: feeds.length,
        articles: headlines.length,
        pictures: 214,
        pictureBytes: 48_200_000,
        trouble: [],
      }),
  }

  return {
    asked,
    tell,
    failOn: (name, failure) => {
      if (failure === null) failures.delete(name)
      else failures.set(name, failure)
    },
    bringIn: (count) => {
      const [model] = headlines
      if (model === undefined) return
      const fresh = Array.from({ length: count }, (_, i): Headline => ({
        ...model,
        id: `fresh-${String((made += 1))}` as ArticleId,
        title: `Late news number ${String(i + 1)} from the printing room`,
        isRead: false,
        sortedAt: now + i,
      }))
      headlines = [...fresh, ...headlines]
      tell('library:changed', { feedIds: [model.feedId], newArticles: count })
    },
    ask: (name, ...args) => {
      asked.push([name, ...args])
      const failure = failures.get(name)
      const answer = answers[name] as ((...given: unknown[]) => unknown) | undefined
      const outcome = failure === undefined ? (answer?.(...args) ?? ok(null)) : fail(failure)
      return Promise.resolve(outcome as Outcome<never>)
    },
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set()
      known.add(listener)
      listeners.set(name, known)
      return () => {
        known.delete(listener)
      }
    },
  }
}

export const idleProgress: NewsOf<'refresh:progressed'> = {
  isRunning: false,
  done: 0,
  total: 0,
  current: [],
  newArticles: 0,
  failed: 0,
  picturesWaiting: 0,
  isOffline: false,
  finishedAt: null,
}
