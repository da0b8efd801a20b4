/**
 * sameState.ts — two states of one feed, and the records that make them one.
 *
 * Room:     main/store/archive. Pure.
 * Promises: `recordsBetween(right, other)`, applied to both, leaves `right` as it is and makes `other` say the same.
 */
import type { ArticleId } from '../../../preload/contract/model.ts'
import { rowText } from '../headlineRows.ts'
import type { FeedState } from './feedState.ts'
import type { ArchiveRecord } from './records.ts'

export function isSameState(one: FeedState, other: FeedState): boolean {
  return one.cursor === other.cursor && recordsBetween(one, other).length === 0
}

export function recordsBetween(right: FeedState, other: FeedState): readonly ArchiveRecord[] {
  const records: ArchiveRecord[] = []
  const gone: ArticleId[] = []
  for (const id of other.headlines.keys())
    if (!right.headlines.has(id) && !right.deleted.has(id)) gone.push(id)
  if (gone.length > 0) {
    records.push({ kind: 'removed', ids: gone, stones: gone.flatMap((id) => right.stones.get(id) ?? []) })
  }
  for (const { headline, ...facts } of right.deleted.values()) {
    const found = other.deleted.get(facts.id)
    const isSame =
      found !== undefined && found.deletedAt === facts.deletedAt && !other.headlines.has(facts.id)
    if (!isSame || rowText(found.headline) !== rowText(headline))
      records.push({ kind: 'deleted', facts, headline })
  }
  for (const [id, headline] of right.headlines) {
    const found = other.headlines.get(id)
    const isTakenBack = other.deleted.has(id) || (other.stones.has(id) && !right.stones.has(id))
    if (isTakenBack) records.push({ kind: 'put-back', headline })
    else if (found === undefined || rowText(found) !== rowText(headline))
      records.push({ kind: 'headline', headline })
  }
  const letGo = [...other.deleted.keys()].filter((id) => !right.deleted.has(id) && !right.headlines.has(id))
  if (letGo.length > 0) records.push({ kind: 'dropped', ids: letGo })
  const forgotten = [...right.stones.values()].filter(
    ({ id }) => !other.stones.has(id) && !right.deleted.has(id),
  )
  if (forgotten.length > 0) records.push({ kind: 'stones', removed: forgotten })
  const welcome = [...other.stones.keys()].filter((id) => !right.stones.has(id) && !right.headlines.has(id))
  if (welcome.length > 0) records.push({ kind: 'welcome', ids: welcome })
  return records
}
