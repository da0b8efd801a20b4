/**
 * systemProxy.ts — which proxy the system (settings, PAC script, environment) names for an origin.
 *
 * Room:   main/shell. Chromium knows; the answer is a list such as `PROXY a:3128; DIRECT`, read in main/fetch/proxy.ts.
 * Knows:  the window's session has no way out at all (guards.ts), so another one is asked, which no page is ever in.
 */
import { session } from 'electron'
import type { Session } from 'electron'

const keptForMs = 5 * 60_000
const keptAtMost = 2000

/** In memory only. */
const partition = 'way-out'

async function findWayOut(): Promise<Session> {
  const wayOut = session.fromPartition(partition, { cache: false })
  await wayOut.setProxy({ mode: 'system' })
  return wayOut
}

/** Asks at most once in five minutes for each origin. */
export function makeProxyFinder(now: () => number): (origin: string) => Promise<string> {
  let wayOut: Promise<Session> | null = null
  const kept = new Map<string, { readonly until: number; readonly list: Promise<string> }>()
  return (origin) => {
    const known = kept.get(origin)
    if (known !== undefined && known.until > now()) return known.list
    if (kept.size >= keptAtMost) kept.clear()
    wayOut ??= findWayOut()
    const list = wayOut.then((asked) => asked.resolveProxy(origin))
    kept.set(origin, { until: now() + keptForMs, list })
    list.catch(() => {
      wayOut = null
      kept.delete(origin)
    })
    return list
  }
}
