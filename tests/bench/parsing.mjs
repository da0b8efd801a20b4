/**
 * parsing.mjs — how fast one built parser worker reads a folder of feeds, all the way to articles.
 *
 * Use:      npx electron-vite build && node tests/bench/parsing.mjs FOLDER [rounds]
 *           FOLDER holds *.xml, one feed each (the 500-item corpus for the figure in docs/notes/parsing.md).
 * Measures: from handing the bytes over to having the articles, so with both copies between threads; articles are kept
 *           uncleaned beyond 20, as an import does. Wall time, and processor time of the whole process, which does not
 *           count what other programs take. The first ten feeds warm up. Median of the rounds.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

const [folder, rounds = '3'] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('Give a folder of feeds: node tests/bench/parsing.mjs FOLDER [rounds]\n')
  process.exit(2)
}
const entry = resolve(import.meta.dirname, '../../out/app/main/parserWorker.js')
const files = readdirSync(folder).filter((name) => name.endsWith('.xml'))
const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

const worker = new Worker(entry, { resourceLimits: limits })
const waitsFor = []
worker.on('message', (answer) => waitsFor.shift()(answer))

function ingest(name) {
  const bytes = new Uint8Array(readFileSync(join(folder, name)))
  const input = {
    feedId: name,
    bytes,
    contentType: 'application/xml',
    finalUrl: `http://127.0.0.1:9/${name}`,
    known: [],
    now: Date.now(),
    language: 'en',
    cleanAtMost: 20,
  }
  const size = bytes.length
  return new Promise((done) => {
    const started = performance.now()
    waitsFor.push(({ outcome, broke }) => {
      if (broke !== null || !outcome.ok) throw new Error(`${name}: ${broke ?? outcome.failure.kind}`)
      done({ size, ms: performance.now() - started, articles: outcome.value.added.length })
    })
    worker.postMessage({ kind: 'ingest', input }, [bytes.buffer])
  })
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

for (const name of files.slice(0, 10)) await ingest(name)
const results = []
for (let round = 0; round < Number(rounds); round++) {
  const cpu = process.cpuUsage()
  let size = 0
  let ms = 0
  let articles = 0
  let longest = 0
  for (const name of files) {
    const one = await ingest(name)
    size += one.size
    ms += one.ms
    articles += one.articles
    longest = Math.max(longest, one.ms)
  }
  const { user, system } = process.cpuUsage(cpu)
  const rate = size / 1e3 / ms
  const cpuRate = size / ((user + system) / 1e3) / 1e3
  results.push({ rate, cpuRate })
  process.stdout.write(
    `round ${round + 1}: ${(size / 1e6).toFixed(1)} MB, ${articles} articles, ${Math.round(ms)} ms, ` +
      `${rate.toFixed(1)} MB/s (${cpuRate.toFixed(1)} MB a processor second), longest feed ${Math.round(longest)} ms\n`,
  )
}
process.stdout.write(
  `median: ${median(results.map(({ rate }) => rate)).toFixed(1)} MB/s, ` +
    `${median(results.map(({ cpuRate }) => cpuRate)).toFixed(1)} MB a processor second; goal 20 MB/s\n`,
)
await worker.terminate()
