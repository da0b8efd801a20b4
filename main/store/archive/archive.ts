/**
 * archive.ts — all articles of all feeds: headlines in memory, records on disk.
 *
 * Room:     main/store/archive.
 * Promises: - a record is on disk before it is in memory; `sync` returns when all of them are on the medium.
 *           - rows that were handed out never change; no step on the way takes longer than a few milliseconds.
 *           - what was damaged or taken away is told once, costs no other record, and its feed's validators are forgotten.
 * Knows:    writes of one feed follow each other, feeds do not wait for feeds. At 50,000 headlines a feed's array, its map and
 *           one map of ids are all the index that lists need.
 */
import type { Failure, Outcome } from '../../../preload/contract/failure.ts'
import { fail, ok } from '../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { ArticlesChange } from '../../model/changes.ts'
import type { ArchiveSize } from '../../model/archiveTender.ts'
import type { RemovedArticle } from '../../model/deleted.ts'
import type { Validators } from '../../model/fetchRecord.ts'
import { codeOf } from '../files.ts'
import { keyedMutex } from '../keyedMutex.ts'
import { writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import type { NewRecord } from './feedLog.ts'
import { makeFeedLoader } from './feedLoader.ts'
import type { FeedLoading } from './feedLoader.ts'
import { enterRecords, memoryOf } from './feedMemory.ts'
import type { Feed } from './feedMemory.ts'
import type { ArchiveRecord } from './records.ts'
import { noValidators } from './feedState.ts'
import type { DeletedEntry, FeedState } from './feedState.ts'
import type { FeedLog } from './feedLog.ts'
import type { ArchiveFrame } from './frames.ts'

export interface FoundHeadline {
  readonly feedId: FeedId
  readonly headline: StoredHeadline
}

export interface ArchiveHooks extends Pick<FeedLoading, 'onLoss' | 'barredBy'> {
  readonly onChange: (change: ArticlesChange) => void
  /** Records were added, the last of them numbered `cursor`. */
  readonly onRecords: (feedId: FeedId, cursor: number, last: ArchiveRecord) => void
}

export interface Archive {
  /** Resolves when every feed is in memory. */
  readonly ready: Promise<void>
  /** Every feed that was loaded may be read and written. */
  readonly isOpen: () => boolean
  readonly of: (feedId: FeedId) => readonly StoredHeadline[]
  readonly find: (id: ArticleId) => FoundHeadline | null
  readonly revision: (feedId: FeedId) => number
  /** The number of each feed's last record in memory. */
  readonly cursors: () => Iterable<readonly [FeedId, number]>
  /** Rises whenever articles are removed. */
  readonly removals: () => number
  /** Resolves when the feed is in memory; to a failure when it must not be written. */
  readonly load: (feedId: FeedId) => Promise<Failure | null>
  readonly stones: (feedId: FeedId) => ReadonlyMap<ArticleId, RemovedArticle>
  readonly deleted: () => Iterable<DeletedEntry & { readonly feedId: FeedId }>
  readonly deletedOf: (feedId: FeedId, id: ArticleId) => DeletedEntry | null
  readonly validators: (feedId: FeedId) => Validators
  /** In memory at once, on disk soon after: losing it costs one unconditional request. */
  readonly setValidators: (feedId: FeedId, validators: Validators) => void
  /** Work on a feed, after all earlier work on it. */
  readonly inTurn: <T>(feedId: FeedId, work: () => Promise<Outcome<T>>) => Promise<Outcome<T>>
  /** In the feed's turn. @throws Node's error; then the records before the one that failed are there. */
  readonly commit: (feedId: FeedId, records: readonly NewRecord[]) => Promise<void>
  /** The same, and on the medium before it is in memory: what is refused has not happened. */
  readonly commitDurably: (feedId: FeedId, record: ArchiveRecord) => Promise<void>
  /** Null when it is not there any more, or damaged. @throws Node's error when it cannot be read now. */
  readonly read: (feedId: FeedId, seq: number) => Promise<ArchiveFrame | null>
  readonly readMany: (feedId: FeedId, seqs: readonly number[]) => Promise<ReadonlyMap<number, ArchiveFrame>>
  /** In the feed's turn: these texts are lost; they are asked for again. */
  readonly forgetTexts: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<void>
  /** Looks whether the feed's files are still there. Cost: one look at the disk. */
  readonly look: (feedId: FeedId) => Promise<void>
  /** @returns `store-write` when the disk refused for any of them. */
  readonly sync: (feedIds?: readonly FeedId[]) => Promise<Outcome<null>>
  /** What each feed takes, and the number of its last record. */
  readonly sizes: () => readonly ArchiveSize[]
  /** In the feed's turn: work on its files. Null where it must not be written. @throws what the work throws. */
  readonly maintain: <T>(feedId: FeedId, work: (parts: FeedParts) => Promise<T>) => Promise<T | null>
  /** Writes what makes the next start quick. */
  readonly close: () => Promise<void>
}

/** What whoever tends a feed's files works with (replaceSegment.ts, checkRepair.ts). */
export interface FeedParts {
  readonly state: FeedState
  readonly log: FeedLog
  readonly commit: (records: readonly NewRecord[]) => Promise<void>
  readonly forgetTexts: (ids: readonly ArticleId[]) => Promise<void>
  /** Of what is in memory, which is synced first. */
  readonly writeSnapshot: () => Promise<void>
}

/** So much at a time goes to the disk; between two the program may do other things. */
const batchRecords = 128
const batchBytes = 1024 * 1024
/** Whoever adds articles asks for their sync; this is for those who forget. */
const syncWithinMs = 5000

export function openArchive(place: Place, hooks: ArchiveHooks, after: Promise<unknown>): Archive {
  const { files, paths } = place
  const feeds = new Map<FeedId, Feed>()
  const feedOf = new Map<ArticleId, FeedId>()
  const turns = keyedMutex()
  /** Not on disk yet. */
  const validators = new Map<FeedId, Validators>()
  let removals = 0
  let takeBackSync: (() => void) | null = null

  const append = async (feed: Feed, batch: readonly NewRecord[], isDurable: boolean) => {
    await feed.log.append(feed.state.cursor + 1, batch)
    if (!isDurable) return
    try {
      await feed.log.sync()
    } catch (error) {
      await feed.log.takeBack()
      throw error
    }
  }

  const commit = async (feed: Feed, records: readonly NewRecord[], isDurable = false) => {
    const breathe = yieldToLoop()
    for (const batch of batchesOf(records)) {
      try {
        await append(feed, batch, isDurable)
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error
        // The library's folder was taken away under the running program: what is in memory is all there is.
        await loader.takeIn(feed, memoryOf(feed))
        await append(feed, batch, isDurable)
      }
      enter(feed, batch)
      await breathe()
    }
    grew(feed)
    if (takeBackSync !== null) return
    takeBackSync = place.after(syncWithinMs, () => {
      takeBackSync = null
      void sync()
    })
  }

  const enter = (feed: Feed, batch: readonly NewRecord[]) => {
    const change = enterRecords(feed, batch)
    for (const id of [...(change?.added ?? []), ...(change?.putBack ?? [])]) feedOf.set(id, feed.id)
    for (const id of change?.removed ?? []) feedOf.delete(id)
    const last = batch.at(-1)?.record
    if (last !== undefined) hooks.onRecords(feed.id, feed.state.cursor, last)
    if (change === null) return
    if (change.removed.length > 0) removals += 1
    hooks.onChange(change)
  }

  const makeSnapshot = (feed: Feed) =>
    turns.take(feed.id, async () => {
      await feed.log.sync()
      return memoryOf(feed)
    })

  const grew = (feed: Feed) => {
    feed.snapshot.grew(feed.state, () => makeSnapshot(feed))
  }

  const loader = makeFeedLoader(place, {
    barredBy: hooks.barredBy,
    onLoss: hooks.onLoss,
    onLoaded: (feed) => {
      feeds.set(feed.id, feed)
      for (const { id } of feed.rows) feedOf.set(id, feed.id)
    },
    commit: (feed, records) => {
      // Whatever waits to be written was said before something was lost.
      validators.delete(feed.id)
      return commit(feed, records)
    },
    grew,
  })
  const { load } = loader

  const sync = async (ids: readonly FeedId[] = [...feeds.keys()]): Promise<Outcome<null>> => {
    const failures: Outcome<null>[] = []
    const dirty = ids.flatMap((id) => feeds.get(id) ?? []).filter((feed) => feed.log.isDirty())
    const work = dirty.map(
      (feed) => () =>
        turns
          .take(feed.id, () => feed.log.sync())
          .catch((error: unknown) => {
            failures.push(writeFailure(place, paths.feedArchive(feed.id), error))
          }),
    )
    const lane = async () => {
      for (let next = work.shift(); next !== undefined; next = work.shift()) await next()
    }
    await Promise.all([lane(), lane(), lane(), lane()])
    return failures[0] ?? ok(null)
  }

  const isThere = async ({ log }: Feed): Promise<boolean> => {
    const last = log.segments().at(-1)
    if (last === undefined) return true
    // Before the look: the segment may grow meanwhile.
    const { from, bytes } = last
    const size = await files.facts(log.pathOf(from)).then(
      (facts) => facts.bytes,
      (error: unknown) => (codeOf(error) === 'ENOENT' ? 0 : Infinity),
    )
    return size >= bytes
  }

  const memory = (id: FeedId) => feeds.get(id) ?? null

  return {
    ready: after.then(loader.loadAll),
    isOpen: () => [...feeds.values()].every(({ closedBy }) => closedBy === null),
    of: (id) => memory(id)?.rows ?? [],
    find: (id) => {
      const feedId = feedOf.get(id)
      const headline = feedId === undefined ? undefined : memory(feedId)?.state.headlines.get(id)
      return feedId === undefined || headline === undefined ? null : { feedId, headline }
    },
    revision: (id) => memory(id)?.revision ?? 0,
    cursors: function* () {
      for (const { id, state } of feeds.values()) yield [id, state.cursor] as const
    },
    removals: () => removals,
    load: async (id) => (await load(id)).closedBy,
    stones: (id) => memory(id)?.state.stones ?? new Map<ArticleId, RemovedArticle>(),
    deleted: function* () {
      for (const feed of feeds.values())
        for (const entry of feed.state.deleted.values()) yield { ...entry, feedId: feed.id }
    },
    deletedOf: (feedId, id) => memory(feedId)?.state.deleted.get(id) ?? null,
    validators: (id) => validators.get(id) ?? memory(id)?.state.validators ?? noValidators,
    setValidators: (id, next) => {
      validators.set(id, next)
      void turns
        .take(id, async () => {
          const feed = await load(id)
          if (validators.get(id) !== next) return
          if (feed.closedBy === null && !isSame(feed.state.validators, next))
            await commit(feed, [fetchedRecord(next)])
          if (validators.get(id) === next) validators.delete(id)
        })
        .catch((error: unknown) => {
          writeFailure(place, paths.feedArchive(id), error)
        })
    },
    inTurn: (id, work) =>
      turns.take(id, async () => {
        const { closedBy } = await load(id)
        if (closedBy !== null) return fail(closedBy)
        try {
          return await work()
        } catch (error) {
          return writeFailure(place, paths.feedArchive(id), error)
        }
      }),
    commit: async (id, records) => commit(await load(id), records),
    commitDurably: async (id, record) => commit(await load(id), [{ record, text: null }], true),
    read: async (id, seq) => (seq < 0 ? null : (await load(id)).log.read(seq)),
    readMany: async (id, seqs) => (await load(id)).log.readMany(seqs),
    forgetTexts: async (id, ids) => loader.forgetTexts(await load(id), ids),
    look: async (id) => {
      const feed = await load(id)
      if (feed.closedBy !== null || (await isThere(feed))) return
      // Once more in its turn: records may have been on their way.
      const mend = async () => {
        if (!(await isThere(feed))) await loader.takeIn(feed, memoryOf(feed))
      }
      await turns.take(id, mend).catch((error: unknown) => {
        writeFailure(place, paths.feedArchive(id), error)
      })
    },
    sizes: () =>
      Array.from(feeds.values(), ({ id, log, state: { cursor } }) => ({
        feedId: id,
        bytes: log.segments().reduce((sum, { bytes }) => sum + bytes, 0),
        cursor,
      })),
    maintain: (id, work) =>
      turns.take(id, async () => {
        const feed = await load(id)
        if (feed.closedBy !== null) return null
        const writeSnapshot = () =>
          feed.snapshot.now(async () => {
            await feed.log.sync()
            return memoryOf(feed)
          })
        return work({
          state: feed.state,
          log: feed.log,
          commit: (records) => commit(feed, records),
          forgetTexts: (ids) => loader.forgetTexts(feed, ids),
          writeSnapshot,
        })
      }),
    sync,
    close: async () => {
      await turns.idle()
      takeBackSync?.()
      await sync()
      for (const feed of feeds.values())
        if (feed.closedBy === null) await feed.snapshot.atEnd(() => makeSnapshot(feed))
      await turns.idle()
    },
  }
}

function fetchedRecord(validators: Validators): NewRecord {
  return { record: { kind: 'fetched', validators }, text: null }
}

function* batchesOf(records: readonly NewRecord[]): Generator<readonly NewRecord[]> {
  let batch: NewRecord[] = []
  let bytes = 0
  for (const one of records) {
    batch.push(one)
    bytes += one.text?.length ?? 0
    if (batch.length < batchRecords && bytes < batchBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

function isSame(a: Validators, b: Validators): boolean {
  return a.etag === b.etag && a.lastModified === b.lastModified && a.bodyHash === b.bodyHash
}
