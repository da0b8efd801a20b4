/**
 * restorePreview.ts — what putting a backup in place would ask of the outside, before it is put there. Pure.
 *
 * Room:     main/jobs.
 * Promises: no password is in it. Hosts are whole, with their ports: what is shown is what would be asked.
 */
import type { RestorePreview } from '../../preload/contract/model.ts'
import { secretPlaceOf } from '../base/secretPlace.ts'
import { parseWebUrl } from '../base/urls.ts'
import { isSpeltPrivate } from '../fetch/guard.ts'
import type { BackupContents } from '../model/backups.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { Allowed } from '../model/approvals.ts'
import type { SecretPlace } from '../model/secrets.ts'
import { proxyKey } from '../model/secrets.ts'

export interface Present {
  readonly feeds: readonly StoredFeed[]
  readonly proxy: string | null
  readonly secrets: readonly SecretPlace[]
  readonly allowed: readonly Allowed[]
}

export function previewRestore(
  { followed, proxy }: Pick<BackupContents, 'followed' | 'proxy'>,
  now: Present,
): RestorePreview {
  const known = new Set(now.feeds.filter(({ unfollowedAt }) => unfollowedAt === null).map(hostOfFeed))
  const hosts = new Set(followed.map(hostOfFeed).filter((host) => host !== '' && !known.has(host)))
  const read = inTheClear(proxy, now.proxy, now.secrets)
  const secrets = followed.flatMap((feed) => {
    const secret = now.secrets.find(({ key }) => key === feed.id)
    if (secret === undefined) return []
    const isSent = secret.place === secretPlaceOf(feed.url) && !read.includes(secret)
    return [{ isSent, title: titleOf(feed), host: hostOfFeed(feed) }]
  })
  const ofProxy = now.secrets.find(({ key }) => key === proxyKey)
  const isProxySigned = proxy !== null && ofProxy !== undefined && ofProxy.place === secretPlaceOf(proxy)
  const urls = new Set(now.allowed.map(({ url }) => url))
  const mustBeAllowed = (feed: StoredFeed) =>
    urls.has(feed.url) || isSpeltPrivate(parseWebUrl(feed.url)?.hostname ?? 'none.example')
  return {
    proxy: proxy === now.proxy ? null : { to: proxy, isSignedIn: isProxySigned },
    newHosts: [...hosts].sort(),
    sent: secrets.filter(({ isSent }) => isSent).map(({ title, host }) => ({ title, host })),
    asked: secrets.filter(({ isSent }) => !isSent).map(({ title, host }) => ({ title, host })),
    allowAgain: followed
      .filter(mustBeAllowed)
      .map((feed) => ({ title: titleOf(feed), host: hostOfFeed(feed) })),
  }
}

/** Passwords of papers without TLS: whoever runs the proxy that the backup sets could read them. */
export function inTheClear(
  proxy: string | null,
  present: string | null,
  secrets: readonly SecretPlace[],
): readonly SecretPlace[] {
  if (proxy === null || proxy === present) return []
  return secrets.filter(({ key, place }) => key !== proxyKey && place.startsWith('http:'))
}

function hostOfFeed({ url }: StoredFeed): string {
  return parseWebUrl(url)?.host ?? ''
}

function titleOf({ ownTitle, name }: StoredFeed): string {
  return ownTitle ?? name
}
