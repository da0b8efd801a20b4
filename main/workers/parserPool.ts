/**
 * parserPool.ts — a few worker threads that read documents, so that the main thread never does.
 *
 * Room:     main/workers.
 * Promises: one task at a time a worker; a worker that hangs, dies or runs out of memory costs the one task it had
 *           (`reader-gave-up`) and is replaced; an idle worker ends after a minute, so that an idle program holds none.
 * Takes:    the bytes of a task are moved to the worker, not copied: the caller's array is empty afterwards.
 */
import { Worker } from 'node:worker_threads'
import { fail } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import { withoutSecrets } from '../base/urls.ts'
import type { ParserPool } from '../model/parserPool.ts'
import type { ParserAnswer, ParserTask } from './parserTasks.ts'

/** Starts a timer; the answer stops it. */
export type StartTimer = (ms: number, then: () => void) => () => void

export interface ParserPoolOptions {
  /** The built worker: a path, or a file: URL. */
  readonly entry: string | URL
  /** Most workers at once. */
  readonly size: number
  /** How long one task may take. */
  readonly timeLimitMs: number
  readonly log: Log
  /** How long a worker is kept without work; a minute unless given. */
  readonly idleMs?: number
  /** Most memory of one worker; 512 MB unless given. */
  readonly memoryMb?: number
  /** For tests. */
  readonly startTimer?: StartTimer
}

/** Room for what a document leaves behind on the way: 64 takes 90 MB more of memory at the peak, 16 a tenth more of time. */
const youngMb = 32

interface Job {
  readonly task: ParserTask
  readonly settle: (outcome: Outcome<unknown>) => void
}

interface Hand {
  readonly worker: Worker
  job: Job | null
  stopTimer: () => void
}

/** Starts no thread until there is work, or work is expected. `close` ends all threads; what waits then is given up. */
export function startParserPool(
  options: ParserPoolOptions,
): ParserPool & { readonly close: () => Promise<void> } {
  const { entry, size, timeLimitMs, log, idleMs = 60_000, memoryMb = 512, startTimer = realTimer } = options
  const waiting: Job[] = []
  const hands = new Set<Hand>()
  let isClosed = false

  const giveNext = () => {
    while (waiting.length > 0) {
      const hand = [...hands].find(({ job }) => job === null) ?? (hands.size < size ? hire() : null)
      const job = hand === null ? undefined : waiting.shift()
      if (hand === null || job === undefined) return
      give(hand, job)
    }
  }

  const give = (hand: Hand, job: Job) => {
    hand.stopTimer()
    hand.job = job
    hand.stopTimer = startTimer(timeLimitMs, () => {
      log.warn('parser pool: a document took too long', { of: subjectOf(job.task), ms: timeLimitMs })
      dismiss(hand)
    })
    hand.worker.postMessage(job.task, bytesToMove(job.task))
  }

  const hire = (): Hand => {
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
    })
    const hand: Hand = { worker, job: null, stopTimer: () => undefined }
    hands.add(hand)
    worker.on('message', (answer: ParserAnswer) => {
      take(hand, answer)
    })
    worker.on('error', (error) => {
      log.error('parser pool: a worker broke', error, {
        of: hand.job === null ? null : subjectOf(hand.job.task),
      })
      dismiss(hand)
    })
    worker.on('exit', () => {
      dismiss(hand)
    })
    return hand
  }

  const rest = (hand: Hand) => {
    hand.stopTimer()
    hand.job = null
    hand.stopTimer = startTimer(idleMs, () => {
      dismiss(hand)
    })
  }

  const take = (hand: Hand, { outcome, broke }: ParserAnswer) => {
    const { job } = hand
    if (job === null) return
    rest(hand)
    if (broke !== null) log.error('parser pool: a task broke', broke, { of: subjectOf(job.task) })
    job.settle(outcome ?? gaveUp(job.task))
    giveNext()
  }

  /** Ends a worker, whatever it does; its task is given up. Does nothing the second time. */
  const dismiss = (hand: Hand) => {
    if (!hands.delete(hand)) return
    hand.stopTimer()
    void hand.worker.terminate()
    hand.job?.settle(gaveUp(hand.job.task))
    hand.job = null
    giveNext()
  }

  const ask = <T>(task: ParserTask): Promise<Outcome<T>> =>
    new Promise((resolve) => {
      if (isClosed) {
        resolve(gaveUp(task))
        return
      }
      // The worker answers with what its task promises (parserWorker.ts).
      waiting.push({ task, settle: resolve as (outcome: Outcome<unknown>) => void })
      giveNext()
    })

  return {
    expect: (documents) => {
      if (isClosed) return
      for (let more = Math.min(size, documents) - hands.size; more > 0; more -= 1) rest(hire())
    },
    ingest: (input) => ask({ kind: 'ingest', input }),
    clean: (input) => ask({ kind: 'clean', input }),
    discover: (input) => ask({ kind: 'discover', input }),
    readRobots: (input) => ask({ kind: 'readRobots', input }),
    readSavedPage: (input) => ask({ kind: 'readSavedPage', input }),
    tidyDrawing: (input) => ask({ kind: 'tidyDrawing', input }),
    close: async () => {
      isClosed = true
      for (const job of waiting.splice(0)) job.settle(gaveUp(job.task))
      const ending = [...hands].map(({ worker }) => worker.terminate())
      for (const hand of hands) dismiss(hand)
      await Promise.all(ending)
    },
  }
}

const gaveUp = (task: ParserTask): Outcome<never> => fail({ kind: 'reader-gave-up', url: subjectOf(task) })

/** What a task is about, for the failure and the log. */
function subjectOf(task: ParserTask): string {
  switch (task.kind) {
    case 'ingest':
      return withoutSecrets(task.input.finalUrl)
    case 'discover':
    case 'readRobots':
    case 'tidyDrawing':
      return withoutSecrets(task.input.url)
    case 'readSavedPage':
      return task.input.name
    case 'clean':
      return task.input[0]?.base ?? ''
  }
}

/** The memory behind a task's bytes, when nothing else stands in it. */
function bytesToMove(task: ParserTask): ArrayBuffer[] {
  if (task.kind === 'clean') return []
  const { bytes } = task.input
  const isAlone = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  return isAlone && bytes.byteLength > 0 ? [bytes.buffer] : []
}

const realTimer: StartTimer = (ms, then) => {
  const timer = setTimeout(then, ms)
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}
