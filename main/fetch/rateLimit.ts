/**
 * rateLimit.ts — how often we ask: one request at a time for each host, a second between two, four for all hosts of one
 * address, and no knocking while a host cools down.
 *
 * Room:     main/fetch, around every single request of an exchange, redirects included.
 * Promises: a host is scheme, host and port. A host that named a time to come back is not asked before it, for
 *           nothing and under no scheme; who makes the limit hands in the cooldowns that are not over, and is told of
 *           new ones, so that a restart forgets none.
 *           Hosts that wait because their common address is busy hold up nobody else.
 * Knows:    pictures of one article stand on one host, and a browser would ask for six at once: two in flight
 *           100 ms apart keep a first fetch short and stay far below that. They come after feeds and pages
 *           everywhere and never take the last places.
 */
import { fail } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { Clock } from '../base/clock.ts'
import { makeQueue } from '../base/queue.ts'
import type { Queue, Turn } from '../base/queue.ts'
import { isLoopbackHost } from './guard.ts'
import type { HopWants } from '../model/exchange.ts'
import type { HostCooldown } from '../model/hostCooldown.ts'

/** In all, and of these for pictures. */
const inFlight = [24, 16] as const

/** For all hosts of one address: a publisher with a thousand papers on one server is one server. */
export const perAddress = 4

/** A request without an answer for so long waits beside the others, and so many may. */
export const slowAfterMs = 2000
export const slowAtMost = 200

export interface RateLimit {
  /** The failure that answers for a host that cools down; null when it may be asked. */
  readonly cooldownOf: (url: URL) => Extract<Failure, { kind: 'busy' }> | null
  /** Waits for the host's turn, then runs `task`; one that cools down is answered for with `busy`, unasked. */
  readonly inTurn: <T>(url: URL, wish: Wish, task: () => Promise<Outcome<T>>) => Promise<Outcome<T>>
}

export interface Wish {
  readonly wants: HopWants
  /** The least pause at this host; null: our own. */
  readonly gapMs: Millis | null
  /** Where the host's name leads; null when that is not known, or is this machine. */
  readonly address: string | null
  /** Told when the request waits for others at its address. */
  readonly onHeld?: () => void
}

export interface RateLimitFacts {
  readonly queue?: Queue
  /** Cooldowns that are not over, from before. */
  readonly cooldowns?: readonly HostCooldown[]
  readonly onCooldown?: (cooldown: HostCooldown) => void
}

/** A host that is busy and names no time. */
const cooldownWithoutWordMs = 10 * 60_000
/** A Crawl-delay above this is no delay but a no. */
const longestGapMs = 60_000

export function makeRateLimit(clock: Clock, facts: RateLimitFacts = {}): RateLimit {
  const { queue = standardQueue(), cooldowns = [], onCooldown } = facts
  const coolingUntil = new Map<string, Millis>(cooldowns)

  const cooldownOf: RateLimit['cooldownOf'] = ({ host }) => {
    const retryAt = coolingUntil.get(host)
    if (retryAt !== undefined && retryAt > clock.now()) return { kind: 'busy', host, retryAt }
    coolingUntil.delete(host)
    return null
  }

  return {
    cooldownOf,
    inTurn: (url, wish, task) =>
      queue.run(turnOf(url, wish), async () => {
        const cooldown = cooldownOf(url)
        if (cooldown !== null) return fail(cooldown)
        const outcome = await task()
        if (!outcome.ok && outcome.failure.kind === 'busy') {
          const until = outcome.failure.retryAt ?? clock.now() + cooldownWithoutWordMs
          coolingUntil.set(url.host, until)
          onCooldown?.([url.host, until])
        }
        return outcome
      }),
  }
}

export function turnOf(url: URL, wish: Wish): Turn {
  const { wants, gapMs: wishedGapMs, address, onHeld } = wish
  const isPicture = wants === 'picture'
  const isOfArticle = isPicture || wants === 'media'
  const gapMs = Math.max(isOfArticle ? 100 : 1000, Math.min(longestGapMs, wishedGapMs ?? 0))
  return {
    key: url.origin,
    rank: isPicture ? 1 : 0,
    perKey: isOfArticle ? 2 : 1,
    // This machine's own servers need no sparing.
    gapMs: isLoopbackHost(url.hostname) ? 0 : gapMs,
    shared:
      address === null
        ? null
        : { key: address, atMost: perAddress, ...(onHeld === undefined ? {} : { onHeld }) },
  }
}

function standardQueue(): Queue {
  return makeQueue({
    inAll: inFlight,
    // A thousand papers, a fifth of them silent, are read in half a minute all the same.
    aside: { afterMs: slowAfterMs, atMost: slowAtMost },
    now: () => performance.now(),
    later: (ms, wake) => {
      setTimeout(wake, ms)
    },
  })
}
