/**
 * compactSegment.ts — a segment's bytes without what nothing needs any more.
 *
 * Room:     main/store/archive. Pure.
 * Promises: a record that is needed as it is keeps its very bytes; each keeps its number. The last number stays, as a record that
 *           says nothing, so that the next segment follows it. A segment with damage in it gives null: it is put aside first.
 */
import { frameParts } from './frames.ts'
import type { ArchiveFrame } from './frames.ts'
import { emptyRecord, metaOf, recordIn } from './records.ts'
import { reduceRecord } from './reduceRecord.ts'
import type { Needs } from './reduceRecord.ts'
import { archiveSchema, headParts, scanSegment } from './segmentFile.ts'

export async function compactSegment(bytes: Buffer, feed: string, needs: Needs): Promise<Buffer | null> {
  const frames: ArchiveFrame[] = []
  const { head, gaps, isTorn } = await scanSegment(bytes, 0, (frame) => {
    frames.push(frame)
  })
  if (head?.feed !== feed || head.schema !== archiveSchema || gaps.length > 0 || isTorn) return null
  const fetched = frames.findLast((frame) => recordIn(frame)?.kind === 'fetched')?.seq
  const parts: Uint8Array[] = [...headParts(feed, head.from, true)]
  for (const frame of frames) {
    const left = reduceFrame(frame, bytes, needs, frame.seq === fetched)
    const isEnd = frame === frames.at(-1)
    if (left.length === 0 && isEnd) parts.push(...frameParts(frame.seq, metaOf(emptyRecord), null))
    else parts.push(...left)
  }
  return Buffer.concat(parts)
}

/** Empty when nothing of it is needed. */
function reduceFrame(
  frame: ArchiveFrame,
  bytes: Buffer,
  needs: Needs,
  isLastFetched: boolean,
): readonly Uint8Array[] {
  const whole = [bytes.subarray(frame.from, frame.from + frame.length)]
  const record = recordIn(frame)
  // Of a newer version, which will know what it is for.
  if (record === null) return whole
  const reduced = reduceRecord(record, frame.seq, needs, isLastFetched)
  if (reduced === null) return []
  const text = reduced.keepsText ? frame.text : null
  const isSame = reduced.record === record
  if (isSame && text === frame.text) return whole
  // As it lies there: a newer version may have written more into it.
  const meta = isSame ? frame.meta.toString('utf8') : metaOf(reduced.record)
  return frameParts(frame.seq, meta, text)
}
