/**
 * cacheFile.ts — the large files that can be fetched again: replaced whole, not synced, put aside when they do not read.
 *
 * Room:     main/store.
 * Promises: a file that does not fit is moved to quarantine and counts as missing. A file of a newer version, and one
 *           that only cannot be read at the moment, is left where it is and must not be written over.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import { releaseBuffer } from '../base/releaseBuffer.ts'
import { replaceFile } from './atomic.ts'
import { codeOf, passing } from './files.ts'
import { readLines, writeLines } from './lines.ts'
import { quarantine, shortName } from './place.ts'
import type { Place } from './place.ts'

/** The form of all line files of the cache. */
const cacheSchema = 1

export type CacheFound =
  | { readonly kind: 'good'; readonly pieces: readonly string[] }
  | { readonly kind: 'closed'; readonly failure: Failure }
  | { readonly kind: 'missing' }
  /** Put aside; `text` is what was in it, as far as it could be read. */
  | { readonly kind: 'dropped'; readonly text: string }

export async function readCacheFile(place: Place, path: string): Promise<CacheFound> {
  const file = shortName(place, path)
  let bytes: Uint8Array
  try {
    bytes = await place.files.read(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return { kind: 'missing' }
    place.log.error('a file of the cache could not be read', error, { file })
    if (passing.includes(code)) return { kind: 'closed', failure: { kind: 'store-write', file, code } }
    await dropCacheFile(place, path)
    return { kind: 'dropped', text: '' }
  }
  const lines = readLines(bytes)
  const text = lines === null ? Buffer.from(bytes).toString('utf8') : ''
  releaseBuffer(bytes)
  if (lines !== null && lines.schema > cacheSchema) {
    return {
      kind: 'closed',
      failure: { kind: 'store-newer', file, found: lines.schema, known: cacheSchema },
    }
  }
  if (lines !== null) return { kind: 'good', pieces: lines.pieces }
  await dropCacheFile(place, path)
  return { kind: 'dropped', text }
}

/** @throws Node's error; the old file stands. */
export async function writeCacheFile(
  place: Place,
  path: string,
  entries: Iterable<string | Uint8Array>,
): Promise<void> {
  const bytes = await writeLines(cacheSchema, entries)
  try {
    await replaceFile(place.files, path, bytes, { isDurable: false })
  } finally {
    releaseBuffer(bytes)
  }
}

/** Out of the way; when even that fails the file stays, and is written over by the next good one. */
export async function dropCacheFile(place: Place, path: string): Promise<void> {
  try {
    await quarantine(place, path)
  } catch (error) {
    place.log.error('a damaged file could not be put aside', error, { file: shortName(place, path) })
  }
}
