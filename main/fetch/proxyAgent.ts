/**
 * proxyAgent.ts — one agent for each proxy.
 *
 * Room:     main/fetch. undici's proxy agents are known here only.
 */
import { Pool, ProxyAgent, Socks5ProxyAgent } from 'undici'
import type { buildConnector, Dispatcher } from 'undici'
import type { Limits } from './limits.ts'
import { mended } from './mendedSocket.ts'
import { proxyLogin } from './proxy.ts'
import type { Environment } from './proxy.ts'
import type { Credentials } from '../model/exchange.ts'

export function makeProxyAgent(
  way: string,
  ownLogin: Credentials | null,
  limits: Limits,
  environment: Environment,
  isCareful: boolean,
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
    pipelining: isCareful ? 0 : 1,
    ...(isCareful ? { factory: carefulPools(limits) } : {}),
  })
}

/** What comes through a tunnel, or from a proxy that hands it on as it is, is mended too. */
function carefulPools(limits: Limits) {
  return (origin: string | URL, options: Pool.Options): Dispatcher => {
    const connect = options.connect as buildConnector.connector
    const { headBytes } = limits
    return new Pool(origin, {
      ...options,
      connect: mended(connect, headBytes),
      maxHeaderSize: headBytes,
      pipelining: 0,
    })
  }
}
