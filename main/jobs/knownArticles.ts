/** knownArticles.ts — what the reader of a feed must not take for new: what is kept, and what was removed. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { KnownArticle } from '../normalise/types.ts'
import type { Library } from '../store/types.ts'

/**
 * Kept articles first: of two with the same second key the one that is there is meant.
 *
 * Removed ones have no hash, so the worker sends them as changed and the store refuses them.
 */
export async function knownArticles(library: Library, feedId: FeedId): Promise<readonly KnownArticle[]> {
  const removed = await library.removedOf(feedId)
  return [
    ...library.headlinesOf(feedId).map(({ id, secondKey, contentHash }) => ({ id, secondKey, contentHash })),
    ...removed.map(({ id, secondKey }) => ({ id, secondKey, contentHash: '' })),
  ]
}
