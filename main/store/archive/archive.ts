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
import type { StoredHeadline } from '../../model/article.ts'
import type { Loss } from '../damage.ts'
import { codeOf, passing } from '../files.ts'
import { shortName, writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import { keyedMutex } from '../keyedMutex.ts'
import { makeFeedLog } from './feedLog.ts'
import type { FeedLog, NewRecord } from './feedLog.ts'
import { applyRecord, emptyState, noValidators } from './feedState.ts'
import type { DeletedEntry, FeedState } from './feedState.ts'
import type { ArchiveFrame } from './frames.ts'
import { openFeed } from './openFeed.ts'
import { putDamagedAside } from './repair.ts'
import { mergeRows } from './rows.ts'
import { segmentName } from './segmentFile.ts'
import { openSnapshotFile } from './snapshotFile.ts'
import type { SnapshotFile } from './snapshotFile.ts'
import type { Snapshot } from './snapshots.ts'
import type { ArchiveSize } from '../../model/archiveTender.ts'
import type { RemovedArticle } from '../../model/deleted.ts'
import type { Validators } from '../../model/fetchRecord.ts'

export interface FoundHeadline {
  readonly feedId: FeedId
  readonly headline: StoredHeadline
}

/** Articles of one feed that are others now. */
export interface ArticleChange {
  readonly feedId: FeedId
  readonly added: readonly ArticleId[]
  readonly changed: readonly ArticleId[]
  readonly removed: readonly ArticleId[]
}

export interface ArchiveHooks {
  /** Part `headlines`: articles nobody can name any more. */
  readonly onLoss: (feedId: FeedId, part: 'headlines' | 'texts', loss: Loss) => void
  readonly onChange: (change: ArticleChange) => void
}

export interface Archive {
  /** Resolves when every feed is in memory. */
  readonly ready: Promise<void>
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

interface Feed {
  readonly id: FeedId
  state: FeedState
  rows: readonly StoredHeadline[]
  log: FeedLog
  readonly snapshot: SnapshotFile
  revision: number
  closedBy: Failure | null
}

/** So much at a time goes to the disk; between two the program may do other things. */
const batchRecords = 128
const batchBytes = 1024 * 1024
/** Whoever adds articles asks for their sync; this is for those who forget. */
const syncWithinMs = 5000

export function openArchive(place: Place, hooks: ArchiveHooks, after: Promise<unknown>): Archive {
  const { files, paths } = place
  const feeds = new Map<FeedId, Feed>()
  const loads = new Map<FeedId, Promise<Feed>>()
  const feedOf = new Map<ArticleId, FeedId>()
  const turns = keyedMutex()
  /** Not on disk yet. */
  const validators = new Map<FeedId, Validators>()
  let removals = 0
  let takeBackSync: (() => void) | null = null

  const openLog = (id: FeedId, segments: FeedLog['segments']) =>
    makeFeedLog({ files, archive: paths.archive, folder: paths.feedArchive(id), feed: id }, segments())

  const filesOf = (id: FeedId) => ({
    files,
    folder: paths.feedArchive(id),
    pathOf: (from: number) => `${paths.feedArchive(id)}/${segmentName(from)}`,
  })

  const readFeed = async (id: FeedId): Promise<Feed> => {
    const snapshot = openSnapshotFile(place, id)
    const feed: Feed = {
      id,
      state: emptyState(),
      rows: [],
      log: openLog(id, () => []),
      snapshot,
      revision: 0,
      closedBy: null,
    }
    try {
      await takeIn(feed, await snapshot.read())
    } catch (error) {
      const code = codeOf(error)
      feed.closedBy = { kind: 'store-write', file: shortName(place, paths.feedArchive(id)), code }
      if (!passing.includes(code)) place.log.error('a feed could not be read', error, { feed: id })
      place.trouble.push(feed.closedBy)
    }
    feed.revision = feed.rows.length === 0 ? 0 : 1
    feeds.set(id, feed)
    return feed
  }

  /** Puts what is on disk into the feed, which is new or had its files taken away. */
  const takeIn = async (feed: Feed, snapshot: Snapshot | null): Promise<void> => {
    const { id } = feed
    const found = await openFeed(filesOf(id), snapshot)
    if ('newerSchema' in found) {
      feed.closedBy = {
        kind: 'store-newer',
        file: shortName(place, paths.feedArchive(id)),
        found: found.newerSchema,
        known: 1,
      }
      place.trouble.push(feed.closedBy)
      return
    }
    feed.state = found.state
    feed.rows = found.rows
    feed.log = openLog(id, () => found.segments)
    const breathe = yieldToLoop()
    for (const row of found.rows) {
      feedOf.set(row.id, id)
      await breathe()
    }
    feed.snapshot.stands(snapshot === null ? null : feed.state.cursor - found.replayed)
    if (found.replayed > 0) feed.snapshot.grew(feed.state, () => makeSnapshot(feed))
    await mend(feed, found)
  }

  /** What was lost is told, noted, and asked for again. */
  const mend = async (feed: Feed, found: Exclude<Awaited<ReturnType<typeof openFeed>>, { newerSchema: number }>) => {
    const { lostTexts, lostRecords, damaged } = found
    if (lostTexts.length + lostRecords + damaged.length === 0) return
    feed.log.leaveGap()
    for (const from of damaged) await putDamagedAside(place, feed.id, feed.log, from)
    if (lostRecords > 0 || damaged.length > 0) {
      hooks.onLoss(feed.id, 'headlines', {
        lost: lostRecords > 0 ? lostRecords : null,
        saved: feed.rows.length,
      })
    }
    const ids = lostTexts.map((row) => row.id)
    await forgetTexts(feed, ids).catch((error: unknown) => {
      writeFailure(place, paths.feedArchive(feed.id), error)
    })
    if (ids.length === 0) await commit(feed, [fetchedRecord(noValidators)]).catch(() => undefined)
  }

  const forgetTexts = async (feed: Feed, ids: readonly ArticleId[]) => {
    const lost = ids.flatMap((id) => feed.state.headlines.get(id) ?? [])
    if (lost.length === 0) return
    const records = lost.map((row): NewRecord => ({
      record: { kind: 'headline', headline: { ...row, contentHash: '', record: -1 } },
      text: null,
    }))
    hooks.onLoss(feed.id, 'texts', { lost: lost.length, saved: 0 })
    await commit(feed, [...records, fetchedRecord(noValidators)])
  }

  const load = (id: FeedId): Promise<Feed> => {
    const known = loads.get(id)
    if (known !== undefined) return known
    const loading = readFeed(id)
    loads.set(id, loading)
    return loading
  }

  const loadAll = async () => {
    const breathe = yieldToLoop()
    const names = [...(await files.list(paths.archive)), ...(await files.list(paths.snapshots))]
    for (const name of names) {
      const id = /^([\w-]{1,80}?)(?:\.json)?$/.exec(name)?.[1]
      if (id !== undefined) await load(id as FeedId)
      await breathe()
    }
  }

  const commit = async (feed: Feed, records: readonly NewRecord[]) => {
    const breathe = yieldToLoop()
    for (const batch of batchesOf(records)) {
      const first = feed.state.cursor + 1
      try {
        await feed.log.append(first, batch)
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error
        // The library's folder was taken away under the running program: what is in memory is all there is.
        await takeIn(feed, memoryOf(feed))
        await feed.log.append(feed.state.cursor + 1, batch)
      }
      enter(feed, batch)
      await breathe()
    }
    feed.snapshot.grew(feed.state, () => makeSnapshot(feed))
    takeBackSync ??= place.after(syncWithinMs, () => {
      takeBackSync = null
      void sync()
    })
  }

  const memoryOf = (feed: Feed): Snapshot => ({
    state: feed.state,
    rows: feed.rows,
    segments: feed.log.segments().map((each) => ({ ...each })),
  })

  const makeSnapshot = (feed: Feed) =>
    turns.take(feed.id, async () => {
      await feed.log.sync()
      return memoryOf(feed)
    })

  /** What is on disk, in memory. */
  const enter = (feed: Feed, batch: readonly NewRecord[]) => {
    const before = new Map<ArticleId, StoredHeadline | null>()
    for (const { record } of batch) {
      const seq = feed.state.cursor + 1
      for (const id of idsIn(record)) {
        if (!before.has(id)) before.set(id, feed.state.headlines.get(id) ?? null)
      }
      applyRecord(feed.state, seq, record)
    }
    const gone: StoredHeadline[] = []
    const come: StoredHeadline[] = []
    const change = { feedId: feed.id, added: [] as ArticleId[], changed: [] as ArticleId[], removed: [] as ArticleId[] }
    for (const [id, old] of before) {
      const now = feed.state.headlines.get(id) ?? null
      if (now === old) continue
      if (old !== null) gone.push(old)
      if (now !== null) come.push(now)
      ;(old === null ? change.added : now === null ? change.removed : change.changed).push(id)
      if (now === null) feedOf.delete(id)
      else feedOf.set(id, feed.id)
    }
    if (gone.length + come.length === 0) return
    if (change.removed.length > 0) removals += 1
    feed.rows = mergeRows(feed.rows, gone, come)
    feed.revision += 1
    hooks.onChange(change)
  }

  const sync = async (ids: readonly FeedId[] = [...feeds.keys()]): Promise<Outcome<null>> => {
    let failed: Outcome<null> | null = null
    const dirty = ids.flatMap((id) => feeds.get(id) ?? []).filter((feed) => feed.log.isDirty())
    const work = dirty.map((feed) => () =>
      turns.take(feed.id, () => feed.log.sync()).catch((error: unknown) => {
        failed = writeFailure(place, paths.feedArchive(feed.id), error)
      }),
    )
    const lane = async () => {
      for (let next = work.shift(); next !== undefined; next = work.shift()) await next()
    }
    await Promise.all([lane(), lane(), lane(), lane()])
    return failed ?? ok(null)
  }

  const memory = (id: FeedId) => feeds.get(id) ?? null

  return {
    ready: after.then(loadAll),
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
    forgetTexts: async (id, ids) => forgetTexts(await load(id), ids),
    look: async (id) => {
      const feed = await load(id)
      const last = feed.log.segments().at(-1)
      if (last === undefined || feed.closedBy !== null) return
      const size = await files.facts(feed.log.pathOf(last.from)).then(
        ({ bytes }) => bytes,
        (error: unknown) => (codeOf(error) === 'ENOENT' ? 0 : Infinity),
      )
      if (size >= last.bytes) return
      await turns.take(id, () => takeIn(feed, memoryOf(feed))).catch((error: unknown) => {
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
          forgetTexts: (ids) => forgetTexts(feed, ids),
          writeSnapshot,
        })
      }),
    syncInTurn: async (id) => (await load(id)).log.sync(),
    sync,
    close: async () => {
      await turns.idle()
      takeBackSync?.()
      await sync()
      for (const feed of feeds.values()) if (feed.closedBy === null) await feed.snapshot.atEnd(() => makeSnapshot(feed))
      await turns.idle()
    },
  }
}

function fetchedRecord(validators: Validators): NewRecord {
  return { record: { kind: 'fetched', validators }, text: null }
}

/** Articles whose headlines a record may change. */
function idsIn(record: NewRecord['record']): readonly ArticleId[] {
  switch (record.kind) {
    case 'added':
    case 'changed':
    case 'headline':
    case 'deleted':
    case 'put-back':
      return [record.headline.id]
    case 'text':
    case 'page':
      return [record.id]
    case 'removed':
      return record.ids
    case 'welcome':
    case 'dropped':
    case 'stones':
    case 'fetched':
      return []
  }
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
