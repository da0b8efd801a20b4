/**
 * allowance.ts — what a reader allows by typing an address into the follow dialog, for one look.
 *
 * Room:     main/jobs.
 * Promises: who types `10.0.0.7`, `nas/feed` or `nas.lan` means a place that is not public; who types any other name, or a
 *           word alone, does not, wherever it leads, unless the reader is told so and allows it. It covers that one origin;
 *           once a socket has connected, only what it connected to.
 */
import type { AddressClass } from '../../preload/contract/failure.ts'
import { originOf, parseWebUrl } from '../base/urls.ts'
import { isSpeltPrivate } from '../fetch/guard.ts'
import type { Approval } from '../model/exchange.ts'

export interface Allowance {
  readonly at: (url: string) => Approval | null
  readonly narrow: (to: AddressClass) => void
}

/**
 * @param isAllowed The reader was told where it leads, and allowed it.
 * @param isWord    A word alone was typed: it may be what the reader is looking for.
 */
export function allowanceFor(typed: string, isAllowed: boolean, isWord = false): Allowance {
  const origin = originOf(typed)
  const isSpelt = !isWord && isSpeltPrivate(parseWebUrl(typed)?.hostname ?? '')
  const isMeant = isAllowed || isSpelt
  let approval: Approval | null = isMeant && origin !== '' ? { origin, class: 'any' } : null
  return {
    at: (url) => (originOf(url) === origin ? approval : null),
    narrow: (to) => {
      approval = { origin, class: to }
    },
  }
}
