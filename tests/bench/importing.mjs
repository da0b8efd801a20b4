/** importing.mjs — measures a first fetch of everything, what it costs, and refreshes that bring nothing. */
import path from 'node:path'
import { folderMb, median, treePss, watchPss } from './machine.mjs'
import { newLibrary, openReader, rest, timeRefresh, watchThreads } from './reader.mjs'

/** Until a program that did something is at rest: its search is made ready. */
const restMs = 8000
/** Until what it threw away is collected too: V8 looks for that about half a minute after the last work. */
const longRestMs = 35_000
const all = { view: { kind: 'all' }, unreadOnly: false, oldestFirst: false, search: '' }

/** How long an import takes and how smooth the window stays; nothing else looks on meanwhile. */
export async function measureImport(electron, server, expected) {
  const { library, reader } = await emptyReader(electron, server)
  const readIdle = await watchThreads(reader)
  await rest(3000)
  const idle = await readIdle()
  const readThreads = await watchThreads(reader)
  const ms = await importAll(reader, server, expected)
  const threads = await readThreads()
  await reader.close()
  await library.remove()
  return {
    articles: expected,
    importMs: ms,
    ...threads,
    // What the same watch reads while nothing happens: the noise of the machine and of the watch itself.
    idleMainP99StepMs: idle.mainP99StepMs,
    idleMainLongestStepMs: idle.mainLongestStepMs,
    idleLongestFrameGapMs: idle.longestFrameGapMs,
  }
}

/**
 * Another import, for its memory: adding up the pages of a large program holds it up.
 *
 * @returns {Promise<{ folder: string, remove: () => Promise<void>, figures: object }>} the filled library, for what
 *   is measured next
 */
export async function measurePeak(electron, server, expected) {
  const { library, reader } = await emptyReader(electron, server)
  const idleBeforeMb = treePss(reader.pid)
  const stopWatching = watchPss(reader.pid)
  await importAll(reader, server, expected)
  const peakPssMb = stopWatching()
  await rest(4000)
  const idleAfterImportPssMb = treePss(reader.pid)
  await reader.close()
  return { ...library, figures: { peakPssMb, idleBeforeMb, idleAfterImportPssMb } }
}

async function emptyReader(electron, server) {
  const library = await newLibrary(electron, server.feeds)
  await server.show(server.parts[0])
  await server.reset()
  return { library, reader: await openReader(electron, library.folder) }
}

/** @returns {Promise<number>} milliseconds until all was stored and listed */
async function importAll(reader, server, expected) {
  let ms = await timeRefresh(reader.page, 'settings:change', [{ workOffline: false }])
  for (const part of server.parts.slice(1)) {
    await server.show(part)
    ms += await timeRefresh(reader.page, 'feeds:refresh', [{ kind: 'all' }])
  }
  const listed = await reader.ask('lists:open', all)
  const welcome = 6
  if (listed.total !== expected + welcome)
    throw new Error(`${listed.total - welcome} of ${expected} articles came`)
  return ms
}

/** Refreshes with 304s and with unchanged bytes; memory at rest, before and after; what it takes on disk. */
export async function measureRefresh(electron, server, library, runs) {
  const reader = await openReader(electron, library.folder)
  await rest(restMs)
  const idlePssMb = treePss(reader.pid)
  await rest(longRestMs - restMs)
  const restedPssMb = treePss(reader.pid)
  const rounds = async (answer304) => {
    await server.answer304(answer304)
    const times = []
    const spans = []
    for (let run = 0; run < runs; run++) {
      await server.reset()
      times.push(await timeRefresh(reader.page, 'feeds:refresh', [{ kind: 'all' }]))
      const stats = await server.stats()
      const asked = answer304 ? stats.feed304 : stats.feed200
      if (asked !== server.feeds.length)
        throw new Error(`${asked} of ${server.feeds.length} feeds were asked`)
      spans.push(stats.lastFeed - stats.first)
    }
    return { ms: median(times), all: times, onTheWireMs: median(spans) }
  }
  const nothingNew = await rounds(true)
  const unchangedBytes = await rounds(false)
  await server.answer304(true)
  for (let i = 0; i < 20; i++)
    await reader.ask('lists:open', { ...all, search: ['work', 'music', 'public'][i % 3] })
  await rest(restMs)
  const growthSoonMb = treePss(reader.pid) - restedPssMb
  await rest(longRestMs - restMs)
  const growthMb = treePss(reader.pid) - restedPssMb
  await reader.close()
  return {
    idlePssMb,
    restedPssMb,
    growthMb,
    growthSoonMb,
    refresh304Ms: nothingNew.ms,
    refresh304OnTheWireMs: nothingNew.onTheWireMs,
    refresh304AllMs: nothingNew.all,
    refreshUnchangedMs: unchangedBytes.ms,
    refreshUnchangedOnTheWireMs: unchangedBytes.onTheWireMs,
    refreshUnchangedAllMs: unchangedBytes.all,
    diskMb: folderMb(path.join(library.folder, 'library')),
  }
}
