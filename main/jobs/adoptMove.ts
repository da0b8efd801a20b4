/**
 * adoptMove.ts — watches an outlet's permanent redirects and, once they are proven, asks at the new address.
 *
 * Room:     main/jobs.
 * Promises: the reader is told and may take it back, for good. The old address stays in the record; the feed keeps its
 *           id, articles and marks; validators of the old address are not sent to the new one. Two papers never become
 *           one by themselves: when the new address is followed already, nothing is changed.
 *           Neither password nor allowance goes along to another origin, and no paper moves to a name or an address
 *           that is not public but within the origin that the reader allowed.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import { originOf, parseWebUrl } from '../base/urls.ts'
import { isSpeltPrivate } from '../fetch/guard.ts'
import type { Redirect } from '../model/exchange.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext, WithApprovals } from '../model/jobContext.ts'
import { isProven, watchMove } from './moves.ts'

export async function adoptMove(
  context: JobContext,
  feed: StoredFeed,
  redirects: readonly Redirect[],
): Promise<void> {
  const { library, clock, activity, log } = context
  const before = library.fetchRecord(feed.id).moved
  const moved = watchMove(before, feed.url, redirects, clock.now())
  if (moved !== before) library.changeFetchRecord(feed.id, { moved })
  if (!isProven(moved)) return
  const { to } = moved
  const isWithin = originOf(to) === originOf(feed.url)
  if (!isWithin && isSpeltPrivate(parseWebUrl(to)?.hostname ?? '')) return
  const { feeds } = library.subscriptions()
  if (feeds.some((each) => each.id !== feed.id && each.unfollowedAt === null && each.url === to)) return
  const written = await library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((each) => (each.id === feed.id ? { ...each, url: to } : each)),
  }))
  if (!written.ok) return
  library.changeFetchRecord(feed.id, {
    moved: { ...moved, from: feed.url },
    etag: null,
    lastModified: null,
  })
  // A password was given for one place, not for wherever that place points to; so was an allowance.
  if (!isWithin) await context.secrets.forget(feed.id)
  await moveApproval(context, feed.url, to)
  const title = feed.ownTitle ?? feed.name
  const undo = context.undos.remember({ kind: 'address-changed', title, to }, () => goBack(context, feed, to))
  activity.add({
    url: feed.url,
    wants: 'feed',
    outlet: title,
    result: { kind: 'moved', to },
  })
  log.info('feed moved', { from: feed.url, to })
  context.tell('undo:offered', undo)
}

/** Within one origin the answer just came from where the reader allowed; elsewhere nothing is kept. */
async function moveApproval({ approvals }: WithApprovals, from: string, to: string): Promise<void> {
  const approval = approvals.of(from)
  if (approval === null || approval.class === 'any') return
  await approvals.drop([from])
  if (originOf(to) === approval.origin) await approvals.grant([{ url: to, class: approval.class }])
}

/** The old address is asked again, and soon; the same move is not made a second time. */
async function goBack(context: JobContext, feed: StoredFeed, to: string): Promise<Outcome<null>> {
  const { library, clock } = context
  const written = await library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((each) =>
      each.id === feed.id && each.url === to ? { ...each, url: feed.url } : each,
    ),
  }))
  if (!written.ok) return written
  await moveApproval(context, to, feed.url)
  library.changeFetchRecord(feed.id, {
    moved: { to, days: [], from: null, isRefused: true },
    etag: null,
    lastModified: null,
    nextAt: clock.now(),
  })
  return written
}
