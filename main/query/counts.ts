/** counts.ts — which articles of a feed are unread; looked up again only where something changed. */
import type { FeedId, Millis } from '../../preload/contract/model.ts'
import type { StoredHeadline } from '../model/article.ts'
import type { Library } from '../model/library.ts'

export interface FeedCounts {
  readonly total: number
  readonly unread: number
  /** Unread and dated since midnight. */
  readonly today: number
}

export interface Counter {
  readonly counts: (feedId: FeedId, midnight: Millis) => FeedCounts
  /** Newest first; the same array until the feed's headlines or marks change. */
  readonly unread: (feedId: FeedId) => readonly StoredHeadline[]
}

interface Known {
  readonly headlinesRevision: number
  readonly marksRevision: number
  readonly unread: readonly StoredHeadline[]
}

/** Cost: one feed's headlines after a mark in it; 50,000 headlines about 10 ms the first time. */
export function makeCounter(library: Library): Counter {
  const known = new Map<FeedId, Known>()
  const unreadOf = (feedId: FeedId) => {
    const headlinesRevision = library.headlinesRevision(feedId)
    const marksRevision = library.marksRevisionOf(feedId)
    const before = known.get(feedId)
    if (before?.headlinesRevision === headlinesRevision && before.marksRevision === marksRevision) {
      return before.unread
    }
    const unread = library.headlinesOf(feedId).filter(({ id }) => library.markOf(id)?.read === undefined)
    known.set(feedId, { headlinesRevision, marksRevision, unread })
    return unread
  }
  return {
    unread: unreadOf,
    counts: (feedId, midnight) => {
      const unread = unreadOf(feedId)
      return {
        total: library.headlinesOf(feedId).length,
        unread: unread.length,
        today: countSince(unread, midnight),
      }
    },
  }
}

/** The last midnight by the clock of this machine. */
export function midnightBefore(now: Millis): Millis {
  return new Date(now).setHours(0, 0, 0, 0)
}

/** How many of `rows`, which are newest first, are not older than `since`. By halves: on a busy day all of them are. */
export function countSince(rows: readonly StoredHeadline[], since: Millis): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as StoredHeadline).sortedAt < since) high = middle
    else low = middle + 1
  }
  return low
}
