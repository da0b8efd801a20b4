/**
 * moveThread.ts — the main thread's side of bringing an older library into the archive.
 *
 * Room:     main/workers. The other end is moveWorker.ts.
 * Promises: always comes to an end. The thread may be ended at any moment: every step of the move is safe to cut off.
 */
import { Worker } from 'node:worker_threads'
import type { Log } from '../base/log.ts'
import type { MoveLibrary, MoveNews } from '../model/migration.ts'

export type MoveMessage = MoveNews | { readonly kind: 'ended'; readonly code: string | null }

export interface MoveThreadOptions {
  /** The built worker: a path, or a file: URL. */
  readonly entry: string | URL
  readonly log: Log
  /** Most memory; a gigabyte unless given: a paper's headlines are held twice. */
  readonly memoryMb?: number
}

export function makeMover({ entry, log, memoryMb = 1024 }: MoveThreadOptions): MoveLibrary {
  return (order, onNews) => {
    const startedAt = performance.now()
    const worker = new Worker(entry, {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    const done = new Promise<string | null>((resolve) => {
      worker.on('message', (message: MoveMessage) => {
        if (message.kind === 'ended') resolve(message.code)
        else {
          if (message.kind === 'failed')
            log.error('a paper was not moved', null, { feed: message.feedId, code: message.code })
          onNews(message)
        }
      })
      worker.once('error', (error) => {
        log.error('the thread that moves the library failed', error)
        resolve('unknown')
      })
      worker.once('exit', () => {
        resolve('unknown')
      })
    })
    return {
      done: done.then((code) => {
        log.info('the older library was read', { code, ms: Math.round(performance.now() - startedAt) })
        void worker.terminate()
        return code
      }),
      stop: () => void worker.terminate(),
    }
  }
}
