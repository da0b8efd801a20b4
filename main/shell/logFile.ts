/**
 * logFile.ts — the log on disk: two files of at most a megabyte each. A log that cannot be written stops nothing.
 *
 * Room:     main/shell. No Electron.
 * Promises: private, and never written through a link: one that lies in the place of the folder or of a file is taken away.
 */
import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { appendPrivate, makePrivateFolder, takeLinkAway } from './privateFile.ts'

const limitBytes = 1024 * 1024

/** @returns Writes one line to `<folder>/kawaraban.log`. */
export function openLogFile(folder: string): (line: string) => void {
  const file = join(folder, 'kawaraban.log')
  let size = 0
  try {
    takeLinkAway(folder)
    makePrivateFolder(folder)
    takeLinkAway(file)
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    return () => undefined
  }
  return (line) => {
    try {
      if (size > limitBytes) {
        renameSync(file, join(folder, 'kawaraban.old.log'))
        size = 0
      }
      appendPrivate(file, `${line}\n`)
      size += line.length + 1
    } catch {
      // A full disk must not end the program; the library reports its own failures.
    }
  }
}
