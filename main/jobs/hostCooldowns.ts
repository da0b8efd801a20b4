/** hostCooldowns.ts — hosts that the fetch records know to be busy, for a network thread that starts anew. Pure. */
import type { Millis } from '../../preload/contract/model.ts'
import { parseWebUrl } from '../base/urls.ts'
import type { FetchRecordStore, SubscriptionStore } from '../model/library.ts'

/** Where a redirect led to the busy host, that one cools down; the feed's own does not. */
export function hostCooldownsOf(
  library: SubscriptionStore & FetchRecordStore,
  now: Millis,
): readonly (readonly [host: string, until: Millis])[] {
  const { feeds } = library.subscriptions()
  return feeds.flatMap(({ id, url }) => {
    const { busyUntil, failure } = library.fetchRecord(id)
    const host = failure?.kind === 'busy' ? failure.host : (parseWebUrl(url)?.host ?? '')
    return busyUntil > now && host !== '' ? [[host, busyUntil] as const] : []
  })
}
