/**
 * backupThread.ts — the main thread's side of reading a backup that somebody gave the reader.
 *
 * Room:     main/workers. The other end is backupWorker.ts.
 * Promises: always answers. A backup that takes too long, or more memory than any has, ends its thread and costs nothing else.
 */
import { Worker } from 'node:worker_threads'
import { fail } from '../../preload/contract/failure.ts'
import type { BackupFault, Outcome } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { Log } from '../base/log.ts'

export interface BackupThreadOptions {
  readonly entry: string
  readonly timeLimitMs: Millis
  readonly memoryMb: number
  readonly log: Log
}

/** @returns asks one thread for each backup. */
export function makeBackupProver({ entry, timeLimitMs, memoryMb, log }: BackupThreadOptions) {
  return (bytes: Uint8Array): Promise<Outcome<Uint8Array>> =>
    new Promise((resolve) => {
      const worker = new Worker(entry, {
        workerData: bytes,
        resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      })
      const settle = (outcome: Outcome<Uint8Array>) => {
        clearTimeout(patience)
        resolve(outcome)
        void worker.terminate()
      }
      const giveUp = (why: BackupFault) => {
        settle(fail({ kind: 'bad-backup', why, where: null }))
      }
      const patience = setTimeout(() => {
        log.warn('a backup took too long', { bytes: bytes.length, ms: timeLimitMs })
        giveUp('took-too-long')
      }, timeLimitMs)
      worker.once('message', (outcome: Outcome<Uint8Array>) => {
        settle(outcome)
      })
      worker.once('error', (error) => {
        log.error('a backup could not be read', error, { bytes: bytes.length })
        giveUp('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-big' : 'unreadable')
      })
      worker.once('exit', () => {
        giveUp('unreadable')
      })
    })
}
