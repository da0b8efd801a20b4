/**
 * diskUsage.ts — what takes how much room on disk.
 *
 * Room:     main/store. Reads sizes only.
 * Promises: counts in steps, with the rest of the program between them; what cannot be seen counts as nothing.
 * Knows:    100 feeds of 500 articles are about 300 files: 20 ms, none of it at a stretch.
 */
import { basename, join } from 'node:path'
import type { FeedId } from '../../preload/contract/model.ts'
import type { Place } from './place.ts'
import type { DeletedNote } from '../model/deleted.ts'
import { measureOldForm } from './migration/oldForm.ts'
import type { DiskUsage } from '../model/diskUsage.ts'

/** @param deleted Articles that the reader deleted by hand: they lie among those of their paper, and are told apart. */
export async function measureDiskUsage(place: Place, deleted: readonly DeletedNote[]): Promise<DiskUsage> {
  const { files, paths } = place
  const names = (folder: string) => files.list(folder).catch(() => [])
  const sizeOf = async (path: string) => (await files.facts(path).catch(() => null))?.bytes ?? 0
  const filesIn = async (folder: string) => {
    let bytes = 0
    for (const name of await names(folder)) bytes += await sizeOf(join(folder, name))
    return bytes
  }
  /** A folder of files and of folders of files. */
  const twoDeep = async (folder: string) => {
    let bytes = 0
    for (const name of await names(folder)) {
      const path = join(folder, name)
      const inside = await names(path)
      bytes += inside.length === 0 ? await sizeOf(path) : await filesIn(path)
    }
    return bytes
  }

  const feeds = new Map<FeedId, number>()
  const add = (feedId: string, bytes: number) =>
    feeds.set(feedId as FeedId, (feeds.get(feedId as FeedId) ?? 0) + bytes)
  for (const feedId of await names(paths.archive)) add(feedId, await filesIn(join(paths.archive, feedId)))
  for (const name of await names(paths.snapshots))
    add(basename(name, '.json'), await sizeOf(join(paths.snapshots, name)))

  let deletedBytes = 0
  for (const { feedId, bytes } of deleted) {
    const of = Math.min(bytes, feeds.get(feedId) ?? 0)
    add(feedId, -of)
    deletedBytes += of
  }

  const backups = await names(paths.backups)
  const days = backups.flatMap((name) => /^daily-(\d{4}-\d\d-\d\d)$/.exec(name)?.[1] ?? []).sort()
  return {
    feeds,
    user: await filesIn(paths.user),
    backups: await twoDeep(paths.backups),
    lastDaily: days.at(-1) ?? null,
    deleted: deletedBytes,
    quarantine: await twoDeep(paths.quarantine),
    other: (await sizeOf(paths.fetch)) + (await sizeOf(paths.startupRows)),
    oldForm: await measureOldForm(place),
  }
}
