/** chosenFile.ts — reads a file that the reader chose, and no more of it than can be. No Electron. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'

/** Windows has no such flag. */
const withoutWaiting = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0

/**
 * @returns `bad-backup`: too big, or no plain file that can be read. A pipe and a device are not read: they have no end. A link
 *          is followed, because the reader chose it.
 */
export async function readChosenBackup(
  path: string,
  atMostBytes: number,
  log: Log,
): Promise<Outcome<{ readonly name: string; readonly bytes: Uint8Array }>> {
  const name = basename(path)
  try {
    const file = await open(path, constants.O_RDONLY | withoutWaiting)
    try {
      const facts = await file.stat()
      if (!facts.isFile()) return fail({ kind: 'bad-backup', why: 'unreadable', where: name })
      if (facts.size > atMostBytes) return fail({ kind: 'bad-backup', why: 'too-big', where: name })
      const bytes = new Uint8Array(facts.size)
      let end = 0
      for (let read = 1; read > 0 && end < bytes.length; end += read) {
        read = (await file.read(bytes, end, bytes.length - end, end)).bytesRead
      }
      return ok({ name, bytes: bytes.subarray(0, end) })
    } finally {
      await file.close()
    }
  } catch (error) {
    log.error('a chosen file could not be read', error)
    return fail({ kind: 'bad-backup', why: 'unreadable', where: name })
  }
}
