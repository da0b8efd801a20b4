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
import { frameParts } from './frames.ts'
import { emptyRecord, metaOf } from './records.ts'
import { headParts, scanSegment } from './segmentFile.ts'

/** Never fails: a disk that refuses leaves the damaged file, whose whole records are read all the same. @returns whether it went. */
export async function putDamagedAside(
  place: Place,
  feedId: FeedId,
  log: FeedLog,
  from: number,
): Promise<boolean> {
  try {
    await writeAnew(place, feedId, log, from, () => copyToQuarantine(place, log.pathOf(from)))
    return true
  } catch (error) {
    writeFailure(place, log.pathOf(from), error)
    return false
  }
}

/** Its head says from then on that numbers are missing before it or in it. @throws Node's error; then it is as it was. */
export async function writeAnew(
  { files }: Place,
  feedId: FeedId,
  log: FeedLog,
  from: number,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const path = log.pathOf(from)
  const bytes = asBuffer(await files.read(path))
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
  await before()
  await log.replace(from, mended.length, () => replaceFile(files, path, mended, { isDurable: true }))
}
