/**
 * activity.ts — what was asked of the outside and what was not, for the reader's eyes.
 *
 * Room:     main/jobs. Memory only: the last 500 lines, of which at most 150 are pictures.
 * Promises: no user name and no password in any line.
 */
import type { ActivityEntry, ActivityResult, FeedId } from '../../preload/contract/model.ts'
import { hostOf, withoutSecrets } from '../base/urls.ts'
import type { Clock } from '../base/clock.ts'
import type { Exchange, FetchRequest } from '../model/exchange.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Network } from '../model/network.ts'
import type { Tell } from '../model/tell.ts'
import type { Activity } from '../model/activity.ts'

const linesAtMost = 500
const picturesAtMost = 150

export function makeActivity(clock: Clock, tell: Tell): Activity {
  const lines: ActivityEntry[] = []
  let lastId = 0
  return {
    add: ({ url, wants, outlet, result, tookMs = null, nextAt = null }) => {
      lastId += 1
      const bare = withoutSecrets(url).slice(0, 500)
      lines.push({
        id: lastId,
        at: clock.now(),
        outlet: outlet ?? hostOf(bare),
        url: bare,
        wants,
        result,
        tookMs,
        nextAt,
      })
      if (wants === 'picture' && lines.filter((line) => line.wants === 'picture').length > picturesAtMost) {
        lines.splice(
          lines.findIndex((line) => line.wants === 'picture'),
          1,
        )
      }
      if (lines.length > linesAtMost) lines.shift()
      tell('activity:changed', null)
    },
    plan: (url, nextAt) => {
      const bare = withoutSecrets(url)
      const at = lines.findLastIndex((line) => line.wants === 'feed' && line.url === bare)
      const line = lines[at]
      if (line === undefined) return
      lines[at] = { ...line, nextAt }
      tell('activity:changed', null)
    },
    list: () => [...lines].reverse(),
  }
}

/** The network, with a line for each exchange. */
export function watched(
  network: Network,
  activity: Activity,
  clock: Clock,
  titleOf: (url: string) => string | null,
): Network {
  return {
    exchange: async (request, notes = {}) => {
      const startedAt = clock.now()
      const outcome = await network.exchange(request, notes)
      activity.add({
        url: request.url,
        wants: request.wants,
        outlet: notes.outlet ?? titleOf(request.url),
        result: resultOf(request, outcome),
        tookMs: Math.max(0, clock.now() - startedAt),
      })
      return outcome
    },
  }
}

function resultOf({ url }: FetchRequest, outcome: Outcome<Exchange>): ActivityResult {
  if (!outcome.ok) return { kind: 'failed', failure: outcome.failure }
  const { value } = outcome
  if (value.kind === 'unchanged') return { kind: 'unchanged' }
  const isElsewhere = value.redirects.length > 0 && value.finalUrl !== withoutSecrets(url)
  return {
    kind: 'fresh',
    bytes: value.kind === 'same' ? value.size : value.bytes.byteLength,
    finalUrl: isElsewhere ? value.finalUrl.slice(0, 500) : null,
  }
}

/**
 * Titles of followed feeds by address, read anew when the list of feeds is another one. Any other address on a host that
 * belongs to one outlet alone (its pictures, its robots.txt) has that outlet's title.
 */
export function titlesOf(
  feeds: () => readonly {
    readonly id: FeedId
    readonly url: string
    readonly name: string
    readonly ownTitle: string | null
    readonly siteUrl: string | null
  }[],
): (url: string) => string | null {
  let from: readonly unknown[] | null = null
  let titles = new Map<string, string>()
  let hosts = new Map<string, string | null>()
  return (url) => {
    const now = feeds()
    if (now !== from) {
      from = now
      titles = new Map(now.map((feed) => [feed.url, feed.ownTitle ?? feed.name]))
      hosts = new Map()
      for (const { url: feedUrl, siteUrl, ownTitle, name } of now) {
        const title = ownTitle ?? name
        for (const host of new Set([hostOf(feedUrl), hostOf(siteUrl ?? '')]))
          hosts.set(host, (hosts.get(host) ?? title) === title && hosts.get(host) !== null ? title : null)
      }
      hosts.delete('')
    }
    return titles.get(url) ?? hosts.get(hostOf(url)) ?? null
  }
}
