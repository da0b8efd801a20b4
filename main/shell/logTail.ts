/** logTail.ts — the end of the log, for the text that a person copies; and how much room it takes. */
import { closeSync, fstatSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openPlain } from './privateFile.ts'

const names = ['kawaraban.old.log', 'kawaraban.log'] as const
const tailBytes = 256 * 1024

/** @returns At most `count` lines, oldest first; none where there is no log. */
export function lastLogLines(folder: string, count: number): readonly string[] {
  return names
    .flatMap((name) => tailOf(join(folder, name)))
    .filter((line) => line !== '')
    .slice(-count)
}

export function logBytes(folder: string): number {
  return names.reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

function tailOf(file: string): readonly string[] {
  try {
    const number = openPlain(file)
    try {
      const { size } = fstatSync(number)
      const from = Math.max(0, size - tailBytes)
      const bytes = Buffer.alloc(size - from)
      const read = readSync(number, bytes, 0, bytes.length, from)
      const lines = bytes.subarray(0, read).toString('utf8').split('\n')
      return from === 0 ? lines : lines.slice(1)
    } finally {
      closeSync(number)
    }
  } catch {
    return []
  }
}
