/**
 * cacheLife.ts — how long the server says its answer is good for. Pure; the clock comes in as an argument.
 *
 * Source: RFC 9111 §4.2.1: max-age minus Age, else Expires minus Date. `s-maxage` is for shared caches, not us;
 *         `no-store` and `no-cache` do not forbid asking again, so they say nothing here.
 */
import type { Millis } from '../../preload/contract/model.ts'
import type { HeaderReader } from './headerReader.ts'
import { parseHttpDate } from './httpDate.ts'
import type { CacheLife } from '../model/exchange.ts'

/** A year, RFC 9111's own idea of for ever; the schedule clamps further. */
const longestMs = 365 * 24 * 3_600_000

/** `freshForMs` is 0 for an answer that is stale already, null when the server does not say. */
export function readCacheLife(header: HeaderReader, now: Millis): CacheLife {
  const maxAge = readMaxAge(header('cache-control'))
  if (maxAge !== null) return life((maxAge - readAge(header('age'))) * 1000)
  const expires = header('expires')
  if (expires === null) return { freshForMs: null }
  const at = parseHttpDate(expires)
  // "Expires: 0" and other invalid dates mean: expired (RFC 9111 §5.3).
  if (at === null) return life(0)
  return life(at - (parseHttpDate(header('date') ?? '') ?? now))
}

function life(ms: number): CacheLife {
  return { freshForMs: Math.min(Math.max(ms, 0), longestMs) }
}

/** Seconds. */
function readMaxAge(cacheControl: string | null): number | null {
  const found = /(?:^|[\s,;])max-age\s*=\s*"?(\d+)"?/i.exec(cacheControl ?? '')?.[1]
  return found === undefined ? null : Number(found)
}

/** Seconds. */
function readAge(age: string | null): number {
  return age !== null && /^\s*\d+\s*$/.test(age) ? Number(age) : 0
}
