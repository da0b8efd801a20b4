/**
 * deleteArticle.ts — the reader takes one article away by hand.
 *
 * Room:     main/jobs.
 * Promises: one record of the archive moves it among the deleted ones, where its text stays until it is let go; cut off at any
 *           moment it is here or there. Durable before the answer; it does not come back with the next fetch, whatever
 *           happens to the archive, because its mark says so too. A disk that refuses costs nothing: the article stays.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Undo } from '../../preload/contract/model.ts'
import type { Mark } from '../model/marks.ts'
import { undoDeletion } from './bringBack.ts'
import type { JobContext, WithLibrary } from '../model/jobContext.ts'
import { newestDate } from './retentionPolicy.ts'
import { nameOf } from './nameOf.ts'
import type { HeadlineReader } from '../model/articleStore.ts'
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
  const health = library.health()
  if (health.phase === 'read-only') return fail(notDeleted(health.failure, headline.title))
  const before = library.markOf(id)
  const deletedAt = Math.max(clock.now(), newestDateOf(context))
  const facts = { id, deletedAt, paper: nameOf(library, feedId), mark: before }
  const deleted = await library.articles.delete(feedId, facts)
  const marked = deleted.ok ? await library.changeMarks([[id, markDeleted(before, clock.now())]]) : deleted
  if (!marked.ok) {
    if (deleted.ok) await takeBack(context, feedId, id, before)
    return fail(notDeleted(marked.failure, headline.title))
  }
  const what = { kind: 'article-removed', title: headline.title } as const
  return ok(undos.remember(what, () => undoDeletion(context, id)))
}

/** As it was. Where even that is refused it is among the deleted ones, and can be brought back. */
async function takeBack({ library }: JobContext, feedId: FeedId, id: ArticleId, before: Mark | null) {
  const back = await library.articles.putBack(feedId, id)
  if (back.ok) await library.changeMarks([[id, before]])
}

/** A deleted article may be opened again as a saved page: then it is as any other. */
export async function welcomeBack({ library }: JobContext, feedId: FeedId, id: ArticleId): Promise<void> {
  await library.articles.welcome(feedId, [id])
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
