/** headerReader.ts — reading the headers of an answer. Pure. */

/** Said once: of several the first counts, as joined by comma they would be none. */
const single = new Set(['location', 'content-type', 'etag', 'last-modified', 'retry-after', 'content-length'])

/** Value of a header by its lower-case name, repeated ones joined by comma; null when absent. Bytes as Latin-1. */
export type HeaderReader = (name: string) => string | null

export function headerReader(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): HeaderReader {
  return (name) => {
    const value = headers[name]
    if (value === undefined) return null
    if (typeof value === 'string') return value
    return single.has(name) ? (value[0] ?? null) : value.join(', ')
  }
}

/** Headers come as Latin-1; many sites send UTF-8 in Location and Link all the same. */
export function asText(value: string | null): string | null {
  if (value === null || !/[\x80-\xff]/.test(value)) return value
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}

/** An address of a header; bytes that are no UTF-8 are the bytes of the address, as browsers take them. */
export function asAddress(value: string | null): string | null {
  const text = asText(value)
  if (text === null || text !== value) return text
  return text.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`)
}
