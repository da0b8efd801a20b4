/**
 * Covers every place where text from outside is read: long runs of each class of characters and of short pieces of markup
 * take time by their length, never by its square. Runs in threads that are ended when they do not come back.
 *
 * A longer round: KAWARABAN_GROWTH=8 (times the size, in every shape) and KAWARABAN_PAIRS=300 (pairs of pieces, chosen by
 * KAWARABAN_SEED), with --testTimeout=3600000.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, waysIn } from '../helpers/growth/entries.ts'
import { triesOf } from '../helpers/growth/round.ts'
import type { Finding } from '../helpers/growth/round.ts'
import type { Order } from '../helpers/growth/worker.ts'
import { units as single } from '../helpers/growth/units.ts'

const larger = Number(process.env['KAWARABAN_GROWTH'] ?? 1)
const size = 12_000 * larger
const isWhole = larger > 1
/** No single try takes so long unless it hangs. */
const killAfterMs = 20_000
const bombSize = 160_000
const allUnits = [
  ...single,
  ...pairs(Number(process.env['KAWARABAN_PAIRS'] ?? 0), Number(process.env['KAWARABAN_SEED'] ?? 1)),
]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-growth-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'tests/helpers/growth/worker.ts',
      outDir: folder,
      target: 'node20.18',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs' } },
    },
    ssr: { noExternal: true },
  })
}, 60_000)
afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('time grows no faster than text', { timeout: 240_000 }, () => {
  it.concurrent.each(entries.map(({ name }, index) => ({ name, index })))('in $name', async ({ index }) => {
    expect((await roundOf(index)).map(said)).toEqual([])
  })
})

const unitsFor = (entry: number) => (entry < waysIn.length ? allUnits : ['x'])

/** What a thread found; the try that it did not come back from is found too, and the rest is left. */
async function roundOf(entry: number): Promise<readonly Finding[]> {
  const tries = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(join(folder, 'worker.mjs'), { workerData: { tries } })
  let last = { number: -1, since: performance.now() }
  let watch: NodeJS.Timeout | undefined
  try {
    return await new Promise<readonly Finding[]>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      const isBomb = entry >= waysIn.length
      worker.postMessage({
        entry,
        units: unitsFor(entry),
        isWhole,
        size: isBomb ? bombSize : size,
      } satisfies Order)
      watch = setInterval(() => {
        const number = Atomics.load(tries, 0)
        if (number !== last.number) last = { number, since: performance.now() }
        else if (performance.now() - last.since > killAfterMs) resolve([hangIn(entry, number)])
      }, 250)
    })
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

function hangIn(index: number, number: number): Finding {
  const entry = entries[index]
  const tried = entry === undefined ? undefined : triesOf(entry, unitsFor(index), isWhole)[number]
  const { place, unit = '', shape = 0 } = tried ?? {}
  return { place: place?.name ?? '', unit, shape, smallMs: NaN, largeMs: Infinity }
}

function said({ place, unit, shape, smallMs, largeMs }: Finding): string {
  const times = Number.isNaN(smallMs) ? 'hangs' : `${smallMs.toFixed(0)} ms, then ${largeMs.toFixed(0)} ms`
  return `${place}: ${JSON.stringify(unit)} in shape ${String(shape)}: ${times}`
}

/** Two pieces after one another, always the same for a seed. */
function pairs(count: number, seed: number): readonly string[] {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return single[Math.floor((state / 2 ** 32) * single.length)] ?? ''
  }
  return Array.from({ length: count }, () => `${next()}${next()}`)
}
