/**
 * feedLog.ts — the segments of one feed: records go to the end of the last one, and each can be read by its number.
 *
 * Room:     main/store/archive.
 * Promises: - `append` resolves when the bytes are with the system, `sync` when they are on the medium. A failed append leaves
 *             nothing behind that counts.
 *           - a record that was damaged reads as null; a disk that cannot be read now throws.
 *           - a file that was taken away or cut while the program runs is noticed before anything is added to it.
 * Knows:    a segment is full at 8 MB; then it is synced, an index is written beside it, and the next begins. After a failed
 *           sync the system may have thrown bytes away and call the next sync a success, so that segment is not added to again.
 */
import { join } from 'node:path'
import { replaceFile } from '../atomic.ts'
import { codeOf } from '../files.ts'
import type { Files, GrowingFile } from '../files.ts'
import { frameAt, frameParts } from './frames.ts'
import type { ArchiveFrame } from './frames.ts'
import { metaOf } from './records.ts'
import type { ArchiveRecord } from './records.ts'
import { headParts, numberOfSegment, segmentName } from './segmentFile.ts'
import { indexName, indexSegment, indexText, readIndex } from './segmentIndex.ts'
import type { RecordPlace, SegmentIndex } from './segmentIndex.ts'

export interface NewRecord {
  readonly record: ArchiveRecord
  /** JSON of a body. */
  readonly text: Uint8Array | null
}

/** First number and whole bytes of each segment, in order. */
export interface SegmentFacts {
  readonly from: number
  bytes: number
}

export interface FeedLog {
  readonly segments: () => readonly SegmentFacts[]
  /** @throws Node's error; ENOENT when the folder or the last segment was taken away. */
  readonly append: (firstSeq: number, records: readonly NewRecord[]) => Promise<void>
  /** @throws Node's error. */
  readonly sync: () => Promise<void>
  /** @throws Node's error when it cannot be read now. */
  readonly read: (seq: number) => Promise<ArchiveFrame | null>
  /** The same for many; neighbours are read together. Those that are damaged or not there are left out. */
  readonly readMany: (seqs: readonly number[]) => Promise<ReadonlyMap<number, ArchiveFrame>>
  readonly pathOf: (from: number) => string
  /** A segment is written anew by `swap`, with other bytes and the same records, or fewer. Reads meanwhile find the one or the other. */
  readonly replace: (from: number, bytes: number, swap: () => Promise<void>) => Promise<void>
  /** The next record goes to a new segment. */
  readonly endSegment: () => void
  /** The next record goes to a new segment, which says that numbers before it are missing. */
  readonly leaveGap: () => void
  readonly isDirty: () => boolean
}

export const segmentBytes = 8 * 1024 * 1024
const rememberedIndexes = 3
const nearBytes = 64 * 1024
const runBytes = 1024 * 1024

export interface FeedLogPlace {
  readonly files: Files
  /** Of all feeds. */
  readonly archive: string
  readonly folder: string
  readonly feed: string
}

