/**
 * oldLibrary.ts — which papers an older version kept articles of, and where.
 *
 * Room:     main/store/migration. Reads only.
 * Knows:    the form of 0.1 (schemas 1 to 3): cache/headlines/<feed>.json, cache/bodies/<feed>/<n>.json,
 *           cache/removed/<feed>.json, deleted/<article>.json, and cache/fetch.json.
 */
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { FetchRecord } from '../../model/fetchRecord.ts'
import { codeOf } from '../files.ts'
import { shortName } from '../place.ts'
import type { Place } from '../place.ts'
import { isPlain, noFetchRecord, readFetchRecords } from '../shapes.ts'
import { readOldDeleted } from './oldDeleted.ts'
import type { OldDeleted } from './oldDeleted.ts'
import { keepDamaged, newerForm, readOldBytes } from './oldFile.ts'

export interface OldLibrary {
  readonly feeds: readonly FeedId[]
  readonly deletedOf: (feedId: FeedId) => readonly ArticleId[]
  readonly fetchRecordOf: (feedId: FeedId) => FetchRecord
}

/** `code` null: damaged, and nothing can be done about it; else it may be read another time. */
type OnUnread = (file: string, code: string | null) => void

/** Cost: every file of deleted/ is read, 0.3 ms each. */
export async function findOldLibrary(place: Place, onUnread: OnUnread): Promise<OldLibrary> {
  const { files, paths } = place
  const records = await readOldFetchRecords(place)
  const deleted = new Map<FeedId, ArticleId[]>()
  for (const id of idsIn(await files.list(paths.deleted)) as readonly ArticleId[]) {
    const path = paths.deletedArticle(id)
    try {
      const found = await readDeletedFile(place, id)
      if (found !== null) deleted.set(found.feedId, [...(deleted.get(found.feedId) ?? []), id])
      else {
        onUnread(shortName(place, path), null)
        await keepDamaged(place, path)
      }
    } catch (error) {
      onUnread(shortName(place, path), codeOf(error))
    }
  }
  const withTexts = (await files.list(paths.bodies)) as readonly FeedId[]
  const named = [...(await files.list(paths.headlines)), ...(await files.list(paths.removed))]
  const feeds = new Set([
    ...(idsIn(named) as readonly FeedId[]),
    ...deleted.keys(),
    // Its headlines are gone: a first fetch that was cut off has left no hash of its document.
    ...withTexts.filter((id) => isId(id) && (records.get(id) ?? noFetchRecord).bodyHash !== ''),
  ])
  return {
    feeds: [...feeds].sort(),
    deletedOf: (feedId) => deleted.get(feedId) ?? [],
    fetchRecordOf: (feedId) => records.get(feedId) ?? noFetchRecord,
  }
}

/** Null for damage. @throws Node's error; code `newer` for a form of a later version. */
export async function readDeletedFile(place: Place, id: ArticleId): Promise<OldDeleted | null> {
  const path = place.paths.deletedArticle(id)
  const bytes = await readOldBytes(place, path)
  const found = bytes === null ? null : readOldDeleted(id, bytes)
  if (found === 'newer') throw newerForm(path)
  return found
}

/** Damage costs one whole request a paper. */
async function readOldFetchRecords(place: Place): Promise<ReadonlyMap<FeedId, FetchRecord>> {
  try {
    const bytes = await place.files.read(place.paths.fetch)
    const data: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return readFetchRecords(isPlain(data) ? data['feeds'] : null)
  } catch {
    return new Map()
  }
}

/** Of files that are named after a paper or an article. */
export function idsIn(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => /^([\w-]{1,80})\.json$/.exec(name)?.[1] ?? [])
}

function isId(name: string): boolean {
  return /^[\w-]{1,80}$/.test(name)
}
