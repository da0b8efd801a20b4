/**
 * guard.ts — the address guard: nothing from outside leads into this machine or its network.
 *
 * Room:     main/fetch. ipaddr.js is known here only.
 * Promises: fails closed: what cannot be read as a public address is none. A name with one private address
 *           among public ones is refused whole; no outlet publishes such a name, and rebinding looks like it.
 * Knows:    - The WHATWG parser turns 2130706433, 0x7f.1, 0177.0.0.1 and "127.1." into 127.0.0.1, so literals
 *             are judged after it.
 *           - Node asks no resolver for a literal, so `isPrivateLiteral` must be asked before connecting.
 *           - `::8.8.8.8` (IPv4-compatible) reads as IPv4-mapped in ipaddr.js; it is spelt in hex first.
 * Source:   IANA special-purpose registries; RFC 6052, 8215 (NAT64), 3056 (6to4), 4380 (Teredo).
 */
import type { LookupAddress } from 'node:dns'
import { isIP, isIPv4, isIPv6 } from 'node:net'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

export class PrivateAddressError extends Error {
  readonly code = 'PRIVATE_ADDRESS'
}

/**
 * True for an address of the public internet.
 * @param text An address as a resolver gives it: dotted IPv4 or colon IPv6, no brackets.
 */
export function isPublicAddress(text: string): boolean {
  if (isIPv4(text)) return isPublicIPv4(ipaddr.IPv4.parse(text))
  // A zone id (fe80::1%eth0) belongs to link-local addresses only.
  if (!isIPv6(text) || text.includes('%')) return false
  return isPublicIPv6(ipaddr.IPv6.parse(new URL(`http://[${text}]/`).hostname.slice(1, -1)))
}

/** True when a URL's host is an IP literal that is not public; false for names, which the look-up judges. */
export function isPrivateLiteral(hostname: string): boolean {
  const bare = withoutBrackets(hostname)
  return isIP(bare) !== 0 && !isPublicAddress(bare)
}

/** True for hosts that are this machine by their spelling: `localhost`, 127.0.0.0/8, `[::1]`. Asks no resolver. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = withoutBrackets(hostname).replace(/\.$/, '')
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'))
}

/**
 * A resolver that gives public addresses or an error. Handed to the socket, so that the address judged is the
 * address connected to.
 */
export function guardedLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) {
        done(error, '')
        return
      }
      const addresses: LookupAddress[] =
        typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found
      const first = addresses[0]
      if (first === undefined) done(noAddress(hostname), '')
      else if (!addresses.every(({ address }) => isPublicAddress(address)))
        done(new PrivateAddressError(hostname), '')
      else if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast'
}

function isPublicIPv6(address: ipaddr.IPv6): boolean {
  const part = (index: number) => address.parts[index] ?? 0
  const wrapped = (high: number, low: number) => isPublicIPv4(fourOf(high, low))
  const range = address.range()
  // Only 2000::/3 is handed out; ipaddr.js calls everything it has no name for unicast.
  if (range === 'unicast') return part(0) >> 13 === 1
  // What wraps an IPv4 address is as public as what it wraps.
  if (range === 'ipv4Mapped' || range === 'rfc6145') return wrapped(part(6), part(7))
  // 64:ff9b::/96 wraps an address; 64:ff9b:1::/48 belongs to the local network.
  if (range === 'rfc6052') return part(2) === 0 && wrapped(part(6), part(7))
  if (range === '6to4') return wrapped(part(1), part(2))
  // Server in the clear, client with every bit turned.
  if (range === 'teredo') {
    return wrapped(part(2), part(3)) && wrapped(part(6) ^ 0xffff, part(7) ^ 0xffff)
  }
  return false
}

function fourOf(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255])
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`No address for ${hostname}`), { code: 'ENOTFOUND' })
}
