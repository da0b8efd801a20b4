/**
 * rememberFailure.ts — what a failed request leaves in the fetch record, and in those of its host's other feeds.
 *
 * Room:     main/jobs.
 * Promises: a missing network or a failure of our own does not count against the outlet. Validators, hints and
 *           articles stay. A host that is busy cools down for all its feeds, and a restart does not shorten that.
 */
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { parseWebUrl, withoutSecrets } from '../base/urls.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import { backOffMs, classOf, isNetworkTrouble, named } from './backOff.ts'
import type { JobContext, WithLibrary } from '../model/jobContext.ts'
import { quietMs } from './schedule.ts'
import type { FetchRecordStore, SubscriptionStore } from '../model/library.ts'

export function rememberFailure(context: JobContext, feed: StoredFeed, what: Failure): Outcome<never> {
  const { library, clock, log } = context
  const record = library.fetchRecord(feed.id)
  const now = clock.now()
  const isNoNetwork = what.kind !== 'proxy' && isNetworkTrouble(what) && !context.hasNetwork()
  const seen: Failure = isNoNetwork ? { kind: 'offline', byChoice: false } : what
  const kind = classOf(seen)
  const isCounted = kind !== 'network' && kind !== 'ours'
  const failures = record.failures + (isCounted ? 1 : 0)
  const failedSince = record.failedSince ?? now
  const failure = named(seen, failures, failedSince, now)
  const restMs = backOffMs(failure, { failures, failedSince, now, random: context.random() })
  library.changeFetchRecord(feed.id, {
    failure,
    failures,
    failedSince,
    checkedAt: isCounted ? now : record.checkedAt,
    isStopped: restMs === null,
    nextAt: now + Math.max(quietMs, restMs ?? 0),
  })
  if (failure.kind === 'busy') restHost(context, feed, failure.host, now + Math.max(quietMs, restMs ?? 0))
  log.warn('feed failed', { url: withoutSecrets(feed.url), ...failure })
  return { ok: false, failure }
}

/** `host` may be another than the feed's own, where a redirect led. */
function restHost(
  { library }: WithLibrary<SubscriptionStore & FetchRecordStore>,
  feed: StoredFeed,
  host: string,
  until: number,
): void {
  for (const each of library.subscriptions().feeds) {
    if (each.id !== feed.id && parseWebUrl(each.url)?.host !== host) continue
    const { busyUntil, nextAt } = library.fetchRecord(each.id)
    library.changeFetchRecord(each.id, {
      busyUntil: Math.max(busyUntil, until),
      nextAt: Math.max(nextAt, until),
    })
  }
}
