/**
 * oldFeed.ts — all that an older version kept of one paper, but for the texts, which are read bucket by bucket.
 *
 * Room:     main/store/migration.
 * Promises: an article is in its paper or deleted, never both and never neither, wherever a deletion was cut off.
 * Knows:    a deletion was: its copy, its mark, its stone, its row. So a row with a stone is to go; a row with a copy goes
 *           when its mark says so, and else came back and its copy stayed.
 */
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { RemovedArticle } from '../../model/deleted.ts'
import type { Validators } from '../../model/fetchRecord.ts'
import type { MoveLoss } from '../../model/migration.ts'
import type { Place } from '../place.ts'
import { readOldHeadlines } from './oldHeadlines.ts'
import type { OldRow } from './oldHeadlines.ts'
import type { OldDeleted } from './oldDeleted.ts'
import { keepDamaged, newerForm, readOldBytes, readOldFile } from './oldFile.ts'
import { readDeletedFile } from './oldLibrary.ts'
import type { OldLibrary } from './oldLibrary.ts'
import { readOldStones } from './oldStones.ts'

export interface OldFeed {
  readonly feedId: FeedId
  readonly rows: ReadonlyMap<ArticleId, OldRow>
  readonly stones: readonly RemovedArticle[]
  readonly deleted: readonly OldDeleted[]
  /** Copies of articles that are in their paper: for a text that is lost there. */
  readonly copies: ReadonlyMap<ArticleId, OldDeleted>
  readonly validators: Validators
  /** Buckets whose pictures are not all kept yet. */
  readonly wanted: ReadonlySet<number>
  readonly losses: readonly MoveLoss[]
}

/** @throws Node's error of a file that cannot be read now. */
export async function readOldFeed(
  place: Place,
  old: OldLibrary,
  feedId: FeedId,
  isMarked: (id: ArticleId) => boolean,
): Promise<OldFeed> {
  const { rows: all, losses } = await readRows(place, feedId)
  const stones = await readStones(place, feedId)
  const removed = new Set(stones.map(({ id }) => id))
  const rows = new Map([...all].filter(([id]) => !removed.has(id)))
  const deleted: OldDeleted[] = []
  const copies = new Map<ArticleId, OldDeleted>()
  for (const id of old.deletedOf(feedId)) {
    const copy = await readDeletedFile(place, id)
    if (copy === null) continue
    if (rows.has(id) && !isMarked(id)) copies.set(id, copy)
    else {
      rows.delete(id)
      deleted.push(copy)
    }
  }
  const { etag, lastModified, bodyHash, picturesWanted } = old.fetchRecordOf(feedId)
  const validators = { etag, lastModified, bodyHash }
  return { feedId, rows, stones, deleted, copies, validators, wanted: new Set(picturesWanted), losses }
}

async function readRows(place: Place, feedId: FeedId) {
  const path = place.paths.headlineShard(feedId)
  const file = await readOldFile(place, path)
  if (file !== null) {
    const { rows, loss } = readOldHeadlines(file)
    if (loss !== null) await keepDamaged(place, path)
    return { rows, losses: loss === null ? [] : [loss] }
  }
  const texts = await place.files.list(place.paths.bodyFolder(feedId))
  const loss: MoveLoss = { part: 'headlines', lost: null, saved: 0 }
  return { rows: new Map<ArticleId, OldRow>(), losses: texts.length === 0 ? [] : [loss] }
}

/** Without them what was removed may come back once, but for what the reader deleted by hand: that is in its mark as well. */
async function readStones(place: Place, feedId: FeedId): Promise<readonly RemovedArticle[]> {
  const path = place.paths.tombstones(feedId)
  const bytes = await readOldBytes(place, path)
  if (bytes === null) return []
  const stones = readOldStones(bytes)
  if (stones === 'newer') throw newerForm(path)
  if (stones === null) await keepDamaged(place, path)
  return stones ?? []
}
