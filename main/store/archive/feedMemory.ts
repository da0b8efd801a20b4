/** feedMemory.ts — one feed in memory, and what new records make of it. Room: main/store/archive. */
import type { Failure } from '../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { ArticlesChange } from '../../model/changes.ts'
import { articleChange } from './articleChange.ts'
import type { FeedLog, NewRecord } from './feedLog.ts'
import { applyRecord } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import { mergeRows } from './rows.ts'
import type { SnapshotFile } from './snapshotFile.ts'
import type { Snapshot } from './snapshots.ts'

export interface Feed {
  readonly id: FeedId
  state: FeedState
  /** Newest first. */
  rows: readonly StoredHeadline[]
  log: FeedLog
  readonly snapshot: SnapshotFile
  /** Rises whenever its headlines change. */
  revision: number
  closedBy: Failure | null
}

export function memoryOf(feed: Feed): Snapshot {
  return { state: feed.state, rows: feed.rows, segments: feed.log.segments().map((each) => ({ ...each })) }
}

/**
 * Applies records that are on disk.
 *
 * @returns null when no headline is another now. Cost: one copy of the feed's rows (rows.ts).
 */
export function enterRecords(feed: Feed, batch: readonly NewRecord[]): ArticlesChange | null {
  const { state } = feed
  const before = new Map<ArticleId, StoredHeadline | null>()
  for (const { record } of batch) {
    for (const id of idsIn(record)) if (!before.has(id)) before.set(id, state.headlines.get(id) ?? null)
    applyRecord(state, state.cursor + 1, record)
  }
  const change = articleChange(feed.id, before, state.headlines, batch)
  if (change === null) return null
  const gone: StoredHeadline[] = []
  const come: StoredHeadline[] = []
  for (const [id, old] of before) {
    const now = state.headlines.get(id) ?? null
    if (now === old) continue
    if (old !== null) gone.push(old)
    if (now !== null) come.push(now)
  }
  feed.rows = mergeRows(feed.rows, gone, come)
  feed.revision += 1
  return change
}

/** Articles whose headlines a record may change. */
export function idsIn(record: NewRecord['record']): readonly ArticleId[] {
  switch (record.kind) {
    case 'added':
    case 'changed':
    case 'headline':
    case 'deleted':
    case 'put-back':
      return [record.headline.id]
    case 'text':
    case 'page':
      return [record.id]
    case 'removed':
      return record.ids
    case 'welcome':
    case 'dropped':
    case 'stones':
    case 'fetched':
      return []
  }
}
