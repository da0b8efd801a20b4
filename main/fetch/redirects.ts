/**
 * redirects.ts — where an answer sends us, and which moves are for good. Pure.
 *
 * Room:   main/fetch.
 * Source: RFC 9110 §15.4. 301 and 308 are permanent; 302, 303 and 307 are not.
 */
import { parseWebUrl, withoutSecrets } from '../base/urls.ts'
import type { Redirect } from '../model/exchange.ts'

const statuses = new Set([301, 302, 303, 307, 308])
const permanent = new Set([301, 308])

export function isRedirect(status: number): boolean {
  return statuses.has(status)
}

/**
 * @param location Raw Location value, absolute or relative.
 * @returns The next address, without fragment and without any user name the server put in; null when it is not
 *          http(s).
 */
export function redirectTarget(location: string, from: URL): URL | null {
  const text = bare(location.trim())
  // No address of ours is longer (base/urls.ts), and reading one may take the square of its length.
  if (text.length > 4000) return null
  const absolute = URL.canParse(text, from.href) ? new URL(text, from.href) : null
  const target = absolute === null ? null : parseWebUrl(absolute.href)
  if (target === null) return null
  target.hash = ''
  target.username = ''
  target.password = ''
  return target
}

/** Some put it in quotes or angle brackets, or call it by the name of a reader's link (`feed:https://…`, `feed://…`). */
function bare(location: string): string {
  const inner = /^(?:"([^"]*)"|'([^']*)'|<([^<>]*)>)$/.exec(location)
  const text = (inner?.[1] ?? inner?.[2] ?? inner?.[3] ?? location).trim()
  return text.replace(/^feeds?:(?=https?:)/i, '').replace(/^feed(s?):\/\//i, 'http$1://')
}

/**
 * The address to remember instead of `requested`: the end of an unbroken chain of permanent redirects.
 * Null when nothing moved for good, or when the chain leads from https to http, which is never remembered.
 * The caller waits until the same answer was seen several times on different days.
 */
export function lastingAddress(requested: string, redirects: readonly Redirect[]): string | null {
  let at = withoutSecrets(requested)
  for (const { status, to } of redirects) {
    const isDowngrade = at.startsWith('https:') && to.startsWith('http:')
    if (!permanent.has(status) || isDowngrade) return null
    at = to
  }
  return redirects.length === 0 ? null : at
}
