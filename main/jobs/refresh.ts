/**
 * refresh.ts — a round over the feeds that are due: 24 in flight (beside them the silent ones, and those that wait for
 * others at their server's address), one a host, progress told.
 *
 * Room:     main/jobs. Who is due is decided in schedule.ts; whether there is a network, in offlineWatch.ts.
 * Promises: a feed is never asked twice at once, and never twice for one wish; a failure or a bug costs its own feed.
 *           Sleep, restarts and clock jumps change nothing: every time is in the fetch records.
 */
import type { FeedId, RefreshProgress } from '../../preload/contract/model.ts'
import { parseWebUrl, originOf } from '../base/urls.ts'
import { isLoopbackHost } from '../fetch/guard.ts'
import { slowAfterMs, slowAtMost } from '../fetch/rateLimit.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import { takeAllowance } from './allowAddress.ts'
import type { JobContext } from '../model/jobContext.ts'
import { fetchFeed } from './fetchFeed.ts'
import { makeOfflineWatch } from './offlineWatch.ts'
import { judge, planAgain, setBack } from './schedule.ts'
import type { Occasion, Verdict } from './schedule.ts'
import { restingRound } from './restingRound.ts'

/** Requests under way at once; the network thread holds them to one a host (feeds.md §2.3). */
const inFlight = 24
/** Those that wait for a silent server beside the others; the network thread sets them aside too. */
const inFlightWithSlow = inFlight + slowAtMost
/** Answers that wait to be read; while there are more nothing new is asked, for each is megabytes. */
const unreadAtMost = 6

export interface Refresher {
  /** Asks those of `feedIds` (all when null) that are due. Resolves when they have settled. */
  readonly refresh: (feedIds: readonly FeedId[] | null, occasion: Occasion) => Promise<void>
  readonly progress: () => RefreshProgress
  /** The last round found no network. */
  readonly isOffline: () => boolean
  /** The machine woke, or the network is said to be back. */
  readonly hurry: () => void
  /** The reader's interval is another one. */
  readonly planAll: () => void
}

interface Hooks {
  /** New or changed articles are stored. */
  readonly onKept: (feedId: FeedId) => void
  readonly onProgress: (progress: RefreshProgress) => void
  readonly picturesWaiting: () => number
}

