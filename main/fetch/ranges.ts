/**
 * ranges.ts — what kind of place an address is: the public internet, this machine, its network, or nowhere. Pure.
 *
 * Room:     main/fetch. ipaddr.js is known here only.
 * Promises: fails closed: what cannot be read as a public address is none. What wraps an address is as public as what
 *           it wraps, and never may be allowed but as IPv4-mapped, which sockets connect to as such.
 * Knows:    - `::8.8.8.8` (IPv4-compatible) reads as IPv4-mapped in ipaddr.js; it is spelt in hex first.
 *           - ISATAP (RFC 5214) wraps an IPv4 address under any prefix at all; no outlet is reached that way.
 *           - the services that hand a cloud machine its keys live at public-looking and at private addresses too.
 * Source:   IANA special-purpose registries; RFC 6052, 8215 (NAT64), 3056 (6to4), 4380 (Teredo), 5214 (ISATAP); the
 *           clouds' own pages on instance metadata.
 */
import { isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { AddressClass } from '../../preload/contract/failure.ts'
import { ownNetworks } from './ownNetworks.ts'
import type { Network } from './ownNetworks.ts'

/** `never`: not public, and nobody may allow it. */
export type Range = 'public' | AddressClass | 'never'

type Block = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Instance metadata and credentials; whole blocks where a cloud has several services in one. */
const metadata = [
  '169.254.169.0/24',
  '169.254.170.0/24',
  '169.254.0.23/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  'fd00:ec2::/32',
  'fd20:ce::/32',
  'fe80::a9fe:a9fe/128',
].map((block): Block => ipaddr.parseCIDR(block))

/** By ipaddr.js's names; what is not here may not be allowed. */
const allowable: Partial<Readonly<Record<string, AddressClass>>> = {
  loopback: 'loopback',
  private: 'private',
  carrierGradeNat: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  linkLocal: 'link-local',
}

/**
 * @param text As a resolver gives it: dotted IPv4 or colon IPv6, no brackets.
 * @param own  Networks that this machine is in by an address of its own.
 */
export function rangeOf(text: string, own: readonly Network[] = ownNetworks()): Range {
  const [bare = '', zone] = text.split('%', 2)
  const address = parse(bare)
  if (address === null) return 'never'
  const range = withoutOwn(address)
  // A zone id (fe80::1%eth0) belongs to link-local addresses only.
  if (zone !== undefined) return range === 'link-local' ? range : 'never'
  return range === 'public' && own.some((network) => isWithin(address, network)) ? 'private' : range
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (isIPv4(text)) return ipaddr.IPv4.parse(text)
  return isIPv6(text) ? ipaddr.IPv6.parse(new URL(`http://[${text}]/`).hostname.slice(1, -1)) : null
}

function withoutOwn(address: ipaddr.IPv4 | ipaddr.IPv6): Range {
  if (metadata.some((block) => isInBlock(address, block))) return 'never'
  return address instanceof ipaddr.IPv4 ? rangeOfFour(address) : rangeOfSix(address)
}

function rangeOfFour(address: ipaddr.IPv4): Range {
  const range = address.range()
  return range === 'unicast' ? 'public' : (allowable[range] ?? 'never')
}

function rangeOfSix(address: ipaddr.IPv6): Range {
  const part = (index: number) => address.parts[index] ?? 0
  const isPublic = (high: number, low: number) => withoutOwn(fourOf(high, low)) === 'public'
  const publicIf = (is: boolean): Range => (is ? 'public' : 'never')
  const range: string = address.range()
  // Whatever its prefix: 0000:5efe, or 0200:5efe where the inner address is a global one.
  if ((part(4) & ~0x0300) === 0 && part(5) === 0x5efe) return 'never'
  switch (range) {
    case 'unicast':
      // Only 2000::/3 is handed out; ipaddr.js calls everything it has no name for unicast.
      return publicIf(part(0) >> 13 === 1)
    case 'ipv4Mapped':
      return withoutOwn(fourOf(part(6), part(7)))
    case 'rfc6145':
      return publicIf(isPublic(part(6), part(7)))
    case 'rfc6052':
      // 64:ff9b::/96 wraps an address; 64:ff9b:1::/48 belongs to the local network.
      return publicIf(part(2) === 0 && isPublic(part(6), part(7)))
    case '6to4':
      return publicIf(isPublic(part(1), part(2)))
    case 'teredo':
      // Server in the clear, client with every bit turned.
      return publicIf(isPublic(part(2), part(3)) && isPublic(part(6) ^ 0xffff, part(7) ^ 0xffff))
    default:
      return allowable[range] ?? 'never'
  }
}

function fourOf(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255])
}

function isInBlock(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Block): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits)
  return network instanceof ipaddr.IPv6 && address.match(network, bits)
}

/** The address itself, or the one that it wraps. */
function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, { address: own, bits }: Network): boolean {
  const network = parse(own)
  // Around an address that is not public there is nothing that had to be said: ::1 is in the /64 of ::ffff:8.8.8.8.
  if (network === null || withoutOwn(network) !== 'public') return false
  return [address, ...wrappedIn(address)].some((each) => isInBlock(each, [network, bits]))
}

function wrappedIn(address: ipaddr.IPv4 | ipaddr.IPv6): readonly ipaddr.IPv4[] {
  if (address instanceof ipaddr.IPv4) return []
  const part = (index: number) => address.parts[index] ?? 0
  const range: string = address.range()
  switch (range) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return [fourOf(part(6), part(7))]
    case '6to4':
      return [fourOf(part(1), part(2))]
    case 'teredo':
      return [fourOf(part(2), part(3)), fourOf(part(6) ^ 0xffff, part(7) ^ 0xffff)]
    default:
      return []
  }
}
