/**
 * lowdbVictim.ts — the same work with lowdb's stock file adapter, to measure beside ours. It tells as victim.ts does.
 *
 * All marks in one file, written whole for each change, as lowdb's own examples do.
 */
import { readFileSync, writeSync } from 'node:fs'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import type { Orders } from './victim.ts'

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders
const tell = (line: string) => writeSync(1, `${line}\n`)

const low = new Low<Record<string, number>>(new JSONFile(`${orders.folder}/marks.json`), {})
try {
  await low.read()
} catch (error) {
  tell(`x ${JSON.stringify(String(error))}`)
  process.exit(3)
}
const memory =
  orders.memory === null
    ? { acknowledged: [] }
    : (JSON.parse(readFileSync(orders.memory, 'utf8')) as { acknowledged: number[] })
const wrong = memory.acknowledged
  .filter((n) => low.data[`m${String(n)}`] !== n)
  .map((n) => `acknowledged change ${String(n)} is lost`)
tell(`o ${JSON.stringify({ trouble: [], wrong })}`)

for (let n = orders.from; n < orders.from + orders.count; n += 1) {
  tell(`r ${String(n)}`)
  low.data[`m${String(n)}`] = n
  await low.write()
  tell(`a ${String(n)}`)
  if (orders.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, orders.pauseMs))
}
tell('e 0')
