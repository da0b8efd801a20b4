/**
 * fuzz.mjs — a million broken feeds through the built parser worker: none may crash it, hold it for 2 seconds, or make it
 * grow.
 *
 * Use:   npx electron-vite build && node tests/bench/fuzz.mjs [documents] [seed]
 * Each document is the fixtures of tests/fixtures, broken by tests/helpers/mutate.mjs; document n of seed s is always
 * the same. Every seventh goes through the reading of pages (discovery) as well. What takes over 2 s is tried once more
 * in a new worker, because other programs may have had the processor; when it does so twice it is a hang.
 */
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { mutate, randomFrom, readSeeds } from '../helpers/mutate.mjs'

const documents = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 1)
const limitMs = 2000
const entry = resolve(import.meta.dirname, '../../out/app/main/parserWorker.js')
const seeds = readSeeds(resolve(import.meta.dirname, '../fixtures'))
const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }

let worker = null
let settle = null

function start() {
  worker = new Worker(entry, { resourceLimits: limits })
  worker.on('message', (answer) => settle?.(answer))
  worker.on('error', (error) => settle?.({ outcome: null, broke: String(error.stack ?? error) }))
}

/** The answer; null when there is none within the limit. Starting the thread does not count. */
async function ask(task, within = limitMs) {
  if (worker === null) {
    start()
    await ask(ingestTask(new TextEncoder().encode('<rss></rss>')), 60_000)
  }
  let timer
  const answer = await Promise.race([
    new Promise((done) => {
      settle = done
      worker.postMessage(task)
    }),
    new Promise((done) => {
      timer = setTimeout(done, within, null)
    }),
  ])
  clearTimeout(timer)
  if (answer === null || answer.outcome === null) {
    await worker.terminate()
    worker = null
  }
  return answer
}

const ingestTask = (bytes) => ({
  kind: 'ingest',
  input: {
    feedId: 'fuzz',
    bytes,
    contentType: null,
    finalUrl: 'https://fuzz.example/feed',
    known: [],
    now: 1_770_000_000_000,
    language: null,
    cleanAtMost: 50,
  },
})
const discoverTask = (bytes) => ({
  kind: 'discover',
  input: { bytes, contentType: 'text/html', url: 'https://fuzz.example/', link: null },
})

const counts = new Map()
const faults = []
let slowest = 0
let restarts = 0
let settledRss = 0
const started = performance.now()
let told = started

for (let number = 0; number < documents; number++) {
  const bytes = mutate(seeds, randomFrom(seed * 1_000_003 + number))
  const tasks = number % 7 === 0 ? [ingestTask(bytes), discoverTask(bytes)] : [ingestTask(bytes)]
  for (const task of tasks) {
    const before = performance.now()
    let answer = await ask(task)
    if (answer === null) {
      restarts++
      answer = await ask(task)
    }
    if (restarts === 0 || answer !== null) slowest = Math.max(slowest, performance.now() - before)
    const kind =
      answer === null
        ? 'hang'
        : answer.broke !== null
          ? 'crash'
          : answer.outcome.ok
            ? 'read'
            : answer.outcome.failure.kind
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    if (kind === 'hang' || kind === 'crash') {
      faults.push({
        number,
        seed,
        task: task.kind,
        kind,
        why: answer?.broke?.split('\n').slice(0, 3).join(' ') ?? '',
      })
      process.stdout.write(`${JSON.stringify(faults.at(-1))}\n`)
    }
  }
  if (number === Math.min(20_000, Math.floor(documents / 5))) settledRss = process.memoryUsage().rss
  if (performance.now() - told > 10_000) {
    told = performance.now()
    const rate = Math.round((number + 1) / ((told - started) / 1000))
    process.stdout.write(
      `${number + 1} documents, ${rate} a second, ${mb(process.memoryUsage().rss)} MB resident\n`,
    )
  }
}

const seconds = (performance.now() - started) / 1000
process.stdout.write(
  `${documents} documents of seed ${seed} in ${Math.round(seconds)} s (${Math.round(documents / seconds)} a second)\n` +
    `outcomes: ${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}\n` +
    `slowest ${Math.round(slowest)} ms; tried again ${restarts}; ` +
    `growth ${mb(process.memoryUsage().rss - settledRss)} MB since the first fifth\n`,
)
await worker?.terminate()
process.exitCode = faults.length > 0 ? 1 : 0

function mb(bytes) {
  return Math.round(bytes / 1024 / 1024)
}
