/**
 * robotsGate.ts — asks a site's robots.txt before a page is fetched that the reader did not name.
 *
 * Room:     main/jobs.
 * Promises: - robots.txt is read once a day for each origin, and never for a page that nobody wants.
 *           - no robots.txt (4xx) means yes; a site in trouble (5xx, no answer) means not now (RFC 9309 §2.3.1), and so
 *             does one whose robots.txt cannot be read in time.
 *           - the file is read in a worker thread; what stands here is its rules.
 *           - Crawl-delay becomes the least pause at that host.
 * Knows:    what is exempt and why: feeds are published for readers; an address that the reader typed is the
 *           reader's own visit; pictures belong to an article that is being read, as in a browser. What is left is
 *           what a program decides by itself: home pages for an icon, pages that may name a feed, whole articles.
 */
import { fail } from '../../preload/contract/failure.ts'
import { originOf } from '../base/urls.ts'
import type { Approval } from '../model/exchange.ts'
import { closedToAll, isAllowed, openToAll } from '../outlets/robotRules.ts'
import type { Robots } from '../model/robots.ts'
import type { WithActivity, WithClock, WithNetwork, WithParserPool } from '../model/jobContext.ts'
import type { Network } from '../model/network.ts'

export interface RobotsGate {
  /** The exchange, or a `robots` failure without asking for the page. */
  readonly exchange: Network['exchange']
}

type Needs = WithNetwork & WithParserPool & WithClock & WithActivity

const agent = 'Kawaraban'
const keptForMs = 24 * 3_600_000
/** A site that was in trouble is asked again sooner. */
const keptShortMs = 3_600_000
const originsAtMost = 500
/** Nobody waits longer than this between two pages. */
const longestDelayMs = 60_000

export function makeRobotsGate({ network, parserPool, clock, activity }: Needs): RobotsGate {
  const known = new Map<string, { readonly until: number; readonly robots: Promise<Robots> }>()

  const read = async (origin: string, approval: Approval | null): Promise<readonly [Robots, number]> => {
    const url = `${origin}/robots.txt`
    const answer = await network.exchange({
      url,
      wants: 'robots',
      validators: null,
      approval,
    })
    if (answer.ok && answer.value.kind === 'fresh') {
      const rules = await parserPool.readRobots({ bytes: answer.value.bytes, url, agent })
      return rules.ok ? [rules.value, keptForMs] : [closedToAll, keptShortMs]
    }
    const isNone = !answer.ok && answer.failure.kind === 'http' && answer.failure.status < 500
    return isNone || (!answer.ok && answer.failure.kind === 'gone')
      ? [openToAll, keptForMs]
      : [closedToAll, keptShortMs]
  }

  const robotsOf = (origin: string, approval: Approval | null): Promise<Robots> => {
    const now = clock.now()
    const found = known.get(origin)
    if (found !== undefined && found.until > now && found.until <= now + keptForMs) return found.robots
    if (known.size >= originsAtMost) known.clear()
    const reading = read(origin, approval)
    const robots = reading.then(([rules]) => rules)
    known.set(origin, { until: now + keptForMs, robots })
    void reading.then(([, ms]) => known.set(origin, { until: now + ms, robots }))
    return robots
  }

  return {
    exchange: async (request, notes) => {
      const robots = await robotsOf(originOf(request.url), request.approval)
      if (!isAllowed(robots, request.url)) {
        activity.add({
          url: request.url,
          wants: 'page',
          outlet: null,
          result: { kind: 'skipped', why: 'robots' },
        })
        return fail({ kind: 'robots', url: request.url })
      }
      const { delayMs } = robots
      return network.exchange(
        delayMs === null ? request : { ...request, gapMs: Math.min(delayMs, longestDelayMs) },
        notes,
      )
    },
  }
}
