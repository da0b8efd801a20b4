/**
 * pressWorker.ts — entry of a worker thread: documents in, articles out, one task at a time.
 *
 * Room:     main/workers. Holds no state between tasks; may be ended at any moment.
 */
import { parentPort } from 'node:worker_threads'
import { ok, unreachable } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { cleanStoredBody } from '../normalise/clean.ts'
import { ingest } from '../normalise/ingest.ts'
import { readSavedPage } from '../normalise/savedPage.ts'
import { discover } from '../outlets/discovery.ts'
import type { PressAnswer, PressTask } from './pressTasks.ts'

async function perform(task: PressTask): Promise<Outcome<unknown>> {
  switch (task.kind) {
    case 'ingest':
      return ingest(task.input)
    case 'clean':
      return ok(task.input.map(cleanStoredBody))
    case 'discover':
      return ok(discover(task.input))
    case 'readSavedPage':
      return readSavedPage(task.input)
    default:
      return unreachable(task)
  }
}

async function answer(task: PressTask): Promise<PressAnswer> {
  try {
    return { outcome: await perform(task), broke: null }
  } catch (error) {
    return { outcome: null, broke: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (task: PressTask) => {
  void answer(task).then((message) => {
    parentPort?.postMessage(message)
  })
})
