/**
 * bringBack.ts — an article that the reader deleted by hand comes back: text, earlier texts and mark.
 *
 * Room:     main/jobs. The undo of a deletion and the list of deleted articles both come here.
 * Promises: one record of the archive brings it back, so that cut off at any moment it is here or there. Asked for twice, it
 *           comes back once. Durable before the answer.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId } from '../../preload/contract/model.ts'
import type { DeletedArticle } from '../model/deleted.ts'
import type { JobContext, WithLibrary } from '../model/jobContext.ts'
import { groupOf } from '../store/recordGroups.ts'
import { nameOf } from './nameOf.ts'
import type { HeadlineReader, PictureKeeper } from '../model/articleStore.ts'
import type { FetchRecordStore } from '../model/library.ts'

/**
 * @returns `not-found` when it is neither here nor in a feed; `paper-unfollowed` when there is no place where the reader
 *          would find it; `store-write` when the disk refused, and then it stays among the deleted ones.
 */
export function bringBack(context: JobContext, id: ArticleId): Promise<Outcome<null>> {
  return context.library.deleted.inTurn(() => bringBackNow(context, id))
}

/** As `bringBack`; what was cleared away meanwhile can no longer be taken back. */
export async function undoDeletion(context: JobContext, id: ArticleId): Promise<Outcome<null>> {
  const back = await bringBack(context, id)
  if (back.ok || back.failure.kind !== 'not-found') return back
  return fail({ kind: 'not-found', what: 'undo' })
}

async function bringBackNow(context: JobContext, id: ArticleId): Promise<Outcome<null>> {
  const { library } = context
  const copy = await library.deleted.read(id)
  if (copy === null) {
    return library.findHeadline(id) === null ? fail({ kind: 'not-found', what: 'article' }) : ok(null)
  }
  const home = await makeHome(context, copy)
  if (!home.ok) return home
  const { feedId, mark } = copy
  const before = library.markOf(id)
  const marked = await library.changeMarks([[id, mark]])
  const back = marked.ok ? await library.articles.putBack(feedId, id) : marked
  if (!back.ok) {
    // A star on an article that is not there would count as one.
    await library.changeMarks([[id, before]])
    return back
  }
  askForMissing(context, copy)
  return ok(null)
}

/**
 * Where the reader will find it: its outlet while it is followed, else the list of starred articles. An outlet of ours
 * (saved pages, the welcome edition) cannot be followed by hand, so it comes back with its article.
 */
async function makeHome({ library }: JobContext, { feedId, paper, mark }: DeletedArticle) {
  const feed = library.subscriptions().feeds.find(({ id }) => id === feedId)
  if (feed !== undefined && (feed.unfollowedAt === null || mark?.starred !== undefined)) return ok(null)
  if (feed === undefined || feed.url.startsWith('http')) {
    return fail({ kind: 'paper-unfollowed', title: feed === undefined ? paper : nameOf(library, feedId) })
  }
  return library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((each) => (each.id === feedId ? { ...each, unfollowedAt: null } : each)),
  }))
}

/** The document where the text was lost; pictures that had not come when it was deleted. */
function askForMissing(
  { library }: WithLibrary<FetchRecordStore & HeadlineReader & PictureKeeper>,
  { feedId, headline, body }: DeletedArticle,
): void {
  if (body === null) library.changeFetchRecord(feedId, { etag: null, lastModified: null, bodyHash: '' })
  if (body === null || body.pictures.length === 0) return
  const group = groupOf(headline.record)
  const { picturesWanted } = library.fetchRecord(feedId)
  if (!picturesWanted.includes(group))
    library.changeFetchRecord(feedId, { picturesWanted: [...picturesWanted, group] })
}
