/**
 * fetchRecords.ts — cache/fetch.json: validators and times of each feed. Written two seconds after a change.
 *
 * Room:     main/store.
 * Promises: a lost or damaged file costs one unconditional request a feed, nothing else.
 */
import { Low } from 'lowdb'
import type { FeedId } from '../../preload/contract/model.ts'
import { replaceFile } from './atomic.ts'
import { dropCacheFile } from './cacheFile.ts'
import { codeOf } from './files.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { isPlain, noFetchRecord, readFetchRecords } from './shapes.ts'
import { coalesced } from './coalesced.ts'
import type { FetchRecord } from '../model/fetchRecord.ts'

const schema = 1
const delayMs = 2000

export interface FetchRecords {
  readonly of: (feedId: FeedId) => FetchRecord
  readonly change: (feedId: FeedId, change: Partial<FetchRecord>) => void
  /** Writes what waits. */
  readonly flush: () => Promise<void>
}

export async function openFetchRecords(place: Place): Promise<FetchRecords> {
  const path = place.paths.fetch
  const low = new Low<Map<FeedId, FetchRecord>>(
    {
      read: () => readFile(place, path),
      write: async (records) => {
        const text = JSON.stringify({ magic: 'kawaraban', schema, feeds: Object.fromEntries(records) })
        await replaceFile(place.files, path, Buffer.from(`${text}\n`), { isDurable: false })
      },
    },
    new Map(),
  )
  await low.read()

  let takeBack: (() => void) | null = null
  let isDirty = false
  const write = coalesced(async () => {
    if (!isDirty) return
    isDirty = false
    try {
      await low.write()
    } catch (error) {
      isDirty = true
      writeFailure(place, path, error)
    }
  })

  return {
    of: (feedId) => low.data.get(feedId) ?? noFetchRecord,
    change: (feedId, change) => {
      low.data.set(feedId, { ...(low.data.get(feedId) ?? noFetchRecord), ...change })
      isDirty = true
      takeBack ??= place.after(delayMs, () => {
        takeBack = null
        void write()
      })
    },
    flush: async () => {
      takeBack?.()
      takeBack = null
      await write()
    },
  }
}

async function readFile(place: Place, path: string): Promise<Map<FeedId, FetchRecord> | null> {
  try {
    const data: unknown = JSON.parse(Buffer.from(await place.files.read(path)).toString('utf8'))
    if (isPlain(data) && data['magic'] === 'kawaraban') return readFetchRecords(data['feeds'])
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    place.log.warn('the times of the last requests could not be read', { code: codeOf(error) })
  }
  await dropCacheFile(place, path)
  return null
}
