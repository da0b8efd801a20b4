/**
 * removal.ts — takes articles away, and sees to it that they stay away.
 *
 * Room:     main/store. Works in the turn of its feed (articles.ts).
 * Promises: - the order is tombstones (durable), headline shard, memory, texts; so no headline ever points at a text that
 *             is gone, and whatever a crash cuts off is finished at the next start (`finish`).
 *           - a failure before the shard is replaced leaves every article as it was.
 *           - a bucket is rewritten with the texts of the articles that are there; an empty one is deleted.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { Buckets } from './buckets.ts'
import type { Headlines } from './headlines.ts'
import { shortName } from './place.ts'
import type { Place } from './place.ts'
import type { Tombstones } from './tombstones.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

export interface Removing {
  readonly place: Place
  readonly headlines: Headlines
  readonly buckets: Buckets
  readonly tombstones: Tombstones
  readonly isHere: (feedId: FeedId) => (id: ArticleId, bucket: number) => boolean
}

/**
 * @param isRemembered False for articles that may come back with the next fetch.
 * @throws Node's error; then nothing was removed.
 * Cost:   two small files, the shard, and each bucket that held one of them.
 */
export async function removeNow(
  removing: Removing,
  feedId: FeedId,
  ids: readonly ArticleId[],
  isRemembered: boolean,
): Promise<Outcome<null>> {
  const { headlines, tombstones } = removing
  const wanted = new Set(ids)
  const going = headlines.of(feedId).filter(({ id }) => wanted.has(id))
  if (going.length === 0) return ok(null)
  const touched = [...new Set(going.map(({ bucket }) => bucket))].filter((bucket) => bucket >= 0)
  const takeBack = async () => {
    if (isRemembered) await tombstones.forget(feedId, [...wanted]).catch(logIn(removing.place, feedId))
  }
  try {
    await tombstones.add(feedId, isRemembered ? going : [], touched)
  } catch (error) {
    // It may stand on the disk nevertheless, and would be finished at the next start.
    await takeBack()
    throw error
  }
  const removed = await headlines.remove(feedId, wanted)
  if (!removed.ok) {
    await takeBack()
    return removed
  }
  await dropTexts(removing, feedId, touched)
  return ok(null)
}

/** What a crash left half done: headlines that are to be gone, and texts that no headline names. */
export async function finishNow(removing: Removing, feedId: FeedId): Promise<Outcome<null>> {
  const { headlines, tombstones } = removing
  const stones = await tombstones.of(feedId)
  const left = headlines.of(feedId).filter(({ id }) => stones.has(id))
  if (left.length > 0) {
    const removed = await removeNow(
      removing,
      feedId,
      left.map(({ id }) => id),
      true,
    )
    if (!removed.ok) return removed
  }
  const buckets = await tombstones.uncleaned(feedId)
  if (buckets.length > 0) await dropTexts(removing, feedId, buckets)
  return ok(null)
}

/** Never fails: what could not be rewritten is noted, and rewritten at the next start. */
async function dropTexts(removing: Removing, feedId: FeedId, touched: readonly number[]): Promise<void> {
  const { place, buckets, tombstones } = removing
  const isHere = removing.isHere(feedId)
  const yieldNow = yieldToLoop()
  const done: number[] = []
  for (const bucket of touched) {
    try {
      const texts = await buckets.read(feedId, bucket)
      const kept = new Map([...(texts ?? [])].filter(([id]) => isHere(id as ArticleId, bucket)))
      if (kept.size === 0) await buckets.remove(feedId, bucket)
      else if (kept.size !== texts?.size) await buckets.write(feedId, bucket, kept)
      done.push(bucket)
    } catch (error) {
      const file = shortName(place, place.paths.bucket(feedId, bucket))
      place.log.error('removed texts could not be dropped', error, { file })
    }
    await yieldNow()
  }
  await tombstones.cleaned(feedId, done).catch(logIn(place, feedId))
}

function logIn(place: Place, feedId: FeedId): (error: unknown) => void {
  return (error) => {
    place.log.error('what was removed could not be noted', error, { feedId })
  }
}
