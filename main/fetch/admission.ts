/**
 * admission.ts — who may go where: one request to one address, judged before its turn comes.
 *
 * Room:     main/fetch. What was judged here is judged again by the sockets' own look-up (connections.ts).
 * Promises: - an allowance covers one origin and one class of address. Where the name leads to another class by now, the
 *             request is refused as if nothing had been allowed; where it leads to public addresses, it needs none.
 *           - metadata services of clouds are refused whatever was allowed.
 *           - behind a proxy, where nobody here sees the address, the name is judged by its spelling; and by where it
 *             leads from here, when the proxy is on this machine or in its network and so sees what we see.
 * Knows:    - many offices cannot resolve outside names: a name that is not known here still goes through the proxy.
 *           - a SOCKS proxy is often there so that nobody else learns the names: none is looked up here for it.
 */
import { isIP } from 'node:net'
import type { Dispatcher } from 'undici'
import { countedAt } from './addresses.ts'
import type { Connections } from './connections.ts'
import { isLoopbackHost, leadsTo, PrivateAddressError, withoutBrackets } from './guard.ts'
import type { AddressClass } from './guard.ts'
import { isMetadataName, localClassOf } from './localNames.ts'
import type { Way } from './proxy.ts'
import type { Approval } from '../model/exchange.ts'

/** Where outside names are never answered, every paper behind the proxy would wait for that. */
const lookMs = 2000

export interface Admission {
  readonly agent: Dispatcher
  /** Where the request is counted; null when nowhere. */
  readonly countedAt: string | null
  /** The class that the allowance opened; null when none was needed. */
  readonly reaches: AddressClass | null
}

export type OpenWay = Exclude<Way, { kind: 'unusable' }>

/** @throws `PrivateAddressError`; what the resolver says, for a direct way. */
export async function admit(
  connections: Connections,
  url: URL,
  way: OpenWay,
  approval: Approval | null,
  isCareful = false,
): Promise<Admission> {
  const { hostname } = url
  if (isMetadataName(hostname)) throw new PrivateAddressError(hostname)
  const allowed = approval !== null && approval.origin === url.origin ? approval.class : null
  if (way.kind === 'direct') {
    const addresses = await connections.addressesOf(hostname)
    const kind = addresses.length === 0 ? 'public' : judge(hostname, leadsTo(addresses), allowed)
    return {
      agent: connections.agentFor(kind, isCareful),
      countedAt: countedAt(addresses),
      reaches: kind === 'public' ? null : kind,
    }
  }
  const seen = await seenFromHere(connections, hostname, way)
  const spelt = isIP(withoutBrackets(hostname)) === 0 ? localClassOf(hostname) : null
  const leads = seen !== null && seen !== 'public' ? seen : spelt === null ? 'public' : [spelt]
  const kind = judge(hostname, leads, allowed)
  const agent = connections.through(way.url, way.login, isCareful)
  return { agent, countedAt: null, reaches: kind === 'public' ? null : kind }
}

function judge(
  hostname: string,
  leads: ReturnType<typeof leadsTo>,
  allowed: Approval['class'] | null,
): 'public' | AddressClass {
  if (leads === 'public') return leads
  const [first] = leads === 'never' ? [] : leads
  if (first === undefined) throw new PrivateAddressError(hostname)
  const wanted = allowed === 'any' ? first : allowed
  if (wanted === null || !leads.includes(wanted)) throw new PrivateAddressError(hostname, first)
  return wanted
}

/** Null where it cannot be known, or must not be asked. */
async function seenFromHere(
  connections: Connections,
  hostname: string,
  way: Extract<Way, { kind: 'proxy' }>,
): Promise<ReturnType<typeof leadsTo> | null> {
  const literal = withoutBrackets(hostname)
  if (isIP(literal) !== 0) return leadsTo([literal])
  const proxy = new URL(way.url)
  if (proxy.protocol.startsWith('socks') || !(await isNear(connections, proxy.hostname))) return null
  return look(connections, hostname)
}

async function isNear(connections: Connections, proxyHost: string): Promise<boolean> {
  if (isLoopbackHost(proxyHost)) return true
  const leads = await look(connections, proxyHost)
  return leads !== null && leads !== 'public'
}

async function look(connections: Connections, hostname: string): Promise<ReturnType<typeof leadsTo> | null> {
  const addresses = await connections.addressesOf(hostname, lookMs).catch(() => [])
  return addresses.length === 0 ? null : leadsTo(addresses)
}
