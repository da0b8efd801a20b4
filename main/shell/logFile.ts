/** logFile.ts — the log on disk: two files of at most a megabyte each. A log that cannot be written stops nothing. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const limitBytes = 1024 * 1024

/** @returns Writes one line to `<folder>/kawaraban.log`. */
export function openLogFile(folder: string): (line: string) => void {
  const file = join(folder, 'kawaraban.log')
  let size = 0
  try {
    mkdirSync(folder, { recursive: true })
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
      appendFileSync(file, `${line}\n`, { mode: 0o600 })
      size += line.length + 1
    } catch {
      // A full disk must not end the program; the library reports its own failures.
    }
  }
}
