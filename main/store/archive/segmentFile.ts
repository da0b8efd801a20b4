/**
 * segmentFile.ts — a file of records: its name, its head, and reading it frame by frame.
 *
 * Room:     main/store/archive.
 * Promises: every whole frame of a file is found, whatever lies between; no step takes longer than a few milliseconds.
 * Knows:    - `<first number, 12 digits>.log`. Numbers of one feed follow each other from file to file; only in a file that was
 *             written anew without dead or damaged records (`isGapped`) are some missing.
 *           - the head is a frame numbered one less than the first record, so that the first follows it.
 */
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import { frameAt, frameParts, isTorn, nextFrame } from './frames.ts'
import type { ArchiveFrame, Gap } from './frames.ts'

export const archiveSchema = 1

export interface SegmentHead {
  readonly schema: number
  readonly feed: string
  readonly from: number
  readonly isGapped: boolean
}

export interface SegmentScan {
  /** Null when the head itself is damaged; its records are read all the same. */
  readonly head: SegmentHead | null
  readonly gaps: readonly Gap[]
  /** Behind the last whole frame. */
  readonly goodBytes: number
  /** The end is the beginning of a write that was never finished. */
  readonly isTorn: boolean
}

export function segmentName(from: number): string {
  return `${String(from).padStart(12, '0')}.log`
}

/** The first number of a segment; null for another file. */
export function numberOfSegment(name: string): number | null {
  const digits = /^(\d{12})\.log$/.exec(name)?.[1]
  return digits === undefined ? null : Number(digits)
}

export function headParts(feed: string, from: number, isGapped: boolean): readonly Uint8Array[] {
  const head = { magic: 'kawaraban-archive', schema: archiveSchema, feed, from, isGapped }
  return frameParts(from - 1, JSON.stringify(head), null)
}

/**
 * Reads frames from `at` on.
 *
 * @param at      Where a frame begins; 0 for the head.
 * @param onFrame In the order of the file; the bytes are views, and must not be kept.
 */
export async function scanSegment(
  bytes: Buffer,
  at: number,
  onFrame: (frame: ArchiveFrame) => void,
): Promise<SegmentScan> {
  const breathe = yieldToLoop()
  const gaps: Gap[] = []
  let head: SegmentHead | null = null
  let goodBytes = at
  for (let from = at; from < bytes.length;) {
    const { frame, gap } = nextFrame(bytes, from)
    if (gap !== null) gaps.push(gap)
    if (frame === null) break
    from = frame.from + frame.length
    goodBytes = from
    const found = frame.from === 0 ? readHead(frame) : null
    if (found === null) onFrame(frame)
    else head = found
    const pause = breathe()
    if (pause !== null) await pause
  }
  const last = gaps.at(-1)
  const isTornAtEnd = last?.to === bytes.length && last.from >= goodBytes && isTorn(bytes, last)
  return { head, gaps: isTornAtEnd ? gaps.slice(0, -1) : gaps, goodBytes, isTorn: isTornAtEnd }
}

/** Null when the file does not begin with one. */
export function headOf(bytes: Buffer): SegmentHead | null {
  const frame = frameAt(bytes, 0)
  return frame === null ? null : readHead(frame)
}

function readHead({ seq, meta }: ArchiveFrame): SegmentHead | null {
  try {
    const head = JSON.parse(meta.toString('utf8')) as Partial<Record<string, unknown>>
    const { magic, schema, feed, from, isGapped } = head
    if (magic !== 'kawaraban-archive' || typeof schema !== 'number' || typeof feed !== 'string') return null
    if (typeof from !== 'number' || from !== seq + 1) return null
    return { schema, feed, from, isGapped: isGapped === true }
  } catch {
    return null
  }
}
