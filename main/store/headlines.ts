/**
 * headlines.ts — all headlines in memory, one shard a feed on disk.
 *
 * Room:     main/store.
 * Promises: `of` is newest first; arrays that were handed out never change. A shard is in memory before it is
 *           written to, and what is in memory is on disk. No step on the way takes longer than a few milliseconds.
 * Knows:    at 50,000 headlines a feed's array and one map by id are all the index that lists need (docs/notes).
 */
import { Low } from 'lowdb'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { StoredHeadline } from '../model/article.ts'
import { dropCacheFile, readCacheFile, writeCacheFile } from './cacheFile.ts'
import { hasEnd, linesIn } from './damage.ts'
import { newestFirst, readRow, rowText } from './headlineRows.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

export interface FoundHeadline {
  readonly feedId: FeedId
  readonly headline: StoredHeadline
}

export interface Headlines {
  readonly ready: Promise<void>
  readonly of: (feedId: FeedId) => readonly StoredHeadline[]
  readonly find: (id: ArticleId) => FoundHeadline | null
  readonly revision: (feedId: FeedId) => number
  /** Resolves when the feed's shard is in memory; to a failure when it must not be written. */
  readonly load: (feedId: FeedId) => Promise<Failure | null>
  /** Puts these in place of those with the same id, adds the others, and writes the shard. */
  readonly keep: (feedId: FeedId, headlines: readonly StoredHeadline[]) => Promise<Outcome<null>>
  /** Writes the shard without these. */
  readonly remove: (feedId: FeedId, ids: ReadonlySet<ArticleId>) => Promise<Outcome<null>>
  /** Rises whenever headlines are removed. */
  readonly removals: () => number
  /**
   * Makes articles look changed, in memory only, so that their lost texts are fetched again.
   *
   * @returns How many were lost that were not known to be.
   */
  readonly forgetTexts: (feedId: FeedId, isLost: (headline: StoredHeadline) => boolean) => number
}

interface Shard {
  readonly low: Low<readonly StoredHeadline[]>
  revision: number
  closedBy: Failure | null
}

/**
 * Loads every shard in the folder, from `after` on.
 *
 * @param onDamaged  The feed's shard could not be read as a whole and was put aside; these of its headlines could.
 */
