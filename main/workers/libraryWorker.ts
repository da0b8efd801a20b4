/** libraryWorker.ts — entry of a worker thread: one task on the library's files. Then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { runLibraryTask } from '../jobs/libraryTasks.ts'
import type { LibraryTask, LibraryTold } from '../jobs/libraryTasks.ts'
import { stepBack } from './stepBack.ts'

stepBack()

const tell = (told: LibraryTold) => {
  parentPort?.postMessage(told)
}

/** What was made is taken before anything else is made. */
const tellAndWait = (told: LibraryTold) =>
  new Promise<void>((resolve) => {
    if (told.kind === 'made')
      parentPort?.once('message', () => {
        resolve()
      })
    else resolve()
    tell(told)
  })

void runLibraryTask(workerData as LibraryTask, tellAndWait).then(tell)
