/** headerReader.ts — reading the headers of an answer. Pure. */

/** Value of a header by its lower-case name, repeated ones joined by comma; null when absent. Bytes as Latin-1. */
export type HeaderReader = (name: string) => string | null

export function headerReader(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): HeaderReader {
  return (name) => {
    const value = headers[name]
    if (value === undefined) return null
    return typeof value === 'string' ? value : value.join(', ')
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
