/**
 * feedLoader.ts — feeds from disk into memory, each once; and what is done about those of which something is missing.
 *
 * Room:     main/store/archive.
 * Promises: what was lost is told, noted in the archive and asked for again: the next start does not find it lost once more.
 */
import { join } from 'node:path'
import type { Failure } from '../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { DeletedFacts } from '../../model/deleted.ts'
import type { Loss } from '../damage.ts'
import { codeOf, passing } from '../files.ts'
import { shortName, writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import { makeFeedLog } from './feedLog.ts'
import type { FeedLog, NewRecord } from './feedLog.ts'
import { memoryOf } from './feedMemory.ts'
import type { Feed } from './feedMemory.ts'
import { emptyState, noValidators } from './feedState.ts'
import type { DeletedEntry, FeedState } from './feedState.ts'
import { openFeed } from './openFeed.ts'
import type { FoundFeed } from './openFeed.ts'
import type { ArchiveRecord } from './records.ts'
import { putDamagedAside } from './repair.ts'
import { archiveSchema, segmentName } from './segmentFile.ts'
import { openSnapshotFile } from './snapshotFile.ts'
import type { Snapshot } from './snapshots.ts'

export interface FeedLoader {
  readonly load: (id: FeedId) => Promise<Feed>
  /** Every feed that has a folder or a snapshot. */
  readonly loadAll: () => Promise<void>
  /** Puts what is on disk in the place of what is in memory; `snapshot` says what should be there. */
  readonly takeIn: (feed: Feed, snapshot: Snapshot | null) => Promise<void>
  /** In the feed's turn: these texts are lost. @throws Node's error. */
  readonly forgetTexts: (feed: Feed, ids: readonly ArticleId[]) => Promise<void>
}

export interface FeedLoading {
  /** Asked before a feed is opened: why it may not be, which has been told (../migration); else null. */
  readonly barredBy: (feedId: FeedId) => Promise<Failure | null>
  /** Part `headlines`: articles nobody can name any more. */
  readonly onLoss: (feedId: FeedId, part: 'headlines' | 'texts', loss: Loss) => void
  readonly onLoaded: (feed: Feed) => void
  /** @throws Node's error. */
  readonly commit: (feed: Feed, records: readonly NewRecord[]) => Promise<void>
  /** For a snapshot that should be written some time. */
  readonly grew: (feed: Feed) => void
}

export function makeFeedLoader(place: Place, loading: FeedLoading): FeedLoader {
  const { barredBy, onLoss, onLoaded, commit, grew } = loading
  const { files, paths } = place
  const loads = new Map<FeedId, Promise<Feed>>()

  const openLog = (id: FeedId, segments: ReturnType<FeedLog['segments']>) =>
    makeFeedLog({ files, archive: paths.archive, folder: paths.feedArchive(id), feed: id }, segments)

  const readFeed = async (id: FeedId): Promise<Feed> => {
    const snapshot = openSnapshotFile(place, id)
    const log = openLog(id, [])
    const feed: Feed = { id, state: emptyState(), rows: [], log, snapshot, revision: 0, closedBy: null }
    try {
      feed.closedBy = await barredBy(id)
      if (feed.closedBy === null) await takeIn(feed, await snapshot.read())
    } catch (error) {
      const code = codeOf(error)
      feed.closedBy = { kind: 'store-write', file: shortName(place, paths.feedArchive(id)), code }
      if (!passing.includes(code)) place.log.error('a feed could not be read', error, { feed: id })
      place.trouble.push(feed.closedBy)
    }
    feed.revision = feed.rows.length === 0 ? 0 : 1
    onLoaded(feed)
    return feed
  }

  const takeIn = async (feed: Feed, snapshot: Snapshot | null): Promise<void> => {
    const { id } = feed
    const folder = paths.feedArchive(id)
    const pathOf = (from: number) => join(folder, segmentName(from))
    const found = await openFeed({ files, folder, pathOf }, snapshot)
    if ('newerSchema' in found) {
      const facts = { found: found.newerSchema, known: archiveSchema }
      feed.closedBy = { kind: 'store-newer', file: shortName(place, folder), ...facts }
      place.trouble.push(feed.closedBy)
      return
    }
    feed.state = found.state
    feed.rows = found.rows
    feed.log = openLog(id, found.segments)
    feed.snapshot.stands(snapshot === null ? null : feed.state.cursor - found.replayed)
    if (found.replayed > 0) grew(feed)
    await mend(feed, found)
  }

  const mend = async (feed: Feed, { lostTexts, lost, damaged, isSnapshotAhead }: FoundFeed) => {
    if (lost.records === 0 && damaged.length === 0 && !isSnapshotAhead) return
    feed.log.leaveGap()
    if (lost.records !== 0) {
      onLoss(feed.id, 'headlines', { lost: lost.records, saved: feed.rows.length, titles: lost.titles })
    }
    try {
      const texts = textsLost(feed, lostTexts)
      await commit(feed, [...(isSnapshotAhead ? onlyInMemory(feed.state) : []), ...texts, noneFetched])
      await feed.log.sync()
    } catch (error) {
      // It is found again at the next start; until then the paper is asked for everything.
      feed.state.validators = noValidators
      writeFailure(place, paths.feedArchive(feed.id), error)
      return
    }
    for (const from of damaged) await putDamagedAside(place, feed.id, feed.log, from)
    // The one before knows what is not there any more.
    await feed.snapshot.replace(memoryOf(feed))
  }

  const textsLost = (feed: Feed, rows: readonly StoredHeadline[]): readonly NewRecord[] => {
    if (rows.length === 0) return []
    onLoss(feed.id, 'texts', { lost: rows.length, saved: 0, titles: rows.map(({ title }) => title) })
    return rows.map((row) => {
      const headline = { ...row, contentHash: '', record: -1 }
      const entry = feed.state.headlines.has(row.id) ? undefined : feed.state.deleted.get(row.id)
      if (entry === undefined) return { record: { kind: 'headline', headline }, text: null }
      return { record: { kind: 'deleted', facts: factsOf(entry), headline }, text: null }
    })
  }

  const forgetTexts = async (feed: Feed, ids: readonly ArticleId[]) => {
    const { headlines, deleted } = feed.state
    const rows = ids.flatMap((id) => headlines.get(id) ?? deleted.get(id)?.headline ?? [])
    if (rows.length > 0) await commit(feed, [...textsLost(feed, rows), noneFetched])
  }

  const load = (id: FeedId): Promise<Feed> => {
    const known = loads.get(id)
    if (known !== undefined) return known
    const reading = readFeed(id)
    loads.set(id, reading)
    return reading
  }

  return {
    load,
    takeIn,
    forgetTexts,
    loadAll: async () => {
      const breathe = yieldToLoop()
      const folders = await files.list(paths.archive)
      const snapshots = (await files.list(paths.snapshots)).map((name) => name.replace(/\.json$/, ''))
      for (const name of new Set([...folders, ...snapshots])) {
        if (/^[\w-]{1,80}$/.test(name)) await load(name as FeedId)
        await breathe()
      }
    },
  }
}

/** The next request asks for everything. */
const noneFetched: NewRecord = { record: { kind: 'fetched', validators: noValidators }, text: null }

/** What the snapshot alone knows by now: which articles are not to come back, and which ones the reader deleted. */
function onlyInMemory({ headlines, stones, deleted }: FeedState): readonly NewRecord[] {
  const gone = [...stones.values()]
  const ids = gone.map(({ id }) => id).filter((id) => !headlines.has(id))
  const records: ArchiveRecord[] = [
    ...(gone.length === 0 ? [] : [{ kind: 'removed', ids, stones: gone } as const]),
    ...Array.from(
      deleted.values(),
      ({ headline, ...facts }) => ({ kind: 'deleted', facts, headline }) as const,
    ),
  ]
  return records.map((record) => ({ record, text: null }))
}

function factsOf({ id, deletedAt, paper, mark }: DeletedEntry): DeletedFacts {
  return { id, deletedAt, paper, mark }
}
