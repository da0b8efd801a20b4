/** tellOf.ts — what the window hears when an article went or came back, and what it calls the outlet. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { Library } from '../model/library.ts'
import type { JobContext } from '../model/jobContext.ts'

export function tellOf({ tell }: Pick<JobContext, 'tell'>, feedId: FeedId): void {
  tell('library:changed', { feedIds: [feedId], newArticles: 0 })
  tell('outlets:changed', null)
}

/** '' for an outlet that nobody knows. */
export function nameOf(library: Library, feedId: FeedId): string {
  const feed = library.subscriptions().feeds.find(({ id }) => id === feedId)
  return feed?.ownTitle ?? feed?.name ?? ''
}
