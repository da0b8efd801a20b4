/**
 * snapshotFile.ts — when the snapshot of a feed is written: not with each article, but when reading what came since would
 * make a start slower than writing it.
 *
 * Room:     main/store/archive. lowdb's shape: what is in memory is its data, `read` and `write` are ours.
 * Promises: written only of what is on the medium, so a snapshot never knows more than the segments; a failure costs the
 *           next start some milliseconds.
 * Knows:    what came since may grow to a tenth of the snapshot, so that a feed of 200,000 articles (90 MB of headlines) is not
 *           written anew for every few articles.
 */
import { Low } from 'lowdb'
import type { FeedId } from '../../../preload/contract/model.ts'
import { replaceFile } from '../atomic.ts'
import { dropCacheFile } from '../cacheFile.ts'
import { codeOf, passing } from '../files.ts'
import { writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import type { FeedState } from './feedState.ts'
import { readSnapshot, snapshotBytes } from './snapshots.ts'
import type { Snapshot } from './snapshots.ts'

const restMs = 15_000
/** Records behind the snapshot: each is some kilobytes to read at a start. */
const behindAtMost = 48
const behindShare = 0.1

export interface SnapshotFile {
  /** Null when there is none that can be believed. @throws Node's error when it is there and cannot be read now. */
  readonly read: () => Promise<Snapshot | null>
  /** @param cursor Of the snapshot on disk; null: there is none. */
  readonly stands: (cursor: number | null) => void
  /** Something was added. @param make What is to be written, synced. */
  readonly grew: (state: FeedState, make: () => Promise<Snapshot>) => void
  /** At once. @param snapshot Of what is on the medium. */
  readonly replace: (snapshot: Snapshot) => Promise<void>
  /** Whatever it is worth, and on the medium. @throws Node's error, which is logged. */
  readonly now: (make: () => Promise<Snapshot>) => Promise<void>
  readonly atEnd: (make: () => Promise<Snapshot>) => Promise<void>
}

export function openSnapshotFile(place: Place, feedId: FeedId): SnapshotFile {
  const path = place.paths.snapshot(feedId)
  const writeNow = async (snapshot: Snapshot, isDurable: boolean) => {
    const bytes = await snapshotBytes(feedId, snapshot)
    await place.files.makeFolder(place.paths.snapshots)
    await replaceFile(place.files, path, bytes, { isDurable })
  }
  const low = new Low<Snapshot | null>(
    {
      read: async () => {
        let bytes: Uint8Array
        try {
          bytes = await place.files.read(path)
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return null
          if (passing.includes(codeOf(error))) throw error
          await dropCacheFile(place, path)
          return null
        }
        const snapshot = await readSnapshot(feedId, bytes)
        if (snapshot === null) await dropCacheFile(place, path)
        return snapshot
      },
      write: async (snapshot) => {
        if (snapshot !== null) await writeNow(snapshot, false)
      },
    },
    null,
  )
  let standsAt: number | null = null
  let behind = 0
  let rows = 0
  let takeBack: (() => void) | null = null

  const isWorthIt = () => behind > Math.max(behindAtMost, rows * behindShare)

  /** While one is being written; an older one never takes the place of a newer one. */
  let busy: Promise<void> | null = null

  const write = async (make: () => Promise<Snapshot>, isDurable = false) => {
    takeBack?.()
    takeBack = null
    try {
      let snapshot = await make()
      while (busy !== null) {
        await busy
        snapshot = await make()
      }
      const { cursor } = snapshot.state
      const writing = writeNow(snapshot, isDurable)
      busy = writing.catch(() => undefined)
      await writing.finally(() => {
        busy = null
      })
      standsAt = cursor
      behind = 0
    } catch (error) {
      writeFailure(place, path, error)
      throw error
    }
  }
  /** The next occasion tries again. */
  const tryToWrite = (make: () => Promise<Snapshot>) => write(make).catch(() => undefined)

  return {
    read: async () => {
      await low.read()
      const snapshot = low.data
      // The archive holds it from here on.
      low.data = null
      return snapshot
    },
    stands: (cursor) => {
      standsAt = cursor
    },
    grew: (state, make) => {
      behind = state.cursor - (standsAt ?? 0)
      rows = state.headlines.size
      if (takeBack !== null || !isWorthIt()) return
      takeBack = place.after(restMs, () => {
        void tryToWrite(make)
      })
    },
    replace: (snapshot) => write(() => Promise.resolve(snapshot)),
    now: (make) => write(make, true),
    atEnd: async (make) => {
      if (behind > 0 && (standsAt === null || isWorthIt())) await tryToWrite(make)
    },
  }
}
