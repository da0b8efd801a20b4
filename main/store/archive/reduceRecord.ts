/**
 * reduceRecord.ts — what of one record is still needed, when everything that came after it is known.
 *
 * Room:     main/store/archive. Pure.
 * Promises: the reduced records in their order, with or without those that were left as they are, give the state that the whole
 *           ones give, read from nothing; every text that the state points at stays.
 * Knows:    - `state` may be older than the feed is by now: what nothing points at is never pointed at again, and an article
 *             that went comes back with a record of its own.
 *           - removals stay, so that an article whose `added` lies in another segment stays away. Their stones go only when the
 *             state is full of newer ones: with fewer, one that a later record lets go may have pushed others out.
 */
import type { ArticleId } from '../../../preload/contract/model.ts'
import type { RemovedArticle } from '../../model/deleted.ts'
import { keysOf, liveRecords, stonesAtMost } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import type { ArchiveRecord } from './records.ts'

export interface Needs {
  /** Of texts. */
  readonly live: ReadonlySet<number>
  /** Here, or deleted and still to be had. */
  readonly isKept: (id: ArticleId) => boolean
  readonly isDeleted: (id: ArticleId) => boolean
  readonly needsStone: (id: ArticleId) => boolean
}

export function needsOf(state: FeedState): Needs {
  const isFull = state.stones.size >= stonesAtMost
  return {
    live: liveRecords(state),
    isKept: (id) => state.headlines.has(id) || state.deleted.has(id),
    isDeleted: (id) => state.deleted.has(id),
    needsStone: (id) => !isFull || state.stones.has(id),
  }
}

/** Null: nothing of it is needed. */
export interface Reduced {
  readonly record: ArchiveRecord
  readonly keepsText: boolean
}

/**
 * @param seq           The record's number.
 * @param isLastFetched No later record of the same segment says what the server is told.
 */
export function reduceRecord(
  record: ArchiveRecord,
  seq: number,
  needs: Needs,
  isLastFetched: boolean,
): Reduced | null {
  const whole = { record, keepsText: true }
  switch (record.kind) {
    case 'added':
    case 'changed':
      // Without its text it still says what the article is called, and since when.
      return needs.isKept(record.headline.id) ? { record, keepsText: needs.live.has(seq) } : null
    case 'text':
    case 'page':
      return needs.isKept(record.id) ? { record, keepsText: needs.live.has(seq) } : null
    case 'headline':
      return needs.isKept(record.headline.id) ? whole : null
    case 'deleted': {
      const { headline } = record
      if (needs.isDeleted(headline.id)) return whole
      const stones = needs.needsStone(headline.id) ? [keysOf(headline)] : []
      return { record: { kind: 'removed', ids: [headline.id], stones }, keepsText: false }
    }
    case 'removed': {
      const stones = needed(record.stones, needs)
      return stones.length === record.stones.length
        ? whole
        : { record: { ...record, stones }, keepsText: false }
    }
    case 'stones': {
      const removed = needed(record.removed, needs)
      return removed.length === record.removed.length
        ? whole
        : { record: { ...record, removed }, keepsText: false }
    }
    case 'fetched':
      return isLastFetched ? whole : null
    case 'put-back':
    case 'welcome':
    case 'dropped':
      return whole
  }
}

const needed = (stones: readonly RemovedArticle[], { needsStone }: Needs) =>
  stones.filter(({ id }) => needsStone(id))
