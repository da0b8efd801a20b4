/**
 * moves.ts — outlets that moved for good: when a new address is believed. Pure.
 *
 * Room:     main/jobs.
 * Promises: an address is changed only after the same unbroken chain of permanent redirects was seen on three
 *           different days, each time ending in this very feed; never from https to http, never by 302, 303, 307.
 *           A move that the reader took back is not made again.
 *           A day on which the old address answered by itself starts the count anew.
 * Knows:    maintenance pages, sign-in walls and hotel networks send 301 too; what they lead to is no feed, so
 *           such an answer never comes here.
 */
import type { Millis } from '../../preload/contract/model.ts'
import { lastingAddress } from '../fetch/redirects.ts'
import type { Redirect } from '../model/exchange.ts'
import type { Move } from '../model/fetchRecord.ts'

const daysNeeded = 3
const dayMs = 24 * 3_600_000

/** @param url What was asked. Only for answers that were this feed. */
export function watchMove(
  before: Move | null,
  url: string,
  redirects: readonly Redirect[],
  now: Millis,
): Move | null {
  const to = lastingAddress(url, redirects)
  if (before?.isRefused === true && (to === null || to === before.to)) return before
  const made = before !== null && before.from !== null ? before : null
  if (to === null || to === url) return made
  const day = Math.floor(now / dayMs)
  const seen = before !== null && before.to === to && before.from === null ? before.days : []
  return { to, days: seen.includes(day) ? seen : [...seen, day], from: null }
}

export function isProven(move: Move | null): move is Move {
  return move !== null && move.isRefused !== true && move.from === null && move.days.length >= daysNeeded
}
