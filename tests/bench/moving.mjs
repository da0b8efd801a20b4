/**
 * moving.mjs — how fast the built thread brings a library of 0.1 into the archive.
 *
 * Use:      npx electron-vite build && node tests/bench/moving.mjs [feeds] [articles each] [rounds]
 *           100 feeds of 500 articles of about 6 KB unless given: 50,000. One article in ten has an earlier text.
 * Measures: from the start of the thread to its last word, against the bytes of the old form: reading, writing, syncing, reading
 *           back and proving. Wall time and processor time of the process, and the load of the machine, which it shares.
 */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

const [feeds = '100', articles = '500', rounds = '3'] = process.argv.slice(2)
const entry = resolve(import.meta.dirname, '../../out/app/main/moveWorker.js')
const folder = await mkdtemp(join(tmpdir(), 'kawaraban-moving-'))
const cache = join(folder, 'cache')
const words = 'lantern quay ferry council rain bridge market paper kiln weaver 港 灯籠 市場 版画 橋'.split(
  ' ',
)
const start = Date.UTC(2026, 2, 4)

function textOf(n, length) {
  let text = ''
  for (let k = 0; text.length < length; k++) text += `${words[(n * 7 + k * k) % words.length]} `
  return text
}

function rowOf(feed, n) {
  const id = `${feed}-${n}-${'0123456789abcdef'.repeat(2)}`
  const url = `https://${feed}.example/2026/03/${id}/`
  const at = start - n * 60_000
  const cells = [id, `/2026/03/${id}`, `hash-${n}`, url, textOf(n, 60), ['Aoi Hama'], at, at, at, null]
  return { id, row: JSON.stringify([...cells, textOf(n + 3, 220), null, Math.floor(n / 64)]) }
}

function bodyOf(id, n) {
  const earlier =
    n % 10 === 0 ? [{ title: 'Before', bodyHtml: `<p>${textOf(n, 3000)}</p>`, keptUntil: start }] : []
  const bodyHtml = `<p>${textOf(n, 4200)}</p>`
  const body = {
    cleaned: 1,
    bodyHtml,
    outletNotesHtml: '',
    outletLine: null,
    credits: [],
    links: [],
    language: 'en',
  }
  return `["${id}",${JSON.stringify({ ...body, isExcerpt: false, pictures: [], base: '', earlier })}]`
}

const linesOf = (entries) => `{"magic":"kawaraban","schema":1,"rows":[\n${entries.join(',\n')}\n]}\n`

async function makeFeed(feed) {
  const rows = []
  const buckets = []
  for (let n = 0; n < Number(articles); n++) {
    const { id, row } = rowOf(feed, n)
    rows.push(row)
    ;(buckets[Math.floor(n / 64)] ??= []).push(bodyOf(id, n))
  }
  await writeFile(join(cache, 'headlines', `${feed}.json`), linesOf(rows))
  await mkdir(join(cache, 'bodies', feed))
  for (const [n, bucket] of buckets.entries()) {
    await writeFile(join(cache, 'bodies', feed, `${n}.json`), linesOf(bucket))
  }
}

async function bytesIn(place) {
  let bytes = 0
  for (const entry of await readdir(place, { withFileTypes: true })) {
    const path = join(place, entry.name)
    bytes += entry.isDirectory() ? await bytesIn(path) : (await stat(path)).size
  }
  return bytes
}

function move() {
  return new Promise((done, failed) => {
    const cpu = process.cpuUsage()
    const startedAt = performance.now()
    const worker = new Worker(entry, { workerData: { folder, now: Date.now(), marked: [], again: [] } })
    let moved = 0
    worker.on('message', (news) => {
      if (news.kind === 'moved') moved += 1
      if (news.kind === 'failed' || news.kind === 'lost') failed(new Error(JSON.stringify(news)))
      if (news.kind !== 'ended') return
      const { user, system } = process.cpuUsage(cpu)
      done({ ms: performance.now() - startedAt, cpuMs: (user + system) / 1000, moved })
    })
    worker.once('error', failed)
  })
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

try {
  await mkdir(join(cache, 'headlines'), { recursive: true })
  await mkdir(join(cache, 'bodies'))
  await mkdir(join(folder, 'archive'))
  for (let n = 0; n < Number(feeds); n++) await makeFeed(`feed${n}`)
  const mb = (await bytesIn(cache)) / 1e6
  const results = []
  for (let round = 0; round < Number(rounds); round++) {
    await rm(join(folder, 'archive'), { recursive: true })
    await mkdir(join(folder, 'archive'))
    results.push(await move())
  }
  const ms = median(results.map((one) => one.ms))
  const cpuMs = median(results.map((one) => one.cpuMs))
  const figures = {
    papers: results[0].moved,
    articles: Number(feeds) * Number(articles),
    mb: Math.round(mb),
    ms: results.map((one) => Math.round(one.ms)),
    mbPerSecond: Math.round(mb / (ms / 1000)),
    mbPerCpuSecond: Math.round(mb / (cpuMs / 1000)),
    load: loadavg().map((one) => Math.round(one * 10) / 10),
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