/** @param found Segments that are there, in order, with the bytes of each that are good. */
export function makeFeedLog(
  { files, archive, folder, feed }: FeedLogPlace,
  found: readonly SegmentFacts[],
): FeedLog {
  const segments: SegmentFacts[] = found.map((each) => ({ ...each }))
  const indexes = new Map<number, SegmentIndex>()
  /** How often each segment was written anew, and the last time, which may not be over. */
  const swaps = new Map<number, { readonly count: number; readonly over: Promise<void> }>()
  let open: GrowingFile | null = null
  let isSealed = false
  let isFolderNew = false
  /** Numbers before the next segment are missing, and it has been told. */
  let isGapBefore = false

  const pathOf = (from: number) => join(folder, segmentName(from))

  const release = async () => {
    const file = open
    open = null
    await file?.close()
  }

  const begin = async (from: number): Promise<SegmentFacts> => {
    const segment = { from, bytes: 0 }
    const path = pathOf(from)
    if (segments.length === 0) await files.makeFolder(folder)
    await files.create(path).then((file) => file.close(), unlessThere)
    isFolderNew = true
    segments.push(segment)
    isSealed = false
    return segment
  }

  /** The segment that the next record goes to, open. */
  const openEnd = async (nextSeq: number): Promise<{ file: GrowingFile; segment: SegmentFacts }> => {
    let last = segments.at(-1)
    if (last === undefined || isSealed || last.bytes >= segmentBytes) {
      if (last !== undefined) await seal(last)
      last = await begin(nextSeq)
    }
    if (open !== null) return { file: open, segment: last }
    const path = pathOf(last.from)
    const { bytes } = await files.facts(path)
    if (bytes < last.bytes) throw lost(path)
    const file = await files.grow(path)
    if (bytes > last.bytes) await file.cut(last.bytes)
    open = file
    return { file, segment: last }
  }

  const seal = async (segment: SegmentFacts) => {
    await syncNow()
    const index = await loadIndex(segment)
    if (index === null) return
    const path = join(folder, indexName(segment.from))
    await replaceFile(files, path, Buffer.from(indexText(index)), { isDurable: false }).catch(() => undefined)
  }

  const syncNow = async () => {
    const file = open
    if (file === null) return
    try {
      await file.sync()
    } catch (error) {
      isSealed = true
      throw error
    } finally {
      await release()
    }
    if (!isFolderNew) return
    await files.syncFolder(folder)
    await files.syncFolder(archive)
    isFolderNew = false
  }

  const loadIndex = async (segment: SegmentFacts): Promise<SegmentIndex | null> => {
    const known = indexes.get(segment.from)
    if (known?.bytes === segment.bytes) return known
    const isLast = segment === segments.at(-1)
    const beside = isLast ? null : await readBeside(segment)
    const index = beside ?? (await indexSegment(asBuffer(await files.read(pathOf(segment.from)))))
    if (!isLast && beside === null) {
      const path = join(folder, indexName(segment.from))
      await replaceFile(files, path, Buffer.from(indexText(index)), { isDurable: false }).catch(
        () => undefined,
      )
    }
    remember(segment.from, index)
    return index
  }

  const readBeside = async (segment: SegmentFacts) => {
    const bytes = await files.read(join(folder, indexName(segment.from))).catch(() => null)
    const index = bytes === null ? null : readIndex(asBuffer(bytes).toString('utf8'))
    return index?.bytes === segment.bytes ? index : null
  }

  const remember = (from: number, index: SegmentIndex) => {
    indexes.delete(from)
    indexes.set(from, index)
    for (const oldest of indexes.keys()) {
      if (indexes.size <= rememberedIndexes) return
      indexes.delete(oldest)
    }
  }

  /** Once more when the segment was written anew meanwhile. @param look Answers whether it found everything. */
  const readWithin = async ({ from }: SegmentFacts, look: () => Promise<boolean>): Promise<void> => {
    for (;;) {
      const before = swaps.get(from)
      await before?.over
      if ((await look()) || swaps.get(from) === before) return
    }
  }

  const readOnce = async (
    segment: SegmentFacts,
    seqs: readonly number[],
  ): Promise<readonly ArchiveFrame[]> => {
    const frames: ArchiveFrame[] = []
    const index = await loadIndex(segment).catch(nullWhenMissing)
    const places = seqs.flatMap((seq) => index?.places.get(seq) ?? []).sort((a, b) => a.from - b.from)
    for (const run of runsOf(places)) {
      const bytes = asBuffer(await files.readPart(pathOf(segment.from), run.from, run.length))
      for (const { from } of run.places) {
        const frame = frameAt(bytes, from - run.from)
        if (frame !== null) frames.push(frame)
      }
    }
    return frames
  }

  return {
    segments: () => segments,
    pathOf,
    isDirty: () => open !== null,
    sync: syncNow,

    append: async (firstSeq, records) => {
      const { file, segment } = await openEnd(firstSeq)
      const parts: Uint8Array[] = segment.bytes === 0 ? [...headParts(feed, segment.from, isGapBefore)] : []
      const places: { readonly seq: number; readonly from: number; readonly length: number }[] = []
      let at = segment.bytes + lengthOf(parts)
      for (const [n, { record, text }] of records.entries()) {
        const seq = firstSeq + n
        const frame = frameParts(seq, metaOf(record), text)
        const length = lengthOf(frame)
        places.push({ seq, from: at, length })
        parts.push(...frame)
        at += length
      }
      try {
        await writeAll(file, Buffer.concat(parts), segment.bytes)
      } catch (error) {
        const isCut = await file.cut(segment.bytes).then(
          () => true,
          () => false,
        )
        if (!isCut) isSealed = true
        await release().catch(() => undefined)
        throw error
      }
      const index = indexes.get(segment.from)
      if (index?.bytes === segment.bytes) {
        for (const { seq, from, length } of places) index.places.set(seq, { from, length })
        index.bytes = at
      }
      segment.bytes = at
      isGapBefore = false
    },

    readMany: async (seqs) => {
      const frames = new Map<number, ArchiveFrame>()
      const bySegment = new Map<SegmentFacts, number[]>()
      for (const seq of seqs) {
        const segment = segments.findLast(({ from }) => from <= seq)
        if (segment !== undefined) bySegment.set(segment, [...(bySegment.get(segment) ?? []), seq])
      }
      for (const [segment, some] of bySegment) {
        await readWithin(segment, async () => {
          for (const frame of await readOnce(segment, some)) frames.set(frame.seq, frame)
          return some.every((seq) => frames.has(seq))
        })
      }
      return frames
    },

    read: async (seq) => {
      const segment = segments.findLast(({ from }) => from <= seq)
      if (segment === undefined) return null
      const found: ArchiveFrame[] = []
      await readWithin(segment, async () => {
        found.push(...(await readOnce(segment, [seq])).filter((frame) => frame.seq === seq))
        return found.length > 0
      })
      return found[0] ?? null
    },

    replace: (from, bytes, swap) => {
      const swapped = swap().then(() => {
        const segment = segments.find((each) => each.from === from)
        if (segment !== undefined) segment.bytes = bytes
        if (segment === segments.at(-1)) isSealed = true
      })
      const over = swapped.catch(() => undefined).then(() => void indexes.delete(from))
      swaps.set(from, { count: (swaps.get(from)?.count ?? 0) + 1, over })
      return swapped.finally(() => over)
    },
    endSegment: () => {
      isSealed = true
    },
    leaveGap: () => {
      isSealed = true
      isGapBefore = true
    },
  }
}

