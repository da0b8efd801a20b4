/**
 * headers.ts — what we say in a request. Pure.
 *
 * Room:     main/fetch.
 * Promises: no cookies, no Referer, no user id, no browser's name. The User-Agent keeps one shape for ever:
 *           `Kawaraban/1.2.3 (+https://…)`.
 */
import { acceptEncoding } from './body.ts'
import { conditionalHeaders } from './validators.ts'
import type { ByteRange, Credentials, HopWants, Validators } from '../model/exchange.ts'

const homepage = 'https://github.com/kawaraban/kawaraban'

/** Some servers answer 406 to a narrow Accept, hence the wide ends. */
const accept: Readonly<Record<HopWants, string>> = {
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
  page: 'text/html, application/xhtml+xml, application/rss+xml;q=0.9, application/atom+xml;q=0.9, */*;q=0.5',
  robots: 'text/plain, */*;q=0.5',
  picture: 'image/avif, image/webp, image/png, image/jpeg, image/gif, */*;q=0.5',
  media: 'audio/*, video/*, application/ogg;q=0.9, */*;q=0.1',
}

export interface HeadFacts {
  readonly wants: HopWants
  readonly userAgent: string
  readonly validators: Validators | null
  /** Whole Authorization value; null for none. */
  readonly authorization: string | null
  /** A part is asked for unpacked; absent: all of it. */
  readonly range?: ByteRange | null
}

export function requestHeaders(facts: HeadFacts): Readonly<Record<string, string>> {
  const { range = null } = facts
  return {
    'user-agent': facts.userAgent,
    accept: accept[facts.wants],
    'accept-encoding': range === null ? acceptEncoding : 'identity',
    ...(range === null ? {} : { range: rangeText(range) }),
    ...conditionalHeaders(facts.validators),
    ...(facts.authorization === null ? {} : { authorization: facts.authorization }),
  }
}

function rangeText({ from, to }: ByteRange): string {
  return `bytes=${String(from)}-${to === null ? '' : String(to)}`
}

/** @param version The program's; a suffix such as `-beta.1` is left out so that the shape stays. */
export function userAgentOf(version: string): string {
  return `Kawaraban/${/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0'} (+${homepage})`
}

/** The Authorization value for credentials, or for an address with a user name or password in it; null for neither. */
export function authorizationOf(url: URL, credentials: Credentials | null = null): string | null {
  const { user, password } = credentials ?? credentialsIn(url) ?? { user: '', password: '' }
  if (user === '' && password === '') return null
  const pair = `${user}:${password}`
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`
}

/** What stands before the @ of an address; null when nothing does. */
export function credentialsIn(url: URL): Credentials | null {
  if (url.username === '' && url.password === '') return null
  return { user: percentDecoded(url.username), password: percentDecoded(url.password) }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
