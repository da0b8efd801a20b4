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
import type { ArticleChange, Feed } from './feedMemory.ts'
import { noValidators } from './feedState.ts'
import type { DeletedEntry } from './feedState.ts'
import type { ArchiveFrame } from './frames.ts'

export interface FoundHeadline {
  readonly feedId: FeedId
  readonly headline: StoredHeadline
}

export interface ArchiveHooks extends Pick<FeedLoading, 'onLoss' | 'barredBy'> {
  readonly onChange: (change: ArticleChange) => void
}

export interface Archive {
  /** Resolves when every feed is in memory. */
  readonly ready: Promise<void>
  /** Every feed that was loaded may be read and written. */
  readonly isOpen: () => boolean
  readonly of: (feedId: FeedId) => readonly StoredHeadline[]
  readonly find: (id: ArticleId) => FoundHeadline | null
  readonly revision: (feedId: FeedId) => number
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
  /** Null when it is not there any more, or damaged. @throws Node's error when it cannot be read now. */
  readonly read: (feedId: FeedId, seq: number) => Promise<ArchiveFrame | null>
  readonly readMany: (feedId: FeedId, seqs: readonly number[]) => Promise<ReadonlyMap<number, ArchiveFrame>>
  /** In the feed's turn: these texts are lost; they are asked for again. */
  readonly forgetTexts: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<void>
  /** Looks whether the feed's files are still there. Cost: one look at the disk. */
  readonly look: (feedId: FeedId) => Promise<void>
  /** In the feed's turn: what was committed is on the medium. @throws Node's error. */
  readonly syncInTurn: (feedId: FeedId) => Promise<void>
  /** @returns `store-write` when the disk refused for any of them. */
  readonly sync: (feedIds?: readonly FeedId[]) => Promise<Outcome<null>>
  /** Writes what makes the next start quick. */
  readonly close: () => Promise<void>
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

  const commit = async (feed: Feed, records: readonly NewRecord[]) => {
    const breathe = yieldToLoop()
    for (const batch of batchesOf(records)) {
      try {
        await feed.log.append(feed.state.cursor + 1, batch)
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error
        // The library's folder was taken away under the running program: what is in memory is all there is.
        await loader.takeIn(feed, memoryOf(feed))
        await feed.log.append(feed.state.cursor + 1, batch)
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
    if (change === null) return
    for (const id of change.added) feedOf.set(id, feed.id)
    for (const id of change.removed) feedOf.delete(id)
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
    commit,
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
          validators.delete(id)
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
    read: async (id, seq) => (seq < 0 ? null : (await load(id)).log.read(seq)),
    readMany: async (id, seqs) => (await load(id)).log.readMany(seqs),
    forgetTexts: async (id, ids) => loader.forgetTexts(await load(id), ids),
    look: async (id) => {
      const feed = await load(id)
      const last = feed.log.segments().at(-1)
      if (last === undefined || feed.closedBy !== null) return
      const size = await files.facts(feed.log.pathOf(last.from)).then(
        ({ bytes }) => bytes,
        (error: unknown) => (codeOf(error) === 'ENOENT' ? 0 : Infinity),
      )
      if (size >= last.bytes) return
      await turns
        .take(id, () => loader.takeIn(feed, memoryOf(feed)))
        .catch((error: unknown) => {
          writeFailure(place, paths.feedArchive(id), error)
        })
    },
    syncInTurn: async (id) => (await load(id)).log.sync(),
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
