/**
 * feedRecords.ts — what an older version kept of one paper, as records of the archive.
 *
 * Room:     main/store/migration.
 * Promises: every row becomes an article, every text and earlier text a record; a text that is not to be found is counted,
 *           its article stays and is asked for again.
 * Cost:     one bucket in memory at a time.
 */
import type { ArticleId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { MoveLoss } from '../../model/migration.ts'
import { noValidators } from '../archive/feedState.ts'
import { groupOf } from '../recordGroups.ts'
import type { Place } from '../place.ts'
import type { FeedWriter } from './feedWriter.ts'
import type { OldFeed } from './oldFeed.ts'
import { keepDamaged, readOldFile } from './oldFile.ts'
import type { OldRow } from './oldHeadlines.ts'
import { readOldBucket } from './oldTexts.ts'
import type { OldBucket, OldText } from './oldTexts.ts'

export interface Written {
  /** Groups of records whose pictures are not all kept yet. */
  readonly wanted: readonly number[]
  readonly losses: readonly MoveLoss[]
}

type Writer = Pick<FeedWriter, 'add'>

/** @param isAgain It was moved before, so the paper has said more since. @throws Node's error. */
export async function writeRecords(
  place: Place,
  old: OldFeed,
  writer: Writer,
  isAgain: boolean,
): Promise<Written> {
  const wanted = new Set<number>()
  let lost = 0
  let saved = 0
  if (old.stones.length > 0) await writer.add({ kind: 'stones', removed: old.stones })
  for (const [bucket, rows] of byBucket(old.rows)) {
    const found = await readBucket(place, old, bucket)
    let isShort = false
    for (const id of inOrder(found, rows)) {
      const { headline } = rows.get(id) as OldRow
      const text = found?.texts.get(id) ?? old.copies.get(id)?.text ?? null
      if (text === null && bucket >= 0 && headline.contentHash !== '') {
        lost += 1
        isShort = true
      }
      const { record } = await writeArticle(writer, headline, text)
      if (text === null) await writer.add({ kind: 'headline', headline: { ...headline, contentHash: '' } })
      else if (old.wanted.has(bucket)) wanted.add(groupOf(record))
    }
    if (isShort) saved += found?.texts.size ?? 0
  }
  for (const { facts, headline, text } of old.deleted) {
    await writer.add({ kind: 'deleted', facts, headline: await writeArticle(writer, headline, text) })
  }
  const again: MoveLoss = { part: 'headlines', lost: null, saved: old.rows.size }
  const losses = [
    ...old.losses,
    ...(lost === 0 ? [] : [{ part: 'texts', lost, saved } as const]),
    ...(isAgain ? [again] : []),
  ]
  const validators = losses.length === 0 ? old.validators : noValidators
  await writer.add({ kind: 'fetched', validators })
  return { wanted: [...wanted].sort((a, b) => a - b), losses }
}

/**
 * Writes the text and those before it, oldest first.
 *
 * @returns the headline that names their records; nothing is written and none named without a text.
 */
async function writeArticle(
  writer: Writer,
  headline: StoredHeadline,
  text: OldText | null,
): Promise<StoredHeadline> {
  if (text === null) return headline
  const versions: number[] = []
  /** When the version before gave way. */
  let at: number | null = null
  const write = (said: StoredHeadline, body: string) => {
    const whole = versions.length === 0 ? said : { ...said, versions: [...versions] }
    return at === null
      ? writer.add({ kind: 'added', headline: whole }, body)
      : writer.add({ kind: 'changed', headline: whole, at }, body)
  }
  for (const { title, text: body, keptUntil } of text.earlier) {
    // What it was known by then is not known any more.
    versions.push(await write({ ...headline, title, contentHash: '', changedAt: at }, body))
    at = keptUntil
  }
  const record = await write(headline, text.text)
  return { ...headline, record, ...(versions.length === 0 ? {} : { versions }) }
}

function byBucket(
  rows: ReadonlyMap<ArticleId, OldRow>,
): readonly (readonly [number, Map<ArticleId, OldRow>])[] {
  const buckets = new Map<number, Map<ArticleId, OldRow>>()
  for (const [id, row] of rows) {
    const bucket = buckets.get(row.bucket) ?? new Map<ArticleId, OldRow>()
    buckets.set(row.bucket, bucket.set(id, row))
  }
  return [...buckets].sort(([a], [b]) => a - b)
}

/** As they came: the order of the bucket, which is the older one's order of arrival. */
function inOrder(found: OldBucket | null, rows: ReadonlyMap<ArticleId, OldRow>): readonly ArticleId[] {
  return [...new Set([...(found?.texts.keys() ?? []), ...rows.keys()])].filter((id) => rows.has(id))
}

async function readBucket(place: Place, { feedId }: OldFeed, bucket: number): Promise<OldBucket | null> {
  if (bucket < 0) return null
  const path = place.paths.bucket(feedId, bucket)
  const file = await readOldFile(place, path)
  const found = file === null ? null : readOldBucket(file)
  if (found?.isWhole === false) await keepDamaged(place, path)
  return found
}
