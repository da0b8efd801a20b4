/**
 * checkFeed.ts — one feed's files against themselves: every record by its sum, indexes and snapshot against the records.
 *
 * Room:     main/store/archive. Reads only; for a thread of its own, while the library is in use.
 * Knows:    the snapshot is read first: records come after it, never before.
 */
import { join } from 'node:path'
import type { FeedFindings, KnownFeed } from '../../model/libraryCheck.ts'
import { codeOf } from '../files.ts'
import type { ArchivePlace } from './compaction.ts'
import { asBuffer } from './recordReader.ts'
import { liveRecords } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import { readRecords } from './readRecords.ts'
import type { ReadSegment } from './readRecords.ts'
import { segmentName } from './segmentFile.ts'
import { indexName, readIndex } from './segmentIndex.ts'
import { isSameState } from './sameState.ts'
import { readSnapshot } from './snapshots.ts'

const nothing = {
  records: 0,
  bytes: 0,
  damaged: [],
  missing: 0,
  indexes: [],
  texts: null,
  cursor: 0,
} as const

export async function checkFeed(
  place: ArchivePlace,
  feed: KnownFeed,
  onRead: (bytes: number) => void,
): Promise<FeedFindings> {
  try {
    return await check(place, feed, onRead)
  } catch (error) {
    return { ...nothing, feedId: feed.feedId, snapshot: 'good', unread: codeOf(error) }
  }
}

async function check(
  { files, paths }: ArchivePlace,
  { feedId, cursor }: KnownFeed,
  onRead: (bytes: number) => void,
): Promise<FeedFindings> {
  const bytes = await files.read(paths.snapshot(feedId)).catch(nullWhenMissing)
  const snapshot = bytes === null ? null : await readSnapshot(feedId, bytes)
  const folder = paths.feedArchive(feedId)
  const pathOf = (from: number) => join(folder, segmentName(from))
  const known = snapshot?.state ?? null
  const read = await readRecords({ files, folder, pathOf }, known, onRead)
  const { state, texts, segments } = read
  // The window was told of records that are not there: the end is gone, or all of it.
  const missing = read.missing + Math.max(0, cursor - state.cursor)
  const damaged = segments.filter(({ isDamaged }) => isDamaged).map(({ from }) => from)
  const isWhole = damaged.length === 0 && missing === 0 && haveTexts(state, texts) && haveTexts(known, texts)
  const isSame = known === null || isSameState(known, state)
  const isBad = bytes !== null && (snapshot === null || (isWhole && !isSame))
  const indexes: number[] = []
  // The last one has none yet; a damaged one gets another when it is mended.
  for (const segment of segments.slice(0, -1))
    if (!segment.isDamaged && !(await isIndexRight(segment))) indexes.push(segment.from)
  return {
    feedId,
    records: read.records,
    bytes: read.bytes,
    damaged,
    missing,
    indexes,
    snapshot: bytes === null ? 'missing' : isBad ? 'wrong' : 'good',
    texts: isWhole ? null : [...texts],
    cursor: Math.max(state.cursor, known?.cursor ?? 0, cursor),
    unread: read.isNewer ? 'newer' : null,
  }

  async function isIndexRight({ from, bytes: length, places }: ReadSegment): Promise<boolean> {
    const text = await files.read(join(folder, indexName(from))).catch(nullWhenMissing)
    // Made when it is first wanted.
    if (text === null) return true
    const index = readIndex(asBuffer(text).toString('utf8'))
    if (index?.bytes !== length || index.places.size !== places.size) return false
    for (const [seq, { from: at, length: long }] of places) {
      const found = index.places.get(seq)
      if (found?.from !== at || found.length !== long) return false
    }
    return true
  }
}

function haveTexts(state: FeedState | null, texts: ReadonlySet<number>): boolean {
  if (state === null) return true
  for (const seq of liveRecords(state)) if (seq >= 0 && !texts.has(seq)) return false
  return true
}

function nullWhenMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}
