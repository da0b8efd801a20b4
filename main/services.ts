/**
 * services.ts — everything that works on one open library: threads, jobs, reads, handlers. Knows no Electron.
 *
 * Room:  the composition root's second half; index.ts is the first, and gives what only Electron has.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../preload/contract/failure.ts'
import type { FeedId, HealthReport, Millis } from '../preload/contract/model.ts'
import { ok } from '../preload/contract/failure.ts'
import { systemClock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import { longestCooldownMs } from './fetch/retryAfter.ts'
import { tellChanges } from './ipc/changeEvents.ts'
import type { ChangeEvents } from './ipc/changeEvents.ts'
import { healthOf } from './ipc/dataHandlers.ts'
import type { LibraryGateRequest } from './ipc/handlerTypes.ts'
import { makeHandlers } from './ipc/handlers.ts'
import type { Handlers, System } from './ipc/handlers.ts'
import { secretRules } from './jobs/secretRules.ts'
import type { SecretRules } from './jobs/secretRules.ts'
import { forgetUnfollowed, takeOverApprovals } from './jobs/allowAddress.ts'
import { makeActivity, titlesOf, watched } from './jobs/activity.ts'
import type { JobContext } from './model/jobContext.ts'
import { makeFeedPhases } from './jobs/feedPhases.ts'
import { firstStart } from './jobs/firstStart.ts'
import { mendWelcome } from './jobs/welcome.ts'
import { hostCooldownsOf } from './jobs/hostCooldowns.ts'
import { asImported } from './jobs/importedFeeds.ts'
import { makeCompaction } from './jobs/compaction.ts'
import { makeLibraryChecker } from './jobs/libraryCheck.ts'
import { makeRetention } from './jobs/retention.ts'
import { makeBackgroundJobs } from './jobs/backgroundJobs.ts'
import type { BackgroundJobs } from './jobs/backgroundJobs.ts'
import { makeWayFinder } from './jobs/ownProxy.ts'
import type { Approvals } from './model/approvals.ts'
import type { HostCooldowns } from './model/hostCooldown.ts'
import type { SecretKey, Secrets } from './model/secrets.ts'
import type { Tell } from './model/tell.ts'
import { makeUndos } from './jobs/undos.ts'
import { readCatalogue } from './outlets/catalogue.ts'
import { readStarter } from './outlets/starter.ts'
import { makeStartupRows } from './query/startupRows.ts'
import { makeQueries } from './query/queries.ts'
import type { Library } from './model/library.ts'
import { keyedMutex } from './store/keyedMutex.ts'
import { makeLibraryThread } from './workers/libraryThread.ts'
import { startNetworkThread } from './workers/networkThread.ts'
import { startParserPool } from './workers/parserPool.ts'

export interface Services {
  readonly library: Library
  readonly backgroundJobs: BackgroundJobs
  readonly handlers: Omit<Handlers, LibraryGateRequest>
  readonly health: () => HealthReport
  readonly tryAgain: () => Promise<HealthReport>
  /** Everything that waits is written, and the threads have ended. */
  readonly close: () => Promise<void>
}

export interface ServicesNeeds {
  readonly log: Log
  readonly tell: Tell
  readonly system: System
  /** The system's vault for passwords; forgets those of feeds that are not wanted any more. */
  readonly openSecrets: (rules: SecretRules<SecretKey>) => Promise<Secrets>
  /** The record of papers on this machine or its network that the reader allowed. */
  readonly openApprovals: () => Promise<Approvals & { readonly isNew: boolean }>
  /** The file of hosts that asked to be left alone. */
  readonly openHostCooldowns: (longestMs: Millis) => Promise<HostCooldowns>
  readonly proxyFor: (origin: string) => Promise<string>
  readonly hasNetwork: () => boolean
  readonly version: string
  /** Folder of the built thread entries. */
  readonly threads: string
  /** Folder of the catalogue, the starter outlets and the welcome edition. */
  readonly resources: string
  /** A starter file that the command line named; null: ours. */
  readonly starter: string | null
  readonly isOffline: boolean
  readonly language: 'en' | 'ja'
  /** Somebody waits for the headlines: load them now. */
  readonly loadHeadlines: () => void
}

/** After the headlines are loaded, until the first search is made ready: nobody searches sooner. */
const searchRestMs = 2000

