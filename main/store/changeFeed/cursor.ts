/**
 * cursor.ts — where a consumer stands, as text. Pure.
 *
 * Room:  main/store/changeFeed.
 * Knows: numbers alone do not say whether they are of the same records: a feed whose files were taken away begins anew. So
 *        beside the number of a feed's last record stands its sum, which is compared before anything is believed to follow it.
 */
import { crc32 } from 'node:zlib'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { Cursor } from '../../model/changes.ts'
import { isPlain } from '../shapes.ts'

export interface Place {
  readonly seq: number
  readonly sum: number
}

export interface Standing {
  /** Number of the last change in the journal. */
  readonly user: number
  readonly feeds: ReadonlyMap<FeedId, Place>
}

const version = 1

export function cursorOf({ user, feeds }: Standing): Cursor {
  const places = Object.fromEntries([...feeds].map(([id, { seq, sum }]) => [id, [seq, sum]]))
  return JSON.stringify({ version, user, feeds: places })
}

/** Null for anything that `cursorOf` did not write. */
export function standingAt(cursor: Cursor): Standing | null {
  let data: unknown
  try {
    data = JSON.parse(cursor)
  } catch {
    return null
  }
  if (!isPlain(data) || data['version'] !== version || !isNumber(data['user']) || !isPlain(data['feeds'])) {
    return null
  }
  const feeds = new Map<FeedId, Place>()
  for (const [id, place] of Object.entries(data['feeds'])) {
    if (!Array.isArray(place)) return null
    const [seq, sum] = place as readonly unknown[]
    if (!isNumber(seq) || !isNumber(sum)) return null
    feeds.set(id as FeedId, { seq, sum })
  }
  return { user: data['user'], feeds }
}

/** @param meta A record's text (archive/records.ts), without the article's. */
export function sumOf(meta: string | Buffer): number {
  return crc32(meta)
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
