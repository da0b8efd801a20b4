/**
 * atomic.ts — a file is replaced whole or not at all.
 *
 * Room:     main/store. The only writer of files in this room.
 * Promises: whoever reads the path sees the old bytes or the new ones, never a mixture; a failed write leaves
 *           the old file as it was and no temporary file behind. Never an in-place write.
 * Knows:    - A write may be short (safety.md §4.2: other libraries report success and leave a cut file), so it
 *             loops, and the size is checked before the rename.
 *           - Virus scanners and cloud folders hold files on Windows: a rename is tried for about two seconds.
 */
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { codeOf } from './files.ts'
import type { Files } from './files.ts'

export interface Replacing {
  /** The bytes are on the medium, read back and compared, before the old file gives way. */
  readonly isDurable: boolean
}

/** Tells the temporary files of this run from those that a crashed one left. */
const run = randomBytes(4).toString('hex')
let count = 0

/**
 * Puts `bytes` where `path` is.
 *
 * @throws Node's error of the step that failed (ENOSPC, EACCES, EIO …); the old file is intact.
 * Cost:   durable 4–12 ms on an SSD, nearly all of it in the two syncs; quick well under 1 ms.
 * Source: safety.md §4.4 item 3.
 */
export async function replaceFile(
  files: Files,
  path: string,
  bytes: Uint8Array,
  how: Replacing,
): Promise<void> {
  const temporary = await writeBeside(files, path, bytes, how)
  await putInPlace(files, temporary, path)
  if (how.isDurable) await files.syncFolder(dirname(path))
}

/**
 * Writes the new bytes beside the old file, which stands.
 *
 * @returns the temporary file's path, for `putInPlace`.
 * @throws Node's error; then nothing is left behind.
 */
export async function writeBeside(
  files: Files,
  path: string,
  bytes: Uint8Array,
  how: Replacing,
): Promise<string> {
  const temporary = `${path}.${String(process.pid)}.${run}${String((count += 1))}.tmp`
  try {
    await writeAll(files, temporary, bytes, how.isDurable)
    if (how.isDurable && Buffer.compare(await files.read(temporary), bytes) !== 0) throw brokenMedium(path)
    return temporary
  } catch (error) {
    await files.remove(temporary).catch(() => undefined)
    throw error
  }
}

/**
 * Gives the temporary file the old one's name. The folder is not synced.
 *
 * @throws Node's error; then the old file stands and the temporary one is gone.
 */
export async function putInPlace(files: Files, temporary: string, path: string): Promise<void> {
  try {
    await renameStubbornly(files, temporary, path)
  } catch (error) {
    await files.remove(temporary).catch(() => undefined)
    throw error
  }
}

/** True for a temporary file that no write of this run owns. */
export function isStaleTemporary(name: string): boolean {
  return /\.\d+\.[0-9a-f]+\.tmp$/.test(name) && !name.includes(`.${run}`)
}

async function writeAll(files: Files, path: string, bytes: Uint8Array, isDurable: boolean): Promise<void> {
  const file = await files.create(path)
  try {
    for (let from = 0; from < bytes.length;) {
      const taken = await file.write(bytes, from)
      if (taken <= 0) throw Object.assign(new Error('The disk takes no more bytes.'), { code: 'ENOSPC' })
      from += taken
    }
    if ((await file.size()) !== bytes.length) throw brokenMedium(path)
    if (isDurable) await file.sync()
  } finally {
    await file.close()
  }
}

/** Waits 10, 20, 40 … 640 ms, then 730 ms: two seconds in all. */
async function renameStubbornly(files: Files, from: string, to: string): Promise<void> {
  const pauses = [10, 20, 40, 80, 160, 320, 640, 730]
  for (let attempt = 0; ; attempt += 1) {
    try {
      await files.rename(from, to)
      return
    } catch (error) {
      const pause = pauses[attempt]
      if (pause === undefined || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error))) throw error
      await files.wait(pause)
    }
  }
}

function brokenMedium(path: string): Error {
  return Object.assign(new Error(`What was written is not what is there: ${path}`), { code: 'EIO' })
}
