/**
 * faultyRound.ts — one first round over many feeds with the real threads and a real library, without a window.
 *
 * Bundled and started by faulty.mjs. Prints one line of JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../main/base/log.ts'
import { makeActivity } from '../../main/jobs/activity.ts'
import type { JobContext } from '../../main/model/jobContext.ts'
import { makeFeedPhases } from '../../main/jobs/feedPhases.ts'
import { makeRefresher } from '../../main/jobs/refresh.ts'
import { makeUndos } from '../../main/jobs/undos.ts'
import { openLibrary } from '../../main/store/library.ts'
import { startNetworkThread } from '../../main/workers/networkThread.ts'
import { startParserPool } from '../../main/workers/parserPool.ts'
import { aStoredFeed, memoryApprovals } from '../helpers/jobContext.ts'

interface Bench {
  readonly network: string
  readonly parserPool: string
  readonly feeds: readonly { readonly url: string; readonly isHealthy: boolean }[]
}

export async function runRound({ network, parserPool, feeds }: Bench): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-faulty-'))
  const clock = { now: Date.now }
  const opened = await openLibrary({ folder, log: silentLog, clock })
  if (!opened.ok) throw new Error('the library did not open')
  const library = opened.value
  await library.headlinesReady
  const stored = feeds.map(({ url }, n) => aStoredFeed(`f${String(n)}`, { url, position: n }))
  await library.changeSubscriptions((now) => ({ ...now, feeds: stored, isStarted: true }))
  const approvals = memoryApprovals()
  await approvals.grant(stored.map(({ url }) => ({ url, class: 'loopback' })))
  const threads = {
    network: startNetworkThread({ entry: network, version: '0.0.0', proxyFor: null, log: silentLog }),
    parserPool: startParserPool({ entry: parserPool, size: 2, timeLimitMs: 15_000, log: silentLog }),
  }
  const context: JobContext = {
    library,
    ...threads,
    openMedia: threads.network.openMedia,
    tell: () => undefined,
    clock,
    log: silentLog,
    catalogue: [],
    phases: makeFeedPhases(),
    undos: makeUndos(),
    activity: makeActivity(clock, () => undefined),
    secrets: {
      of: () => null,
      places: () => [],
      canKeep: () => Promise.resolve(false),
      keep: () => Promise.resolve(false),
      forget: () => Promise.resolve(),
    },
    approvals,
    random: Math.random,
    hasNetwork: () => true,
    isOfflineByChoice: () => false,
  }
  const startedAt = performance.now()
  const shownAt: number[] = []
  const refresher = makeRefresher(context, {
    onKept: () => shownAt.push(performance.now() - startedAt),
    onProgress: () => undefined,
    picturesWaiting: () => 0,
  })
  await refresher.refresh(null, 'clock')
  const settledMs = performance.now() - startedAt
  const healthy = feeds.filter(({ isHealthy }) => isHealthy).length
  const failures = new Map<string, number>()
  for (const { id } of stored) {
    const kind = library.fetchRecord(id).failure?.kind ?? 'none'
    failures.set(kind, (failures.get(kind) ?? 0) + 1)
  }
  const round = (ms: number) => Math.round(ms / 100) / 10
  process.stdout.write(
    `${JSON.stringify({
      feeds: feeds.length,
      healthy,
      shown: shownAt.length,
      medianShownS: round(shownAt[Math.floor(shownAt.length / 2)] ?? 0),
      lastShownS: round(shownAt.at(-1) ?? 0),
      settledS: round(settledMs),
      memoryMb: Math.round(process.memoryUsage().rss / 1e6),
      failures: Object.fromEntries(failures),
    })}\n`,
  )
  await Promise.allSettled([library.close(), threads.network.close(), threads.parserPool.close()])
  await rm(folder, { recursive: true, force: true })
}
