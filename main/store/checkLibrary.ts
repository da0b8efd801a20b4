/**
 * checkLibrary.ts — every record and every picture of the library on disk, one paper after the other.
 *
 * Room:     main/store. Reads only; for a thread of its own, while the library is in use.
 */
import { join } from 'node:path'
import type { FeedId } from '../../preload/contract/model.ts'
import type { CheckFindings, CheckProgress, KnownFeed } from '../model/libraryCheck.ts'
import { checkFeed } from './archive/checkFeed.ts'
import { checkPictures } from './checkPictures.ts'
import type { Files } from './files.ts'
import type { Paths } from './paths.ts'

/** @param known Feeds that the window knows: their files may be gone. */
export async function checkLibrary(
  files: Files,
  paths: Paths,
  known: readonly KnownFeed[],
  onProgress: (progress: CheckProgress) => void,
): Promise<CheckFindings> {
  const onDisk = (await files.list(paths.archive)).filter((name) => /^[\w-]{1,80}$/.test(name)) as FeedId[]
  const others = onDisk.filter((feedId) => !known.some((feed) => feed.feedId === feedId))
  const all = [...known, ...others.map((feedId) => ({ feedId, cursor: 0 }))]
  const folders = all.map(({ feedId }) => paths.feedArchive(feedId))
  const total = await bytesIn(files, [...folders, ...(await pictureFolders(files, paths))])
  let done = 0
  const onRead = (bytes: number) => {
    done += bytes
    onProgress({ done: Math.min(done, total), total })
  }
  onRead(0)
  const feeds = []
  for (const feed of all) feeds.push(await checkFeed({ files, paths }, feed, onRead))
  return { feeds, pictures: await checkPictures(files, paths, onRead) }
}

const pictureFolders = async (files: Files, paths: Paths) =>
  (await files.list(paths.pictures)).map((name) => join(paths.pictures, name))

async function bytesIn(files: Files, folders: readonly string[]): Promise<number> {
  let bytes = 0
  for (const folder of folders) {
    for (const name of await files.list(folder).catch(() => []))
      if (!name.endsWith('.idx'))
        bytes += (await files.facts(join(folder, name)).catch(() => null))?.bytes ?? 0
  }
  return bytes
}
