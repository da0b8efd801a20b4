/**
 * bringBack.ts — an article that the reader deleted by hand comes back: text, earlier texts and mark.
 *
 * Room:     main/jobs. The undo of a deletion and the list of deleted articles both come here.
 * Promises: its copy goes only when the article is on the medium, in its feed: cut off at any moment it is in one place or
 *           in both. Asked for twice, it comes back once. Durable before the answer.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId } from '../../preload/contract/model.ts'
import { cleaningVersion } from '../normalise/cleaningVersion.ts'
import type { ArticleDraft, StoredBody } from '../model/article.ts'
import type { DeletedArticle } from '../model/deleted.ts'
import type { JobContext, WithLibrary } from '../model/jobContext.ts'
import { nameOf, tellOf } from './tellOf.ts'
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
  await library.headlinesReady
  const read = await library.deleted.read(id)
  if (!read.ok) return read
  const copy = read.value
  if (copy === null) {
    return library.findHeadline(id) === null ? fail({ kind: 'not-found', what: 'article' }) : ok(null)
  }
  const home = await makeHome(context, copy)
  if (!home.ok) return home
  const back = await putBack(context, copy)
  if (!back.ok) return back
  const synced = await library.syncArticle(id)
  if (!synced.ok) return synced
  const cleared = await library.deleted.remove([id])
  // Both here and there: it is not shown as deleted, and cleared away later.
  if (!cleared.ok) context.log.warn('the copy of an article that came back stays', cleared.failure)
  tellOf(context, library.findHeadline(id)?.feedId ?? copy.feedId)
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

async function putBack(context: JobContext, copy: DeletedArticle): Promise<Outcome<null>> {
  const { library } = context
  const { feedId, headline, mark } = copy
  const { id } = headline
  const now = library.markOf(id)
  const present = library.findHeadline(id)
  if (present === null || now?.removed !== undefined) {
    const marked = await library.changeMarks([[id, mark]])
    if (!marked.ok) return backToDeleted(marked)
  }
  const welcome = await library.forgetRemoved(feedId, [id])
  if (!welcome.ok) return backToDeleted(welcome)
  const draft = draftOf(copy)
  if (present === null) {
    const kept = await library.keepArticles(feedId, [draft], [])
    if (!kept.ok) return backToDeleted(kept)
  } else if ((await library.readBody(present.feedId, present.headline)) === null) {
    const kept = await library.keepArticles(present.feedId, [], [draft])
    if (!kept.ok) return kept
  }
  askForMissing(context, copy)
  return ok(null)

  /** A star on an article that is not there would count as one. */
  async function backToDeleted(failed: Outcome<null>): Promise<Outcome<null>> {
    if (present === null) await library.changeMarks([[id, now]])
    return failed
  }
}

/** Its text was lost before it was deleted: it comes as an empty page that the next document fills. */
function draftOf({ headline, body }: DeletedArticle): ArticleDraft {
  const fresh = { ...headline, bucket: -1 }
  return body === null ? { headline: { ...fresh, contentHash: '' }, body: noText } : { headline: fresh, body }
}

const noText: StoredBody = {
  cleaned: cleaningVersion,
  bodyHtml: '',
  outletNotesHtml: '',
  outletLine: null,
  credits: [],
  links: [],
  language: null,
  isExcerpt: true,
  pictures: [],
  base: '',
  earlier: [],
}

/** The document where the text was lost; pictures that had not come when it was deleted. */
function askForMissing(
  { library }: WithLibrary<FetchRecordStore & HeadlineReader & PictureKeeper>,
  { feedId, headline, body }: DeletedArticle,
): void {
  if (body === null) library.changeFetchRecord(feedId, { etag: null, lastModified: null, bodyHash: '' })
  const bucket = library.findHeadline(headline.id)?.headline.bucket ?? -1
  const { picturesWanted } = library.fetchRecord(feedId)
  if (bucket >= 0 && body !== null && body.pictures.length > 0 && !picturesWanted.includes(bucket)) {
    library.changeFetchRecord(feedId, { picturesWanted: [...picturesWanted, bucket] })
  }
}
