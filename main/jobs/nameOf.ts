/** nameOf.ts — what the window calls an outlet. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { Library } from '../model/library.ts'

/** '' for an outlet that nobody knows. */
export function nameOf(library: Library, feedId: FeedId): string {
  const feed = library.subscriptions().feeds.find(({ id }) => id === feedId)
  return feed?.ownTitle ?? feed?.name ?? ''
}
