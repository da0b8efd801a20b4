/**
 * connections.ts — the sockets: one pool for the public internet, one for each class of address that may be allowed.
 *
 * Room:     main/fetch.
 * Promises: the pools never mix, so a connection made for an allowed feed is never lent to another request, and each
 *           pool connects to addresses of its own kind only, whatever the resolver says by then.
 *           HTTP/1.1 only; certificates are always checked; the environment says nothing here but the name and
 *           password of a proxy that the system chose.
 */
import { lookup as systemLookup } from 'node:dns'
import { EventEmitter } from 'node:events'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { Dispatcher } from 'undici'
import { addressesOf, rememberingLookup } from './addresses.ts'
import { guardedLookup, PrivateAddressError, withoutBrackets } from './guard.ts'
import type { AddressClass } from './guard.ts'
import type { Limits } from './limits.ts'
import { mended } from './mendedSocket.ts'
import { makeProxyAgent } from './proxyAgent.ts'
import { rangeOf } from './ranges.ts'
import type { Credentials } from '../model/exchange.ts'

export interface Connections {
  /**
   * Where a host leads, unjudged; the sockets use the same answer (addresses.ts).
   * @param withinMs Absent: as long as a connection may take.
   * @throws What a connection to it would fail with.
   */
  readonly addressesOf: (hostname: string, withinMs?: number) => Promise<readonly string[]>
  /** @param isCareful A new connection for each request, and answers mended that break rules. */
  readonly agentFor: (kind: 'public' | AddressClass, isCareful?: boolean) => Dispatcher
  /** @param way Address of a proxy, without credentials. It asks for the target's name, so no look-up is guarded. */
  readonly through: (way: string, login: Credentials | null, isCareful?: boolean) => Dispatcher
  /**
   * Calls back whenever a socket of the class's pool has connected to the origin.
   * @returns Ends that.
   */
  readonly onConnected: (origin: string, to: 'public' | AddressClass, heard: () => void) => () => void
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
  const connected = new EventEmitter()
  const poolOf = (kind: 'public' | AddressClass, isCareful: boolean) =>
    makeAgent(limits, { lookup: guardedLookup(remembering, kind), kind, authority, isCareful }, (origin) =>
      connected.emit(`${kind} ${origin}`),
    )
  const poolsOf = (isCareful: boolean) => ({
    public: poolOf('public', isCareful),
    loopback: poolOf('loopback', isCareful),
    private: poolOf('private', isCareful),
    'link-local': poolOf('link-local', isCareful),
  })
  const pools = poolsOf(false)
  const carefulPools = poolsOf(true)
  const proxies = new Map<string, Dispatcher>()
  return {
    addressesOf: (hostname, withinMs = limits.connectMs) => addressesOf(hostname, remembering, withinMs),
    agentFor: (kind, isCareful = false) => (isCareful ? carefulPools : pools)[kind],
    through: (way, login, isCareful = false) => {
      const key = JSON.stringify([way, login, isCareful])
      const agent = proxies.get(key) ?? makeProxyAgent(way, login, limits, environment, isCareful)
      proxies.set(key, agent)
      return agent
    },
    onConnected: (origin, to, heard) => {
      const event = `${to} ${origin}`
      connected.on(event, heard)
      return () => {
        connected.off(event, heard)
      }
    },
    close: async () => {
      const all = [...Object.values(pools), ...Object.values(carefulPools), ...proxies.values()]
      await Promise.all(all.map((agent) => agent.destroy()))
    },
  }
}

interface PoolFacts {
  readonly lookup: LookupFunction
  readonly kind: 'public' | AddressClass
  readonly authority: string | null
  readonly isCareful: boolean
}

function makeAgent(
  limits: Limits,
  { lookup, kind, authority, isCareful }: PoolFacts,
  onConnected: (origin: string) => void,
): Agent {
  const connect = buildConnector({
    lookup,
    timeout: limits.connectMs,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: limits.perAddressMs,
    allowH2: false,
    ...(authority === null ? {} : { ca: authority }),
  })
  const guarded: buildConnector.connector = (options, done) => {
    const bare = withoutBrackets(options.hostname)
    // No resolver is asked for a literal, so the guard's look-up would never see it.
    if (isIP(bare) !== 0 && rangeOf(bare) !== kind) {
      done(new PrivateAddressError(options.hostname), null)
      return
    }
    connect(options, (...answer) => {
      // The agent that asked knows the socket first.
      done(...answer)
      const [error, socket] = answer
      if (error !== null || socket.remoteAddress === undefined) return
      if (rangeOf(socket.remoteAddress) === kind) onConnected(originOf(options))
    })
  }
  return new Agent({
    connect: isCareful ? mended(guarded, limits.headBytes) : guarded,
    maxHeaderSize: limits.headBytes,
    pipelining: isCareful ? 0 : 1,
  })
}

function originOf({ protocol, host, hostname }: buildConnector.Options): string {
  return new URL(`${protocol}//${host ?? hostname}`).origin
}
