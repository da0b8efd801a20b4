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

  return {
    readMany: async (seqs) => {
      const frames = new Map<number, ArchiveFrame>()
      const bySegment = new Map<SegmentFacts, number[]>()
      for (const seq of seqs) {
        const segment = segments.findLast(({ from }) => from <= seq)
        if (segment !== undefined) bySegment.set(segment, [...(bySegment.get(segment) ?? []), seq])
      }
      for (const [segment, some] of bySegment) {
        const index = await loadIndex(segment).catch(nullWhenMissing)
        const places = some.flatMap((seq) => index?.places.get(seq) ?? []).sort((a, b) => a.from - b.from)
        for (const run of runsOf(places)) {
          const bytes = asBuffer(await files.readPart(pathOf(segment.from), run.from, run.length))
          for (const { from } of run.places) {
            const frame = frameAt(bytes, from - run.from)
            if (frame !== null) frames.set(frame.seq, frame)
          }
        }
      }
      return frames
    },

    read: async (seq) => {
      const segment = segments.findLast(({ from }) => from <= seq)
      if (segment === undefined) return null
      const path = pathOf(segment.from)
      const index = await loadIndex(segment).catch(nullWhenMissing)
      const place = index?.places.get(seq)
      if (place === undefined) return null
      const bytes = asBuffer(await files.readPart(path, place.from, place.length))
      const frame = frameAt(bytes, 0)
      return frame?.seq === seq ? frame : null
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
