/**
 * moveFeed.ts — one paper from the old form into archive/<feed>.
 *
 * Room:     main/store/migration.
 * Promises: archive/<feed> is there whole or not at all: it is written, synced and proved in archive/.moving, and then gets its
 *           name. What was lost is noted there before, so that it is told wherever this is cut off. The old form is only read.
 */
import { join } from 'node:path'
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { MoveLoss } from '../../model/migration.ts'
import { snapshotBytes } from '../archive/snapshots.ts'
import type { Snapshot } from '../archive/snapshots.ts'
import { replaceFile } from '../atomic.ts'
import { writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import { writeRecords } from './feedRecords.ts'
import { makeFeedWriter } from './feedWriter.ts'
import { movingFolder, noteLosses } from './moving.ts'
import { readOldFeed } from './oldFeed.ts'
import type { OldLibrary } from './oldLibrary.ts'

export interface MovingFeed {
  readonly feedId: FeedId
  readonly old: OldLibrary
  readonly isMarked: (id: ArticleId) => boolean
  /** It was moved before, and its archive is gone. */
  readonly isAgain: boolean
  /** Before it counts as moved. */
  readonly onLosses: (losses: readonly MoveLoss[]) => void
}

/**
 * @returns groups of records whose pictures are not all kept yet.
 * @throws Node's error; then nothing has changed but for what lies in archive/.moving.
 */
export async function moveFeed(place: Place, moving: MovingFeed): Promise<readonly number[]> {
  const { files, paths } = place
  const { feedId, old, isMarked, isAgain, onLosses } = moving
  const around = movingFolder(paths)
  const folder = join(around, feedId)
  await files.removeFolder(folder)
  const writer = makeFeedWriter(files, around, folder, feedId)
  try {
    const { wanted, losses } = await writeRecords(
      place,
      await readOldFeed(place, old, feedId, isMarked),
      writer,
      isAgain,
    )
    await writer.sync()
    const snapshot = await writer.prove()
    if (losses.length > 0) {
      await noteLosses(place, feedId, losses)
      onLosses(losses)
    }
    // One of an archive that is gone would be believed.
    await files.remove(paths.snapshot(feedId))
    await files.rename(folder, paths.feedArchive(feedId))
    await files.syncFolder(paths.archive)
    await keepSnapshot(place, feedId, snapshot)
    return wanted
  } catch (error) {
    await writer.end()
    await files.removeFolder(folder).catch(() => undefined)
    throw error
  }
}

/** Losing it costs the next start some milliseconds. */
async function keepSnapshot(place: Place, feedId: FeedId, snapshot: Snapshot): Promise<void> {
  const path = place.paths.snapshot(feedId)
  try {
    await place.files.makeFolder(place.paths.snapshots)
    await replaceFile(place.files, path, await snapshotBytes(feedId, snapshot), { isDurable: false })
  } catch (error) {
    writeFailure(place, path, error)
  }
}
