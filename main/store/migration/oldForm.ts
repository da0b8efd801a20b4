/**
 * oldForm.ts — what lies in the form of 0.1 when all of it is in the archive: how much it is, and its end.
 *
 * Room:     main/store/migration.
 * Promises: it goes a week after the move, in a run that began after it and read every paper from the archive without loss; as
 *           long as one paper's archive is not there, nothing of it goes. Cut off anywhere, it is gone on with later.
 */
import { join } from 'node:path'
import type { Outcome } from '../../../preload/contract/failure.ts'
import { ok } from '../../../preload/contract/failure.ts'
import type { Millis } from '../../../preload/contract/model.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import type { OldForm } from '../../model/migration.ts'
import { writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import { readMovedMark, writeMovedMark } from './movedMark.ts'
import type { MovedMark } from './movedMark.ts'

const keptForMs = 7 * 86_400_000

/** Null when there is nothing of it. Cost: a look at each file, in steps. */
export async function measureOldForm(place: Place): Promise<OldForm | null> {
  const { files, paths } = place
  const breathe = yieldToLoop()
  const bytesIn = async (folder: string): Promise<number> => {
    let bytes = 0
    for (const name of await files.list(folder).catch(() => [])) {
      bytes += (await files.facts(join(folder, name)).catch(() => null))?.bytes ?? 0
      await breathe()
    }
    return bytes
  }
  const feeds = await files.list(paths.bodies).catch(() => [])
  let bytes = 0
  for (const folder of [paths.headlines, paths.removed, paths.deleted]) bytes += await bytesIn(folder)
  for (const feed of feeds) bytes += await bytesIn(join(paths.bodies, feed))
  if (bytes === 0) return null
  const mark = await readMovedMark(place)
  return { bytes, until: mark === null ? null : mark.at + keptForMs }
}

/**
 * @param mark As it was when this run began.
 * @param now  As believed (retentionPolicy.ts).
 * @returns Whether all of it is gone by now.
 */
export async function dropOldForm(place: Place, mark: MovedMark, now: Millis): Promise<Outcome<boolean>> {
  const { files, paths } = place
  const folders = [paths.headlines, paths.removed, paths.deleted, paths.bodies]
  if (!folders.some(files.isThere)) return ok(true)
  try {
    // The clock was ahead at the move.
    if (mark.at > now) await writeMovedMark(place, { ...mark, at: now })
    if (now < mark.at + keptForMs) return ok(false)
    if (!mark.feeds.every((feedId) => files.isThere(paths.feedArchive(feedId)))) return ok(false)
    const breathe = yieldToLoop()
    for (const feed of await files.list(paths.bodies)) {
      await files.removeFolder(join(paths.bodies, feed))
      await breathe()
    }
    for (const folder of folders) await files.removeFolder(folder)
    place.log.info('the old form of the articles was removed')
    return ok(true)
  } catch (error) {
    return writeFailure(place, paths.bodies, error)
  }
}
