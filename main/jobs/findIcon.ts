/**
 * findIcon.ts — the outlet's icon, once: what its feed names, else what its home page names.
 *
 * Promises: the home page is not fetched where robots.txt says no.
 * Knows: an outlet without a site address has a monogram instead; the home page is asked once while the program runs.
 */
import type { FeedId } from '../../preload/contract/model.ts'
import type { JobContext } from '../model/jobContext.ts'
import type { RobotsGate } from './robotsGate.ts'

const asked = new WeakMap<object, Set<FeedId>>()

export async function findIcon(context: JobContext, robotsGate: RobotsGate, feedId: FeedId): Promise<void> {
  const { library, parserPool } = context
  const feed = library.subscriptions().feeds.find(({ id }) => id === feedId)
  if (feed?.iconUrl !== null || feed.siteUrl === null || context.isOfflineByChoice()) return
  const before = asked.get(library) ?? new Set()
  if (before.has(feedId)) return
  asked.set(library, before.add(feedId))

  // It covers the feed's own origin; a site elsewhere gets nothing by it.
  const approval = context.approvals.of(feed.url)
  const page = await robotsGate.exchange({ url: feed.siteUrl, wants: 'page', validators: null, approval })
  if (!page.ok || page.value.kind !== 'fresh') return
  const { bytes, contentType, finalUrl, link } = page.value
  const found = await parserPool.discover({ bytes, contentType, url: finalUrl, link })
  const iconUrl = found.ok ? (found.value.icons[0] ?? null) : null
  if (iconUrl === null) return
  await library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((each) => (each.id === feedId ? { ...each, iconUrl } : each)),
  }))
}
