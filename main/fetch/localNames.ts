/**
 * localNames.ts — names that lead nowhere on the public internet, judged by their spelling. Pure.
 *
 * Room:     main/fetch. Needed where a proxy asks for the name and nobody here sees the address.
 * Knows:    `.example` is left out: nobody has it, and nothing is behind it.
 * Source:   IANA special-use domain names (RFC 6761, 6762, 8375, 9476; `arpa` holds nothing that is read); ICANN: never
 *           handed out because networks use them (home, corp, mail, internal); the rest is what routers and clusters use.
 *           Metadata: the clouds' own pages.
 */
import type { AddressClass } from '../../preload/contract/failure.ts'
import { trimEndOf } from '../base/trims.ts'

const endings = new Set(
  'localhost local lan internal intranet home corp private mail localdomain svc test invalid alt arpa'.split(
    ' ',
  ),
)

/** They hand a machine of a cloud its keys: nobody may allow them. */
const metadataNames = [
  'metadata',
  'instance-data',
  'rancher-metadata',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.azure.internal',
  'instance-data.ec2.internal',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'metadata.packet.net',
  'api.metadata.cloud.ibm.com',
]

const ownNames = new Set(['localhost', 'ip6-localhost', 'ip6-loopback'])

/** Small letters, plain dots, none at the end. */
export function foldName(hostname: string): string {
  return trimEndOf(hostname.toLowerCase().replace(/[\u3002\uff0e\uff61]/g, '.'), '.')
}

export function isMetadataName(hostname: string): boolean {
  const name = foldName(hostname)
  return metadataNames.some((each) => name === each || name.endsWith(`.${each}`))
}

/** What a name can only lead to; null for one that may be public. Not for address literals. */
export function localClassOf(hostname: string): AddressClass | null {
  const name = foldName(hostname)
  const ending = name.slice(name.lastIndexOf('.') + 1)
  if (ownNames.has(name) || ending === 'localhost') return 'loopback'
  return ending === name || endings.has(ending) ? 'private' : null
}
