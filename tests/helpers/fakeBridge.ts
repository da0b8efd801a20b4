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
  Undo,
  UndoId,
  View,
} from '../../preload/contract/model.ts'
import type {
  Bridge,
  EventName,
  ListQuery,
  NewsOf,
  ParsedArgsOf,
  ReplyOf,
  RequestName,
} from '../../preload/contract/requests.ts'
import {
  fakeArticle,
  fakeCandidates,
  fakeCatalogue,
  fakeFeeds,
  fakeFolders,
  fakeHeadlines,
  fakeVersions,
} from './fakeLibrary.ts'
import { fakeSettings, idleProgress } from './fakeFacts.ts'
import { fakeCounts, tellMarked } from './fakeNews.ts'
import { fakeDeleted, fakePictureRoom, fakeDiskReport } from './fakeDiskReport.ts'

export interface FakeBridge extends Bridge {
  /** Every request so far, in order. */
  readonly asked: (readonly [RequestName, ...unknown[]])[]
  readonly tell: <E extends EventName>(event: E, news: NewsOf<E>) => void
  /** The next answers to this request are this failure, until `null`. */
  readonly failOn: (name: RequestName, failure: Failure | null) => void
  /** New articles come in at the top of every list. */
  readonly bringIn: (count: number) => void
}

/** By the contract's own types; what is missing fails when it is asked for. */
type Answers = {
  readonly [N in RequestName]?: (...args: ParsedArgsOf<N>) => Outcome<ReplyOf<N>>
}

