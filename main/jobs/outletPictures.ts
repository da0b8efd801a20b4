/** outletPictures.ts — which kept pictures belong to articles of an outlet, and taking them away. They can be fetched again. */
import type { ArticleId, FeedId, OutletPictures } from '../../preload/contract/model.ts'
import { pictureKey } from '../base/pictureKey.ts'
import { groupOf } from '../store/recordGroups.ts'
import { picturesOfDeleted } from './recentlyDeleted.ts'
import type { WithLibrary } from '../model/jobContext.ts'
import type { ArticleKeeper, HeadlineReader, PictureKeeper } from '../model/articleStore.ts'
import type { SubscriptionStore } from '../model/library.ts'

type Kept = HeadlineReader & ArticleKeeper & PictureKeeper

export interface DroppedPictures {
  readonly count: number
  readonly bytes: number
}

/**
 * Keys of the pictures of these articles (all of the outlet when null) that are kept.
 *
 * Cost: each group that holds one of them is read; between two the program may do other things.
 */
export async function keptPicturesOf(
  { library }: WithLibrary<Kept>,
  feedId: FeedId,
  ids: ReadonlySet<ArticleId> | null,
): Promise<ReadonlySet<string>> {
  const headlines = library.headlinesOf(feedId).filter(({ id }) => ids === null || ids.has(id))
  const urls = new Set(headlines.flatMap(({ picture }) => (picture === null ? [] : [picture])))
  const wanted = new Set(headlines.map(({ id }) => id))
  for (const group of new Set(headlines.map(({ record }) => groupOf(record)))) {
    for (const [id, body] of await library.articles.readGroup(feedId, group))
      if (wanted.has(id)) for (const url of body.pictures) urls.add(url)
  }
  return new Set([...urls].map(pictureKey).filter(library.pictures.has))
}

/** All pictures of an outlet, but for those that a deleted article shows too. An article that is opened fetches its own again. */
export async function dropPictures(
  context: WithLibrary<Kept & ArticleKeeper>,
  feedId: FeedId,
): Promise<DroppedPictures> {
  const keys = await keptPicturesOf(context, feedId, null)
  const lying = await picturesOfDeleted(context)
  return context.library.pictures.remove([...keys].filter((key) => !lying.has(key)))
}

/**
 * What the pictures of each outlet take. A picture that two outlets show counts for each: removed for one it is gone for
 * both, until an article of either is opened.
 *
 * Cost: all texts are read, an outlet at a time: 1–2 s for 50,000 articles, in steps. Nothing while no picture is kept.
 */
export async function measurePictures(
  context: WithLibrary<Kept & SubscriptionStore>,
): Promise<readonly OutletPictures[]> {
  const { library } = context
  await library.headlinesReady
  await library.pictures.ready
  if (library.pictures.totals().count === 0) return []
  const measured: OutletPictures[] = []
  for (const { id } of library.subscriptions().feeds) {
    const keys = await keptPicturesOf(context, id, null)
    const bytes = [...keys].reduce((sum, key) => sum + (library.pictures.sizeOf(key) ?? 0), 0)
    if (keys.size > 0) measured.push({ feedId: id, count: keys.size, bytes })
  }
  return measured
}
