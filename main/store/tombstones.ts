/**
 * tombstones.ts — cache/removed/<feed>.json: articles that were removed and must not come back with the next fetch.
 *
 * Room:     main/store.
 * Promises: what `add` resolved for has survived a power cut. After a failed write memory holds what the disk holds. A damaged file is put aside and counts as empty: then what
 *           retention removed may come back once, read as it was; what the reader deleted by hand stays away, because
 *           that is in its mark as well.
 * Knows:    {"magic":"kawaraban","schema":1,"removed":[["<id>","<second key>","<hash>",<date>,"<address>","<title>","<alias>"],…],"buckets":[3]}.
 *           All but the id find an article whose guid its outlet changed; rows of older versions end after the key. `buckets` may still hold texts that no headline names.
 */
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { replaceFile } from './atomic.ts'
import { dropCacheFile } from './cacheFile.ts'
import { codeOf } from './files.ts'
import type { Place } from './place.ts'
import { isPlain } from './shapes.ts'
import { keyedMutex } from './keyedMutex.ts'
import type { RemovedArticle } from '../model/deleted.ts'

const schema = 1

/** Of more the oldest are forgotten: no outlet's window is a tenth as long. About 250 bytes each. */
const keptAtMost = 5000

export interface Tombstones {
  /** @throws Node's error when the file is there and cannot be read now. */
  readonly of: (feedId: FeedId) => Promise<ReadonlyMap<ArticleId, RemovedArticle>>
  /** Durable. @throws Node's error. */
  readonly add: (
    feedId: FeedId,
    removed: readonly RemovedArticle[],
    buckets: readonly number[],
  ) => Promise<void>
  /** Durable. @throws Node's error. */
  readonly forget: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<void>
  /** These buckets hold nothing but texts of articles that are there. @throws Node's error. */
  readonly cleaned: (feedId: FeedId, buckets: readonly number[]) => Promise<void>
  /** Buckets of a feed that a crash may have left with texts that nothing names. */
  readonly uncleaned: (feedId: FeedId) => Promise<readonly number[]>
  /** Feeds that have any. */
  readonly feeds: () => Promise<readonly FeedId[]>
}

interface Stones {
  readonly removed: Map<ArticleId, RemovedArticle>
  readonly buckets: Set<number>
}

export function openTombstones(place: Place): Tombstones {
  const { files, paths } = place
  const known = new Map<FeedId, Promise<Stones>>()
  const mutex = keyedMutex()

  const load = (feedId: FeedId): Promise<Stones> => {
    const found = known.get(feedId)
    if (found !== undefined) return found
    const loading = readStones(place, feedId)
    known.set(feedId, loading)
    loading.catch(() => known.delete(feedId))
    return loading
  }

  const change = (feedId: FeedId, how: { readonly isDurable: boolean }, step: (stones: Stones) => void) =>
    mutex.take(feedId, async () => {
      const stones = await load(feedId)
      step(stones)
      for (const oldest of stones.removed.keys()) {
        if (stones.removed.size <= keptAtMost) break
        stones.removed.delete(oldest)
      }
      try {
        await write(feedId, stones, how)
      } catch (error) {
        // The file may be the old one or the new one: whoever asks next reads it.
        known.delete(feedId)
        throw error
      }
    })

  const write = async (feedId: FeedId, stones: Stones, how: { readonly isDurable: boolean }) => {
    if (stones.removed.size + stones.buckets.size === 0) {
      await files.remove(paths.tombstones(feedId))
      return
    }
    await files.makeFolder(paths.removed)
    await replaceFile(files, paths.tombstones(feedId), bytesOf(stones), how)
  }

  return {
    of: async (feedId) => (await load(feedId)).removed,
    add: (feedId, removed, buckets) =>
      change(feedId, { isDurable: true }, (stones) => {
        for (const one of removed) stones.removed.set(one.id, keysOf(one))
        for (const bucket of buckets) stones.buckets.add(bucket)
      }),
    forget: async (feedId, ids) => {
      const { removed } = await load(feedId)
      if (!ids.some((id) => removed.has(id))) return
      await change(feedId, { isDurable: true }, (stones) => {
        for (const id of ids) stones.removed.delete(id)
      })
    },
    cleaned: (feedId, buckets) =>
      change(feedId, { isDurable: false }, (stones) => {
        for (const bucket of buckets) stones.buckets.delete(bucket)
      }),
    uncleaned: async (feedId) => [...(await load(feedId)).buckets],
    feeds: async () =>
      (await files.list(paths.removed)).flatMap((name): readonly FeedId[] => {
        const feedId = /^([\w-]{1,80})\.json$/.exec(name)?.[1]
        return feedId === undefined ? [] : [feedId as FeedId]
      }),
  }
}

function bytesOf({ removed, buckets }: Stones): Uint8Array {
  const rows = [...removed.values()].map(rowOf)
  return Buffer.from(
    `${JSON.stringify({ magic: 'kawaraban', schema, removed: rows, buckets: [...buckets] })}\n`,
  )
}

async function readStones(place: Place, feedId: FeedId): Promise<Stones> {
  const path = place.paths.tombstones(feedId)
  let bytes: Uint8Array
  try {
    bytes = await place.files.read(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { removed: new Map(), buckets: new Set() }
    throw error
  }
  const stones = parse(Buffer.from(bytes).toString('utf8'))
  if (stones !== null) return stones
  await dropCacheFile(place, path)
  return { removed: new Map(), buckets: new Set() }
}

function parse(text: string): Stones | null {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return null
  }
  if (!isPlain(data) || data['magic'] !== 'kawaraban' || data['schema'] !== schema) return null
  const { removed: rows, buckets } = data
  if (!Array.isArray(rows) || !Array.isArray(buckets)) return null
  const removed = new Map<ArticleId, RemovedArticle>()
  for (const row of rows as readonly unknown[]) {
    const one = readRow(row)
    if (one === null) return null
    removed.set(one.id, one)
  }
  return { removed, buckets: new Set(buckets.filter((n) => Number.isInteger(n)) as readonly number[]) }
}

function rowOf({ id, secondKey, contentHash, publishedAt, url, title, alias }: RemovedArticle): unknown[] {
  if (contentHash === undefined) return [id, secondKey]
  const told = [contentHash, publishedAt ?? null, url ?? null, title ?? null]
  return [id, secondKey, ...told, ...(alias === undefined ? [] : [alias])]
}

function readRow(row: unknown): RemovedArticle | null {
  if (!Array.isArray(row)) return null
  const [id, secondKey, contentHash, publishedAt, url, title, alias] = row as readonly unknown[]
  if (typeof id !== 'string' || typeof secondKey !== 'string') return null
  if (typeof contentHash !== 'string') return { id: id as ArticleId, secondKey }
  return {
    id: id as ArticleId,
    secondKey,
    contentHash,
    publishedAt: typeof publishedAt === 'number' ? publishedAt : null,
    url: typeof url === 'string' ? url : null,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof alias === 'string' ? { alias: alias as ArticleId } : {}),
  }
}

/** Of a headline only what it is known by. */
function keysOf(one: RemovedArticle): RemovedArticle {
  return readRow(rowOf(one)) ?? one
}
