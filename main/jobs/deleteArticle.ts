/**
 * deleteArticle.ts — the reader takes one article away by hand.
 *
 * Room:     main/jobs.
 * Promises: a whole copy (main/store/deleted.ts) is on the medium before anything of the article is taken away, so that
 *           whenever it is cut off the article is in its feed, among the deleted ones, or in both. Durable before the
 *           answer; it does not come back with the next fetch, whatever happens to the cache, because its mark says so
 *           too. A disk that refuses costs nothing: the article stays.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Undo } from '../../preload/contract/model.ts'
import type { DeletedArticle } from '../model/deleted.ts'
import type { Mark } from '../model/marks.ts'
import { undoDeletion } from './bringBack.ts'
import type { JobContext, WithLibrary } from '../model/jobContext.ts'
import { newestDate } from './retentionPolicy.ts'
import { nameOf, tellOf } from './tellOf.ts'
import type { BodyReader, HeadlineReader, MarkStore, RemovalStore } from '../model/articleStore.ts'
import type { SubscriptionStore } from '../model/library.ts'

/**
 * @returns `not-found` when no feed holds it; `not-deleted` when the disk refused, and then it is still there; else why
 *          the library takes no changes.
 */
export function deleteArticle(context: JobContext, id: ArticleId): Promise<Outcome<Undo>> {
  return context.library.deleted.inTurn(() => deleteNow(context, id))
}

async function deleteNow(context: JobContext, id: ArticleId): Promise<Outcome<Undo>> {
  const { library, clock, undos } = context
  const found = library.findHeadline(id)
  if (found === null) return fail({ kind: 'not-found', what: 'article' })
  const { feedId, headline } = found
  const before = library.markOf(id)
  const deletedAt = Math.max(clock.now(), newestDateOf(context))
  const removed = await library.removeArticles(feedId, [id], {
    isRemembered: true,
    // In the turn of its feed, so that no newer text of it can come between the copy and the removal.
    first: async () => {
      const copy = await copyOf(context, id, deletedAt)
      if (!copy.ok) return copy
      const kept = await library.deleted.keep(copy.value)
      return kept.ok ? library.changeMarks([[id, markDeleted(before, clock.now())]]) : kept
    },
  })
  if (!removed.ok) {
    await takeBack(context, feedId, id, before)
    return fail(notDeleted(removed.failure, headline.title))
  }
  tellOf(context, feedId)
  const what = { kind: 'article-removed', title: headline.title } as const
  return ok(undos.remember(what, () => undoDeletion(context, id)))
}

/**
 * As it was. The copy goes only when nothing on the disk says any more that the article is to go: else the next start would
 * finish the deletion, and the copy is all there is then. A copy that stays is not shown while the article is in its feed,
 * and cleared away later (recentlyDeleted.ts).
 */
async function takeBack(
  { library }: WithLibrary<MarkStore & RemovalStore>,
  feedId: FeedId,
  id: ArticleId,
  before: Mark | null,
) {
  const isMarked = library.markOf(id)?.removed !== undefined
  const unmarked = isMarked ? await library.changeMarks([[id, before]]) : ok(null)
  const forgotten = await library.forgetRemoved(feedId, [id])
  const copy = await library.deleted.read(id)
  if (unmarked.ok && forgotten.ok && copy.ok && copy.value !== null) await library.deleted.remove([id])
}

/** @returns a failure when its text is here and cannot be read now: then there is nothing to bring it back from. */
async function copyOf(
  { library }: WithLibrary<HeadlineReader & BodyReader & MarkStore & RemovalStore & SubscriptionStore>,
  id: ArticleId,
  deletedAt: number,
): Promise<Outcome<DeletedArticle>> {
  const found = library.findHeadline(id)
  if (found === null) return fail({ kind: 'not-found', what: 'article' })
  const { feedId, headline } = found
  const body = await library.readBody(feedId, headline)
  // What is lost for good has no hash any more.
  const isLost = headline.bucket < 0 || library.findHeadline(id)?.headline.contentHash === ''
  if (body === null && !isLost) {
    return fail({ kind: 'store-write', file: 'cache/bodies', code: 'unreadable' })
  }
  const mark = await wishOf(library, id)
  return ok({ feedId, paper: nameOf(library, feedId), deletedAt, headline, body, mark })
}

/** The mark that it comes back with. Where a deletion was cut off, that is in the copy already. */
async function wishOf(library: MarkStore & RemovalStore, id: ArticleId): Promise<Mark | null> {
  const mark = library.markOf(id)
  if (mark?.removed === undefined) return mark
  const copy = await library.deleted.read(id)
  return copy.ok ? (copy.value?.mark ?? null) : null
}

/** A deleted article may be opened again as a saved page: then it is as any other. */
export async function welcomeBack(
  { library }: WithLibrary<MarkStore & RemovalStore>,
  feedId: FeedId,
  id: ArticleId,
): Promise<void> {
  await library.forgetRemoved(feedId, [id])
  if (library.markOf(id)?.removed !== undefined) await library.changeMarks([[id, null]])
}

/** It counts as read, so that no unread article is missing; a star on nothing would count as one. */
function markDeleted(before: Mark | null, now: number): Mark {
  return { read: before?.read ?? now, removed: now }
}

function notDeleted(failure: Failure, title: string): Failure {
  return failure.kind === 'store-write' ? { kind: 'not-deleted', title, code: failure.code } : failure
}

/** Of a clock that is far behind: the thirty days do not begin before the news that are here already. */
function newestDateOf({ library }: WithLibrary<SubscriptionStore & HeadlineReader>): number {
  return newestDate(library.subscriptions().feeds.map(({ id }) => library.headlinesOf(id)))
}
