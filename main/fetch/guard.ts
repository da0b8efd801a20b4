/**
 * guard.ts — the address guard: nothing from outside leads into this machine or its network.
 *
 * Room:     main/fetch. What an address is stands in ranges.ts, who may pass in admission.ts.
 * Promises: a name with one private address among public ones is refused whole; no outlet publishes such a name, and
 *           rebinding looks like it.
 * Knows:    - The WHATWG parser turns 2130706433, 0x7f.1, 0177.0.0.1 and "127.1." into 127.0.0.1, so literals
 *             are judged after it.
 *           - Node asks no resolver for a literal, so `isPrivateLiteral` must be asked before connecting.
 */
import type { LookupAddress } from 'node:dns'
import { isIP, isIPv4 } from 'node:net'
import type { LookupFunction } from 'node:net'
import type { AddressClass } from '../../preload/contract/failure.ts'
import { foldName, localClassOf } from './localNames.ts'
import { rangeOf } from './ranges.ts'

export type { AddressClass } from '../../preload/contract/failure.ts'

export class PrivateAddressError extends Error {
  readonly code = 'PRIVATE_ADDRESS'
  /** What the reader could allow by hand; null: nothing. */
  readonly where: AddressClass | null
  constructor(host: string, where: AddressClass | null = null) {
    super(host)
    this.where = where
  }
}

/** True for an address of the public internet. */
export function isPublicAddress(text: string): boolean {
  return rangeOf(text) === 'public'
}

/** True when a URL's host is an IP literal that is not public; false for names, which the look-up judges. */
export function isPrivateLiteral(hostname: string): boolean {
  const bare = withoutBrackets(hostname)
  return isIP(bare) !== 0 && !isPublicAddress(bare)
}

/** True for hosts that say themselves that they are not public: such literals, single labels, `nas.lan`. */
export function isSpeltPrivate(hostname: string): boolean {
  return isIP(withoutBrackets(hostname)) === 0 ? localClassOf(hostname) !== null : isPrivateLiteral(hostname)
}

/** True for hosts that are this machine by their spelling: `localhost`, 127.0.0.0/8, `[::1]`. Asks no resolver. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = foldName(withoutBrackets(hostname))
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'))
}

/**
 * What the addresses of one name are together: all public, or the classes of them that may be allowed, in their order.
 * `never`: mixed with public ones, or among them one that nobody may allow.
 */
export function leadsTo(addresses: readonly string[]): 'public' | 'never' | readonly AddressClass[] {
  const ranges = new Set(addresses.map((address) => rangeOf(address)))
  if (ranges.has('never') || ranges.size === 0) return 'never'
  if (ranges.has('public')) return ranges.size === 1 ? 'public' : 'never'
  return [...ranges] as AddressClass[]
}

/**
 * A resolver that gives addresses of one kind or an error. Handed to the socket, so that the address judged is the
 * address connected to.
 *
 * @param kind `public`, or the class that the reader allowed: then no other address is handed out, a public one neither.
 */
export function guardedLookup(
  lookup: LookupFunction,
  kind: 'public' | AddressClass = 'public',
): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) {
        done(error, '')
        return
      }
      const all: LookupAddress[] =
        typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found
      const addresses = passing(all, kind)
      const first = addresses[0]
      if (all.length === 0) done(noAddress(hostname), '')
      else if (first === undefined) done(new PrivateAddressError(hostname), '')
      else if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

function passing(all: LookupAddress[], kind: 'public' | AddressClass): LookupAddress[] {
  const where = leadsTo(all.map(({ address }) => address))
  if (where === 'public') return kind === 'public' ? all : []
  if (where === 'never' || kind === 'public') return []
  return all.filter(({ address }) => rangeOf(address) === kind)
}

export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`No address for ${hostname}`), { code: 'ENOTFOUND' })
}
