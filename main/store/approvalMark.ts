/**
 * approvalMark.ts — what becomes of `approvedOrigin`, by which schema 2 let a feed lead to addresses that are not public. Pure.
 *
 * Room:     main/store.
 * Promises: nothing in a library, a journal or a backup allows anything any more. A mark that it was so stays until this
 *           machine has read it once (main/jobs/allowAddress.ts); a restored backup has none.
 */
import { isPlain } from './shapes.ts'
import type { StoredFeed, Subscriptions } from '../model/subscriptions.ts'

export function markApproved(subscriptions: unknown): unknown {
  if (!isPlain(subscriptions) || !Array.isArray(subscriptions['feeds'])) return subscriptions
  return { ...subscriptions, feeds: subscriptions['feeds'].map(marked) }
}

/** The same for a record of the journal. A restored backup is one record. */
export function markApprovedIn(change: unknown): unknown {
  if (!isPlain(change)) return change
  if (change['part'] === 'all') {
    return { ...change, subscriptions: withoutMarksIn(markApproved(change['subscriptions'])) }
  }
  const { feeds } = change
  if (change['part'] !== 'subscriptions' || !isPlain(feeds) || !Array.isArray(feeds['put'])) return change
  return { ...change, feeds: { ...feeds, put: feeds['put'].map(marked) } }
}

export function withoutMarks(subscriptions: Subscriptions): Subscriptions {
  return { ...subscriptions, feeds: subscriptions.feeds.map(withoutMark) }
}

export function withoutMark(feed: StoredFeed): StoredFeed {
  const { wasApproved, ...rest } = feed
  return wasApproved === undefined ? feed : rest
}

function withoutMarksIn(subscriptions: unknown): unknown {
  return isPlain(subscriptions) && Array.isArray(subscriptions['feeds'])
    ? withoutMarks(subscriptions as unknown as Subscriptions)
    : subscriptions
}

function marked(feed: unknown): unknown {
  if (!isPlain(feed) || !('approvedOrigin' in feed)) return feed
  const { approvedOrigin, ...rest } = feed
  const url = String(rest['url'])
  const isOwn = URL.canParse(url) && new URL(url).origin === approvedOrigin
  return isOwn ? { ...rest, wasApproved: true } : rest
}