export function openHeadlines(
  place: Place,
  onDamaged: (feedId: FeedId, saved: readonly StoredHeadline[], lost: number | null) => Promise<void>,
  after: Promise<unknown>,
): Headlines {
  const shards = new Map<FeedId, Shard>()
  const loads = new Map<FeedId, Promise<Shard>>()
  const byId = new Map<ArticleId, FoundHeadline>()
  let removals = 0

  const enter = (shard: Shard, rows: readonly StoredHeadline[]) => {
    shard.low.data = rows
    shard.revision += 1
  }

  const readShard = async (feedId: FeedId): Promise<Shard> => {
    const path = place.paths.headlineShard(feedId)
    let closedBy: Failure | null = null
    const low = new Low<readonly StoredHeadline[]>(
      {
        read: async () => {
          const found = await readCacheFile(place, path)
          if (found.kind === 'closed') {
            closedBy = found.failure
            place.trouble.push(found.failure)
          }
          const rows = found.kind === 'good' ? await parseRows(found.pieces) : null
          if (rows !== null || found.kind === 'missing' || found.kind === 'closed') return rows
          if (found.kind === 'good') await dropCacheFile(place, path)
          const salvaged = await salvageRows(found.kind === 'good' ? found.pieces.join(',\n') : found.text)
          const isWhole = found.kind === 'good' || hasEnd(found.text)
          await saveRows(feedId, { ...salvaged, lost: isWhole ? salvaged.lost : null })
          return salvaged.saved
        },
        write: (rows) => writeCacheFile(place, path, texts(rows)),
      },
      [],
    )
    await low.read()
    const shard: Shard = { low, revision: 0, closedBy }
    const yieldNow = yieldToLoop()
    for (const [index, headline] of low.data.entries()) {
      byId.set(headline.id, { feedId, headline })
      if (index % 500 === 499) await yieldNow()
    }
    shard.revision = low.data.length === 0 ? 0 : 1
    shards.set(feedId, shard)
    return shard
  }

  const load = (feedId: FeedId): Promise<Shard> => {
    const known = loads.get(feedId)
    if (known !== undefined) return known
    const loading = readShard(feedId)
    loads.set(feedId, loading)
    return loading
  }

  /** What can be read of a damaged shard is written in its place: else it would be gone at the next start. */
  const saveRows = async (feedId: FeedId, { saved, lost }: Salvaged) => {
    if (saved.length > 0) {
      await writeCacheFile(place, place.paths.headlineShard(feedId), texts(saved)).catch((error: unknown) => {
        writeFailure(place, place.paths.headlineShard(feedId), error)
      })
    }
    await onDamaged(feedId, saved, lost)
  }

  const loadAll = async () => {
    const yieldNow = yieldToLoop()
    for (const name of await place.files.list(place.paths.headlines)) {
      const feedId = /^([\w-]{1,80})\.json$/.exec(name)?.[1]
      if (feedId !== undefined) await load(feedId as FeedId)
      await yieldNow()
    }
  }

  return {
    ready: after.then(loadAll),
    of: (feedId) => shards.get(feedId)?.low.data ?? [],
    find: (id) => byId.get(id) ?? null,
    revision: (feedId) => shards.get(feedId)?.revision ?? 0,
    load: async (feedId) => (await load(feedId)).closedBy,

    keep: async (feedId, headlines) => {
      const shard = await load(feedId)
      if (shard.closedBy !== null) return fail(shard.closedBy)
      const rows = withHeadlines(shard.low.data, headlines)
      try {
        await shard.low.adapter.write(rows)
      } catch (error) {
        return writeFailure(place, place.paths.headlineShard(feedId), error)
      }
      for (const headline of headlines) byId.set(headline.id, { feedId, headline })
      enter(shard, rows)
      return ok(null)
    },

    remove: async (feedId, ids) => {
      const shard = await load(feedId)
      if (shard.closedBy !== null) return fail(shard.closedBy)
      const rows = shard.low.data.filter(({ id }) => !ids.has(id))
      try {
        await shard.low.adapter.write(rows)
      } catch (error) {
        return writeFailure(place, place.paths.headlineShard(feedId), error)
      }
      for (const id of ids) if (byId.get(id)?.feedId === feedId) byId.delete(id)
      enter(shard, rows)
      removals += 1
      return ok(null)
    },

    removals: () => removals,

    forgetTexts: (feedId, isLost) => {
      const shard = shards.get(feedId)
      const lost = shard?.low.data.filter((h) => h.contentHash !== '' && isLost(h)) ?? []
      if (shard === undefined || lost.length === 0) return 0
      const forgotten = new Map(lost.map((h) => [h.id, { ...h, contentHash: '' }]))
      for (const [id, headline] of forgotten) byId.set(id, { feedId, headline })
      enter(
        shard,
        shard.low.data.map((h) => forgotten.get(h.id) ?? h),
      )
      return lost.length
    },
  }
}

function withHeadlines(
  before: readonly StoredHeadline[],
  headlines: readonly StoredHeadline[],
): readonly StoredHeadline[] {
  const ids = new Set(headlines.map((h) => h.id))
  return [...before.filter((h) => !ids.has(h.id)), ...headlines].sort(newestFirst)
}

interface Salvaged {
  readonly saved: readonly StoredHeadline[]
  readonly lost: number | null
}

/** Row by row, from a file that does not read as a whole; of two with one id the first. */
async function salvageRows(text: string): Promise<Salvaged & { readonly lost: number }> {
  const yieldNow = yieldToLoop()
  const saved = new Map<ArticleId, StoredHeadline>()
  let lost = 0
  for (const line of linesIn(text)) {
    const row = readRow(parse(`[${line}]`)?.[0])
    if (row === null) lost += 1
    else if (!saved.has(row.id)) saved.set(row.id, row)
    await yieldNow()
  }
  return { saved: [...saved.values()].sort(newestFirst), lost }
}

/** Null when one of them is no headline. */
async function parseRows(pieces: readonly string[]): Promise<readonly StoredHeadline[] | null> {
  const yieldNow = yieldToLoop()
  const rows: StoredHeadline[] = []
  let isSorted = true
  for (const piece of pieces) {
    const parsed = parse(`[${piece}]`)
    if (parsed === null) return null
    await yieldNow()
    for (const cells of parsed) {
      const row = readRow(cells)
      const last = rows.at(-1)
      if (row === null) return null
      isSorted &&= last === undefined || newestFirst(last, row) <= 0
      rows.push(row)
    }
    await yieldNow()
  }
  return isSorted ? rows : rows.sort(newestFirst)
}

function parse(text: string): readonly unknown[] | null {
  try {
    return JSON.parse(text) as readonly unknown[]
  } catch {
    return null
  }
}

function* texts(rows: readonly StoredHeadline[]): Generator<string> {
  for (const row of rows) yield rowText(row)
}
