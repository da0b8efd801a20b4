/**
 * libraryThread.ts — the main thread's side of long work on the library's files. The other end is libraryWorker.ts.
 *
 * Room:     main/workers.
 * Promises: always answers; one thread a task. A thread that dies, or is ended, leaves files beside the library's own at most, which
 *           the next start takes away.
 */
import { Worker } from 'node:worker_threads'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import type { LibraryTask, LibraryTold } from '../jobs/libraryTasks.ts'
import type { LibraryThread } from '../model/archiveTender.ts'

type WithoutFolder<T> = T extends unknown ? Omit<T, 'folder'> : never
type Task = WithoutFolder<LibraryTask>

export interface LibraryThreadOptions {
  readonly entry: string
  readonly folder: string
  readonly log: Log
}

export interface OpenLibraryThread extends LibraryThread {
  /** Ends what is being done. */
  readonly close: () => Promise<void>
}

export function makeLibraryThread({ entry, folder, log }: LibraryThreadOptions): OpenLibraryThread {
  const underWay = new Set<Worker>()

  /** @param hear What is told before the end. Null: it was ended. */
  const run = (
    task: Task,
    hear: (told: LibraryTold) => Promise<void> | void,
    signal: AbortSignal | null,
  ): Promise<Outcome<LibraryTold | null>> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve(ok(null))
        return
      }
      const worker = new Worker(entry, { workerData: { ...task, folder } })
      underWay.add(worker)
      const settle = (outcome: Outcome<LibraryTold | null>) => {
        signal?.removeEventListener('abort', end)
        resolve(outcome)
        void worker.terminate()
      }
      const end = () => {
        settle(ok(null))
      }
      signal?.addEventListener('abort', end)
      const take = async (told: LibraryTold) => {
        try {
          await hear(told)
        } catch (bug) {
          log.error('what was made of the library could not be taken', bug)
        }
        worker.postMessage('taken')
      }
      worker.on('message', (told: LibraryTold) => {
        if (told.kind === 'progress') void hear(told)
        else if (told.kind === 'made') void take(told)
        else settle(ok(told))
      })
      worker.once('error', (error) => {
        log.error('work on the files of the library broke off', error, { task: task.kind })
        const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
        settle(fail({ kind: 'store-write', file: 'archive', code }))
      })
      worker.once('exit', () => {
        underWay.delete(worker)
        end()
      })
    })

  return {
    weigh: async (feedIds) => {
      const done = await run({ kind: 'weigh', feedIds }, () => undefined, null)
      return done.ok ? ok(done.value?.kind === 'weighed' ? done.value.weights : []) : done
    },
    compact: async (feedId, take) => {
      const done = await run(
        { kind: 'compact', feedId },
        (told) => (told.kind === 'made' ? take(told.made) : undefined),
        null,
      )
      return done.ok ? ok(null) : done
    },
    check: async (known, onProgress, signal) => {
      const done = await run(
        { kind: 'check', known },
        (told) => {
          if (told.kind === 'progress') onProgress(told.progress)
        },
        signal,
      )
      return done.ok ? ok(done.value?.kind === 'checked' ? done.value.findings : null) : done
    },
    close: async () => {
      await Promise.all([...underWay].map((worker) => worker.terminate()))
    },
  }
}
