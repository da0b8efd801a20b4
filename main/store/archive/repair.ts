/**
 * repair.ts — a segment with bytes in it that are no records is put aside, and its whole records are written in its place.
 *
 * Room:     main/store/archive.
 * Promises: the damaged file is kept in quarantine; until the new one has its name the old one stands. What it held is
 *           told once: the next start finds a file without damage.
 */
import type { FeedId } from '../../../preload/contract/model.ts'
import { replaceFile } from '../atomic.ts'
import { copyToQuarantine, writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import { asBuffer } from './feedLog.ts'
import type { FeedLog } from './feedLog.ts'
import { frameParts } from './frames.ts'
import { emptyRecord, metaOf } from './records.ts'
import { headParts, scanSegment } from './segmentFile.ts'

/** Never fails: a disk that refuses leaves the damaged file, whose whole records are read all the same. */
export async function putDamagedAside(
  place: Place,
  feedId: FeedId,
  log: FeedLog,
  from: number,
): Promise<void> {
  const path = log.pathOf(from)
  try {
    const bytes = asBuffer(await place.files.read(path))
    const whole: Uint8Array[] = [...headParts(feedId, from, true)]
    let last = from - 1
    await scanSegment(bytes, 0, ({ seq, from: at, length }) => {
      whole.push(bytes.subarray(at, at + length))
      last = seq
    })
    // The next segment follows it, so that what its end held is not told as lost once more.
    const next = log.segments().find((segment) => segment.from > from)
    if (next !== undefined && last < next.from - 1)
      whole.push(...frameParts(next.from - 1, metaOf(emptyRecord), null))
    const mended = Buffer.concat(whole)
    await copyToQuarantine(place, path)
    await log.replace(from, mended.length, () =>
      replaceFile(place.files, path, mended, { isDurable: true }),
    )
  } catch (error) {
    writeFailure(place, path, error)
  }
}
