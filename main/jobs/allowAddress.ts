/**
 * allowAddress.ts — papers on this machine or its network: allowed by hand, kept as what a socket connected to.
 *
 * Room:     main/jobs.
 * Promises: nothing is kept for an address that was not reached, nor for one that turned out to be public; nothing is
 *           allowed that the reader was not shown.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { AddressClass, Outcome } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import { originOf, parseWebUrl } from '../base/urls.ts'
import { isLoopbackHost } from '../fetch/guard.ts'
import { rangeOf } from '../fetch/ranges.ts'
import type { Approval } from '../model/exchange.ts'
import { withoutMark } from '../store/approvalMark.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext, WithApprovals, WithLibrary } from '../model/jobContext.ts'
import type { FetchHooks } from './fetchFeed.ts'
import type { HealthReporter, SubscriptionStore } from '../model/library.ts'

/** What the dialog showed. */
export interface AllowWish {
  readonly url: string
  readonly class: AddressClass
}

/** Wishes that wait for their one exchange. */
const wished = new WeakMap<object, Map<string, AddressClass>>()

/**
 * The caller asks the feed afterwards.
 * @returns `not-found` where the paper has another address by now; `offline` where the reader works so.
 */
export function allowAddress(context: JobContext, id: FeedId, wish: AllowWish): Outcome<null> {
  const { library, clock } = context
  if (context.isOfflineByChoice()) return fail({ kind: 'offline', byChoice: true })
  const feed = library.subscriptions().feeds.find((each) => each.id === id && each.unfollowedAt === null)
  if (feed?.url !== wish.url) return fail({ kind: 'not-found', what: 'feed' })
  wishesOf(context).set(feed.url, wish.class)
  library.changeFetchRecord(id, { nextAt: clock.now() })
  return ok(null)
}

/** For the next exchange of this feed; empty when the reader has not just allowed it. */
export function takeAllowance(
  context: JobContext,
  feed: StoredFeed,
): Pick<FetchHooks, 'approval' | 'onReached'> {
  const wishes = wishesOf(context)
  const wish = wishes.get(feed.url)
  if (wish === undefined) return {}
  wishes.delete(feed.url)
  const approval: Approval = { origin: originOf(feed.url), class: wish }
  return {
    approval,
    onReached: (to) => {
      void context.approvals.grant([{ url: feed.url, class: to }])
    },
  }
}

/**
 * What a library of schema 2 let lead anywhere, once on this machine: kept where the address says itself what it is.
 * Where a name leads was never written down, so the reader is asked again.
 *
 * @param isFirst This machine has no record of its own yet.
 */
export async function takeOverApprovals(
  context: WithLibrary<SubscriptionStore> & WithApprovals,
  isFirst: boolean,
): Promise<void> {
  const { library, approvals } = context
  const marked = library.subscriptions().feeds.filter((feed) => feed.wasApproved === true)
  const speltOut = marked.flatMap(({ url, unfollowedAt }) => {
    const where = unfollowedAt === null ? spelling(url) : null
    return where === null ? [] : [{ url, class: where }]
  })
  if (isFirst) await approvals.grant(speltOut)
  if (marked.length === 0) return
  await library.changeSubscriptions((now) => ({ ...now, feeds: now.feeds.map(withoutMark) }))
}

/** The record holds nothing of papers that nobody follows. */
export async function forgetUnfollowed({
  library,
  approvals,
}: WithLibrary<SubscriptionStore & HealthReporter> & WithApprovals): Promise<void> {
  // A library that could not be read follows nobody.
  if (library.health().phase !== 'ok') return
  const { feeds } = library.subscriptions()
  const followed = new Set(feeds.filter(({ unfollowedAt }) => unfollowedAt === null).map(({ url }) => url))
  await approvals.drop(approvals.list().flatMap(({ url }) => (followed.has(url) ? [] : [url])))
}

function spelling(url: string): AddressClass | null {
  const hostname = parseWebUrl(url)?.hostname ?? ''
  if (isLoopbackHost(hostname)) return 'loopback'
  const range = rangeOf(hostname.replace(/^\[|\]$/g, ''))
  return range === 'public' || range === 'never' ? null : range
}

function wishesOf({ library }: JobContext): Map<string, AddressClass> {
  const found = wished.get(library) ?? new Map<string, AddressClass>()
  wished.set(library, found)
  return found
}
