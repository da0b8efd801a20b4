/**
 * proxyAgent.ts — one agent for each proxy.
 *
 * Room:     main/fetch. undici's proxy agents are known here only.
 */
import { ProxyAgent, Socks5ProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'
import type { Limits } from './limits.ts'
import { proxyLogin } from './proxy.ts'
import type { Environment } from './proxy.ts'
import type { Credentials } from './types.ts'

export function makeProxyAgent(
  way: string,
  ownLogin: Credentials | null,
  limits: Limits,
  environment: Environment,
): Dispatcher {
  const login = ownLogin ?? proxyLogin(way, environment)
  const connect = { timeout: limits.connectMs, autoSelectFamily: true, allowH2: false }
  if (way.startsWith('socks5:')) {
    return new Socks5ProxyAgent(way, login === null ? {} : { username: login.user, password: login.password })
  }
  const pair = login === null ? null : Buffer.from(`${login.user}:${login.password}`).toString('base64')
  return new ProxyAgent({
    uri: way,
    proxyTunnel: false,
    ...(pair === null ? {} : { token: `Basic ${pair}` }),
    proxyTls: connect,
    requestTls: connect,
    maxHeaderSize: limits.headBytes,
    pipelining: 1,
  })
}
