/** canonicalBackup.ts — a backup from anywhere, proved, and as this program writes it: what the main thread reads in small steps. */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { readBackup, writeBackup } from '../store/backupFile.ts'

/** @returns why it is none, or must not be put in place (main/store/backupProof.ts). Cost: a second for 50 MB; not for the main thread. */
export async function canonicalBackup(bytes: Uint8Array): Promise<Outcome<Uint8Array>> {
  const read = await readBackup(bytes)
  return read.ok ? ok(await writeBackup(read.value)) : read
}
