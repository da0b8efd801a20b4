/**
 * urls.ts — addresses: reading what people type, comparing origins, hiding secrets. Pure.
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

/**
 * What a person typed or pasted as the address of a paper: `moderntokyotimes.com`, `feed://…`, `feed:https://…`.
 * Returns null when it cannot be an http(s) address.
 * What a Japanese keyboard wrote in wide letters (`ｈｔｔｐｓ：／／…`) is read as what was meant.
 */
export function readTypedAddress(text: string): URL | null {
  const trimmed = narrow(text.trim())
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'http://')
  if (trimmed === '' || /\s/.test(trimmed)) return null
  if (/^https?:/i.test(trimmed)) return parseWebUrl(trimmed)
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed)) return null
  const url = parseWebUrl(`https://${trimmed}`)
  return url !== null && (url.hostname.includes('.') || url.hostname === 'localhost') ? url : null
}

function narrow(typed: string): string {
  if (!/^[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(typed)) return typed
  return typed.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
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
