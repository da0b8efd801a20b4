/**
 * parsing.mjs — how fast one built parser worker reads a folder of feeds, all the way to articles.
 *
 * Use:      npm run build && node tests/bench/parsing.mjs [FOLDER] [--rounds 3] [--against OTHER/parserWorker.js]
 *           FOLDER holds *.xml, one feed each; without one the corpus of 100 feeds × 500 articles is made. `--against`
 *           measures another build's worker in turn with ours, each feed by the one and then by the other.
 * Measures: from handing the bytes over to having the articles, so with both copies between threads; articles are kept
 *           uncleaned beyond 20, as an import does. Wall time, and processor time of the whole process, which does not
 *           count what other programs take. The first ten feeds warm up. Median of the rounds. The result is in out/bench,
 *           with the machine named.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { makeCorpus } from './corpus.mjs'
import { median } from './machine.mjs'
import { root, writeResult } from './results.mjs'

const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

const { folder, rounds, entries } = await readWishes(process.argv.slice(2))
const files = readdirSync(folder).filter((name) => name.endsWith('.xml'))
const readers = entries.map(startReader)
for (const reader of readers) for (const name of files.slice(0, 10)) await reader.ingest(name)
for (let round = 1; round <= rounds; round++) await measureRound(round)
const figures = readers.map(({ entry, results }) => ({
  entry,
  mbPerSecond: median(results.map(({ rate }) => rate)),
  mbPerProcessorSecond: median(results.map(({ cpuRate }) => cpuRate)),
  rounds: results,
}))
for (const { entry, mbPerSecond, mbPerProcessorSecond } of figures) {
  process.stdout.write(
    `median: ${mbPerSecond.toFixed(1)} MB/s, ${mbPerProcessorSecond.toFixed(1)} MB a processor second (${entry})\n`,
  )
}
await writeResult('parsing', { folder, readers: figures })
for (const { worker } of readers) await worker.terminate()

/** The readers take turns, feed by feed, so that what else the machine does meets them alike. */
async function measureRound(round) {
  const sums = readers.map(() => ({ size: 0, ms: 0, cpuMs: 0, articles: 0, longest: 0 }))
  for (const [turn, name] of files.entries()) {
    for (let at = 0; at < readers.length; at++) {
      const which = (at + turn) % readers.length
      const one = await readers[which].ingest(name)
      const sum = sums[which]
      sum.size += one.size
      sum.ms += one.ms
      sum.cpuMs += one.cpuMs
      sum.articles += one.articles
      sum.longest = Math.max(sum.longest, one.ms)
    }
  }
  sums.forEach(({ size, ms, cpuMs, articles, longest }, which) => {
    const result = { rate: size / 1e3 / ms, cpuRate: size / 1e3 / cpuMs, longestMs: longest }
    readers[which].results.push(result)
    process.stdout.write(
      `round ${round}, reader ${which + 1}: ${(size / 1e6).toFixed(1)} MB, ${articles} articles, ${Math.round(ms)} ms, ` +
        `${result.rate.toFixed(1)} MB/s (${result.cpuRate.toFixed(1)} MB a processor second), longest feed ${Math.round(longest)} ms\n`,
    )
  })
}

function startReader(entry) {
  const worker = new Worker(entry, { resourceLimits: limits })
  const waitsFor = []
  worker.on('message', (answer) => waitsFor.shift()(answer))
  const ingest = (name) => {
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
    return new Promise((done, fail) => {
      const started = performance.now()
      const cpu = process.cpuUsage()
      waitsFor.push(({ outcome, broke }) => {
        if (broke !== null || !outcome.ok) {
          fail(new Error(`${name}: ${broke ?? outcome.failure.kind}`))
          return
        }
        const ms = performance.now() - started
        const { user, system } = process.cpuUsage(cpu)
        done({ size, ms, cpuMs: (user + system) / 1e3, articles: outcome.value.added.length })
      })
      worker.postMessage({ kind: 'ingest', input }, [bytes.buffer])
    })
  }
  return { entry, worker, ingest, results: [] }
}

async function readWishes(words) {
  const entries = [resolve(root, 'out/app/main/parserWorker.js')]
  let rounds = 3
  let folder = null
  for (let at = 0; at < words.length; at++) {
    if (words[at] === '--against') entries.push(resolve(words[++at]))
    else if (words[at] === '--rounds') rounds = Number(words[++at])
    else folder = resolve(words[at])
  }
  folder ??= (await makeCorpus(join(root, 'out/bench/corpus'), { feeds: 100, items: 500, port: 21000 }))[0]
  return { folder, rounds, entries }
}
