/**
 * keepSecret.ts — a feed's name and password: into the system's vault, never into the library.
 *
 * Room:     main/jobs.
 * Promises: an address in subscriptions.json has no user name and no password, whoever wrote it there.
 */
import { parseWebUrl, withoutSecrets } from '../base/urls.ts'
import { credentialsIn } from '../fetch/headers.ts'
import type { Credentials } from '../model/exchange.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'

/** Keeps them and lets the feed be asked soon; tells, and says, when they last for this run only. */
export async function keepSecret(
  context: JobContext,
  feed: StoredFeed,
  credentials: Credentials,
  isForNow = false,
): Promise<boolean> {
  const isLasting = await context.secrets.keep(feed.id, feed.url, credentials, isForNow)
  context.library.changeFetchRecord(feed.id, { nextAt: context.clock.now() })
  if (isLasting || isForNow) return isLasting
  context.activity.add({
    url: feed.url,
    wants: 'feed',
    outlet: feed.ownTitle ?? feed.name,
    result: { kind: 'password-for-now' },
  })
  return false
}

/** Takes names and passwords out of addresses that a starter file or an older version put into the library. */
export async function hideSecrets(context: JobContext): Promise<void> {
  const { library } = context
  const open = library.subscriptions().feeds.filter(({ url }) => withoutSecrets(url) !== url && /@/.test(url))
  const found = open.flatMap((feed) => {
    const url = parseWebUrl(feed.url)
    const credentials = url === null ? null : credentialsIn(url)
    return credentials === null ? [] : [{ feed, credentials }]
  })
  for (const { feed, credentials } of found) await keepSecret(context, feed, credentials)
  if (found.length === 0) return
  const ids = new Set(found.map(({ feed }) => feed.id))
  await library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((feed) => (ids.has(feed.id) ? { ...feed, url: withoutSecrets(feed.url) } : feed)),
  }))
}
