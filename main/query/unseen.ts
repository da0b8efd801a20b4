/**
 * unseen.ts — which rows of an open list came in where the reader has not looked yet.
 *
 * Room:     main/query. Pure.
 * Promises: what stands behind the "n new" of the window, and what came in but is not drawn yet, counts as unseen.
 */
import type { ArticleId } from '../../preload/contract/model.ts'
import type { ListSight } from '../../preload/contract/requests.ts'
import type { StoredHeadline } from '../model/article.ts'

/** Rows that were not there when the list was opened: with which update they came, and whether out of sight. */
export type Arrived = ReadonlyMap<ArticleId, { readonly update: number; readonly isAbove: boolean }>

type Rows = readonly StoredHeadline[]

/** @param top The first row in sight; when it is gone itself, nothing that came counts as seen. */
export function withUpdate(
  before: Arrived,
  update: number,
  rows: Rows,
  arrivals: Rows,
  top: ArticleId | null,
): { readonly arrived: Arrived; readonly above: number } {
  if (arrivals.length === 0) return { arrived: before, above: 0 }
  const arrived = new Map(before)
  for (const { id } of arrivals) arrived.set(id, { update, isAbove: false })
  if (top === null) return { arrived, above: 0 }
  let above = 0
  for (const { id } of rows) {
    if (id === top) break
    if (arrived.get(id)?.update !== update) continue
    arrived.set(id, { update, isAbove: true })
    above += 1
  }
  return { arrived, above }
}

/** @param sight Absent: whatever is in the list counts. */
export function isSeen(arrived: Arrived, id: ArticleId, sight: ListSight | undefined): boolean {
  const came = arrived.get(id)
  if (came === undefined || sight === undefined) return true
  return came.update <= sight.shown && (!came.isAbove || came.update <= sight.seen)
}
