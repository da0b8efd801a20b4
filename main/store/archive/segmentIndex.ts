/**
 * segmentIndex.ts — where each record of a segment begins, so that one text is read without the others.
 *
 * Room:     main/store/archive.
 * Promises: an index is believed only for the very length of segment that it was made for; it can always be made again from
 *           its segment. The frame that it leads to proves itself, so a wrong index gives nothing rather than something wrong.
 * Knows:    beside a full segment as `<first number>.idx`: {"magic":"kawaraban-index","bytes":…,"sum":…,"at":[seq,from,length,…]}.
 *           About 25 bytes a record.
 */
import { crc32 } from 'node:zlib'
import { scanSegment } from './segmentFile.ts'

export interface RecordPlace {
  readonly from: number
  readonly length: number
}

export interface SegmentIndex {
  /** Bytes of the segment that it knows. */
  bytes: number
  readonly places: Map<number, RecordPlace>
}

export function indexName(from: number): string {
  return `${String(from).padStart(12, '0')}.idx`
}

/** Cost: about 15 ms for a full segment, in steps. */
export async function indexSegment(bytes: Buffer): Promise<SegmentIndex> {
  const places = new Map<number, RecordPlace>()
  await scanSegment(bytes, 0, ({ seq, from, length }) => {
    places.set(seq, { from, length })
  })
  return { bytes: bytes.length, places }
}

export function indexText({ bytes, places }: SegmentIndex): string {
  const at = JSON.stringify([...places].flatMap(([seq, { from, length }]) => [seq, from, length]))
  return `{"magic":"kawaraban-index","bytes":${String(bytes)},"sum":${String(crc32(at))},"at":${at}}\n`
}

/** Null for anything that `indexText` did not write. */
export function readIndex(text: string): SegmentIndex | null {
  const found =
    /^\{"magic":"kawaraban-index","bytes":(\d{1,15}),"sum":(\d{1,10}),"at":(\[[\d,]*\])\}\n$/.exec(text)
  if (found === null) return null
  const [bytes, sum, at] = found.slice(1) as [string, string, string]
  if (crc32(at) !== Number(sum)) return null
  const numbers = JSON.parse(at) as readonly number[]
  const places = new Map<number, RecordPlace>()
  for (let n = 0; n + 2 < numbers.length; n += 3) {
    places.set(numbers[n] as number, { from: numbers[n + 1] as number, length: numbers[n + 2] as number })
  }
  return { bytes: Number(bytes), places }
}