export function makeFakeBridge(now: number, chosen: Partial<Settings> = {}): FakeBridge {
  let settings: Settings = { ...fakeSettings, ...chosen }
  let feeds: readonly Feed[] = fakeFeeds(now)
  let folders = fakeFolders
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
    tellMarked(tell, headlines, new Set([id]), now)
  }
  const undone = new Map<string, () => void>()
  const undo = (what: Undo['what']) => ({
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
  const updates = new Map<string, number>()
  /** Rows that came in out of sight, with the update that brought them. */
  const hidden = new Map<string, number>()
  const answers: Answers = {
    'outlets:tree': () => ok({ folders, feeds: withCounts(), counts: fakeCounts(headlines, now) }),
    'outlets:catalogue': () => ok(fakeCatalogue),
    'outlets:probe': (address) =>
      address.includes('nothing') ? fail({ kind: 'no-feed-found', url: address }) : ok(fakeCandidates),
    'feeds:follow': ({ url }) => {
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
    'feeds:unfollow': (id) => {
      const before = feeds
      const title = feeds.find((feed) => feed.id === id)?.title ?? ''
      feeds = feeds.filter((feed) => feed.id !== id)
      const offered = undo({ kind: 'unfollowed', title })
      undone.set(offered.value.id, () => {
        feeds = before
      })
      return offered
    },
    'feeds:rename': (id, title) => {
      feeds = feeds.map((feed) => (feed.id === id ? { ...feed, title: title ?? feed.outlet.name } : feed))
      return ok(null)
    },
    'feeds:move': (id, folderId) => {
      feeds = feeds.map((feed) => (feed.id === id ? { ...feed, folderId } : feed))
      return undo({ kind: 'moved', title: feeds.find((feed) => feed.id === id)?.title ?? '' })
    },
    'folders:rename': (id, title) => {
      folders = folders.map((folder) => (folder.id === id ? { ...folder, title } : folder))
      return ok(null)
    },
    'feeds:refresh': () =>
      ok({ ...idleProgress, isRunning: true, done: 2, total: 12, current: ['Modern Tokyo Times'] }),
    'lists:open': (query) => {
      const listId = `l${String((made += 1))}`
      lists.set(listId, select(query))
      queries.set(listId, query)
      return page(listId, 0, pageRows)
    },
    'lists:rows': page,
    'lists:findUnread': (listId, index, way) => {
      const ids = lists.get(listId) ?? []
      for (let i = index + way; i >= 0 && i < ids.length; i += way) {
        const headline = headlineOf(ids[i] as ArticleId)
        if (headline?.isRead === false) return ok({ index: i, headline })
      }
      return ok(null)
    },
    'lists:locate': (listId, id) => {
      const index = lists.get(listId)?.indexOf(id) ?? -1
      return ok(index < 0 ? null : index)
    },
    'lists:update': (listId, top) => {
      const before = lists.get(listId)
      const query = queries.get(listId)
      if (before === undefined || query === undefined) return fail({ kind: 'not-found', what: 'list' })
      const fresh = select(query).filter((id) => !before.includes(id))
      const all = [...before.filter((id) => headlineOf(id) !== undefined), ...fresh].sort(
        (a, b) => (headlineOf(b)?.sortedAt ?? 0) - (headlineOf(a)?.sortedAt ?? 0),
      )
      lists.set(listId, all)
      const unread = all.filter((id) => headlineOf(id)?.isRead === false).length
      const update = (updates.get(listId) ?? 0) + 1
      updates.set(listId, update)
      const place = top === null ? 0 : all.indexOf(top)
      const above = fresh.filter((id) => all.indexOf(id) < place)
      for (const id of above) hidden.set(`${listId} ${id}`, update)
      return ok({ total: all.length, unread, added: fresh.length, above: above.length, update })
    },
    'articles:open': (id) => {
      const row = headlineOf(id)
      return row === undefined
        ? fail({ kind: 'not-found', what: 'article' })
        : ok<Article>(fakeArticle(row, feeds))
    },
    'articles:versions': (id) => ok(fakeVersions(headlineOf(id)?.title ?? '')),
    'articles:mark': (id, marks) => {
      mark(id, marks)
      const row = headlineOf(id)
      return row === undefined ? fail({ kind: 'not-found', what: 'article' }) : ok(row)
    },
    'articles:markAllRead': (listId, { seen }) => {
      const isSeen = (id: ArticleId) => (hidden.get(`${listId} ${id}`) ?? 0) <= seen
      const ids = new Set(lists.get(listId)?.filter(isSeen))
      const unread = headlines.filter((row) => ids.has(row.id) && !row.isRead)
      headlines = headlines.map((row) => (ids.has(row.id) ? { ...row, isRead: true } : row))
      tellMarked(tell, headlines, new Set(unread.map(({ id }) => id)), now)
      const offered = undo({ kind: 'marked-read', count: unread.length })
      undone.set(offered.value.id, () => {
        const ids = new Set(unread.map((row) => row.id))
        headlines = headlines.map((row) => (ids.has(row.id) ? { ...row, isRead: false } : row))
        tellMarked(tell, headlines, ids, now)
      })
      return offered
    },
    'articles:drawing': () => ok(null),
    'articles:drawn': () => ok(null),
    'activity:list': () => ok([]),
    'articles:remove': (id) => {
      const row = headlineOf(id)
      if (row === undefined) return fail({ kind: 'not-found', what: 'article' })
      headlines = headlines.filter((other) => other.id !== id)
      const offered = undo({ kind: 'article-removed', title: row.title })
      undone.set(offered.value.id, () => {
        headlines = [...headlines, row]
      })
      return offered
    },
    'deleted:list': (from, count) =>
      ok({ total: fakeDeleted.length, from, rows: fakeDeleted.slice(from, from + count) }),
    'keeping:rule': () => ok({ kind: 'all' }),
    'keeping:try': (_id, rule) => ok(rule.kind === 'all' ? 0 : 12),
    'keeping:set': (_id, rule) => ok(rule.kind === 'all' ? 0 : 12),
    'keeping:apply': () => ok(0),
    'undo:apply': (id) => {
      undone.get(id)?.()
      return ok(null)
    },
    'settings:read': () => ok(settings),
    'settings:change': (choice) => {
      settings = { ...settings, ...(choice as Partial<Settings>) }
      tell('settings:changed', settings)
      return ok(settings)
    },
    'library:health': () => ok({ phase: 'ok', failure: null, repaired: [], moving: null }),
    'library:tryAgain': () => ok({ phase: 'ok', failure: null, repaired: [], moving: null }),
    'library:checkState': () => ok({ phase: 'none' }),
    'library:room': () => ok({ ...fakeDiskReport }),
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
      const articles = { added: fresh.map(({ id }) => id), changed: [], removed: [] }
      tell('library:changed', { feedIds: [model.feedId], newArticles: count, articles })
    },
    ask: (name, ...args) => {
      asked.push([name, ...args])
      const failure = failures.get(name)
      const answer = answers[name] as ((...given: unknown[]) => unknown) | undefined
      if (failure !== undefined) return Promise.resolve(fail(failure))
      if (answer === undefined) throw new Error(`The fake main process has no answer to ${name}.`)
      return Promise.resolve(answer(...args) as Outcome<never>)
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
