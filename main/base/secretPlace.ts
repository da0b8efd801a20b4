/** secretPlace.ts — the place that a name and a password belong to: scheme, host and port. Pure. */
import { originOf } from './urls.ts'

/** Of a feed, its origin; of a proxy, such as `socks5://proxy.example:1080`. Empty for what has none; nothing belongs there. */
export function secretPlaceOf(address: string): string {
  const origin = originOf(address)
  if (origin !== '') return origin
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.protocol === 'socks5:' && url.host !== '' ? `socks5://${url.host.toLowerCase()}` : ''
}
