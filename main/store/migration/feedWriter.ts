/**
 * feedWriter.ts — records of one paper into a folder that is not the archive's yet, and the proof that they are there.
 *
 * Room:     main/store/migration.
 * Promises: `prove` reads every record back from the disk and compares it with the sum of what was given here, and what all of
 *           them say with what was meant.
 */
import { crc32 } from 'node:zlib'
import type { FeedId } from '../../../preload/contract/model.ts'
import { releaseBuffer } from '../../base/releaseBuffer.ts'
import { makeFeedLog } from '../archive/feedLog.ts'
import type { NewRecord } from '../archive/feedLog.ts'
import { applyRecord, emptyState } from '../archive/feedState.ts'
import type { FeedState } from '../archive/feedState.ts'
import type { ArchiveFrame } from '../archive/frames.ts'
import { asBuffer } from '../archive/recordReader.ts'
import { metaOf, recordIn } from '../archive/records.ts'
import type { ArchiveRecord } from '../archive/records.ts'
import { scanSegment } from '../archive/segmentFile.ts'
import type { Snapshot } from '../archive/snapshots.ts'
import type { Files } from '../files.ts'
import { newestFirst, rowCells, rowText } from '../headlineRows.ts'
import { removedCells } from '../removedRows.ts'

export interface FeedWriter {
  /** @returns the record's number. @throws Node's error. */
  readonly add: (record: ArchiveRecord, text?: string | null) => Promise<number>
  /** On the medium. @throws Node's error. */
  readonly sync: () => Promise<void>
  /** After `sync`. @throws when anything is not as it was given. */
  readonly prove: () => Promise<Snapshot>
  /** Lets go of what is open. Never fails. */
  readonly end: () => Promise<void>
}

const batchBytes = 1024 * 1024
const batchRecords = 256

interface Sums {
  readonly meta: number
  readonly text: number | null
}

/** @param around The folder that `folder` lies in. */
export function makeFeedWriter(files: Files, around: string, folder: string, feed: FeedId): FeedWriter {
  const log = makeFeedLog({ files, archive: around, folder, feed }, [])
  const meant = emptyState()
  const sums: Sums[] = []
  let batch: NewRecord[] = []
  let bytes = 0

  const flush = async () => {
    if (batch.length === 0) return
    await log.append(sums.length - batch.length + 1, batch)
    batch = []
    bytes = 0
  }

  const readBack = async (): Promise<FeedState> => {
    const found = emptyState()
    const take = (frame: ArchiveFrame) => {
      const given = sums[frame.seq - 1]
      const isNext = frame.seq === found.cursor + 1
      const record = recordIn(frame)
      if (!isNext || given === undefined || record === null || !isSame(frame, given)) throw unproved(feed)
      applyRecord(found, frame.seq, record)
    }
    for (const { from, bytes: length } of log.segments()) {
      const segment = asBuffer(await files.read(log.pathOf(from)))
      const { gaps, goodBytes } = await scanSegment(segment, 0, take)
      releaseBuffer(segment)
      if (gaps.length > 0 || goodBytes !== length) throw unproved(feed)
    }
    return found
  }

  return {
    add: async (record, text = null) => {
      const textBytes = text === null ? null : Buffer.from(text)
      const meta = metaOf(record)
      sums.push({ meta: crc32(meta), text: textBytes === null ? null : crc32(textBytes) })
      applyRecord(meant, sums.length, record)
      batch.push({ record, text: textBytes })
      bytes += meta.length + (textBytes?.length ?? 0)
      if (bytes >= batchBytes || batch.length >= batchRecords) await flush()
      return sums.length
    },
    sync: async () => {
      await flush()
      await log.sync()
    },
    prove: async () => {
      const state = await readBack()
      if (!saysTheSame(state, meant)) throw unproved(feed)
      const rows = [...state.headlines.values()].sort(newestFirst)
      return { state, rows, segments: log.segments().map((each) => ({ ...each })) }
    },
    end: () => log.sync().catch(() => undefined),
  }
}

function isSame({ meta, text }: ArchiveFrame, given: Sums): boolean {
  return crc32(meta) === given.meta && (text === null ? null : crc32(text)) === given.text
}

function saysTheSame(found: FeedState, meant: FeedState): boolean {
  if (found.cursor !== meant.cursor || found.headlines.size !== meant.headlines.size) return false
  for (const [id, headline] of meant.headlines) {
    const there = found.headlines.get(id)
    if (there === undefined || rowText(there) !== rowText(headline)) return false
  }
  return restOf(found) === restOf(meant)
}

function restOf({ stones, deleted, validators }: FeedState): string {
  const { etag, lastModified, bodyHash } = validators
  const gone = [...deleted.values()].map((one) => [
    rowCells(one.headline),
    one.deletedAt,
    one.paper,
    one.mark,
  ])
  return JSON.stringify([[...stones.values()].map(removedCells), gone, etag, lastModified, bodyHash])
}

function unproved(feed: FeedId): Error {
  return Object.assign(new Error(`What was written of ${feed} is not what is there.`), { code: 'EIO' })
}
