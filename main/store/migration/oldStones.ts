/**
 * oldStones.ts — cache/removed/<feed>.json of 0.1: articles that were removed and must not come back with a fetch.
 *
 * Room:     main/store/migration. Pure.
 * Knows:    {"magic":"kawaraban","schema":1,"removed":[[…],…],"buckets":[3]}; `buckets` may still hold texts that no headline names.
 */
import type { RemovedArticle } from '../../model/deleted.ts'
import { isPlain } from '../shapes.ts'
import { readRemoved } from '../removedRows.ts'

/** Oldest first. Null for what is no such file; 'newer' for one of a later version. */
export function readOldStones(bytes: Uint8Array): readonly RemovedArticle[] | 'newer' | null {
  let data: unknown
  try {
    data = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  } catch {
    return null
  }
  if (!isPlain(data) || data['magic'] !== 'kawaraban') return null
  const { schema, removed } = data
  if (typeof schema === 'number' && schema > 1) return 'newer'
  if (!Array.isArray(removed)) return null
  const stones = removed.map(readRemoved)
  return stones.includes(null) ? null : (stones as readonly RemovedArticle[])
}
