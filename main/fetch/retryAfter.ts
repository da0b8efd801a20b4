/**
 * retryAfter.ts — when a server that is busy wants to be asked again. Pure; the clock comes in as an argument.
 *
 * Source: RFC 9110 §10.2.3: seconds, or an HTTP date.
 */
import type { Millis } from '../../preload/contract/model.ts'
import { parseHttpDate } from './httpDate.ts'

export const shortestCooldownMs = 60_000
export const longestCooldownMs = 7 * 24 * 3_600_000

/**
 * @param header Raw `Retry-After`; null when absent.
 * @returns      A time from 1 minute to 7 days after `now`; null when the header is absent or says nothing
 *               (negative, fractional, words).
 */
export function readRetryAfter(header: string | null, now: Millis): Millis | null {
  if (header === null) return null
  const text = header.trim()
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : parseHttpDate(text)
  return at === null ? null : Math.min(Math.max(at, now + shortestCooldownMs), now + longestCooldownMs)
}
