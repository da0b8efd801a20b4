/** worker.ts — the thread in which a round is run: what hangs is ended with it. Bundled by growth.test.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { entries } from './entries.ts'
import { growthOf } from './round.ts'

export interface Order {
  readonly entry: number
  readonly units: readonly string[]
  readonly isWhole: boolean
  readonly size: number
}

const { tries } = workerData as { readonly tries: Int32Array }

parentPort?.on('message', ({ entry, ...round }: Order) => {
  const chosen = entries[entry]
  if (chosen === undefined) throw new Error(`no entry ${String(entry)}`)
  const onTry = (number: number) => {
    Atomics.store(tries, 0, number)
  }
  void growthOf({ entry: chosen, ...round, onTry }).then((findings) => {
    parentPort?.postMessage(findings)
  })
})
