/**
 * offlineWatch.ts — tells a missing network from failing outlets.
 *
 * Room:     main/jobs. Memory only; the clock comes in as an argument.
 * Promises: nobody is called offline because one outlet's host is away: it takes the failures of at least two hosts
 *           without a single answer in the same round, or the system's own word. While offline one feed is asked
 *           now and then; its answer, whatever it is, resumes the rest.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type { FeedId, Millis } from '../../preload/contract/model.ts'
import { isNetworkTrouble } from './backOff.ts'

/** So many hosts in trouble and no answer: the rest of the round is not asked. */
const enoughHosts = 4
const firstProbeMs = 30_000
const longestProbeMs = 5 * 60_000

export interface OfflineWatch {
  /** A new round: what was counted before counts no more. */
  readonly begin: () => void
  /** @param failure Null for an answer of any kind. */
  readonly note: (feedId: FeedId, host: string, failure: Failure | null) => void
  /** The round so far looks like no network: stop asking. */
  readonly isHopeless: () => boolean
  /** At the end of a round: whether it found no network, and whose failures were none of their own. */
  readonly finish: (now: Millis) => readonly FeedId[]
  readonly isOffline: () => boolean
  /** While offline: may one feed be asked now? */
  readonly mayProbe: (now: Millis) => boolean
  /** The machine woke, or the network came back: the next probe need not wait. */
  readonly hurry: () => void
}

export function makeOfflineWatch(): OfflineWatch {
  const hosts = new Set<string>()
  const troubled: FeedId[] = []
  let isCertain = false
  let hasAnswer = false
  let isOffline = false
  let probes = 0
  let probeAt: Millis = 0

  return {
    begin: () => {
      hosts.clear()
      troubled.length = 0
      isCertain = false
      hasAnswer = false
    },
    note: (feedId, host, failure) => {
      if (failure === null || !isNetworkTrouble(failure)) {
        hasAnswer = true
        isOffline = false
        probes = 0
        return
      }
      hosts.add(failure.kind === 'proxy' ? `${host} through a proxy` : host)
      troubled.push(feedId)
      isCertain ||= failure.kind === 'offline' || failure.kind === 'proxy'
    },
    isHopeless: () => !hasAnswer && hosts.size >= enoughHosts,
    finish: (now) => {
      const isNone = !hasAnswer && troubled.length > 0 && (hosts.size >= 2 || isCertain || isOffline)
      if (!isNone) return []
      isOffline = true
      probes += 1
      probeAt = now + Math.min(longestProbeMs, firstProbeMs * 2 ** Math.min(5, probes - 1))
      return [...troubled]
    },
    isOffline: () => isOffline,
    mayProbe: (now) => now >= probeAt || probeAt - now > longestProbeMs,
    hurry: () => {
      probes = 0
      probeAt = 0
    },
  }
}
