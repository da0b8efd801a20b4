/** feedId.ts — the id of a feed, made of its address. */
import { createHash } from 'node:crypto'
import type { FeedId } from '../../preload/contract/model.ts'

/** The same address gives the same id, so that a paper followed again finds its articles and marks. */
export function feedIdOf(url: string): FeedId {
  return `f${createHash('sha256').update(url).digest('hex').slice(0, 20)}` as FeedId
}
