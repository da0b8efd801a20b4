/**
 * replaceSegment.ts — a segment that was written anew in a thread takes the old one's place, and the feed is made ready for it.
 *
 * Room:     main/store/archive. In the feed's turn, so that nothing is added meanwhile.
 * Promises: the old segment stands until the new one has its name, and reads find either; the new one is dropped when the old one
 *           is another by now. A failure costs the room that would have been given back.
 */
import { join } from 'node:path'
import type { FeedId } from '../../../preload/contract/model.ts'
import { putInPlace } from '../atomic.ts'
import type { Place } from '../place.ts'
import type { FeedParts } from './archive.ts'
import type { NewSegment } from '../../model/archiveTender.ts'
import { emptyRecord } from './records.ts'
import { indexName } from './segmentIndex.ts'

/** A segment that is not full and holds less is not ended for it. */
const endsAtLeast = 256 * 1024

/**
 * Ends the last segment, and writes the snapshot that lists its successor: now it may be written anew.
 *
 * @throws Node's error.
 */
export async function readyForCompaction({ log, commit, writeSnapshot }: FeedParts): Promise<void> {
  const last = log.segments().at(-1)
  if (last !== undefined && last.bytes >= endsAtLeast) {
    log.endSegment()
    await commit([{ record: emptyRecord, text: null }])
  }
  await writeSnapshot()
}

/** @returns the bytes that were given back; 0 when it was not put in place. @throws Node's error. */
export async function replaceSegment(
  { files, paths }: Place,
  feedId: FeedId,
  { log }: FeedParts,
  { from, bytesBefore, temporary, bytes }: NewSegment,
): Promise<number> {
  const path = log.pathOf(from)
  const folder = paths.feedArchive(feedId)
  try {
    const known = log.segments().find((segment) => segment.from === from)
    const isLast = known === log.segments().at(-1)
    const facts = await files.facts(path)
    if (known === undefined || isLast || known.bytes !== bytesBefore || facts.bytes !== bytesBefore) {
      await files.remove(temporary)
      return 0
    }
    // It leads nowhere in the new one. A wrong length would be noticed, but it should not be there to be noticed.
    await files.remove(join(folder, indexName(from)))
    await log.replace(from, bytes, () => putInPlace(files, temporary, path))
  } catch (error) {
    await files.remove(temporary).catch(() => undefined)
    throw error
  }
  await files.syncFolder(folder)
  return bytesBefore - bytes
}
