/** select.ts — all headlines that a list query asks for, in its order. Reads the library, changes nothing. */
import type { ListQuery } from '../../preload/contract/requests.ts'
import { unreachable } from '../../preload/contract/failure.ts'
import type { FeedId, FolderId, Millis, View } from '../../preload/contract/model.ts'
import type { StoredHeadline } from '../model/article.ts'
import { newestFirst } from '../store/headlineRows.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import type { Library } from '../model/library.ts'
import type { StoredFeed, Subscriptions } from '../model/subscriptions.ts'
import { countSince, midnightBefore } from './counts.ts'
import type { Counter } from './counts.ts'
import type { Merge } from './order.ts'
import { rowsWith } from './haystack.ts'
import type { Haystack, Haystacks } from './haystack.ts'
import { wordsOf, wordsWanted } from './search.ts'

/** Headlines of one feed, newest first. */
interface Source {
  readonly feed: StoredFeed | null
  readonly headlines: readonly StoredHeadline[]
}

export interface Selection {
  /** In the order of `newestFirst` (store/headlineRows.ts); exactly the other way round for `oldestFirst`. */
  readonly rows: readonly StoredHeadline[]
  /** How many of the rows are unread; null when that was not found out on the way. */
  readonly unread: number | null
}

export interface Selecting {
  readonly library: Library
  readonly counter: Counter
  readonly merge: Merge
  readonly haystacks: Haystacks
}

/**
 * Empty for a feed or folder that is not there.
 *
 * Cost: one merge (order.ts), which is remembered while no feed changes. A search looks through every headline's text
 *       (haystack.ts), with pauses.
 */
export async function selectHeadlines(
  selecting: Selecting,
  query: ListQuery,
  now: Millis,
): Promise<Selection> {
  const { library, counter, merge, haystacks } = selecting
  const { view } = query
  const words = wordsOf(query.search)
  const isUnreadOnly = query.unreadOnly || view.kind === 'unread'
  const midnight = midnightBefore(now)
  const sources =
    view.kind === 'starred'
      ? starredSources(library, isUnreadOnly)
      : followedIn(library.subscriptions(), view).map((feed) => ({
          feed,
          headlines:
            isUnreadOnly && words.length === 0 ? counter.unread(feed.id) : library.headlinesOf(feed.id),
        }))
  const isWanted = ({ id }: StoredHeadline) => !isUnreadOnly || library.markOf(id)?.read === undefined
  const merged = merge(
    words.length === 0 ? lists(sources) : await searchSources(haystacks, sources, words, isWanted),
  )
  const rows = view.kind === 'today' ? merged.slice(0, countSince(merged, midnight)) : merged
  return {
    rows: query.oldestFirst ? rows.toReversed() : rows,
    unread: isUnreadOnly
      ? rows.length
      : words.length === 0
        ? countUnread(counter, view, sources, midnight)
        : null,
  }
}

function lists(sources: readonly Source[]): readonly (readonly StoredHeadline[])[] {
  return sources.map(({ headlines }) => headlines)
}

function countUnread(
  counter: Counter,
  view: View,
  sources: readonly Source[],
  midnight: Millis,
): number | null {
  if (view.kind === 'starred') return null
  const counts = sources.flatMap(({ feed }) => (feed === null ? [] : [counter.counts(feed.id, midnight)]))
  return counts.reduce((sum, { today, unread }) => sum + (view.kind === 'today' ? today : unread), 0)
}

/** `isWanted` is asked of what was found only. */
async function searchSources(
  haystacks: Haystacks,
  sources: readonly Source[],
  words: readonly string[],
  isWanted: (headline: StoredHeadline) => boolean,
): Promise<readonly (readonly StoredHeadline[])[]> {
  const yieldNow = yieldToLoop()
  const lists: StoredHeadline[][] = []
  for (const { feed, headlines } of sources) {
    const wanted = wordsWanted(words, feed)
    const found = wanted.length === 0 ? headlines : rowsOf(headlines, await haystacks(headlines), wanted)
    lists.push(found.filter(isWanted))
    await yieldNow()
  }
  return lists
}

function rowsOf(headlines: readonly StoredHeadline[], haystack: Haystack, words: readonly string[]) {
  return rowsWith(haystack, words).flatMap((index) => headlines[index] ?? [])
}

function followedIn(
  subscriptions: Subscriptions,
  view: Exclude<View, { kind: 'starred' }>,
): readonly StoredFeed[] {
  const followed = subscriptions.feeds.filter((feed) => feed.unfollowedAt === null)
  switch (view.kind) {
    case 'today':
    case 'unread':
    case 'all':
      return followed
    case 'feed':
      return followed.filter((feed) => feed.id === view.feedId)
    case 'folder': {
      const within = foldersWithin(subscriptions, view.folderId)
      return followed.filter((feed) => feed.folderId !== null && within.has(feed.folderId))
    }
    default:
      return unreachable(view)
  }
}

/** Starred articles of unfollowed feeds too: a star outlives the feed. */
function starredSources(library: Library, isUnreadOnly: boolean): readonly Source[] {
  const feeds = new Map(library.subscriptions().feeds.map((feed) => [feed.id, feed]))
  const byFeed = new Map<FeedId, StoredHeadline[]>()
  for (const id of library.starred()) {
    const found = library.findHeadline(id)
    if (found === null || (isUnreadOnly && library.markOf(id)?.read !== undefined)) continue
    const headlines = byFeed.get(found.feedId)
    if (headlines === undefined) byFeed.set(found.feedId, [found.headline])
    else headlines.push(found.headline)
  }
  return [...byFeed].map(([feedId, headlines]) => ({
    feed: feeds.get(feedId) ?? null,
    headlines: headlines.sort(newestFirst),
  }))
}

/** A folder and all below it. A loop in a damaged tree ends. */
function foldersWithin(subscriptions: Subscriptions, top: FolderId): ReadonlySet<FolderId> {
  const within = new Set<FolderId>([top])
  for (const folderId of within) {
    for (const folder of subscriptions.folders) if (folder.parentId === folderId) within.add(folder.id)
  }
  return within
}
