/**
 * systemProxy.ts — which proxy the system (settings, PAC script, environment) names for an origin.
 *
 * Room:   main/shell. Chromium knows; the answer is a list such as `PROXY a:3128; DIRECT`, read in main/fetch/proxy.ts.
 */
import { session } from 'electron'

const keptForMs = 5 * 60_000
const keptAtMost = 2000

/** Asks at most once in five minutes for each origin. */
export function makeProxyFinder(now: () => number): (origin: string) => Promise<string> {
  const kept = new Map<string, { readonly until: number; readonly list: Promise<string> }>()
  return (origin) => {
    const known = kept.get(origin)
    if (known !== undefined && known.until > now()) return known.list
    if (kept.size >= keptAtMost) kept.clear()
    const list = session.defaultSession.resolveProxy(origin)
    kept.set(origin, { until: now() + keptForMs, list })
    list.catch(() => kept.delete(origin))
    return list
  }
}
