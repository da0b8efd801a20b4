/** faults.ts — a disk that misbehaves on demand: the real one, with one call replaced. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../../../main/base/log.ts'
import { diskFiles } from '../../../../main/store/files.ts'
import type { Files, OpenFile } from '../../../../main/store/files.ts'
import { pathsOf } from '../../../../main/store/paths.ts'
import type { Place } from '../../../../main/store/place.ts'

export function errorWith(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** Never waits, so that two seconds of retries pass at once. */
export const quickFiles: Files = { ...diskFiles, wait: () => Promise.resolve() }

/** A disk on which `change` decides how an opened file behaves. */
export function filesThat(change: (file: OpenFile, path: string) => Partial<OpenFile>): Files {
  return {
    ...quickFiles,
    create: async (path) => {
      const file = await diskFiles.create(path)
      return { ...file, ...change(file, path) }
    },
  }
}

export interface TestPlace {
  readonly place: Place
  readonly remove: () => Promise<void>
}

/** An empty folder with the library's subfolders; the clock stands still. */
export async function makePlace(facts: Partial<Place> = {}): Promise<TestPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-place-'))
  const paths = pathsOf(folder)
  for (const each of [paths.user, paths.backups, paths.archive, paths.snapshots, paths.pictures]) {
    await diskFiles.makeFolder(each)
  }
  return {
    place: {
      folder,
      paths,
      files: quickFiles,
      clock: { now: () => 1_000_000 },
      log: silentLog,
      trouble: [],
      after: () => () => undefined,
      ...facts,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