/** Puts everything in place; on a new library, the first start is done when this answers. */
export async function assembleServices(
  opening: Promise<Outcome<Library>>,
  needs: ServicesNeeds,
): Promise<Outcome<Services>> {
  const { log, tell, threads, resources, language } = needs
  const opened = await opening
  if (!opened.ok) return opened
  const library = opened.value
  const hostCooldowns = await needs.openHostCooldowns(longestCooldownMs)
  log.info('library opened')

  const secrets = await needs.openSecrets(secretRules(library))
  const approvals = await needs.openApprovals()
  const network = startNetworkThread({
    entry: join(threads, 'networkWorker.js'),
    version: needs.version,
    proxyFor: makeWayFinder({ library, secrets }, needs.proxyFor),
    cooldowns: () => [...hostCooldownsOf(library, systemClock.now()), ...hostCooldowns.list()],
    onCooldown: hostCooldowns.note,
    log,
  })
  const parserPool = startParserPool({
    entry: join(threads, 'parserWorker.js'),
    size: 2,
    timeLimitMs: 15_000,
    log,
  })
  const activity = makeActivity(systemClock, tell)
  let changeEvents: ChangeEvents | null = null
  const titles = titlesOf(() => library.subscriptions().feeds)
  const context: JobContext = {
    library,
    openMedia: network.openMedia,
    network: watched(network, activity, systemClock, titles),
    parserPool,
    tell: (event, news) => {
      changeEvents?.before(event, news)
      tell(event, news)
    },
    clock: systemClock,
    log,
    catalogue: readCatalogue(readJson(log, join(resources, 'catalogue.json'))),
    phases: makeFeedPhases((feedId) => {
      library.changes.note({ kind: 'feed-states', feedIds: [feedId] })
    }),
    undos: makeUndos(),
    activity,
    secrets,
    approvals,
    random: Math.random,
    hasNetwork: needs.hasNetwork,
    isOfflineByChoice: () => needs.isOffline || library.settings().workOffline,
  }
  const readWelcome = () => readJson(log, join(resources, `welcome/${language}.json`))
  const backgroundJobs = makeBackgroundJobs(context, () => mendWelcome(context, readWelcome))
  const retention = makeRetention(context, undefined, () => backgroundJobs.progress().isRunning)
  const thread = makeLibraryThread({ entry: join(threads, 'libraryWorker.js'), folder: library.folder, log })
  const fileWork = keyedMutex()
  const alone = <T>(work: () => Promise<T>) => fileWork.take('files', work)
  const compaction = makeCompaction(context, thread, alone)
  const listensNoMore = library.changes.subscribe({
    from: library.changes.last(),
    onChanges: compaction.changed,
    onBehind: compaction.changed,
  })
  const checker = makeLibraryChecker(context, thread, alone)
  const queries = makeQueries(library, {
    clock: systemClock,
    onPictureShown: (url, feedUrl, outlet) => {
      backgroundJobs.pictures.expect(url, feedUrl === null ? null : approvals.of(feedUrl), outlet)
    },
  })
  const desk = makeStartupRows(library, queries, needs.loadHeadlines)
  const handlers = makeHandlers(context, desk, backgroundJobs, retention, needs.system, checker)
  const stateOf = (feedId: FeedId) => context.phases.stateOf(feedId, library.fetchRecord(feedId))
  let searching: NodeJS.Timeout | undefined
  void library.headlinesReady.then(() => {
    log.info('headlines loaded')
    retention.start()
    searching = setTimeout(() => void queries.readySearch(), searchRestMs)
    searching.unref()
  })
  await firstStart(context, {
    readStarter: () => {
      if (needs.starter !== null) return asImported(readStarter(readJson(log, needs.starter)))
      return readStarter(readJson(log, join(resources, 'starter.json')))
    },
    readWelcome,
    language,
  })
  await takeOverApprovals(context, approvals.isNew)
  await forgetUnfollowed(context)
  const events = tellChanges({ library, queries, stateOf, tell })
  changeEvents = events

  const close = async () => {
    clearTimeout(searching)
    backgroundJobs.stop()
    retention.stop()
    listensNoMore()
    compaction.stop()
    checker.stop()
    await thread.close()
    needs.loadHeadlines()
    events.stop()
    await desk.keep(stateOf)
    await Promise.allSettled([library.close(), network.close(), parserPool.close(), hostCooldowns.written()])
  }
  library.onHealth(() => {
    tell('library:healthChanged', healthOf({ library }))
  })
  const health = () => healthOf({ library })
  const tryAgain = async () => {
    await library.tryAgain()
    return health()
  }
  return ok({ library, backgroundJobs, handlers, health, tryAgain, close })
}

/** A file of ours that cannot be read costs what it holds, never the start. */
function readJson(log: Log, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    log.error('file not readable', cause, { file })
    return null
  }
}
