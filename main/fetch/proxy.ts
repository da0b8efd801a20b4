/**
 * proxy.ts — the way out that the system or the reader names: reading it. Pure.
 *
 * Room:     main/fetch. The agents are made in proxyAgent.ts, so that the main thread reads addresses without undici.
 * Promises: - the first entry counts. A proxy that does not answer is a failure of its own kind; nothing is ever
 *             fetched around it.
 *           - the proxy is a trusted hop; the target is still judged (admission.ts).
 *           - names and passwords come with the reader's own proxy, else from the environment's proxy variables, and
 *             only for that very proxy.
 * Knows:    - plain http goes to the proxy as a whole address, https through a tunnel: many proxies open tunnels to
 *             port 443 only.
 *           - undici speaks SOCKS 5; SOCKS 4 is refused in words.
 * Source:   the PAC answer format (`PROXY host:port; HTTPS host:port; SOCKS5 host:port; DIRECT`).
 */
import { credentialsIn } from './headers.ts'
import type { Credentials } from '../model/exchange.ts'

/** What decides a way: a list as Chromium gives it, and what the reader's own proxy wants to hear. */
export interface WayOut {
  readonly list: string
  readonly login: Credentials | null
}

export type Way =
  | { readonly kind: 'direct' }
  /** `url` has no credentials; `host` is for people. */
  | {
      readonly kind: 'proxy'
      readonly url: string
      readonly host: string
      readonly login: Credentials | null
    }
  | { readonly kind: 'unusable'; readonly host: string; readonly code: string }

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http:',
  HTTP: 'http:',
  HTTPS: 'https:',
  SOCKS5: 'socks5:',
}

/** @param list As Chromium gives it; null or empty: direct. */
export function readWay(list: string | null, login: Credentials | null = null): Way {
  const [kind = '', host = ''] = (list ?? '').split(';', 1)[0]?.trim().split(/\s+/) ?? []
  if (kind === '' || kind.toUpperCase() === 'DIRECT') return { kind: 'direct' }
  const scheme = schemes[kind.toUpperCase()]
  if (host.length > longestTyped) return { kind: 'unusable', host: host.slice(0, 200), code: 'BAD_PROXY' }
  const url = `${scheme ?? 'http:'}//${host}`
  if (scheme === undefined) return { kind: 'unusable', host: host.slice(0, 200), code: kind.slice(0, 20) }
  if (host === '' || !URL.canParse(url))
    return { kind: 'unusable', host: host.slice(0, 200), code: 'BAD_PROXY' }
  return { kind: 'proxy', url, host, login }
}

const longestTyped = 2000
const typedSchemes = new Set(['http:', 'https:', 'socks5:'])

/**
 * What the reader typed as a proxy: `proxy.example:3128`, `http://name:password@proxy.example:3128`, `socks5://…`.
 * @returns Null when it cannot be one.
 */
export function readTypedProxy(
  text: string,
): { readonly url: string; readonly login: Credentials | null } | null {
  if (text.length > longestTyped) return null
  const trimmed = text.trim()
  const whole = /^[a-z][a-z0-9]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
  if (/[\s\u0000-\u001f\\]/.test(whole) || !URL.canParse(whole)) return null
  const url = new URL(whole)
  const isBare = (url.pathname === '' || url.pathname === '/') && url.search === '' && url.hash === ''
  if (!typedSchemes.has(url.protocol) || url.hostname === '' || !isBare) return null
  return { url: `${url.protocol}//${url.host}`, login: credentialsIn(url) }
}

/** The reader's own proxy as a list of one. */
export function listOf(url: string): string {
  const { protocol, host } = new URL(url)
  const kind = protocol === 'http:' ? 'PROXY' : protocol.slice(0, -1).toUpperCase()
  return `${kind} ${host}`
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What the environment knows of this proxy's name and password; null when it knows nothing. */
export function proxyLogin(way: string, environment: Environment): Credentials | null {
  const wanted = new URL(way)
  for (const name of ['https_proxy', 'http_proxy', 'all_proxy']) {
    const value = environment[name] ?? environment[name.toUpperCase()] ?? ''
    const url = URL.canParse(value) ? new URL(value) : null
    if (url === null || url.username === '' || url.host !== wanted.host) continue
    // A password that goes by TLS is not said in the clear.
    if (url.protocol.replace('socks5h:', 'socks5:') !== wanted.protocol) continue
    return credentialsIn(url)
  }
  return null
}
