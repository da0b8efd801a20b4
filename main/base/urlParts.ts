/**
 * urlParts.ts — host and path of an address that was read before, without reading it again. Pure.
 *
 * Room:  main/base.
 * Knows: a URL parser takes some microseconds an address, and an article has dozens. What it wrote itself (`href` of http
 *        and https, without credentials) needs no parser: the host stands between two slashes and the next one.
 */
export interface UrlParts {
  /** As `hostname`: without the port. */
  readonly hostname: string
  /** As `pathname`. */
  readonly pathname: string
  /** As `search`. */
  readonly search: string
}

/** @param href As resolveWebUrl gives it. */
export function partsOf(href: string): UrlParts {
  const from = href.indexOf('//') + 2
  const slash = href.indexOf('/', from)
  const host = href.slice(from, slash)
  const port = host.lastIndexOf(':')
  const isPort = port > 0 && !host.endsWith(']')
  const hash = href.indexOf('#', slash)
  const end = hash < 0 ? href.length : hash
  const query = href.indexOf('?', slash)
  const pathEnd = query < 0 || query > end ? end : query
  const search = href.slice(pathEnd, end)
  return {
    hostname: isPort ? host.slice(0, port) : host,
    pathname: href.slice(slash, pathEnd),
    search: search === '?' ? '' : search,
  }
}
