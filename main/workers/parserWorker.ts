/**
 * parserWorker.ts — entry of a worker thread: documents in, articles out, one task at a time.
 *
 * Room:     main/workers. Holds no state between tasks; may be ended at any moment.
 */
import { parentPort } from 'node:worker_threads'
import { fail, ok, unreachable } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { cleanStoredBody } from '../normalise/clean.ts'
import { tidyDrawing } from '../normalise/drawing.ts'
import { ingest } from '../normalise/ingest.ts'
import { readSavedPage } from '../normalise/savedPage.ts'
import type { IngestInput } from '../model/ingest.ts'
import { discover } from '../outlets/discovery.ts'
import { explain } from '../outlets/notAFeed.ts'
import { readRobots } from '../outlets/robots.ts'
import { asFeed } from '../outlets/wordPressPosts.ts'
import { packed } from './packing.ts'
import type { ParserAnswer, ParserTask } from './parserTasks.ts'
import { stepBack } from './stepBack.ts'

interface Performed {
  readonly outcome: Outcome<unknown>
  readonly handOver: readonly ArrayBuffer[]
}

async function perform(task: ParserTask): Promise<Performed> {
  switch (task.kind) {
    case 'ingest':
      return packed(explained(await ingest(asFeed(task.input)), task.input))
    case 'clean':
      return whole(ok(task.input.map(cleanStoredBody)))
    case 'discover':
      return whole(ok(discover(task.input)))
    case 'readRobots':
      return whole(ok(readRobots(task.input)))
    case 'readSavedPage':
      return whole(readSavedPage(task.input))
    case 'tidyDrawing':
      return whole(ok(tidyDrawing(task.input.bytes)))
    default:
      return unreachable(task)
  }
}

/** A page in the place of a feed is looked at once more: it may be a wall, or send us on. */
function explained<T>(outcome: Outcome<T>, { bytes, contentType, finalUrl }: IngestInput): Outcome<T> {
  return outcome.ok ? outcome : fail(explain(outcome.failure, { bytes, contentType, url: finalUrl }))
}

const whole = (outcome: Outcome<unknown>): Performed => ({ outcome, handOver: [] })

async function answer(task: ParserTask): Promise<void> {
  let message: ParserAnswer
  let handOver: readonly ArrayBuffer[] = []
  try {
    const performed = await perform(task)
    handOver = performed.handOver
    message = { outcome: performed.outcome, broke: null }
  } catch (error) {
    message = {
      outcome: null,
      broke: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
  parentPort?.postMessage(message, [...handOver])
}

stepBack()
parentPort?.on('message', (task: ParserTask) => {
  void answer(task)
})
