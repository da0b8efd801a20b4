/** knownArticles.ts — what the reader of a feed must not take for new: what is kept, and what was removed. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { StoredHeadline } from '../model/article.ts'
import type { KnownArticle } from '../model/ingest.ts'
import type { RemovedArticle } from '../model/deleted.ts'
import type { Library } from '../model/library.ts'

/**
 * So many of the newest may still be in their outlet's window, where they are known by what they say. Of the others the
 * keys go along: 50,000 headlines whole would cost the main thread a copy of 20 MB at each refresh.
 */
const toldAtMost = 2000

/** Kept articles first: of two that an item may be, the one that is there is meant. */
export function knownArticles(library: Library, feedId: FeedId): readonly KnownArticle[] {
  return [...library.headlinesOf(feedId).map(kept), ...[...library.removedOf(feedId)].map(gone)]
}

function kept(headline: StoredHeadline, index: number): KnownArticle {
  const { id, secondKey, contentHash, publishedAt, alias, url, title, snippet } = headline
  return {
    id,
    secondKey,
    contentHash,
    publishedAt,
    ...(alias === undefined ? {} : { alias }),
    ...(index < toldAtMost ? { told: { url, title, snippet } } : {}),
  }
}

function gone({
  id,
  secondKey,
  contentHash = '',
  publishedAt = null,
  alias,
  url,
  title,
}: RemovedArticle): KnownArticle {
  return {
    id,
    secondKey,
    contentHash,
    publishedAt,
    isRemoved: true,
    ...(alias === undefined ? {} : { alias }),
    ...(title === undefined ? {} : { told: { url: url ?? null, title, snippet: null } }),
  }
}
