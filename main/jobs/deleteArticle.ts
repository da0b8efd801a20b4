/**
 * deleteArticle.ts — the reader takes one article away by hand.
 *
 * Room:     main/jobs.
 * Promises: durable before the answer; it does not come back with the next fetch, whatever happens to the cache, because
 *           its mark says so too; the undo brings back text, earlier texts and mark.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Undo } from '../../preload/contract/model.ts'
import type { StoredBody, StoredHeadline } from '../normalise/types.ts'
import type { Mark } from '../store/types.ts'
import type { JobContext } from './context.ts'

interface Deleted {
  readonly feedId: FeedId
  readonly headline: StoredHeadline
  readonly body: StoredBody | null
  readonly mark: Mark | null
}

/** @returns not-found when no feed holds it; store-write when the disk refused, and then it is still there. */
export async function deleteArticle(context: JobContext, id: ArticleId): Promise<Outcome<Undo>> {
  const { library, clock, undos } = context
  const found = library.findHeadline(id)
  if (found === null) return fail({ kind: 'not-found', what: 'article' })
  const { feedId, headline } = found
  const deleted: Deleted = {
    feedId,
    headline,
    body: await library.readBody(feedId, headline),
    mark: library.markOf(id),
  }
  const marked = await library.changeMarks([[id, markDeleted(deleted.mark, clock.now())]])
  if (!marked.ok) return marked
  const removed = await library.removeArticles(feedId, [id])
  if (!removed.ok) {
    await library.changeMarks([[id, deleted.mark]])
    return removed
  }
  tellOf(context, feedId)
  const what = { kind: 'article-removed', title: headline.title } as const
  return ok(undos.remember(what, () => bringBack(context, deleted)))
}

/** A deleted article may be opened again as a saved page: then it is as any other. */
export async function welcomeBack({ library }: JobContext, feedId: FeedId, id: ArticleId): Promise<void> {
  await library.forgetRemoved(feedId, [id])
  if (library.markOf(id)?.removed !== undefined) await library.changeMarks([[id, null]])
}

/** It counts as read, so that no unread article is missing; a star on nothing would count as one. */
function markDeleted(before: Mark | null, now: number): Mark {
  return { read: before?.read ?? now, removed: now }
}

async function bringBack(context: JobContext, deleted: Deleted): Promise<Outcome<null>> {
  const { library } = context
  const { feedId, headline, body, mark } = deleted
  const marked = await library.changeMarks([[headline.id, mark]])
  if (!marked.ok) return marked
  const welcome = await library.forgetRemoved(feedId, [headline.id])
  if (!welcome.ok) return welcome
  if (body === null) {
    // Its text was lost before: the whole document is asked for again.
    library.changeFetchRecord(feedId, { etag: null, lastModified: null, bodyHash: '' })
    return ok(null)
  }
  const kept = await library.keepArticles(feedId, [{ headline: { ...headline, bucket: -1 }, body }], [])
  tellOf(context, feedId)
  return kept
}

function tellOf({ tell }: JobContext, feedId: FeedId): void {
  tell('library:changed', { feedIds: [feedId], newArticles: 0 })
  tell('outlets:changed', null)
}
