/**
 * changeStream.ts — the port to what changes (main/model/changes.ts), put together: the feed in memory, and cursors for
 * those who keep something of it on disk.
 *
 * Room: main/store/changeFeed.
 */
import { ok } from '../../../preload/contract/failure.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { ChangeStream } from '../../model/changes.ts'
import type { Archive } from '../archive/archive.ts'
import { metaOf } from '../archive/records.ts'
import type { ArchiveRecord } from '../archive/records.ts'
import type { UserStore } from '../userStore.ts'
import { changesSince } from './catchUp.ts'
import type { ChangeFeed } from './changeFeed.ts'
import { cursorOf, standingAt, sumOf } from './cursor.ts'
import type { Place } from './cursor.ts'

export interface Tails {
  /** The last record that was added to a feed in this run. */
  readonly note: (feedId: FeedId, seq: number, last: ArchiveRecord) => void
  readonly of: (feedId: FeedId) => Place | null
}

export function makeTails(): Tails {
  const tails = new Map<FeedId, Place>()
  return {
    note: (feedId, seq, last) => {
      tails.set(feedId, { seq, sum: sumOf(metaOf(last)) })
    },
    of: (feedId) => tails.get(feedId) ?? null,
  }
}

export function makeChangeStream(
  feed: ChangeFeed,
  tails: Tails,
  archive: Archive,
  user: UserStore,
): ChangeStream {
  /** Null when it is damaged, or cannot be read now. */
  const readSum = async (feedId: FeedId, seq: number): Promise<number | null> => {
    const frame = await archive.read(feedId, seq).catch(() => null)
    return frame === null ? null : sumOf(frame.meta)
  }

  return {
    last: feed.last,
    since: feed.since,
    subscribe: feed.subscribe,
    note: feed.append,

    cursor: async (before) => {
      const known = before === null ? null : standingAt(before)
      // Of one moment; what comes while the disk is waited for belongs to the next cursor.
      const number = feed.last()
      const userNumber = user.number()
      const now = [...archive.cursors()].map(([id, seq]) => ({ id, seq, tail: tails.of(id) }))
      const synced = await archive.sync()
      const written = synced.ok ? await user.change([]) : synced
      if (!written.ok) return written
      const feeds = new Map<FeedId, Place>()
      for (const { id, seq, tail } of now) {
        if (seq === 0) continue
        const place = [tail, known?.feeds.get(id)].find((each) => each?.seq === seq)
        const sum = place?.sum ?? (await readSum(id, seq))
        // A feed that is not named is read anew.
        if (sum !== null) feeds.set(id, { seq, sum })
      }
      return ok({ cursor: cursorOf({ user: userNumber, feeds }), number })
    },

    catchUp: async (cursor) => {
      await archive.ready
      const number = feed.last()
      const standing = standingAt(cursor)
      if (standing === null) return { kind: 'rebuild', number }
      return { kind: 'changes', number, changes: await changesSince(standing, archive, user) }
    },
  }
}
