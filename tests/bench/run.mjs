/**
 * run.mjs — `npm run bench`: the built reader, in real Electron, on the corpus; figures beside the budgets.
 *
 * Usage:    npm run bench -- [--feeds 100] [--items 50,500 | --stress] [--runs 5] [--imports 3]
 *           [--only import,refresh,start,reading,marking] [--port 21000]; --stress is 200,000 articles (--items 2000)
 * Promises: figures only, no judgement that fails a build; medians of several runs; what is compared is measured in
 *           turn in the same run. The result is out/bench/<date>.json, with the machine named.
 * Knows:    the budgets are goals; the machine is shared by everything else that runs on it.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureBuilt } from '../../tools/build.mjs'
import { launchEnvironment } from '../../tools/launch.mjs'
import { root } from '../../tools/runtime/places.mjs'
import { runTool, say } from '../../tools/say.mjs'
import { makeCorpus, serveCorpus } from './corpus.mjs'
import { measureImport, measurePeak, measureRefresh } from './importing.mjs'
import { describeMachine, median } from './machine.mjs'
import { measureMarking } from './marking.mjs'
import { measureReading } from './reading.mjs'
import { measureStart } from './starting.mjs'

/** [figure, what it is, unit, budget by items (null: none)]; the last word of a budget is the largest good value. */
const rows = [
  ['importMs', 'import until all stored and listed', 'ms', { 50: 3000, 500: 20_000 }],
  ['peakPssMb', 'peak memory (PSS) while importing', 'MB', { 500: 700 }],
  ['mainP99StepMs', 'main thread while importing, step p99', 'ms', { 50: 16, 500: 16 }],
  ['mainLongestStepMs', 'main thread while importing, longest step', 'ms', {}],
  ['longestFrameGapMs', 'longest frame gap while importing', 'ms', { 50: 50, 500: 50 }],
  ['refresh304Ms', 'refresh, nothing new (all 304)', 'ms', { 50: 400, 500: 400 }],
  ['refreshUnchangedMs', 'refresh, 200 with unchanged bytes', 'ms', { 500: 1000 }],
  ['startMs', 'start until headlines are on screen', 'ms', {}],
  ['emptyWindowMs', 'start of an empty Electron window', 'ms', {}],
  ['startRatio', 'start compared with the empty window', '×', { 500: 1.4, 2000: 2 }],
  ['idlePssMb', 'memory at rest (PSS, all processes)', 'MB', { 50: 360, 500: 450, 2000: 700 }],
  ['growthMb', 'growth after six refreshes and 20 searches, at rest', 'MB', { 50: 40, 500: 40 }],
  ['diskMb', 'library on disk, no pictures', 'MB', { 500: 330 }],
  ['showFeedMs', 'show another outlet’s headlines', 'ms', { 50: 50, 500: 50, 2000: 100 }],
  ['openArticleMs', 'open an article', 'ms', { 50: 50, 500: 50 }],
  ['markP50Ms', 'a mark, acknowledged durably, p50', 'ms', { 50: 2, 500: 2 }],
  ['markP99Ms', 'a mark, acknowledged durably, p99', 'ms', { 50: 20, 500: 20 }],
  ['markAllMs', 'mark all of 10,000 read, durably, with undo', 'ms', { 500: 200, 2000: 200 }],
  ['unmarkAllMs', 'the undo of that, durably', 'ms', { 500: 200, 2000: 200 }],
  ['searchP95Ms', 'search until the first rows are here, p95', 'ms', { 500: 50 }],
]

await runTool(async () => {
  const wishes = readWishes(process.argv.slice(2))
  await ensureBuilt()
  const electron = await launchEnvironment()
  const result = { at: new Date().toISOString(), machine: describeMachine(electron), wishes, sizes: {} }
  try {
    for (const items of wishes.items) {
      const figures = await measureSize(electron, wishes, items)
      result.sizes[`c${items}`] = figures
      print(items, wishes.feeds, figures)
    }
  } finally {
    await electron.end()
  }
  const folder = path.join(root, 'out', 'bench')
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${result.at.replace(/[:.]/g, '-')}.json`)
  await writeFile(file, JSON.stringify(result, null, 2))
  say(`\nWritten to ${path.relative(process.cwd(), file)}.`)
})

async function measureSize(electron, { feeds, runs, imports, only, port }, items) {
  const wanted = (name) => only.length === 0 || only.includes(name)
  const parts = await makeCorpus(path.join(root, 'out', 'bench', 'corpus'), { feeds, items, port })
  const server = await serveCorpus(parts)
  let library = null
  try {
    const all = []
    for (let run = 0; run < (wanted('import') ? imports : 0); run++) {
      all.push(await measureImport(electron, server, feeds * items))
      say(`c${items}: import ${run + 1}: ${Math.round(all[run].importMs)} ms`)
    }
    const figures = Object.fromEntries(
      Object.keys(all[0] ?? {}).map((key) => [key, median(all.map((each) => each[key]))]),
    )
    figures.importAllMs = all.map((each) => each.importMs)
    library = await measurePeak(electron, server, feeds * items)
    Object.assign(figures, library.figures)
    if (wanted('refresh')) Object.assign(figures, await measureRefresh(electron, server, library, runs))
    if (wanted('start')) Object.assign(figures, await measureStart(electron, library, runs))
    if (wanted('reading')) Object.assign(figures, await measureReading(electron, library))
    if (wanted('marking')) Object.assign(figures, await measureMarking(electron, library, items))
    return figures
  } finally {
    await library?.remove()
    await server.stop()
  }
}

function print(items, feeds, figures) {
  say(`\nc${items}: ${feeds} feeds × ${items} = ${feeds * items} articles`)
  for (const [key, words, unit, budgets] of rows) {
    const value = figures[key]
    if (value === undefined) continue
    const budget = budgets[items]
    const verdict =
      budget === undefined ? '' : `   budget ${budget} ${unit}: ${value <= budget ? 'kept' : 'NOT kept'}`
    say(`  ${words.padEnd(46)} ${shown(value).padStart(8)} ${unit.padEnd(2)}${verdict}`)
  }
}

function shown(value) {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2)
}

function readWishes(words) {
  const value = (name, otherwise) => {
    const at = words.indexOf(`--${name}`)
    return at < 0 ? otherwise : (words[at + 1] ?? otherwise)
  }
  const numbers = (text) => text.split(',').map(Number)
  return {
    feeds: Number(value('feeds', '100')),
    port: Number(value('port', '21000')),
    items: words.includes('--stress') ? [2000] : numbers(value('items', '50,500')),
    runs: Number(value('runs', '5')),
    imports: Number(value('imports', '3')),
    only: value('only', '')
      .split(',')
      .filter((word) => word !== ''),
  }
}
