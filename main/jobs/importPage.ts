/** importPage.ts — a saved page that the reader opened or dropped becomes an article of the "Saved pages" outlet. */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'
import { welcomeBack } from './deleteArticle.ts'
import { childrenOf } from './tree.ts'

export const savedPagesId = 'saved-pages' as FeedId
const limitBytes = 5 * 1024 * 1024

/** The same page opened twice is one article. */
export async function importPage(
  context: JobContext,
  page: { readonly name: string; readonly bytes: Uint8Array },
  outletName: string,
): Promise<Outcome<{ readonly articleId: ArticleId; readonly feedId: FeedId }>> {
  const { library, parserPool, clock } = context
  if (page.bytes.byteLength > limitBytes) return fail({ kind: 'too-big-a-file', name: page.name, limitBytes })
  const draft = await parserPool.readSavedPage({ ...page, feedId: savedPagesId, now: clock.now() })
  if (!draft.ok) return draft
  const { id } = draft.value.headline
  const followed = await followSavedPages(context, outletName)
  if (!followed.ok) return followed
  await library.headlinesReady
  if (library.findHeadline(id) === null) {
    await welcomeBack(context, savedPagesId, id)
    const kept = await library.articles.keep(savedPagesId, [draft.value], [])
    // Nobody can fetch it again.
    const synced = kept.ok ? await library.syncArticles([savedPagesId]) : kept
    if (!synced.ok) return synced
  }
  return ok({ articleId: id, feedId: savedPagesId })
}

/** Puts the outlet of saved pages among the followed ones, or brings it back. */
async function followSavedPages(context: JobContext, name: string): Promise<Outcome<null>> {
  const { library, clock } = context
  const old = library.subscriptions().feeds.find((feed) => feed.id === savedPagesId)
  if (old !== undefined && old.unfollowedAt === null) return ok(null)
  const feed: StoredFeed = ownFeed(savedPagesId, 'kawaraban:saved-pages', name, clock.now(), {
    ownTitle: old?.ownTitle ?? null,
    position: childrenOf(library.subscriptions(), null).length,
  })
  return library.changeSubscriptions((now) => ({
    ...now,
    feeds: [...now.feeds.filter((each) => each.id !== savedPagesId), feed],
  }))
}

/** An outlet of ours, which is never fetched. */
export function ownFeed(
  id: FeedId,
  url: string,
  name: string,
  addedAt: number,
  rest: Partial<StoredFeed> = {},
): StoredFeed {
  return {
    id,
    url,
    name,
    ownTitle: null,
    siteUrl: null,
    language: null,
    family: null,
    follow: [],
    iconUrl: null,
    folderId: null,
    position: 0,
    addedAt,
    unfollowedAt: null,
    ...rest,
  }
}