/** Numbers of the segments in a feed's folder, in order. */
export async function listSegments(files: Files, folder: string): Promise<readonly number[]> {
  const names = await files.list(folder)
  return names.flatMap((name) => numberOfSegment(name) ?? []).sort((a, b) => a - b)
}

async function writeAll(file: GrowingFile, bytes: Uint8Array, at: number): Promise<void> {
  for (let from = 0; from < bytes.length;) {
    const taken = await file.write(bytes, from, at + from)
    if (taken <= 0) throw Object.assign(new Error('The disk takes no more bytes.'), { code: 'ENOSPC' })
    from += taken
  }
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function nullWhenMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}

interface Run extends RecordPlace {
  readonly places: readonly RecordPlace[]
}

/** Records that lie close together are read at once. */
function runsOf(places: readonly RecordPlace[]): readonly Run[] {
  const runs: { from: number; length: number; places: RecordPlace[] }[] = []
  for (const place of places) {
    const run = runs.at(-1)
    const end = place.from + place.length
    const isNear =
      run !== undefined && place.from - (run.from + run.length) < nearBytes && end - run.from <= runBytes
    if (!isNear) runs.push({ from: place.from, length: place.length, places: [place] })
    else {
      run.length = end - run.from
      run.places.push(place)
    }
  }
  return runs
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

function lost(path: string): Error {
  return Object.assign(new Error(`A segment is shorter than it was: ${path}`), { code: 'ENOENT' })
}

/** A start that was cut off left it empty. */
function unlessThere(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error
}
