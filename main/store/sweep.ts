/** sweep.ts — takes away the temporary files that a crashed run left behind. */
import { join } from 'node:path'
import { isStaleTemporary } from './atomic.ts'
import type { Place } from './place.ts'

/** Few files: before anything is read. */
export async function sweepUserFolders(place: Place): Promise<void> {
  const { folder, paths, files } = place
  const backups = (await files.list(paths.backups)).filter((name) => !name.includes('.'))
  const folders = [folder, paths.user, paths.backups, paths.cache, ...backups.map(paths.backupFolder)]
  for (const each of folders) await sweep(place, each)
}

/** Many folders: beside everything else. (Pictures are swept while they are listed.) */
export async function sweepCacheFolders(place: Place): Promise<void> {
  const { paths, files } = place
  await sweep(place, paths.snapshots)
  for (const feed of await files.list(paths.archive)) await sweep(place, join(paths.archive, feed))
  // Schema 2, while it is still there.
  for (const folder of [paths.headlines, paths.removed, paths.deleted]) await sweep(place, folder)
  for (const feed of await files.list(paths.bodies)) await sweep(place, join(paths.bodies, feed))
}

async function sweep(place: Place, folder: string): Promise<void> {
  for (const name of await place.files.list(folder)) {
    if (isStaleTemporary(name)) await place.files.remove(join(folder, name))
  }
}
