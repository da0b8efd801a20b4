/**
 * recordReader.ts — reads single records of a feed by their numbers.
 *
 * Room:     main/store/archive.
 * Promises: a damaged record reads as null; a disk that cannot be read now throws.
 * Knows:    the index of a full segment lies beside it, and is made again when it is not there; of the last segment it is made
 *           when a record of it is first wanted, and grows with it.
 */
import { join } from 'node:path'
import { replaceFile } from '../atomic.ts'
import { codeOf } from '../files.ts'
import type { Files } from '../files.ts'
import { frameAt } from './frames.ts'
import type { ArchiveFrame } from './frames.ts'
import { segmentName } from './segmentFile.ts'
import { indexName, indexSegment, indexText, readIndex } from './segmentIndex.ts'
import type { RecordPlace, SegmentIndex } from './segmentIndex.ts'

/** First number and whole bytes of a segment. */
export interface SegmentFacts {
  readonly from: number
  bytes: number
}

export interface RecordReader {
  /** @throws Node's error when it cannot be read now. */
  readonly read: (seq: number) => Promise<ArchiveFrame | null>
  /** The same for many; neighbours are read together. Those that are damaged or not there are left out. */
  readonly readMany: (seqs: readonly number[]) => Promise<ReadonlyMap<number, ArchiveFrame>>
  /** Records were added at the end of a segment. */
  readonly grew: (segment: SegmentFacts, before: number, places: readonly NumberedPlace[]) => void
  /** A segment is full: its index is written beside it. */
  readonly seal: (segment: SegmentFacts) => Promise<void>
  readonly forget: (from: number) => void
  /** While `work` writes a segment anew; who reads meanwhile finds the old one or the new one. @throws what the work throws. */
  readonly swap: (from: number, work: () => Promise<void>) => Promise<void>
}

export interface NumberedPlace extends RecordPlace {
  readonly seq: number
}

const rememberedIndexes = 3
const nearBytes = 64 * 1024
const runBytes = 1024 * 1024

/** @param segments Of the feed, in order; the array is its log's own and grows. */
export function makeRecordReader(
  files: Files,
  folder: string,
  segments: readonly SegmentFacts[],
): RecordReader {
  const indexes = new Map<number, SegmentIndex>()
  /** How often each segment was written anew, and the last time, which may not be over. */
  const swaps = new Map<number, { readonly count: number; readonly over: Promise<void> }>()
  const pathOf = (from: number) => join(folder, segmentName(from))

  const loadIndex = async (segment: SegmentFacts): Promise<SegmentIndex> => {
    const known = indexes.get(segment.from)
    if (known?.bytes === segment.bytes) return known
    const isLast = segment === segments.at(-1)
    const beside = isLast ? null : await readBeside(segment)
    const index =
      beside ?? (await indexSegment(asBuffer(await files.readPart(pathOf(segment.from), 0, segment.bytes))))
    if (!isLast && beside === null) await writeBeside(segment.from, index)
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

  /** Without it the segment is read whole the next time. */
  const writeBeside = (from: number, index: SegmentIndex) =>
    replaceFile(files, join(folder, indexName(from)), Buffer.from(indexText(index)), {
      isDurable: false,
    }).catch(() => undefined)

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

    grew: ({ from, bytes }, before, places) => {
      const index = indexes.get(from)
      if (index?.bytes !== before) return
      for (const place of places) index.places.set(place.seq, { from: place.from, length: place.length })
      index.bytes = bytes
    },

    seal: async (segment) => {
      const index = await loadIndex(segment)
      await writeBeside(segment.from, index)
    },

    forget: (from) => {
      indexes.delete(from)
    },

    swap: (from, work) => {
      const swapped = work()
      const over = swapped.catch(() => undefined).then(() => void indexes.delete(from))
      swaps.set(from, { count: (swaps.get(from)?.count ?? 0) + 1, over })
      return swapped.finally(() => over)
    },
  }
}

/** As a buffer, without copying. */
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
