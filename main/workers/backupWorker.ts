/** backupWorker.ts — entry of a worker thread: one backup in, the same one proved and rewritten out, or why not. Then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { canonicalBackup } from '../jobs/canonicalBackup.ts'

void canonicalBackup(workerData as Uint8Array).then((outcome) => {
  parentPort?.postMessage(outcome)
})
