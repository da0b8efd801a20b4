/** moveWorker.ts — entry of a worker thread: an older library into the archive, told paper by paper. Then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { silentLog } from '../base/log.ts'
import type { MoveOrder } from '../model/migration.ts'
import { codeOf, diskFiles } from '../store/files.ts'
import { moveLibrary } from '../store/migration/moveLibrary.ts'
import { pathsOf } from '../store/paths.ts'
import type { MoveMessage } from './moveThread.ts'

const order = workerData as MoveOrder
const post = (message: MoveMessage) => parentPort?.postMessage(message)

void moveLibrary(
  {
    folder: order.folder,
    paths: pathsOf(order.folder),
    files: diskFiles,
    clock: { now: () => order.now },
    // What fails is told to the other end, which has the log.
    log: silentLog,
    trouble: [],
    after: () => () => undefined,
  },
  order,
  post,
).then(
  () => post({ kind: 'ended', code: null }),
  (error: unknown) => post({ kind: 'ended', code: codeOf(error) }),
)
