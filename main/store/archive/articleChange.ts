/** articleChange.ts — what a batch of records changed, for whoever listens. Room: main/store/archive. Pure. */
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { ArticlesChange } from '../../model/changes.ts'
import type { NewRecord } from './feedLog.ts'

/**
 * @param before Headlines before the batch, of every article that it may have changed.
 * @param now    Headlines after it.
 * @returns null when all of them are as they were.
 */
export function articleChange(
  feedId: FeedId,
  before: ReadonlyMap<ArticleId, StoredHeadline | null>,
  now: ReadonlyMap<ArticleId, StoredHeadline>,
  batch: readonly NewRecord[],
): ArticlesChange | null {
  const back = new Set(
    batch.flatMap(({ record }) => (record.kind === 'put-back' ? [record.headline.id] : [])),
  )
  const change = {
    kind: 'articles' as const,
    feedId,
    added: [] as ArticleId[],
    changed: [] as ArticleId[],
    rewritten: [] as ArticleId[],
    removed: [] as ArticleId[],
    putBack: [] as ArticleId[],
  }
  for (const [id, old] of before) {
    const headline = now.get(id) ?? null
    if (headline === old) continue
    if (headline === null) change.removed.push(id)
    else if (old === null) (back.has(id) ? change.putBack : change.added).push(id)
    else (isSameRow(old, headline) ? change.rewritten : change.changed).push(id)
  }
  const { added, changed, rewritten, removed, putBack } = change
  const count = added.length + changed.length + rewritten.length + removed.length + putBack.length
  return count === 0 ? null : change
}

/** Only where its text lies is another. */
function isSameRow(old: StoredHeadline, now: StoredHeadline): boolean {
  return (
    old.contentHash === now.contentHash &&
    old.title === now.title &&
    old.snippet === now.snippet &&
    old.picture === now.picture &&
    old.url === now.url &&
    old.sortedAt === now.sortedAt &&
    old.publishedAt === now.publishedAt &&
    old.changedAt === now.changedAt &&
    old.contributors.join('\n') === now.contributors.join('\n')
  )
}
