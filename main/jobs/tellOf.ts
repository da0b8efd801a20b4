/** tellOf.ts — what the window hears when an article went or came back, and what it calls the outlet. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { WithTell } from '../model/jobContext.ts'
import type { SubscriptionStore } from '../model/library.ts'

export function tellOf({ tell }: WithTell, feedId: FeedId): void {
  tell('library:changed', { feedIds: [feedId], newArticles: 0 })
  tell('outlets:changed', null)
}

/** '' for an outlet that nobody knows. */
export function nameOf(library: SubscriptionStore, feedId: FeedId): string {
  const feed = library.subscriptions().feeds.find(({ id }) => id === feedId)
  return feed?.ownTitle ?? feed?.name ?? ''
}
