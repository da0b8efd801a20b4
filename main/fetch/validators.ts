/**
 * validators.ts — ETag and Last-Modified: kept byte for byte, replaced as one set, never invented. Pure.
 *
 * Room:   main/fetch.
 * Knows:  the quotes and `W/` belong to an ETag; a Last-Modified that is no date goes back as it came.
 *         WordPress wants both to fit when both are sent (outlets.md §1.8), hence one set.
 */
import type { HeaderReader } from './headerReader.ts'
import type { Validators } from '../model/exchange.ts'

/** Longer ones are somebody's session id, and would make our own requests fail with 431. */
const longest = 2048

/** The set that a 200 brought; null when it brought neither. */
export function readValidators(header: HeaderReader): Validators | null {
  const etag = usable(header('etag'))
  const lastModified = usable(header('last-modified'))
  return etag === null && lastModified === null ? null : { etag, lastModified }
}

/**
 * The set that a 304 brought; null means "keep what was sent".
 * A 304 may leave Last-Modified out when the ETag stands (RFC 9110 §15.4.5): that is no change.
 */
export function readNewValidators(sent: Validators | null, header: HeaderReader): Validators | null {
  const found = readValidators(header)
  if (found === null) return null
  const isSame = (now: string | null, before: string | null | undefined) => now === null || now === before
  const isKnown = isSame(found.etag, sent?.etag) && isSame(found.lastModified, sent?.lastModified)
  return isKnown ? null : found
}

/** The request headers that ask "has it changed?". */
export function conditionalHeaders(validators: Validators | null): Readonly<Record<string, string>> {
  const etag = usable(validators?.etag ?? null)
  const lastModified = usable(validators?.lastModified ?? null)
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}

/** What cannot be sent back unchanged in a header is not sent at all. Bytes above 7F travel as Latin-1. */
function usable(value: string | null): string | null {
  if (value === null || value === '' || value.length > longest) return null
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(value) ? value : null
}
