/**
 * lists.ts — lists that stay as they are while they are read.
 *
 * Room:     main/query.
 * Promises: a list keeps its order and its rows from the moment it is opened; what was read or changed since stays where
 *           it was, and shows as it is now. `update` adds what came and takes out what was removed, nothing else. The
 *           last four lists are remembered.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { pageRows } from '../../preload/contract/model.ts'
import type { ArticleId, Headline, ListGrowth, ListId, ListPage } from '../../preload/contract/model.ts'
import type { ListQuery, ListSight } from '../../preload/contract/requests.ts'
import { randomBytes } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { StoredHeadline } from '../model/article.ts'
import type { Library } from '../model/library.ts'
import type { Counter } from './counts.ts'
import { makeHaystacks } from './haystack.ts'
import { makeMerge, withArrivals } from './order.ts'
import { selectHeadlines } from './select.ts'
import { isSeen, withUpdate } from './unseen.ts'
import type { Arrived } from './unseen.ts'

const remembered = 4

export interface Lists {
  /** The first rows. Waits only for a search. */
  readonly openList: (query: ListQuery) => Promise<ListPage>
  readonly rows: (listId: ListId, from: number, count: number) => Outcome<ListPage>
  readonly findUnread: (
    listId: ListId,
    from: number,
    direction: 1 | -1,
  ) => Outcome<{ readonly index: number; readonly headline: Headline } | null>
  readonly locate: (listId: ListId, articleId: ArticleId) => Outcome<number | null>
  /** @param top The first row in sight; what comes in above it has not been seen. Null: all of it is in sight. */
  readonly update: (listId: ListId, top?: ArticleId | null) => Promise<Outcome<ListGrowth>>
  /** Makes ready what the first search would have to make. */
  readonly readySearch: () => Promise<void>
  /** In the list's order; without what came in out of the reader's sight (unseen.ts). */
  readonly unreadOf: (listId: ListId, sight?: ListSight) => Outcome<readonly ArticleId[]>
}

interface Snapshot {
  readonly id: ListId
  readonly query: ListQuery
  readonly rows: readonly StoredHeadline[]
  /** `library.removals` when the rows were last looked through for removed ones. */
  readonly removals: number
  readonly updates: number
  readonly arrived: Arrived
  /** Unread rows at a revision of the marks, so that paging does not count again. */
  unread: { readonly revision: number; readonly count: number } | null
}

/** @param show The row of a headline as the window gets it. */
export function makeLists(
  library: Library,
  counter: Counter,
  clock: Clock,
  show: (headline: StoredHeadline) => Headline,
): Lists {
  const snapshots = new Map<ListId, Snapshot>()
  const haystacks = makeHaystacks()
  const selecting = { library, counter, merge: makeMerge(), haystacks }
  const run = randomBytes(3).toString('hex')
  let count = 0

  const isUnread = ({ id }: StoredHeadline) => library.markOf(id)?.read === undefined

  const countUnread = (snapshot: Snapshot): number => {
    const revision = library.marksRevision()
    if (snapshot.unread?.revision === revision) return snapshot.unread.count
    let unread = 0
    for (const headline of snapshot.rows) if (isUnread(headline)) unread += 1
    snapshot.unread = { revision, count: unread }
    return unread
  }

  const page = (snapshot: Snapshot, from: number, rows: number): ListPage => ({
    listId: snapshot.id,
    total: snapshot.rows.length,
    unread: countUnread(snapshot),
    from,
    rows: snapshot.rows.slice(from, from + rows).map(show),
  })

  const within = <T>(listId: ListId, answer: (snapshot: Snapshot) => T): Outcome<T> => {
    const snapshot = snapshots.get(listId)
    return snapshot === undefined ? fail({ kind: 'not-found', what: 'list' }) : ok(answer(snapshot))
  }

  return {
    openList: async (query) => {
      const id = `list-${run}-${String((count += 1))}` as ListId
      const revision = library.marksRevision()
      const { rows, unread } = await selectHeadlines(selecting, query, clock.now())
      const removals = library.removals()
      const snapshot: Snapshot = {
        ...{ id, query, rows, removals },
        ...{ updates: 0, arrived: new Map(), unread: null },
      }
      if (unread !== null) snapshot.unread = { revision, count: unread }
      snapshots.set(id, snapshot)
      for (const oldest of snapshots.keys()) {
        if (snapshots.size <= remembered) break
        snapshots.delete(oldest)
      }
      return page(snapshot, 0, pageRows)
    },

    rows: (listId, from, rows) => within(listId, (snapshot) => page(snapshot, from, rows)),

    findUnread: (listId, from, direction) =>
      within(listId, ({ rows }) => {
        const start = direction === 1 ? from + 1 : Math.min(from, rows.length) - 1
        for (let index = start; index >= 0; index += direction) {
          const headline = rows[index]
          if (headline === undefined) return null
          if (isUnread(headline)) return { index, headline: show(headline) }
        }
        return null
      }),

    locate: (listId, articleId) =>
      within(listId, ({ rows }) => {
        const index = rows.findIndex(({ id }) => id === articleId)
        return index === -1 ? null : index
      }),

    update: async (listId, top = null) => {
      const query = snapshots.get(listId)?.query
      const news = query === undefined ? [] : (await selectHeadlines(selecting, query, clock.now())).rows
      return within(listId, (listed) => {
        const snapshot = withoutRemoved(library, listed)
        const before = countUnread(snapshot)
        const { rows, arrivals } = withArrivals(snapshot.rows, news, snapshot.query.oldestFirst)
        const unread = before + arrivals.filter(isUnread).length
        const revision = library.marksRevision()
        const updates = snapshot.updates + 1
        const { arrived, above } = withUpdate(snapshot.arrived, updates, rows, arrivals, top)
        snapshots.set(listId, { ...snapshot, rows, updates, arrived, unread: { revision, count: unread } })
        return { total: rows.length, unread, added: arrivals.length, above, update: updates }
      })
    },

    readySearch: async () => {
      for (const { id, unfollowedAt } of library.subscriptions().feeds) {
        if (unfollowedAt === null) await haystacks(library.headlinesOf(id))
      }
    },

    unreadOf: (listId, sight) =>
      within(listId, ({ rows, arrived }) =>
        rows.filter((row) => isUnread(row) && isSeen(arrived, row.id, sight)).map(({ id }) => id),
      ),
  }
}

/** Only when anything was removed since: 50,000 rows are looked up in about 5 ms. */
function withoutRemoved(library: Library, snapshot: Snapshot): Snapshot {
  const removals = library.removals()
  if (snapshot.removals === removals) return snapshot
  const rows = snapshot.rows.filter(({ id }) => library.findHeadline(id) !== null)
  return rows.length === snapshot.rows.length
    ? { ...snapshot, removals }
    : { ...snapshot, rows, removals, unread: null }
}
