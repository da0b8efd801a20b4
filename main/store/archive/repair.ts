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
import { asBuffer } from './recordReader.ts'
import type { FeedLog } from './feedLog.ts'
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
    await scanSegment(bytes, 0, ({ from: at, length }) => {
      whole.push(bytes.subarray(at, at + length))
    })
    const mended = Buffer.concat(whole)
    await copyToQuarantine(place, path)
    await replaceFile(place.files, path, mended, { isDurable: true })
    log.replaced(from, mended.length)
  } catch (error) {
    writeFailure(place, path, error)
  }
}
