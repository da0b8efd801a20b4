/** openArticle.ts — one whole article for the reading pane: cleaned, with its pictures, its sound and its film expected. */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Article, ArticleId, FeedId, Headline } from '../../preload/contract/model.ts'
import { pictureKey } from '../base/pictureKey.ts'
import { cleaningVersion } from '../normalise/cleaningVersion.ts'
import type { StoredBody, StoredHeadline } from '../model/article.ts'
import type { JobContext } from '../model/jobContext.ts'
import type { MediaDesk } from './mediaDesk.ts'
import type { PictureDesk } from './pictureDesk.ts'
import { playersOf } from './players.ts'

/** @param headline The row as the list shows it; marks and all. */
export async function openArticle(
  context: JobContext,
  desks: { readonly pictures: PictureDesk; readonly media: MediaDesk },
  id: ArticleId,
  headline: Headline,
): Promise<Outcome<Article>> {
  const { library } = context
  const found = library.findHeadline(id)
  if (found === null) return fail({ kind: 'not-found', what: 'article' })
  const { feedId, headline: stored } = found
  const kept = await library.articles.readBody(feedId, stored)
  const body = kept === null ? null : await cleanForShow(context, feedId, stored, kept)
  if (body === null) return fail({ kind: 'not-found', what: 'article' })

  const feed = library.subscriptions().feeds.find((each) => each.id === feedId)
  const approval = feed === undefined ? null : context.approvals.of(feed.url)
  const outlet = feed?.ownTitle ?? feed?.name ?? null
  await desks.pictures.keepOwn(body.pictures)
  for (const url of body.pictures) desks.pictures.expect(url, approval, outlet)
  const players = playersOf(body.links)
  for (const { url } of players) desks.media.expect(url, approval, outlet)
  const { bodyHtml, outletNotesHtml, outletLine, credits, links, language, isExcerpt, pictures } = body
  return ok({
    ...headline,
    url: stored.url,
    outletName: feed?.ownTitle ?? feed?.name ?? '',
    outletLine,
    language: language ?? feed?.language ?? null,
    bodyHtml,
    outletNotesHtml,
    credits,
    links,
    isExcerpt,
    cut: body.cut ?? [],
    pictures: {
      kept: pictures.filter((url) => library.pictures.has(pictureKey(url))).length,
      total: pictures.length,
    },
    players,
    earlierVersions: stored.versions?.length ?? 0,
  })
}

/** The first cleaning at first use: this article now, written back behind the reader's back. Null: it cannot be shown. */
async function cleanForShow(
  context: JobContext,
  feedId: FeedId,
  headline: StoredHeadline,
  body: StoredBody,
): Promise<StoredBody | null> {
  if (body.cleaned >= cleaningVersion) return body
  const cleaned = await context.parserPool.clean([body])
  const fresh = cleaned.ok ? cleaned.value[0] : undefined
  if (fresh === undefined) return null
  void context.library.articles.keepCleaned(feedId, headline, fresh).then((written) => {
    if (!written.ok) context.log.warn('cleaned article not written', { feedId, ...written.failure })
  })
  return fresh
}
