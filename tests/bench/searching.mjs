/**
 * searching.mjs — how long a search in 50,000 headlines of 100 feeds takes until its first rows are here.
 *
 * Use:      node tests/bench/searching.mjs [searches]
 * Measures: main/query on a real library, without window and border (reading.mjs measures with both): the first search, for
 *           which the words are made ready, then p50 and p95 of the others. The result is in out/bench.
 */
import { withBundle } from './bundled.mjs'
import { median, quantile } from './machine.mjs'
import { writeResult } from './results.mjs'

const searches = Number(process.argv[2] ?? 200)

await withBundle('searchingRound', async ({ measureSearches }) => {
  const { articles, readyMs, ms } = await measureSearches(searches)
  const figures = {
    articles,
    searches,
    readyMs,
    p50Ms: median(ms),
    p95Ms: quantile(ms, 0.95),
    worstMs: quantile(ms, 1),
  }
  process.stdout.write(
    `${articles} articles, made ready in ${Math.round(readyMs)} ms; ${searches} searches: p50 ${figures.p50Ms.toFixed(1)} ms, ` +
      `p95 ${figures.p95Ms.toFixed(1)} ms, worst ${figures.worstMs.toFixed(1)} ms\n`,
  )
  await writeResult('searching', figures)
})
