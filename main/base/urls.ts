/**
 * urls.ts — addresses: comparing origins, hiding secrets. What people type is read in typedAddress.ts. Pure.
 *
 * Room:    main/base. Only WHATWG parsing; no address is ever compared as a prefix of text.
 */

const longest = 4000

/** Parses an absolute http(s) address; null for anything else. Credentials are kept (a feed may need them). */
export function parseWebUrl(text: string): URL | null {
  if (text.length > longest) return null
  if (/[\u0000-\u001f\u007f\\]/.test(text)) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    return null
  return url
}

/** Resolves `reference` against `base`; only http(s) comes back. */
export function resolveWebUrl(reference: string, base: string | null): string | null {
  const trimmed = reference.trim()
  if (trimmed === '' || trimmed.length > longest || /[\u0000-\u001f\u007f\\]/.test(trimmed)) return null
  try {
    const url = base === null ? new URL(trimmed) : new URL(trimmed, base)
    if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null
    if (url.username !== '') url.username = ''
    if (url.password !== '') url.password = ''
    const { href } = url
    return href.length > longest || href.includes('\\') ? null : href
  } catch {
    return null
  }
}

/** What is too long for an address is cut: a host of 20,000 combining marks takes the square of their number to read. */
export function withoutSecrets(address: string): string {
  if (address.length > longest) return withoutSecrets(address.slice(0, longest))
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) return address
  if (url.username === '' && url.password === '') return url.href
  url.username = ''
  url.password = ''
  return url.href
}

/** Scheme, host and port; the unit of politeness and of approval. Empty for what is not http(s). */
export function originOf(address: string): string {
  return parseWebUrl(address)?.origin ?? ''
}

/** Host without `www.`, for people to read. Empty for what is not http(s). */
export function hostOf(address: string): string {
  return parseWebUrl(address)?.host.replace(/^www\./, '') ?? ''
}
