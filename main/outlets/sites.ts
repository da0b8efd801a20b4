/**
 * sites.ts — whose an address is.
 *
 * Room:  main/outlets. No other file knows tldts, whose list of public suffixes (40 KB) is read in a worker only.
 * Knows: `www.paper.co.jp` and `feeds.paper.co.jp` are of one house, `a.co.jp` and `b.co.jp` are not; nor are two blogs
 *        on `blogspot.com` or `github.io`, which their owners have put on the list.
 */
import { getDomain } from 'tldts'

/** The part of the host that somebody registered; the whole host for what nobody registers (numbers, `localhost`). */
export function siteOf(url: string): string {
  const { hostname } = new URL(url)
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
}
