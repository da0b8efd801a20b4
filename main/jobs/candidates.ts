/** candidates.ts — a feed that was found, as the follow dialog shows it. Room: main/jobs. */
import type { Failure } from '../../preload/contract/failure.ts'
import type { FeedCandidate, FeedGroup } from '../../preload/contract/model.ts'
import { hostOf, originOf, withoutSecrets } from '../base/urls.ts'
import type { PackedIngest } from '../model/ingest.ts'
import { isOfComments } from '../outlets/commentFeeds.ts'
import type { FoundFeed } from '../model/discovery.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import { feedIdOf } from './feedId.ts'
import type { WithLibrary } from '../model/jobContext.ts'
import type { SubscriptionStore } from '../model/library.ts'

export function found(
  context: WithLibrary<SubscriptionStore>,
  url: string,
  ingest: PackedIngest,
  group: FeedGroup,
): FeedCandidate {
  const ofComments = isOfComments({ url, title: ingest.title })
  return {
    url,
    title: ingest.title ?? hostOf(url),
    siteUrl: ingest.siteUrl,
    language: ingest.language,
    headlines: ingest.headlines,
    articleCount: ingest.articleCount,
    isFollowed: findFollowed(context, url) !== null,
    isOfComments: ofComments,
    group: ofComments ? 'comments' : group,
    isLookedAt: true,
    failure: null,
  }
}

export function failed(feed: FoundFeed, failure: Failure): FeedCandidate {
  return { ...bare(feed), isFollowed: false, isLookedAt: true, failure }
}

/** One of a long list. */
export function unasked(context: WithLibrary<SubscriptionStore>, feed: FoundFeed): FeedCandidate {
  return {
    ...bare(feed),
    isFollowed: findFollowed(context, feed.url) !== null,
    isLookedAt: false,
    failure: null,
  }
}

function bare({ url, title, group }: FoundFeed) {
  return {
    url: withoutSecrets(url),
    title: title ?? hostOf(url),
    siteUrl: null,
    language: null,
    headlines: [],
    articleCount: 0,
    isOfComments: group === 'comments',
    group,
  }
}

/** Also where it moved within its origin. One that moved elsewhere is another place, which gets nothing that is meant for this one. */
export function findFollowed(context: WithLibrary<SubscriptionStore>, url: string): StoredFeed | null {
  const id = feedIdOf(url)
  const { feeds } = context.library.subscriptions()
  const isHere = (feed: StoredFeed) =>
    feed.url === url || (feed.id === id && originOf(feed.url) === originOf(url))
  return feeds.find((feed) => feed.unfollowedAt === null && isHere(feed)) ?? null
}
