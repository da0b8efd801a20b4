/**
 * startupRows.ts — the rows and counts that were on screen at the end, shown at once at the next start, while
 * the headlines of the whole library are still being read.
 *
 * Room:     main/query.
 * Promises: marks are always today's. When the loaded library turns out to hold something else, the window is told that
 *           its list is gone, and opens it again: nothing stale stays.
 */
import * as v from 'valibot'
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type {
  ArticleId,
  FeedId,
  FeedState,
  Headline,
  ListId,
  ListPage,
  OutletTree,
} from '../../preload/contract/model.ts'
import { requests } from '../../preload/contract/requests.ts'
import type { ListQuery } from '../../preload/contract/requests.ts'
import type { Library } from '../model/library.ts'
import type { Queries } from './queries.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const id = <T extends string>() =>
  v.pipe(
    v.string(),
    v.regex(/^[\w-]{1,80}$/),
    v.transform((text) => text as T),
  )

const headline = v.object({
  id: id<ArticleId>(),
  feedId: id<FeedId>(),
  title: v.string(),
  contributors: v.array(v.string()),
  sortedAt: v.number(),
  publishedAt: v.nullable(v.number()),
  arrivedAt: v.number(),
  snippet: v.string(),
  thumbnail: v.nullable(v.pipe(v.string(), v.regex(/^picture:\/\/kept\/[0-9a-f]{40}$/))),
  isRead: v.boolean(),
  isStarred: v.boolean(),
  isChanged: v.boolean(),
})

const startupPage = v.object({
  query: requests['lists:open'].args,
  total: count,
  unread: count,
  rows: v.pipe(v.array(headline), v.maxLength(200)),
  feeds: v.record(v.string(), v.object({ unread: count, total: count })),
  counts: v.object({ today: count, unread: count, starred: count, all: count }),
})

type StartupPage = v.InferOutput<typeof startupPage>
type StateOf = (feedId: FeedId) => FeedState

/** The reads of the window: as `Queries`, but each waits for the headlines only when the startup rows cannot answer. */
export interface StartupRows {
  readonly tree: (stateOf: StateOf) => Promise<OutletTree>
  readonly openList: (query: ListQuery) => Promise<ListPage>
  readonly rows: (listId: ListId, from: number, rows: number) => Promise<Outcome<ListPage>>
  readonly findUnread: (
    ...args: Parameters<Queries['findUnread']>
  ) => Promise<ReturnType<Queries['findUnread']>>
  readonly locate: (listId: ListId, articleId: ArticleId) => Promise<Outcome<number | null>>
  readonly update: Queries['update']
  readonly unreadOf: (...args: Parameters<Queries['unreadOf']>) => Promise<ReturnType<Queries['unreadOf']>>
  readonly headline: (articleId: ArticleId) => Promise<Headline | null>
  readonly facts: () => Promise<ReturnType<Queries['facts']>>
  /** Keeps the page that is open now for the next start. */
  readonly keep: (stateOf: StateOf) => Promise<void>
}

const startupListId = 'front' as ListId
const goneId = 'gone' as ListId

/** @param hurry  Somebody waits for the headlines: load them now. */
export function makeStartupRows(library: Library, queries: Queries, hurry: () => void): StartupRows {
  const read = v.safeParse(startupPage, library.startupRows())
  const startup: StartupPage | null = read.success ? read.output : null
  let isReady = false
  let lastQuery: ListQuery | null = null
  const loaded = library.headlinesReady.then(() => {
    isReady = true
  })
  const ready = () => {
    hurry()
    return loaded
  }

  const asMarked = (row: Headline): Headline => {
    const mark = library.markOf(row.id)
    return { ...row, isRead: mark?.read !== undefined, isStarred: mark?.starred !== undefined }
  }

  /** The list that stands behind the startup rows once everything is loaded; `gone` when it shows something else. */
  let behind: Promise<ListId> | null = null
  const openBehind = async (page: StartupPage): Promise<ListId> => {
    const { listId, total, rows } = await queries.openList(page.query[0])
    const isSame = total === page.total && rows.every((row, index) => row.id === page.rows[index]?.id)
    return isSame ? listId : goneId
  }
  const settle = async (listId: ListId): Promise<ListId> => {
    await ready()
    if (listId !== startupListId || startup === null) return listId
    return (behind ??= openBehind(startup))
  }

  return {
    tree: async (stateOf) => {
      if (isReady || startup === null) {
        await ready()
        return queries.tree(stateOf)
      }
      const { folders, feeds } = queries.tree(stateOf)
      const known = feeds.map((feed) => ({ ...feed, ...(startup.feeds[feed.id] ?? { unread: 0, total: 0 }) }))
      return { folders, feeds: known, counts: startup.counts }
    },
    openList: async (query) => {
      if (query.search === '') lastQuery = query
      const isStartup =
        !isReady && startup !== null && JSON.stringify(startup.query[0]) === JSON.stringify(query)
      if (isStartup) {
        const { total, unread, rows } = startup
        return { listId: startupListId, total, unread, from: 0, rows: rows.map(asMarked) }
      }
      await ready()
      return queries.openList(query)
    },
    rows: async (listId, from, rows) => {
      const page = queries.rows(await settle(listId), from, rows)
      // The window knows the list by the name it asked with.
      return page.ok ? ok({ ...page.value, listId }) : page
    },
    findUnread: async (listId, from, direction) => queries.findUnread(await settle(listId), from, direction),
    locate: async (listId, articleId) => {
      const index =
        listId === startupListId && !isReady
          ? (startup?.rows.findIndex((row) => row.id === articleId) ?? -1)
          : -1
      return index === -1 ? queries.locate(await settle(listId), articleId) : { ok: true, value: index }
    },
    update: async (listId, top) => queries.update(await settle(listId), top),
    unreadOf: async (listId, sight) => queries.unreadOf(await settle(listId), sight),
    headline: async (articleId) => {
      const early = queries.headline(articleId)
      if (early !== null || isReady) return early
      await ready()
      return queries.headline(articleId)
    },
    facts: async () => {
      await ready()
      return queries.facts()
    },
    keep: async (stateOf) => {
      if (!isReady || lastQuery === null) return
      const { total, unread, rows } = await queries.openList(lastQuery)
      const { feeds, counts } = queries.tree(stateOf)
      const page = {
        query: [lastQuery],
        total,
        unread,
        rows,
        feeds: Object.fromEntries(feeds.map((feed) => [feed.id, { unread: feed.unread, total: feed.total }])),
        counts,
      }
      await library.keepStartupRows(page)
    },
  }
}
