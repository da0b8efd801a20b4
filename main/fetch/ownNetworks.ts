/**
 * ownNetworks.ts — the networks in which this machine has an address of its own.
 *
 * Room:     main/fetch.
 * Promises: an own address is always within one of them. Read anew every few seconds: machines move.
 * Knows:    at home and at work IPv6 addresses are public ones, and printers and routers are in the same /64. A mask
 *           shorter than /8 says nothing of neighbours (tunnels have such): then it is the address alone.
 */
import { networkInterfaces } from 'node:os'
import type { NetworkInterfaceInfo } from 'node:os'

export interface Network {
  readonly address: string
  readonly bits: number
}

type Interfaces = Partial<Readonly<Record<string, readonly NetworkInterfaceInfo[]>>>

const keptForMs = 5000
const widestBits = 8
let kept: { readonly until: number; readonly networks: readonly Network[] } | null = null

export function ownNetworks(): readonly Network[] {
  const now = performance.now()
  if (kept === null || kept.until <= now) kept = { until: now + keptForMs, networks: networksOf(readAll()) }
  return kept.networks
}

export function networksOf(interfaces: Interfaces): readonly Network[] {
  return Object.values(interfaces).flatMap((all = []) =>
    all.map(({ address, family, cidr }) => {
      if (family === 'IPv6') return { address, bits: 64 }
      const bits = Number(cidr?.split('/')[1] ?? 32)
      return { address, bits: bits < widestBits ? 32 : bits }
    }),
  )
}

function readAll(): Interfaces {
  try {
    return networkInterfaces()
  } catch {
    // Systems without netlink, such as some sandboxes, cannot say.
    return {}
  }
}
