/**
 * refresh.ts — asks many feeds, tells how it goes, and never twice at once.
 *
 * Room:     main/jobs.
 * Promises: a wish that comes while a refresh runs joins it; feeds fail alone; when every feed fails because this
 *           machine has no network, that is "offline" and counts against nobody.
 */
import type { FeedId, RefreshProgress } from '../../preload/contract/model.ts'
import type { StoredFeed } from '../store/types.ts'
import type { JobContext } from './context.ts'
import { fetchFeed } from './fetchFeed.ts'
import { isDue, isNetworkTrouble } from './nextFetch.ts'
import type { Occasion } from './nextFetch.ts'

/** Requests under way at once; the network thread holds them to one a host (feeds.md §2.3). */
const inFlight = 24

export interface Refresher {
  /** Asks those of `feedIds` (all when null) that are due. Resolves when they have settled. */
  readonly refresh: (feedIds: readonly FeedId[] | null, occasion: Occasion) => Promise<void>
  readonly progress: () => RefreshProgress
}

interface Hooks {
  /** New articles are stored; `newArticles` of them were not there before. */
  readonly onKept: (feedId: FeedId, newArticles: number) => void
  readonly onProgress: (progress: RefreshProgress) => void
  readonly picturesWaiting: () => number
}

const start: RefreshProgress = {
  isRunning: false,
  done: 0,
  total: 0,
  current: [],
  newArticles: 0,
  failed: 0,
  picturesWaiting: 0,
  isOffline: false,
  finishedAt: null,
}

export function makeRefresher(context: JobContext, hooks: Hooks): Refresher {
  const { library, phases, clock } = context
  const waiting: StoredFeed[] = []
  const current = new Map<FeedId, string>()
  const troubled: FeedId[] = []
  let progress = start
  let asked = 0
  let lanes = 0
  let settled: Promise<void> = Promise.resolve()
  let settle: () => void = () => undefined

  const report = (change: Partial<RefreshProgress>) => {
    progress = {
      ...progress,
      ...change,
      current: [...current.values()].slice(0, 3),
      picturesWaiting: hooks.picturesWaiting(),
    }
    hooks.onProgress(progress)
  }

  const askOne = async (feed: StoredFeed) => {
    phases.set(feed.id, 'fetching')
    current.set(feed.id, feed.ownTitle ?? feed.name)
    report({})
    const result = await fetchFeed(context, feed).finally(() => {
      phases.set(feed.id, 'idle')
      current.delete(feed.id)
    })
    if (result.ok && result.value.added + result.value.changed > 0) hooks.onKept(feed.id, result.value.added)
    if (!result.ok && isNetworkTrouble(result.failure)) troubled.push(feed.id)
    report({
      done: progress.done + 1,
      newArticles: progress.newArticles + (result.ok ? result.value.added : 0),
      failed: progress.failed + (result.ok ? 0 : 1),
    })
  }

  const runLane = async () => {
    lanes += 1
    for (let feed = waiting.shift(); feed !== undefined; feed = waiting.shift()) {
      try {
        await askOne(feed)
      } catch (bug) {
        context.log.error('refresh of a feed threw', bug, { url: feed.url })
      }
    }
    lanes -= 1
    if (lanes === 0) finish()
  }

  const finish = () => {
    const isOffline = asked > 0 && troubled.length === asked
    if (isOffline) for (const id of troubled) excuse(id)
    report({ isRunning: false, isOffline, finishedAt: clock.now() })
    context.tell('outlets:changed', null)
    settle()
  }

  /** The network was gone, not the outlet: nothing counts, and the next occasion may ask at once. */
  const excuse = (id: FeedId) => {
    const { failures } = library.fetchRecord(id)
    library.changeFetchRecord(id, {
      failure: { kind: 'offline', byChoice: false },
      failures: Math.max(0, failures - 1),
      nextAt: 0,
    })
  }

  const refresh = (feedIds: readonly FeedId[] | null, occasion: Occasion): Promise<void> => {
    if (context.isOfflineByChoice()) {
      report({ isOffline: true })
      return Promise.resolve()
    }
    const now = clock.now()
    const intervalMs = library.settings().refreshMinutes * 60_000
    const wanted = library
      .subscriptions()
      .feeds.filter((feed) => feed.unfollowedAt === null && feed.url.startsWith('http'))
      .filter((feed) => feedIds === null || feedIds.includes(feed.id))
      .filter((feed) => !waiting.includes(feed) && !current.has(feed.id))
      .filter((feed) => isDue(library.fetchRecord(feed.id), occasion, now, intervalMs))
    if (wanted.length === 0) return settled
    if (lanes === 0) {
      asked = 0
      troubled.length = 0
      progress = { ...start, isRunning: true }
      settled = new Promise((resolve) => {
        settle = resolve
      })
    }
    asked += wanted.length
    for (const feed of wanted) {
      phases.set(feed.id, 'waiting')
      waiting.push(feed)
    }
    report({ isRunning: true, total: progress.total + wanted.length, isOffline: false })
    context.tell('outlets:changed', null)
    const free = Math.min(inFlight - lanes, wanted.length)
    for (let lane = 0; lane < free; lane++) void runLane()
    return settled
  }

  return { refresh, progress: () => ({ ...progress, picturesWaiting: hooks.picturesWaiting() }) }
}
