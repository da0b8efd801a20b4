/**
 * matching.mjs — how long it takes to know again what a feed of 500 shows: beside 50,000 known articles of one feed, and
 * for 100 feeds with 500 each.
 *
 * Use:      node tests/bench/matching.mjs [rounds]
 * Measures: recognise.ts alone, without parsing, on one thread, in time of the processor; and the copy of what is known into another thread. Medians;
 *           the result is in out/bench, with the machine named.
 */
import { median, quantile } from './machine.mjs'
import { withBundle } from './bundled.mjs'
import { writeResult } from './results.mjs'

const rounds = Number(process.argv[2] ?? 9)

await withBundle('matchingRound', async ({ measureMatching }) => {
  const figures = {}
  for (const { name, ms, added, changed } of measureMatching(rounds)) {
    figures[name] = { medianMs: median(ms), worstMs: quantile(ms, 1), added, changed }
    process.stdout.write(
      `${name.padEnd(58)} ${median(ms).toFixed(1).padStart(8)} ms (worst ${quantile(ms, 1).toFixed(1)}); ` +
        `${added} new, ${changed} changed\n`,
    )
  }
  await writeResult('matching', { rounds, figures })
})