export function makeRefresher(context: JobContext, hooks: Hooks): Refresher {
  const { library, phases, clock, activity } = context
  const network = makeOfflineWatch()
  const waiting: StoredFeed[] = []
  const current = new Map<FeedId, StoredFeed>()
  const slow = new Set<FeedId>()
  /** Asked for, and waiting in the network thread for others at the address of their server. */
  const held = new Set<FeedId>()
  const unread = new Set<FeedId>()
  let progress = restingRound
  let isRunning = false
  let isFinishing = false
  let settled: Promise<void> = Promise.resolve()
  let settle: () => void = () => undefined

  const report = (change: Partial<RefreshProgress>) => {
    const titles = [...current.values()].slice(0, 3).map((feed) => feed.ownTitle ?? feed.name)
    progress = { ...progress, ...change, current: titles, picturesWaiting: hooks.picturesWaiting() }
    hooks.onProgress(progress)
  }

  const skip = (feed: StoredFeed, why: Exclude<Verdict, 'due' | 'not-due'> | 'offline') => {
    activity.add({
      url: feed.url,
      wants: 'feed',
      outlet: feed.ownTitle ?? feed.name,
      result: { kind: 'skipped', why },
      nextAt: why === 'stopped' ? null : library.fetchRecord(feed.id).nextAt,
    })
  }

  const askOne = async (feed: StoredFeed) => {
    // Its host may have asked for rest since this round began.
    if (library.fetchRecord(feed.id).busyUntil > clock.now()) {
      skip(feed, 'host-busy')
      report({ done: progress.done + 1 })
      return
    }
    phases.set(feed.id, 'fetching')
    report({})
    const result = await fetchFeed(context, feed, {
      onHeld: () => {
        slow.delete(feed.id)
        held.add(feed.id)
        pump()
      },
      onAnswer: () => unread.add(feed.id),
      ...takeAllowance(context, feed),
    })
    const { nextAt, isStopped } = library.fetchRecord(feed.id)
    activity.plan(feed.url, isStopped ? null : nextAt)
    // This very machine answers without any network; it proves nothing for the others.
    if (!isNear(feed)) network.note(feed.id, originOf(feed.url), result.ok ? null : result.failure)
    if (result.ok && result.value.added + result.value.changed > 0) hooks.onKept(feed.id)
    report({
      done: progress.done + 1,
      newArticles: progress.newArticles + (result.ok ? result.value.added : 0),
      failed: progress.failed + (result.ok ? 0 : 1),
    })
  }

  /** The first that waits and whose host is not being asked: a host with many feeds holds up nobody. */
  const takeNext = (): StoredFeed | null => {
    const busy = new Set([...current.values()].map(({ url }) => originOf(url)))
    const at = waiting.findIndex(({ url }) => !busy.has(originOf(url)))
    return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null)
  }

  const pump = () => {
    if (network.isHopeless()) giveUpWaiting()
    const hasRoom = () => {
      const asking = current.size - held.size
      return asking - slow.size < inFlight && asking < inFlightWithSlow
    }
    while (hasRoom() && unread.size < unreadAtMost) {
      const feed = takeNext()
      if (feed === null) break
      current.set(feed.id, feed)
      const patience = setTimeout(() => {
        if (held.has(feed.id)) return
        slow.add(feed.id)
        pump()
      }, slowAfterMs)
      void askOne(feed)
        .catch((bug: unknown) => {
          context.log.error('refresh of a feed threw', bug, { url: feed.url })
        })
        .finally(() => {
          clearTimeout(patience)
          slow.delete(feed.id)
          held.delete(feed.id)
          unread.delete(feed.id)
          current.delete(feed.id)
          phases.set(feed.id, 'idle')
          pump()
        })
    }
    if (isRunning && current.size === 0 && waiting.length === 0) void finish()
  }

  const giveUpWaiting = () => {
    const left = waiting.splice(0)
    for (const feed of left) {
      phases.set(feed.id, 'idle')
      skip(feed, 'offline')
    }
    if (left.length > 0) report({ total: progress.total - left.length })
  }

  /** What came is on the medium before the round is told as finished. */
  const finish = async () => {
    if (isFinishing) return
    isFinishing = true
    await library.syncArticles()
    isFinishing = false
    // Others were asked for meanwhile: they end the round.
    if (current.size + waiting.length > 0) return
    isRunning = false
    const excused = network.finish(clock.now())
    for (const id of excused) excuse(id)
    report({ isRunning: false, isOffline: network.isOffline(), finishedAt: clock.now() })
    settle()
  }

  /** The network was gone, not the outlet: nothing counts, and it is asked as soon as there is one. */
  const excuse = (id: FeedId) => {
    const { failures, failure } = library.fetchRecord(id)
    const isCounted = failure?.kind !== 'offline' && failure?.kind !== 'proxy'
    library.changeFetchRecord(id, {
      failure: failure?.kind === 'proxy' ? failure : { kind: 'offline', byChoice: false },
      failures: Math.max(0, failures - (isCounted ? 1 : 0)),
      nextAt: clock.now(),
    })
  }

  const followed = () =>
    library.subscriptions().feeds.filter((feed) => feed.unfollowedAt === null && feed.url.startsWith('http'))

  const chooseDue = (feedIds: readonly FeedId[] | null, occasion: Occasion): readonly StoredFeed[] => {
    const now = clock.now()
    const ids = feedIds === null ? null : new Set(feedIds)
    const busy = new Set([...waiting.map(({ id }) => id), ...current.keys()])
    return followed().filter((feed) => {
      if ((ids !== null && !ids.has(feed.id)) || busy.has(feed.id)) return false
      const record = library.fetchRecord(feed.id)
      const corrected = setBack(record, now)
      if (corrected !== null) library.changeFetchRecord(feed.id, corrected)
      const verdict = judge({ ...record, ...corrected }, occasion, now, isNear(feed))
      if (verdict !== 'due' && verdict !== 'not-due' && occasion !== 'clock') skip(feed, verdict)
      return verdict === 'due'
    })
  }

  const ask = (wanted: readonly StoredFeed[]): Promise<void> => {
    if (wanted.length === 0) return settled
    if (!isRunning) {
      isRunning = true
      network.begin()
      progress = { ...restingRound, isRunning: true, isOffline: network.isOffline() }
      settled = new Promise((resolve) => {
        settle = resolve
      })
    }
    // While the first answers are on their way, whoever reads them starts.
    context.parserPool.expect(wanted.filter(({ id }) => library.fetchRecord(id).bodyHash === '').length)
    for (const feed of wanted) {
      phases.set(feed.id, 'waiting')
      waiting.push(feed)
    }
    report({ total: progress.total + wanted.length })
    pump()
    return settled
  }

  const refresh = async (feedIds: readonly FeedId[] | null, occasion: Occasion): Promise<void> => {
    if (context.isOfflineByChoice()) {
      report({ isOffline: true })
      return
    }
    // The reader chose to go online again, and nothing says that there is no network.
    if (progress.isOffline && !network.isOffline()) report({ isOffline: false })
    if (occasion === 'clock' && network.isOffline()) {
      if (isRunning || !network.mayProbe(clock.now())) return
      // One feed finds out for all.
      await ask(chooseDue(feedIds, occasion).slice(0, 1))
      if (network.isOffline()) return
    }
    await ask(chooseDue(feedIds, occasion))
  }

  return {
    refresh,
    progress: () => ({ ...progress, picturesWaiting: hooks.picturesWaiting() }),
    isOffline: network.isOffline,
    hurry: network.hurry,
    planAll: () => {
      const intervalMs = library.settings().refreshMinutes * 60_000
      for (const { id } of followed()) {
        const record = library.fetchRecord(id)
        if (record.checkedAt === null || record.failures > 0 || record.failure !== null) continue
        library.changeFetchRecord(id, { nextAt: planAgain(record, intervalMs, context.random()) })
      }
    },
  }
}

function isNear(feed: StoredFeed): boolean {
  return isLoopbackHost(parseWebUrl(feed.url)?.hostname ?? '')
}
