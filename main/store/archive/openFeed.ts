/**
 * openFeed.ts — one feed from disk: its snapshot, and the records behind it; without a snapshot all records.
 *
 * Room:     main/store/archive. Reads only.
 * Promises: every record that is whole is in the state, and no other. What is missing is told: numbers that nothing holds,
 *           texts whose headline is known, files that hold anything but records.
 * Knows:    numbers that the next segment begins with or follows do not count in the one before: they are left of a write that
 *           failed and could not be cut off (feedLog.ts).
 * Cost:     a snapshot and one look at the last file; else what was written since, or everything: 300 MB in about 2 s, in steps.
 */
import type { StoredHeadline } from '../../model/article.ts'
import { releaseBuffer } from '../../base/releaseBuffer.ts'
import { newestFirst } from '../headlineRows.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import { listSegments } from './feedLog.ts'
import { asBuffer } from './recordReader.ts'
import type { SegmentFacts } from './recordReader.ts'
import { applyRecord, emptyState } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import { frameAt, isTorn } from './frames.ts'
import type { ArchiveFrame } from './frames.ts'
import { recordIn } from './records.ts'
import type { ArchiveRecord } from './records.ts'
import { archiveSchema, headOf, scanSegment } from './segmentFile.ts'
import type { Snapshot } from './snapshots.ts'
import { recordsInGaps, sortWreckage } from './wreckage.ts'
import type { Files } from '../files.ts'

export interface FoundFeed {
  readonly state: FeedState
  readonly rows: readonly StoredHeadline[]
  readonly segments: readonly SegmentFacts[]
  /** Articles that are known and whose texts are not there any more. */
  readonly lostTexts: readonly StoredHeadline[]
  /** Articles that are gone as far as they still show, and how many records are; null where nobody can say. */
  readonly lost: { readonly records: number | null; readonly titles: readonly string[] }
  /** Segments with bytes in them that are no records. */
  readonly damaged: readonly number[]
  /** The snapshot knows what its segments do not hold any more. */
  readonly isSnapshotAhead: boolean
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
  const wrecks: (ArchiveRecord | null)[] = []
  let lostRecords = 0
  let replayed = 0

  const pass = (next: number, isTold: boolean) => {
    if (next <= state.cursor + 1) return
    if (!isTold) lostRecords += next - state.cursor - 1
    state.cursor = next - 1
  }
  const apply = (frame: ArchiveFrame) => {
    replayed += 1
    const record = recordIn(frame)
    if (record === null) state.cursor = frame.seq
    else applyRecord(state, frame.seq, record)
  }

  const before = snapshot?.segments ?? []
  const known = new Map(before.map(({ from, bytes }) => [from, bytes]))
  const lastKnown = before.at(-1)?.from ?? 0
  const missing = before.filter(({ from }) => !numbers.includes(from))
  let lostBehind: number | null = null
  /** What is missing behind the last segment was told when it was written anew. */
  let isTold = false
  /** No number behind it says how many records it was. */
  let wrecksAtEnd: readonly (ArchiveRecord | null)[] = []

  for (const [n, from] of numbers.entries()) {
    const { bytes: size } = await files.facts(pathOf(from))
    const bytesThen = known.get(from)
    // Full, and in the snapshot: looked into when a text of it is wanted.
    if (bytesThen !== undefined && (from < lastKnown || size === bytesThen)) {
      segments.push({ from, bytes: size })
      continue
    }
    let start = bytesThen !== undefined && size >= bytesThen ? bytesThen : 0
    let bytes = asBuffer(await files.readPart(pathOf(from), start, size - start))
    if (
      start > 0 &&
      bytes.length > 0 &&
      frameAt(bytes, 0) === null &&
      !isTorn(bytes, { from: 0, to: bytes.length })
    ) {
      // Written anew since the snapshot, which came back from an earlier time.
      start = 0
      bytes = asBuffer(await files.read(pathOf(from)))
    }
    const head = start === 0 ? headOf(bytes) : null
    if (head !== null && head.schema > archiveSchema) return { newerSchema: head.schema }
    const isGapped = head?.isGapped === true
    pass(from, isTold || isGapped)
    const next = numbers[n + 1] ?? Infinity
    let last = from - 1
    let end = Infinity
    const { gaps, goodBytes } = await scanSegment(bytes, 0, (frame) => {
      if (frame.seq >= next) end = Math.min(end, frame.from)
      if (frame.from >= end) return
      last = frame.seq
      if (frame.seq <= state.cursor) return
      pass(frame.seq, isGapped)
      apply(frame)
    })
    const good = Math.min(end, goodBytes)
    const harm = gaps.filter((gap) => gap.from < end)
    if (bytesThen !== undefined && start === 0 && bytesThen > 0) lostBehind = Math.max(lostBehind ?? 0, last)
    if (harm.length > 0 || (start === 0 && head === null && good > 0)) damaged.push(from)
    wrecks.push(...recordsInGaps(bytes, harm))
    wrecksAtEnd = recordsInGaps(
      bytes,
      harm.filter(({ to }) => to === bytes.length),
    )
    segments.push({ from, bytes: start + good })
    isTold = isGapped
    releaseBuffer(bytes)
  }

  const isLost = (record: number) =>
    record >= 0 &&
    record <= cursorThen &&
    (missing.some(({ from }) => record >= from && record <= endOf(from, before)) ||
      (lostBehind !== null && record > lostBehind))
  const isSnapshotAhead = missing.length > 0 || (lostBehind !== null && lostBehind < cursorThen)
  const all = [...state.headlines.values()]
  const withDeleted = [...all, ...Array.from(state.deleted.values(), ({ headline }) => headline)]
  const lostTexts = isSnapshotAhead ? withDeleted.filter(({ record }) => isLost(record)) : []
  const rows = replayed === 0 && snapshot !== null ? snapshot.rows : await sorted(all)
  // What the snapshot knows is told by name.
  const lost = countLost(state, lostRecords, wrecks, isSnapshotAhead ? [] : wrecksAtEnd)
  return { state, rows, segments, lostTexts, lost, damaged, isSnapshotAhead, replayed }
}

/** @param atEnd Those of the wrecks that no number behind them counts. */
function countLost(
  state: FeedState,
  missing: number,
  wrecks: readonly (ArchiveRecord | null)[],
  atEnd: readonly (ArchiveRecord | null)[],
): FoundFeed['lost'] {
  const { lost, harmless } = sortWreckage(wrecks, state)
  const isUncounted = sortWreckage(atEnd, state).unreadable > 0
  const records = Math.max(missing + atEnd.length - harmless, lost.length, 0)
  return { records: isUncounted ? null : records, titles: lost.map(({ title }) => title) }
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
