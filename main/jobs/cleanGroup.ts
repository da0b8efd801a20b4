/** cleanGroup.ts — the texts of a group of articles, cleaned; those that a bulk import kept raw are not written back. */
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { cleaningVersion } from '../normalise/cleaningVersion.ts'
import type { StoredBody } from '../model/article.ts'
import type { WithLibrary, WithLog, WithParserPool } from '../model/jobContext.ts'
import type { ArticleKeeper } from '../model/articleStore.ts'

/**
 * A body that could not be cleaned is left out: nothing uncleaned goes on.
 *
 * Cost: about 0.7 ms an uncleaned article, in a worker; nothing when all are clean. Written back they would lie in the archive
 *       twice until it is compacted, for articles of which few are ever opened (openArticle.ts writes those).
 */
export async function cleanGroup(
  context: WithLibrary<ArticleKeeper> & WithParserPool & WithLog,
  feedId: FeedId,
  group: number,
): Promise<ReadonlyMap<ArticleId, StoredBody>> {
  const { library, parserPool, log } = context
  const bodies = await library.articles.readGroup(feedId, group)
  const raw = [...bodies].filter(([, body]) => body.cleaned < cleaningVersion)
  if (raw.length === 0) return bodies
  const cleaned = await parserPool.clean(raw.map(([, body]) => body))
  const whole = new Map([...bodies].filter(([, body]) => body.cleaned >= cleaningVersion))
  if (!cleaned.ok) {
    log.warn('articles not cleaned', { feedId, group, ...cleaned.failure })
    return whole
  }
  raw.forEach(([id], index) => {
    const body = cleaned.value[index]
    if (body !== undefined) whole.set(id, body)
  })
  return whole
}
