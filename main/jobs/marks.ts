/**
 * marks.ts — what the reader did with an article: read, starred. Kept apart from articles, durable before the answer.
 *
 * Room: main/jobs. The article itself is never touched.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Undo } from '../../preload/contract/model.ts'
import type { Mark, MarkChange } from '../model/marks.ts'
import type { WithClock, WithLibrary, WithTell, WithUndos } from '../model/jobContext.ts'
import type { HeadlineReader, MarkStore } from '../model/articleStore.ts'

export interface MarkWish {
  readonly isRead?: boolean | undefined
  readonly isStarred?: boolean | undefined
}

/** @returns not-found when no feed holds the article; store-write when it is not on disk. */
export async function markArticle(
  context: WithLibrary<MarkStore & HeadlineReader> & WithClock & WithTell,
  id: ArticleId,
  wish: MarkWish,
): Promise<Outcome<{ readonly feedId: FeedId }>> {
  const found = context.library.findHeadline(id)
  if (found === null) return fail({ kind: 'not-found', what: 'article' })
  const before = context.library.markOf(id)
  const written = await context.library.changeMarks([[id, decideMark(before, wish, context.clock.now())]])
  if (!written.ok) return written
  return ok({ feedId: found.feedId })
}

/** The mark after a wish; null when nothing is left to remember. Pure. */
export function decideMark(before: Mark | null, wish: MarkWish, now: number): Mark | null {
  const read = choose(before?.read, wish.isRead, now)
  const starred = choose(before?.starred, wish.isStarred, now)
  if (read === null && starred === null) return null
  return { ...(read === null ? {} : { read }), ...(starred === null ? {} : { starred }) }
}

function choose(before: number | undefined, wish: boolean | undefined, now: number): number | null {
  if (wish === undefined) return before ?? null
  return wish ? (before ?? now) : null
}

/** Marks all of `ids` read that are not; one undo takes exactly these back. */
export async function markAllRead(
  context: WithLibrary<MarkStore> & WithClock & WithUndos,
  ids: readonly ArticleId[],
): Promise<Outcome<Undo>> {
  const { library, clock, undos } = context
  const now = clock.now()
  const changes: MarkChange[] = []
  for (const id of ids) {
    const before = library.markOf(id)
    if (before?.read === undefined) changes.push([id, decideMark(before, { isRead: true }, now)])
  }
  const written = await library.changeMarks(changes)
  if (!written.ok) return written
  const undo = undos.remember({ kind: 'marked-read', count: changes.length }, async () => {
    const back = changes.map(([id]): MarkChange => [
      id,
      decideMark(library.markOf(id), { isRead: false }, now),
    ])
    return library.changeMarks(back)
  })
  return ok(undo)
}
