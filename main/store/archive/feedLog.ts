/**
 * feedLog.ts — the segments of one feed: records go to the end of the last one, and each can be read by its number.
 *
 * Room:     main/store/archive.
 * Promises: - `append` resolves when the bytes are with the system, `sync` when they are on the medium. A failed append leaves
 *             nothing behind that counts.
 *           - a file that was taken away or cut while the program runs is noticed before anything is added to it, and when it is
 *             synced.
 * Knows:    - a segment is full at 8 MB; then it is synced, an index is written beside it, and the next begins.
 *           - after a failed sync the system may have thrown bytes away and call the next sync a success. So what that sync was
 *             for is written again, to a file of its own; the same holds for bytes that could not be cut off: numbers that
 *             the next segment begins with or follows count there and nowhere else (openFeed.ts).
 */
import { join } from 'node:path'
import { replaceFile } from '../atomic.ts'
import { codeOf } from '../files.ts'
import type { Files, GrowingFile } from '../files.ts'
import { frameParts } from './frames.ts'
import { metaOf } from './records.ts'
import type { ArchiveRecord } from './records.ts'
import { asBuffer, makeRecordReader } from './recordReader.ts'
import type { NumberedPlace, RecordReader, SegmentFacts } from './recordReader.ts'
import { headParts, numberOfSegment, scanSegment, segmentName } from './segmentFile.ts'

export interface NewRecord {
  readonly record: ArchiveRecord
  /** JSON of a body. */
  readonly text: Uint8Array | null
}

export interface FeedLog extends Pick<RecordReader, 'read' | 'readMany'> {
  readonly segments: () => readonly SegmentFacts[]
  /** @throws Node's error; ENOENT when the folder or the last segment was taken away. */
  readonly append: (firstSeq: number, records: readonly NewRecord[]) => Promise<void>
  /** @throws Node's error. */
  readonly sync: () => Promise<void>
  /** What the last append added counts no more. Never fails; where the disk refuses it may be there at the next start. */
  readonly takeBack: () => Promise<void>
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
  const reader = makeRecordReader(files, folder, segments)
  let open: GrowingFile | null = null
  /** Nothing is added to the last segment any more. */
  let isSealed = false
  /** What the medium may not hold yet: where it begins in the last segment, and its first number. */
  let unsafe: Unsafe | null = null
  /** A sync of it failed. */
  let isBroken = false
  let isFolderNew = false
  /** Numbers before the next segment are missing, and it has been told. */
  let isGapBefore = false
  let bytesBeforeAppend = 0

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
    if (isBroken) await writeAgain()
    let last = segments.at(-1)
    const isElsewhere = last?.bytes === 0 && last.from !== nextSeq
    if (last === undefined || isSealed || isElsewhere || last.bytes >= segmentBytes) {
      if (last !== undefined) await leave(last)
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

  const leave = async (segment: SegmentFacts) => {
    if (segment.bytes > 0) {
      await syncNow()
      // Without an index beside it it is read whole.
      return reader.seal(segment).catch(unlessMissing)
    }
    // Nothing in it counts.
    await release()
    await files.remove(pathOf(segment.from))
    segments.pop()
  }

  const syncNow = async () => {
    if (isBroken) return writeAgain()
    const last = segments.at(-1)
    if (last === undefined || (unsafe === null && !isFolderNew)) return release()
    const path = pathOf(last.from)
    open ??= await files.grow(path)
    try {
      await open.sync()
    } catch (error) {
      isBroken = unsafe !== null
      isSealed = true
      throw error
    } finally {
      await release()
    }
    if ((await files.facts(path)).bytes < last.bytes) throw lost(path)
    await syncFolders()
    nothingUnsafe()
  }

  const nothingUnsafe = () => {
    if (unsafe !== null) isGapBefore = false
    unsafe = null
  }

  const syncFolders = async () => {
    if (!isFolderNew) return
    await files.syncFolder(folder)
    await files.syncFolder(archive)
    isFolderNew = false
  }

  /** What a failed sync was for, in a segment of its own. @throws Node's error; then it is tried again with the next call. */
  const writeAgain = async () => {
    const last = segments.at(-1)
    if (last !== undefined && unsafe !== null) {
      const { at, seq } = unsafe
      const tail = asBuffer(await files.readPart(pathOf(last.from), at, last.bytes - at))
      const scan = await scanSegment(tail, 0, () => undefined)
      if (scan.goodBytes !== last.bytes - at || scan.gaps.length > 0) throw broken(pathOf(last.from))
      const from = at === 0 ? last.from : seq
      const bytes = at === 0 ? tail : Buffer.concat([...headParts(feed, from, false), tail])
      await replaceFile(files, pathOf(from), bytes, { isDurable: true })
      reader.forget(last.from)
      if (at > 0) {
        last.bytes = at
        segments.push({ from, bytes: bytes.length })
      }
      isSealed = false
      isFolderNew = true
    }
    isBroken = false
    await syncFolders()
    nothingUnsafe()
  }

  return {
    segments: () => segments,
    read: reader.read,
    readMany: reader.readMany,
    pathOf,
    isDirty: () => unsafe !== null || isFolderNew || open !== null,
    sync: syncNow,

    append: async (firstSeq, records) => {
      const { file, segment } = await openEnd(firstSeq)
      const parts: Uint8Array[] = segment.bytes === 0 ? [...headParts(feed, segment.from, isGapBefore)] : []
      const places: NumberedPlace[] = []
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
      bytesBeforeAppend = segment.bytes
      unsafe ??= { at: segment.bytes, seq: firstSeq }
      segment.bytes = at
      reader.grew(segment, bytesBeforeAppend, places)
    },

    takeBack: async () => {
      const last = segments.at(-1)
      if (last === undefined || bytesBeforeAppend >= last.bytes) return
      last.bytes = bytesBeforeAppend
      reader.forget(last.from)
      if (unsafe !== null && unsafe.at >= last.bytes) {
        unsafe = null
        isBroken = false
      }
      isSealed = true
      try {
        await release()
        const file = await files.grow(pathOf(last.from))
        await file.cut(last.bytes).finally(file.close)
      } catch {
        // The next segment begins with these numbers.
      }
    },

    replace: (from, bytes, swap) =>
      reader.swap(from, async () => {
        await swap()
        const segment = segments.find((each) => each.from === from)
        if (segment !== undefined) segment.bytes = bytes
        if (segment === segments.at(-1)) isSealed = true
      }),
    endSegment: () => {
      isSealed = true
    },
    leaveGap: () => {
      isSealed = true
      isGapBefore = true
    },
  }
}

interface Unsafe {
  readonly at: number
  readonly seq: number
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

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

function lost(path: string): Error {
  return Object.assign(new Error(`A segment is shorter than it was: ${path}`), { code: 'ENOENT' })
}

function broken(path: string): Error {
  return Object.assign(new Error(`What was written and not synced is not there any more: ${path}`), {
    code: 'EIO',
  })
}

function unlessMissing(error: unknown): void {
  if (codeOf(error) === 'ENOENT') throw error
}

/** A start that was cut off left it empty. */
function unlessThere(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error
}
