/**
 * victim.ts — a program that uses the library and tells of every step, until somebody kills it.
 *
 * Arguments: one JSON object, see Orders. Tells on stdout, one line each, written before anything else goes on:
 *   o {…}   open: what was told, and what is wrong with what is there      x …  not open
 *   r n     change n is asked for        a n  it is acknowledged           f n  it was refused
 */
import { readFileSync, writeSync } from 'node:fs'
import { silentLog } from '../../main/base/log.ts'
import { diskFiles } from '../../main/store/files.ts'
import type { Files } from '../../main/store/files.ts'
import { openLibrary } from '../../main/store/library.ts'
import { judgeArchive, makeArchiveChange } from './archivePlan.ts'
import { judge, makeChange } from './plan.ts'
import type { Library } from '../../main/model/library.ts'

export interface Orders {
  readonly folder: string
  /** What it changes: what the reader did (plan.ts), or articles (archivePlan.ts). */
  readonly plan: 'user' | 'archive'
  /** JSON file: what was acknowledged so far and the last number that was asked for. */
  readonly memory: string | null
  /** The first change's number. */
  readonly from: number
  /** How many changes; then it closes. */
  readonly count: number
  /** How many are under way at once. */
  readonly atOnce: number
  /** Between two changes of one hand. */
  readonly pauseMs: number
  /** Closes and opens after so many changes; null: never. */
  readonly reopenEvery: number | null
  /** Dies at this file operation; null: never. */
  readonly dieAt: number | null
  /** …with half of it done, where it is a write. */
  readonly isHalf: boolean
  /** Does not close at the end, but dies. */
  readonly isCrash: boolean
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders
const tell = (line: string) => writeSync(1, `${line}\n`)

let operations = 0
const die = () => {
  process.kill(process.pid, 'SIGKILL')
  // The signal comes at the next moment; nothing may happen before it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
const count = () => {
  operations += 1
  return operations === orders.dieAt
}
const counted =
  <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    if (count()) die()
    return call(...args)
  }
const half = async (write: (bytes: Uint8Array) => Promise<number>, bytes: Uint8Array, from: number) => {
  const middle = from + Math.ceil((bytes.length - from) / 2)
  if (orders.isHalf) await write(bytes.subarray(0, middle))
  die()
}

const files: Files = {
  ...diskFiles,
  create: counted(async (path: string) => {
    const file = await diskFiles.create(path)
    return {
      ...file,
      write: async (bytes, from) => {
        if (count()) await half((part) => file.write(part, from), bytes, from)
        return file.write(bytes, from)
      },
      sync: counted(file.sync),
      close: counted(file.close),
    }
  }),
  grow: counted(async (path: string) => {
    const file = await diskFiles.grow(path)
    return {
      ...file,
      write: async (bytes, from, at) => {
        if (count()) await half((part) => file.write(part, from, at), bytes, from)
        return file.write(bytes, from, at)
      },
      sync: counted(file.sync),
      cut: counted(file.cut),
      close: counted(file.close),
    }
  }),
  makeFolder: counted(diskFiles.makeFolder),
  rename: counted(diskFiles.rename),
  link: counted(diskFiles.link),
  copy: counted(diskFiles.copy),
  remove: counted(diskFiles.remove),
  removeFolder: counted(diskFiles.removeFolder),
  syncFolder: counted(diskFiles.syncFolder),
}

const open = async () => {
  const options = { folder: orders.folder, log: silentLog, clock: { now: () => Date.now() }, files }
  const opened = await openLibrary(options)
  if (!opened.ok) {
    tell(`x ${JSON.stringify(opened.failure)}`)
    process.exit(3)
  }
  await opened.value.headlinesReady
  return opened.value
}

/** So many texts a start are read again. */
const texts = 60
const change = orders.plan === 'user' ? makeChange : makeArchiveChange
const judgeAll = async (library: Library, acknowledged: readonly number[], asked: number) =>
  orders.plan === 'user'
    ? judge(library, acknowledged, asked)
    : judgeArchive(library, { acknowledged, asked, texts })

let library = await open()
const memory =
  orders.memory === null
    ? { acknowledged: [], asked: Number.MAX_SAFE_INTEGER - 100 }
    : (JSON.parse(readFileSync(orders.memory, 'utf8')) as { acknowledged: number[]; asked: number })
const wrong = await judgeAll(library, memory.acknowledged, memory.asked)
tell(`o ${JSON.stringify({ trouble: library.trouble, health: library.health(), wrong })}`)

let next = orders.from
const last = orders.from + orders.count
const hand = async (until: number) => {
  while (next < until) {
    const n = next
    next += 1
    tell(`r ${String(n)}`)
    tell(`${(await change(library, n)) ? 'a' : 'f'} ${String(n)}`)
    if (orders.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, orders.pauseMs))
  }
}
while (next < last) {
  const until = Math.min(last, next + (orders.reopenEvery ?? orders.count))
  await Promise.all(Array.from({ length: orders.atOnce }, () => hand(until)))
  if (orders.reopenEvery === null || next >= last) break
  await library.close()
  library = await open()
}
if (orders.isCrash) die()
await library.close()
tell(`e ${String(operations)}`)
