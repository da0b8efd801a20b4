/** opening.ts — the store in this very process, for rounds that need no kill. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLog } from '../../main/base/log.ts'
import type { Files } from '../../main/store/files.ts'
import { openLibrary } from '../../main/store/library.ts'
import type { Library } from '../../main/model/library.ts'
import { diskFiles } from '../../main/store/files.ts'
import { makeArchiveChange, papers } from './archivePlan.ts'
import { makeChange } from './plan.ts'

/** Null when it did not open. Nothing runs later by itself. */
export async function openQuietly(folder: string, files?: Files): Promise<Library | null> {
  const opened = await openLibrary({
    folder,
    log: silentLog,
    clock: { now: () => Date.now() },
    after: () => () => undefined,
    ...(files === undefined ? {} : { files }),
  })
  if (!opened.ok) return null
  await opened.value.headlinesReady
  return opened.value
}

/**
 * A library with snapshots, backups and a journal: changes 0 … count-1, all acknowledged, and as a crash leaves it.
 */
export async function makeLibrary(folder: string, count: number, reopenEvery: number): Promise<void> {
  let library = await openQuietly(folder)
  for (let n = 0; n < count; n += 1) {
    if (library === null || !(await makeChange(library, n))) throw new Error('No library to begin with.')
    if (n % reopenEvery !== reopenEvery - 1 || n === count - 1) continue
    await library.close()
    library = await openQuietly(folder)
  }
  // It names this process, which lives; a crash would have ended it.
  await rm(join(folder, 'lock'))
}

/**
 * Articles in a few segments each paper, with indexes beside the older ones, snapshots, and records behind these: numbers
 * from 0 on, all acknowledged, and as a crash leaves it.
 */
export async function makeArchive(folder: string, count: number): Promise<void> {
  let syncs = 0
  // After a sync that failed a segment is not added to any more: so there are some without writing eight megabytes.
  const files: Files = {
    ...diskFiles,
    grow: async (path) => {
      const file = await diskFiles.grow(path)
      const fails = () => path.includes('archive') && (syncs += 1) % 23 === 0
      return {
        ...file,
        sync: () =>
          fails() ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : file.sync(),
      }
    },
  }
  let library = await openQuietly(folder, files)
  for (let n = 0; n < count; n += 1) {
    if (library === null) throw new Error('No archive to begin with.')
    for (let tries = 0; !(await makeArchiveChange(library, n)); tries += 1)
      if (tries > 2) throw new Error(`No archive to begin with: ${String(n)}`)
    if (n !== Math.floor(count * 0.8)) continue
    for (const feed of papers) {
      for (const headline of library.headlinesOf(feed)) await library.articles.readBody(feed, headline)
    }
    await library.close()
    library = await openQuietly(folder, files)
  }
  await library?.syncArticles()
  await rm(join(folder, 'lock'))
}
