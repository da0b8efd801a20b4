/**
 * moving.ts — archive/.moving, where papers are brought into the new form, and what was lost of those that are through.
 *
 * Room:     main/store/migration.
 * Knows:    .moving/<feed>/ is work that may be thrown away; .moving/<feed>.lost.json stays until all papers are moved.
 */
import { join } from 'node:path'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { MoveLoss } from '../../model/migration.ts'
import { replaceFile } from '../atomic.ts'
import type { Paths } from '../paths.ts'
import type { Place } from '../place.ts'

const ending = '.lost.json'

export function movingFolder({ archive }: Pick<Paths, 'archive'>): string {
  return join(archive, '.moving')
}

/** Ready for work: without what was cut off. @throws Node's error. */
export async function clearMoving({ files, paths }: Place): Promise<void> {
  const folder = movingFolder(paths)
  await files.makeFolder(folder)
  for (const name of await files.list(folder)) {
    if (!name.endsWith(ending)) await files.removeFolder(join(folder, name))
  }
}

/** @throws Node's error. */
export async function noteLosses(place: Place, feedId: FeedId, losses: readonly MoveLoss[]): Promise<void> {
  const path = join(movingFolder(place.paths), `${feedId}${ending}`)
  await replaceFile(place.files, path, Buffer.from(JSON.stringify(losses)), { isDurable: true })
}

/** Nothing when nothing was noted. */
export async function notedLosses({ files, paths }: Place, feedId: FeedId): Promise<readonly MoveLoss[]> {
  try {
    const bytes = await files.read(join(movingFolder(paths), `${feedId}${ending}`))
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as readonly MoveLoss[]
  } catch {
    return []
  }
}
