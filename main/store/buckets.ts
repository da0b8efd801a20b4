/**
 * buckets.ts — the texts of a feed in files of bounded size, so that neither opening an article nor adding one costs
 * more than one of them.
 *
 * Room:     main/store. Knows texts as JSON and does not look into them (bodies.ts does).
 * Promises: a bucket holds at most 64 articles and 512 KB, or one article. Each touched bucket is written once a call.
 * Knows:    a line is ["<article>",{body}], so an article is found in a bucket without parsing the others.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import { bodyEntry, readBodyEntry } from '../base/bodyEntry.ts'
import { readBody } from './storedBody.ts'
import type { BodyText } from './storedBody.ts'
import { dropCacheFile, readCacheFile, writeCacheFile } from './cacheFile.ts'
import type { CacheFound } from './cacheFile.ts'
import { linesIn } from './damage.ts'
import { codeOf } from './files.ts'
import { entriesOf } from './lines.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'

/** Text of each body by article id. */
export type BucketTexts = ReadonlyMap<string, BodyText>

export const bucketLimits = { articles: 64, bytes: 512 * 1024 } as const

export interface Buckets {
  /**
   * Null when the bucket is gone.
   *
   * @throws when it is there and cannot be read now, so that nobody writes over it.
   */
  readonly read: (feedId: FeedId, bucket: number) => Promise<BucketTexts | null>
  /** @throws Node's error. */
  readonly write: (feedId: FeedId, bucket: number, texts: BucketTexts) => Promise<void>
  /** @throws Node's error. */
  readonly remove: (feedId: FeedId, bucket: number) => Promise<void>
}

const remembered = 4

/** @param onSalvaged These texts are all that could be read of a damaged bucket. */
export function openBuckets(
  place: Place,
  onSalvaged: (feedId: FeedId, bucket: number, texts: BucketTexts) => void = () => undefined,
): Buckets {
  const recent = new Map<string, BucketTexts>()
  const writes = new Map<FeedId, number>()
  const folders = new Set<FeedId>()
  const keyOf = (feedId: FeedId, bucket: number) => `${feedId}/${String(bucket)}`

  const remember = (key: string, texts: BucketTexts) => {
    recent.delete(key)
    recent.set(key, texts)
    for (const oldest of recent.keys()) {
      if (recent.size <= remembered) break
      recent.delete(oldest)
    }
  }

  const makeFolder = async (feedId: FeedId) => {
    await place.files.makeFolder(place.paths.bodyFolder(feedId))
    folders.add(feedId)
  }

  /** What can be read of a damaged bucket is written in its place; null for nothing. */
  const salvage = async (feedId: FeedId, bucket: number, found: CacheFound): Promise<BucketTexts | null> => {
    if (found.kind === 'missing' || found.kind === 'closed') return null
    const lines = found.kind === 'good' ? found.pieces.flatMap(entriesOf) : linesIn(found.text)
    const texts = new Map(lines.flatMap((line) => wholeEntry(line)))
    if (texts.size === 0) return null
    onSalvaged(feedId, bucket, texts)
    await writeCacheFile(place, place.paths.bucket(feedId, bucket), linesOf(texts)).catch(
      (error: unknown) => {
        writeFailure(place, place.paths.bucket(feedId, bucket), error)
      },
    )
    return texts
  }

  return {
    read: async (feedId, bucket) => {
      const key = keyOf(feedId, bucket)
      const known = recent.get(key)
      if (known !== undefined) {
        remember(key, known)
        return known
      }
      const written = writes.get(feedId)
      const found = await readCacheFile(place, place.paths.bucket(feedId, bucket))
      if (found.kind === 'closed') throw closedError(found.failure)
      const whole = found.kind === 'good' ? readEntries(found.pieces.flatMap(entriesOf)) : null
      if (found.kind === 'good' && whole === null) {
        await dropCacheFile(place, place.paths.bucket(feedId, bucket))
      }
      const texts = whole ?? (await salvage(feedId, bucket, found))
      if (texts !== null && writes.get(feedId) === written) remember(key, texts)
      return texts
    },

    write: async (feedId, bucket, texts) => {
      writes.set(feedId, (writes.get(feedId) ?? 0) + 1)
      recent.delete(keyOf(feedId, bucket))
      const writeNow = () => writeCacheFile(place, place.paths.bucket(feedId, bucket), linesOf(texts))
      if (folders.has(feedId)) await writeNow().catch(unlessMissing(() => makeFolder(feedId).then(writeNow)))
      else await makeFolder(feedId).then(writeNow)
      writes.set(feedId, (writes.get(feedId) ?? 0) + 1)
      // Who read while it was written may have remembered what stood there before.
      recent.delete(keyOf(feedId, bucket))
    },

    remove: async (feedId, bucket) => {
      writes.set(feedId, (writes.get(feedId) ?? 0) + 1)
      recent.delete(keyOf(feedId, bucket))
      await place.files.remove(place.paths.bucket(feedId, bucket))
      writes.set(feedId, (writes.get(feedId) ?? 0) + 1)
      recent.delete(keyOf(feedId, bucket))
    },
  }
}

/** Somebody took the folder away. */
function unlessMissing(again: () => Promise<void>) {
  return (error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    return again()
  }
}

function closedError(failure: Failure): Error {
  const code = failure.kind === 'store-write' ? failure.code : failure.kind
  return Object.assign(new Error(`A bucket cannot be read: ${JSON.stringify(failure)}`), { code })
}

/** True when one more article of `bytes` may go in. */
export function hasRoom(texts: BucketTexts, usedBytes: number, bytes: number): boolean {
  return texts.size === 0 || (texts.size < bucketLimits.articles && usedBytes + bytes <= bucketLimits.bytes)
}

export function bytesOf(texts: BucketTexts): number {
  let bytes = 0
  for (const text of texts.values()) bytes += Buffer.byteLength(text)
  return bytes
}

function* linesOf(texts: BucketTexts): Generator<string | Uint8Array> {
  for (const [id, text] of texts) {
    yield typeof text === 'string' ? bodyEntry(id, text) : text
  }
}

/** Nothing for a line that is no text of an article, from its first sign to its last. */
function wholeEntry(line: string): readonly (readonly [string, string])[] {
  const found = readBodyEntry(line)
  return found === null || readBody(found.json) === null ? [] : [[found.id, found.json]]
}

function readEntries(entries: readonly string[]): BucketTexts | null {
  const texts = new Map<string, string>()
  for (const entry of entries) {
    const found = readBodyEntry(entry)
    if (found === null) return null
    texts.set(found.id, found.json)
  }
  return texts
}
