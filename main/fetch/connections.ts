/**
 * connections.ts — the sockets: one pool that passes the address guard, one for approved origins that does not.
 *
 * Room:     main/fetch.
 * Promises: the pools never mix, so a connection made for an approved feed is never lent to another request.
 *           HTTP/1.1 only; certificates are always checked; the environment says nothing here but the name and
 *           password of a proxy that the system chose.
 */
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { Dispatcher } from 'undici'
import { addressOf, rememberingLookup } from './addresses.ts'
import { guardedLookup, isPrivateLiteral, PrivateAddressError } from './guard.ts'
import type { Limits } from './limits.ts'
import { makeProxyAgent } from './proxyAgent.ts'
import type { Credentials } from './types.ts'

export interface Connections {
  /** @param isApproved The URL's origin is the one that the reader approved by hand. */
  readonly agentFor: (isApproved: boolean) => Dispatcher
  /**
   * Where a host's requests are counted (addresses.ts); null when nowhere.
   * @throws What a connection to it would fail with.
   */
  readonly addressOf: (hostname: string, isApproved: boolean) => Promise<string | null>
  /** @param way Address of a proxy, without credentials. It asks for the target's name, so no look-up is guarded. */
  readonly through: (way: string, login: Credentials | null) => Dispatcher
  /** Ends every socket at once. */
  readonly close: () => Promise<void>
}

/**
 * @param lookup    The resolver below the guard; tests hand in their own.
 * @param authority Whose certificates to trust instead of the runtime's list (PEM); for tests.
 */
export function makeConnections(
  limits: Limits,
  lookup: LookupFunction = systemLookup,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  authority: string | null = null,
): Connections {
  const remembering = rememberingLookup(lookup, () => performance.now())
  const guarded = guardedLookup(remembering)
  const ordinary = makeAgent(limits, guarded, true, authority)
  const approved = makeAgent(limits, remembering, false, authority)
  const proxies = new Map<string, Dispatcher>()
  return {
    agentFor: (isApproved) => (isApproved ? approved : ordinary),
    addressOf: (hostname, isApproved) =>
      addressOf(hostname, isApproved ? remembering : guarded, limits.connectMs),
    through: (way, login) => {
      const key = JSON.stringify([way, login])
      const agent = proxies.get(key) ?? makeProxyAgent(way, login, limits, environment)
      proxies.set(key, agent)
      return agent
    },
    close: async () => {
      await Promise.all([ordinary, approved, ...proxies.values()].map((agent) => agent.destroy()))
    },
  }
}

function makeAgent(
  limits: Limits,
  lookup: LookupFunction,
  isGuarded: boolean,
  authority: string | null,
): Agent {
  const connect = buildConnector({
    lookup,
    timeout: limits.connectMs,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: limits.perAddressMs,
    allowH2: false,
    ...(authority === null ? {} : { ca: authority }),
  })
  return new Agent({
    connect: (options, done) => {
      // No resolver is asked for a literal, so the guard's look-up would never see it.
      if (isGuarded && isPrivateLiteral(options.hostname)) {
        done(new PrivateAddressError(options.hostname), null)
      } else connect(options, done)
    },
    maxHeaderSize: limits.headBytes,
    pipelining: 1,
  })
}
