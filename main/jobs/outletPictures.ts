/** outletPictures.ts — which kept pictures belong to articles of an outlet, and taking them away. They can be fetched again. */
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { pictureKey } from '../base/pictureKey.ts'
import type { JobContext } from './context.ts'

export interface DroppedPictures {
  readonly count: number
  readonly bytes: number
}

/**
 * Keys of the pictures of these articles (all of the outlet when null) that are kept.
 *
 * Cost: each bucket that holds one of them is read; between two the program may do other things.
 */
export async function keptPicturesOf(
  { library }: JobContext,
  feedId: FeedId,
  ids: ReadonlySet<ArticleId> | null,
): Promise<ReadonlySet<string>> {
  const headlines = library.headlinesOf(feedId).filter(({ id }) => ids === null || ids.has(id))
  const urls = new Set(headlines.flatMap(({ picture }) => (picture === null ? [] : [picture])))
  for (const bucket of new Set(headlines.map((headline) => headline.bucket))) {
    if (bucket < 0) continue
    for (const [id, body] of await library.readBucket(feedId, bucket)) {
      if (ids === null || ids.has(id)) for (const url of body.pictures) urls.add(url)
    }
  }
  return new Set([...urls].map(pictureKey).filter(library.pictures.has))
}

/** All pictures of an outlet. An article that is opened fetches its own again. */
export async function dropPictures(context: JobContext, feedId: FeedId): Promise<DroppedPictures> {
  const keys = await keptPicturesOf(context, feedId, null)
  return context.library.pictures.remove([...keys])
}
