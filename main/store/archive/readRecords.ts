/**
 * readRecords.ts — every record of a feed from the first byte on, whatever indexes and snapshot say.
 *
 * Room:     main/store/archive. Reads only, in steps.
 * Cost:     300 MB in about 2 s; in memory the headlines and a number a record.
 */
import { releaseBuffer } from '../../base/releaseBuffer.ts'
import { listSegments } from './feedLog.ts'
import { asBuffer } from './recordReader.ts'
import { applyRecord, emptyState } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import type { FeedFiles } from './openFeed.ts'
import { recordIn } from './records.ts'
import { archiveSchema, headOf, scanSegment } from './segmentFile.ts'
import type { RecordPlace } from './segmentIndex.ts'

export interface ReadSegment {
  readonly from: number
  /** Behind the last whole record. */
  readonly bytes: number
  readonly places: ReadonlyMap<number, RecordPlace>
  readonly isDamaged: boolean
  /** Records before or in it are missing, and its head does not say so. */
  readonly isAfterGap: boolean
}

export interface ReadRecords {
  readonly state: FeedState
  /** Numbers of records with a text. */
  readonly texts: ReadonlySet<number>
  readonly segments: readonly ReadSegment[]
  readonly records: number
  readonly bytes: number
  /** Records that nothing holds, and that nothing tells of. */
  readonly missing: number
  readonly isNewer: boolean
}

/**
 * @param known  A state of an earlier time: records behind it are applied to it as well.
 * @param onRead So many bytes more were read.
 * @throws Node's error when a file cannot be read now.
 */
export async function readRecords(
  { files, folder, pathOf }: FeedFiles,
  known: FeedState | null = null,
  onRead: (bytes: number) => void = () => undefined,
): Promise<ReadRecords> {
  const state = emptyState()
  const texts = new Set<number>()
  const segments: ReadSegment[] = []
  let [records, size, missing] = [0, 0, 0]
  let isNewer = false
  const numbers = await listSegments(files, folder)
  for (const from of numbers) {
    const bytes = asBuffer(await files.read(pathOf(from)))
    const head = headOf(bytes)
    isNewer ||= (head?.schema ?? 0) > archiveSchema
    const places = new Map<number, RecordPlace>()
    const missingBefore = missing
    const scan = await scanSegment(bytes, 0, (frame) => {
      const { seq, from: at, length, text } = frame
      places.set(seq, { from: at, length })
      if (text !== null) texts.add(seq)
      records += 1
      if (seq <= state.cursor) return
      if (seq > state.cursor + 1 && head?.isGapped !== true) missing += seq - state.cursor - 1
      const record = recordIn(frame)
      for (const each of known === null ? [state] : [state, known]) {
        if (seq <= each.cursor) continue
        if (record === null) each.cursor = seq
        else applyRecord(each, seq, record)
      }
    })
    // The end of the last one may just be being written.
    const isCutShort = scan.isTorn && from !== numbers.at(-1)
    const isDamaged = scan.gaps.length > 0 || isCutShort || (head === null && scan.goodBytes > 0)
    segments.push({ from, bytes: scan.goodBytes, places, isDamaged, isAfterGap: missing > missingBefore })
    size += bytes.length
    onRead(bytes.length)
    releaseBuffer(bytes)
  }
  return { state, texts, segments, records, bytes: size, missing, isNewer }
}
