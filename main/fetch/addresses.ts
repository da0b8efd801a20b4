/**
 * addresses.ts — where the names of hosts lead: asked once, remembered for a short while.
 *
 * Room:     main/fetch, between the system's resolver and the sockets.
 * Promises: the address that a request was counted at is the one it connects to: both come from the same answer, as
 *           long as the turn comes within `keptForMs`. A failure is not remembered.
 * Knows:    a name with several addresses counts at the first, which is the one that is tried first.
 */
import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { isLoopbackHost, withoutBrackets } from './guard.ts'

const keptForMs = 30_000
const keptAtMost = 2000

/** A resolver that remembers, for callers that ask for all addresses of a name. Steady clock. */
export function rememberingLookup(lookup: LookupFunction, now: () => number): LookupFunction {
  const known = new Map<string, { readonly until: number; readonly found: LookupAddress[] }>()
  return (hostname, options, done) => {
    const kept = known.get(hostname)
    if (kept !== undefined && kept.until > now()) {
      done(null, kept.found)
      return
    }
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) {
        done(error, found)
        return
      }
      const all = typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found
      if (known.size >= keptAtMost) known.clear()
      if (all.length > 0) known.set(hostname, { until: now() + keptForMs, found: all })
      done(null, all)
    })
  }
}

export class LookupTimeoutError extends Error {
  readonly code = 'UND_ERR_CONNECT_TIMEOUT'
}

/**
 * Where a host leads: a literal to itself, a name to what the resolver says, the one that is tried first at the head.
 *
 * @throws What the resolver says; `LookupTimeoutError`.
 */
export function addressesOf(
  hostname: string,
  lookup: LookupFunction,
  timeoutMs: number,
): Promise<readonly string[]> {
  const bare = withoutBrackets(hostname)
  if (isIP(bare) !== 0) return Promise.resolve([bare])
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => {
      reject(new LookupTimeoutError(hostname))
    }, timeoutMs)
    lookup(hostname, { all: true }, (error, found) => {
      clearTimeout(patience)
      // Whatever its type says: with an error the system's resolver hands over nothing at all.
      if (error) reject(error)
      else resolve(typeof found === 'string' ? [found] : found.map(({ address }) => address))
    })
  })
}

/**
 * The address at which requests to a host are counted.
 * @returns Null for this machine: nobody else is spared by it, and people run servers of their own.
 */
export function countedAt([first]: readonly string[]): string | null {
  return first === undefined || isLoopbackHost(first) ? null : first
}
