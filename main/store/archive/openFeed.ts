/**
 * openFeed.ts — one feed from disk: its snapshot, and the records behind it; without a snapshot all records.
 *
 * Room:     main/store/archive. Reads only.
 * Promises: every record that is whole is in the state, and no other. What is missing is told: numbers that nothing holds,
 *           texts whose headline is known, files that hold anything but records.
 * Cost:     a snapshot and one look at the last file; else what was written since, or everything: 300 MB in about 2 s, in steps.
 */
import type { StoredHeadline } from '../../model/article.ts'
import { releaseBuffer } from '../../base/releaseBuffer.ts'
import { newestFirst } from '../headlineRows.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import { asBuffer, listSegments } from './feedLog.ts'
import type { SegmentFacts } from './feedLog.ts'
import { applyRecord, emptyState } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import { frameAt } from './frames.ts'
import type { ArchiveFrame } from './frames.ts'
import { recordIn } from './records.ts'
import { archiveSchema, headOf, scanSegment } from './segmentFile.ts'
import type { Snapshot } from './snapshots.ts'
import type { Files } from '../files.ts'

export interface FoundFeed {
  readonly state: FeedState
  readonly rows: readonly StoredHeadline[]
  readonly segments: readonly SegmentFacts[]
  /** Articles that are known and whose texts are not there any more. */
  readonly lostTexts: readonly StoredHeadline[]
  /** Records that are not there and that nothing tells of. */
  readonly lostRecords: number
  /** Segments with bytes in them that are no records. */
  readonly damaged: readonly number[]
  /** How many records behind the snapshot were read. */
  readonly replayed: number
}

export type OpenedFeed = FoundFeed | { readonly newerSchema: number }

export interface FeedFiles {
  readonly files: Files
  readonly folder: string
  readonly pathOf: (from: number) => string
}

/** @throws Node's error when a file is there and cannot be read now. */
export async function openFeed(
  { files, folder, pathOf }: FeedFiles,
  snapshot: Snapshot | null,
): Promise<OpenedFeed> {
  const numbers = await listSegments(files, folder)
  const state = snapshot?.state ?? emptyState()
  /** Before records behind it are applied to it. */
  const cursorThen = state.cursor
  const segments: SegmentFacts[] = []
  const damaged: number[] = []
  let lostRecords = 0
  let replayed = 0

  const apply = (frame: ArchiveFrame, isGapped: boolean) => {
    const { seq } = frame
    if (seq <= state.cursor) return
    if (seq > state.cursor + 1 && !isGapped) lostRecords += seq - state.cursor - 1
    replayed += 1
    const record = recordIn(frame)
    if (record === null) state.cursor = seq
    else applyRecord(state, seq, record)
  }

  const known = new Map((snapshot?.segments ?? []).map(({ from, bytes }) => [from, bytes]))
  const lastKnown = snapshot?.segments.at(-1)?.from ?? 0
  const missing: SegmentFacts[] = (snapshot?.segments ?? []).filter(({ from }) => !numbers.includes(from))
  let lostBehind: number | null = null

  for (const from of numbers) {
    const { bytes: size } = await files.facts(pathOf(from))
    const bytesThen = known.get(from)
    // Full, and in the snapshot: looked into when a text of it is wanted.
    if (bytesThen !== undefined && from < lastKnown) {
      segments.push({ from, bytes: size })
      continue
    }
    const isWholeThen = bytesThen !== undefined && size >= bytesThen
    if (isWholeThen && size === bytesThen) {
      segments.push({ from, bytes: size })
      continue
    }
    let start = isWholeThen ? bytesThen : 0
    let bytes = asBuffer(await files.readPart(pathOf(from), start, size - start))
    if (start > 0 && frameAt(bytes, 0) === null) {
      // Written anew since the snapshot, which came back from an earlier time.
      start = 0
      bytes = asBuffer(await files.read(pathOf(from)))
    }
    const head = start === 0 ? headOf(bytes) : null
    if (head !== null && head.schema > archiveSchema) return { newerSchema: head.schema }
    let last = from - 1
    const isGapped = head?.isGapped === true
    const scan = await scanSegment(bytes, 0, (frame) => {
      last = frame.seq
      apply(frame, isGapped)
    })
    if (bytesThen !== undefined && !isWholeThen) lostBehind = last
    if (scan.gaps.length > 0 || (start === 0 && head === null && scan.goodBytes > 0)) damaged.push(from)
    segments.push({ from, bytes: start + scan.goodBytes })
    releaseBuffer(bytes)
  }

  const isLost = ({ record }: StoredHeadline) =>
    record >= 0 &&
    (missing.some(({ from }) => record >= from && record <= endOf(from, snapshot?.segments ?? [])) ||
      (lostBehind !== null && record > lostBehind && record <= cursorThen))
  const hasLoss = missing.length > 0 || lostBehind !== null
  const all = [...state.headlines.values()]
  const lostTexts = hasLoss ? all.filter(isLost) : []
  const rows = replayed === 0 && snapshot !== null ? snapshot.rows : await sorted(all)
  return { state, rows, segments, lostTexts, lostRecords, damaged, replayed }
}

/** The last number that the segment may hold. */
function endOf(from: number, segments: readonly SegmentFacts[]): number {
  const next = segments.find((each) => each.from > from)
  return next === undefined ? Number.MAX_SAFE_INTEGER : next.from - 1
}

async function sorted(rows: StoredHeadline[]): Promise<readonly StoredHeadline[]> {
  await yieldToLoop(0)()
  return rows.sort(newestFirst)
}
