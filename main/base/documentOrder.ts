/**
 * documentOrder.ts — where an article stands among others of the same time: the newest document first, and in each the
 * order that its outlet chose.
 *
 * Room:     main/base. Pure.
 * Knows:    an article without a date counts from its arrival, so all of them in one document tie; so do those of a day in
 *           feeds that give days alone. Ids are hashes and say nothing about order.
 */
import type { Millis } from '../../preload/contract/model.ts'

export interface Placed {
  readonly arrivedAt: Millis
  /** Counted from the end of its document; absent in articles of older versions: 0. */
  readonly place?: number
}

/** Places in a millisecond: a longer document runs on into the next. Ranks stay exact until the year 2248. */
const placesPerMs = 1024

/** The higher one stands first. */
export function rankOf({ arrivedAt, place = 0 }: Placed): number {
  return arrivedAt * placesPerMs + place
}

/** The lowest place of a document that comes `now`, above all that is here even when the clock stood still or went back. */
export function placeAfter(known: readonly Placed[], now: Millis): number {
  let highest = -1
  for (const one of known) highest = Math.max(highest, rankOf(one))
  return Math.max(0, highest + 1 - now * placesPerMs)
}
