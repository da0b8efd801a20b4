/**
 * feedState.ts — what all records of a feed together say: its headlines, and what was removed.
 *
 * Room:     main/store/archive. Pure, and the one place where a record's meaning is written.
 * Promises: the same records in the same order give the same state, whether they are applied as they happen or read again
 *           at a start. A record of an article that is not there changes nothing.
 */
import type { ArticleId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { DeletedFacts, RemovedArticle } from '../../model/deleted.ts'
import type { Validators } from '../../model/fetchRecord.ts'
import type { ArchiveRecord } from './records.ts'

export interface DeletedEntry extends DeletedFacts {
  readonly headline: StoredHeadline
}

export interface FeedState {
  /** Number of the last record that is in it. */
  cursor: number
  readonly headlines: Map<ArticleId, StoredHeadline>
  /** Removed, and not to come back with a fetch. Oldest first. */
  readonly stones: Map<ArticleId, RemovedArticle>
  /** Deleted by hand, and still to be had. */
  readonly deleted: Map<ArticleId, DeletedEntry>
  validators: Validators
}

export const noValidators: Validators = { etag: null, lastModified: null, bodyHash: '' }

/** Of more stones the oldest are forgotten: no outlet's window is a tenth as long. About 250 bytes each. */
export const stonesAtMost = 5000

export function emptyState(): FeedState {
  return {
    cursor: 0,
    headlines: new Map(),
    stones: new Map(),
    deleted: new Map(),
    validators: noValidators,
  }
}

/** @returns the articles whose headlines are others now. */
export function applyRecord(state: FeedState, seq: number, record: ArchiveRecord): readonly ArticleId[] {
  state.cursor = seq
  const { headlines, stones, deleted } = state
  switch (record.kind) {
    case 'added':
    case 'changed': {
      const { id } = record.headline
      // Opened again as a saved page, it is as any other.
      deleted.delete(id)
      headlines.set(id, { ...record.headline, record: seq })
      return [id]
    }
    case 'headline':
      headlines.set(record.headline.id, record.headline)
      return [record.headline.id]
    case 'text':
      return changed(state, record.id, (before) => withText(before, record.of, seq))
    case 'page':
      return changed(state, record.id, (before) => ({ ...before, page: seq }))
    case 'removed':
      for (const stone of record.stones) addStone(stones, stone)
      // Deleted, come again, and removed: compaction may have taken the record that it came with.
      for (const id of record.ids) deleted.delete(id)
      return record.ids.filter((id) => headlines.delete(id))
    case 'deleted': {
      const { facts, headline } = record
      deleted.set(facts.id, { ...facts, headline })
      addStone(stones, keysOf(headline))
      return headlines.delete(facts.id) ? [facts.id] : []
    }
    case 'put-back': {
      const { id } = record.headline
      deleted.delete(id)
      stones.delete(id)
      headlines.set(id, record.headline)
      return [id]
    }
    case 'welcome':
      for (const id of record.ids) stones.delete(id)
      return []
    case 'dropped':
      for (const id of record.ids) deleted.delete(id)
      return []
    case 'stones':
      for (const removed of record.removed) addStone(stones, removed)
      return []
    case 'fetched':
      state.validators = record.validators
      return []
  }
}

function changed(
  { headlines, deleted }: FeedState,
  id: ArticleId,
  change: (before: StoredHeadline) => StoredHeadline,
): readonly ArticleId[] {
  const before = headlines.get(id)
  if (before !== undefined) {
    headlines.set(id, change(before))
    return [id]
  }
  const entry = deleted.get(id)
  if (entry !== undefined) deleted.set(id, { ...entry, headline: change(entry.headline) })
  return []
}

function withText(before: StoredHeadline, of: number, seq: number): StoredHeadline {
  if (before.record === of) return { ...before, record: seq }
  const versions = before.versions?.map((version) => (version === of ? seq : version))
  return versions === undefined ? before : { ...before, versions }
}

function addStone(stones: Map<ArticleId, RemovedArticle>, removed: RemovedArticle): void {
  stones.delete(removed.id)
  stones.set(removed.id, removed)
  for (const oldest of stones.keys()) {
    if (stones.size <= stonesAtMost) return
    stones.delete(oldest)
  }
}

/** Of a headline what its outlet's next document may name it by. */
export function keysOf({
  id,
  secondKey,
  contentHash,
  publishedAt,
  url,
  title,
  alias,
}: StoredHeadline): RemovedArticle {
  return {
    id,
    secondKey,
    contentHash,
    publishedAt,
    url,
    title,
    ...(alias === undefined ? {} : { alias }),
  }
}

/** Records that something still points at: texts, earlier versions and pages of articles that are here or deleted. */
export function liveRecords(state: FeedState): ReadonlySet<number> {
  const live = new Set<number>()
  const add = ({ record, versions = [], page }: StoredHeadline) => {
    live.add(record)
    for (const version of versions) live.add(version)
    if (page !== undefined) live.add(page)
  }
  for (const headline of state.headlines.values()) add(headline)
  for (const { headline } of state.deleted.values()) add(headline)
  return live
}
