/** tender.ts — looking after the archive's files, for the jobs that do it when there is time. Room: main/store. */
import type { Outcome } from '../../preload/contract/failure.ts'
import { ok } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { ArchiveTender } from '../model/archiveTender.ts'
import type { Archive, FeedParts } from './archive/archive.ts'
import { mendFeed } from './archive/mendFeed.ts'
import { readyForCompaction, replaceSegment } from './archive/replaceSegment.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'

export function makeTender(place: Place, archive: Archive): ArchiveTender {
  /** Nothing is done to a feed that must not be written. */
  const tend = async <T, Idle>(
    feedId: FeedId,
    idle: Idle,
    work: (parts: FeedParts) => Promise<T>,
  ): Promise<Outcome<T | Idle>> => {
    try {
      return ok((await archive.maintain(feedId, work)) ?? idle)
    } catch (error) {
      return writeFailure(place, place.paths.feedArchive(feedId), error)
    }
  }
  return {
    sizes: archive.sizes,
    readyForCompaction: (feedId) =>
      tend(feedId, null, async (parts) => {
        await readyForCompaction(parts)
        return null
      }),
    mend: async (found) => {
      await archive.look(found.feedId)
      return tend(found.feedId, null, (parts) => mendFeed(place, found.feedId, parts, found))
    },
    takeSegment: (feedId, made) => tend(feedId, 0, (parts) => replaceSegment(place, feedId, parts, made)),
  }
}
