/**
 * compaction.ts — room that nothing needs any more, given back: whole segments are written anew beside the old ones.
 *
 * Room:     main/store/archive. For a thread of its own: it reads the feed from disk, and asks nobody. What it wrote takes its
 *           place in the feed's turn (replaceSegment.ts).
 * Promises: writes nothing but new files beside the segments, synced, read back and compared; a feed with any damage is left as it is.
 * Knows:    - only segments before the last one that the snapshot lists are written anew: a start takes those as they are, so the
 *             snapshot stays true of them.
 *           - what it is worth is judged by the indexes first, 25 bytes a record, so that a feed without dead texts costs a look
 *             at its last segment.
 */
import { join } from 'node:path'
import { releaseBuffer } from '../../base/releaseBuffer.ts'
import { writeBeside } from '../atomic.ts'
import { codeOf } from '../files.ts'
import type { Files } from '../files.ts'
import type { NewSegment } from '../../model/archiveTender.ts'
import type { Paths } from '../paths.ts'
import { compactSegment } from './compactSegment.ts'
import { asBuffer } from './recordReader.ts'
import type { SegmentFacts } from './recordReader.ts'
import { liveRecords } from './feedState.ts'
import { openFeed } from './openFeed.ts'
import type { FoundFeed } from './openFeed.ts'
import { needsOf } from './reduceRecord.ts'
import { segmentName } from './segmentFile.ts'
import { indexName, indexSegment, readIndex } from './segmentIndex.ts'
import { readSnapshot } from './snapshots.ts'

/** Less is not worth the writing. */
export const deadAtLeast = 1024 * 1024
/** Of a segment: one with less is left as it is. */
const segmentDeadShare = 0.2

export interface ArchivePlace {
  readonly files: Files
  readonly paths: Pick<Paths, 'feedArchive' | 'snapshot'>
}

/** A feed as it lies on disk just now; null when it is not whole. `lastListed`: by its snapshot; 0 when it has none. */
async function readWhole(
  place: ArchivePlace,
  feed: string,
): Promise<(FoundFeed & { readonly lastListed: number }) | null> {
  const { files, paths } = place
  const bytes = await files.read(paths.snapshot(feed)).catch(nullWhenMissing)
  const snapshot = bytes === null ? null : await readSnapshot(feed, bytes)
  const lastListed = snapshot?.segments.at(-1)?.from ?? 0
  const found = await openFeed(
    { files, folder: paths.feedArchive(feed), pathOf: (from) => pathOf(place, feed, from) },
    snapshot,
  )
  if ('newerSchema' in found) return null
  const isWhole = found.lostTexts.length + (found.lost.records ?? 1) + found.damaged.length === 0
  return isWhole ? { ...found, lastListed } : null
}

export interface Weight {
  readonly bytes: number
  /** Of records that nothing points at; most of it is texts. */
  readonly dead: number
}

/** What a feed takes, and how much of it is dead. Cost: its snapshot, its indexes and its last segment. */
export async function weighFeed(place: ArchivePlace, feed: string): Promise<Weight> {
  const found = await readWhole(place, feed)
  if (found === null) return { bytes: 0, dead: 0 }
  const live = liveRecords(found.state)
  const weight = { bytes: 0, dead: 0 }
  for (const segment of found.segments) {
    weight.bytes += segment.bytes
    const places = await placesOf(place, feed, segment)
    for (const [seq, { length }] of places) if (!live.has(seq)) weight.dead += length
  }
  return weight
}

export function isWorthCompacting({ bytes, dead }: Weight): boolean {
  return dead >= deadAtLeast && dead * 2 > bytes
}

async function placesOf(place: ArchivePlace, feed: string, { from, bytes }: SegmentFacts) {
  const { files, paths } = place
  const beside = await files.read(join(paths.feedArchive(feed), indexName(from))).catch(() => null)
  const index = beside === null ? null : readIndex(asBuffer(beside).toString('utf8'))
  if (index?.bytes === bytes) return index.places
  return (await indexSegment(asBuffer(await files.read(pathOf(place, feed, from))))).places
}

/**
 * Writes each segment that is worth it anew, beside the old one, and goes on when that has been taken: so that it needs no
 * more room than one segment.
 *
 * @throws Node's error; then nothing is left beside the segments.
 */
export async function compactFeed(
  place: ArchivePlace,
  feed: string,
  take: (made: NewSegment) => Promise<void>,
): Promise<void> {
  const found = await readWhole(place, feed)
  if (found === null) return
  const needs = needsOf(found.state)
  for (const { from } of found.segments) {
    if (from >= found.lastListed) return
    const path = pathOf(place, feed, from)
    const before = asBuffer(await place.files.read(path))
    const after = await compactSegment(before, feed, needs)
    if (after !== null && before.length - after.length >= before.length * segmentDeadShare) {
      const temporary = await writeBeside(place.files, path, after, { isDurable: true })
      await take({ from, bytesBefore: before.length, temporary, bytes: after.length })
    }
    releaseBuffer(before)
  }
}

function pathOf({ paths }: ArchivePlace, feed: string, from: number): string {
  return join(paths.feedArchive(feed), segmentName(from))
}

function nullWhenMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}
