/**
 * articles.ts — headlines and texts together: an article is kept whole or not at all.
 *
 * Room:     main/store.
 * Promises: writes of one feed follow each other, different feeds do not wait; texts first, then the shard, then
 *           memory. Two fetches of the same feed at once do not make an article twice.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { ArticleDraft, PackedDraft, StoredBody, StoredHeadline } from '../model/article.ts'
import { placeBodies } from './bodies.ts'
import type { Placing } from './bodies.ts'
import { openBuckets } from './buckets.ts'
import type { Loss } from './damage.ts'
import type { Headlines } from './headlines.ts'
import { finishNow, removeNow } from './removal.ts'
import type { Removing } from './removal.ts'
import { writeFailure } from './place.ts'
import { readBody } from './storedBody.ts'
import type { Place } from './place.ts'
import type { Tombstones } from './tombstones.ts'
import { keyedMutex } from './keyedMutex.ts'
import type { Library } from '../model/library.ts'

export interface Articles extends Pick<
  Library,
  | 'readBody'
  | 'readBucket'
  | 'replaceBodies'
  | 'removeArticles'
  | 'syncArticle'
  | 'forgetRemoved'
  | 'finishRemovals'
> {
  readonly keep: Library['keepArticles']
  readonly idle: () => Promise<void>
}

/** Articles that must not come (back) in. */
export interface Refused {
  readonly tombstones: Tombstones
  /** The reader deleted it by hand. */
  readonly isDeleted: (id: ArticleId) => boolean
}

/** @param onLost Texts of the feed could not be read: their articles will be asked for again. */
export function makeArticles(
  place: Place,
  headlines: Headlines,
  refused: Refused,
  onLost: (feedId: FeedId, loss: Loss) => void,
): Articles {
  const buckets = openBuckets(place, (feedId, bucket, texts) => {
    forget(feedId, (headline) => headline.bucket === bucket && !texts.has(headline.id), texts.size)
  })
  const mutex = keyedMutex()

  const isHere = (feedId: FeedId) => (id: ArticleId, bucket: number) => {
    const found = headlines.find(id)
    return found !== null && found.feedId === feedId && found.headline.bucket === bucket
  }

  const { tombstones } = refused
  const removing: Removing = { place, headlines, buckets, tombstones, isHere }

  const forget = (feedId: FeedId, isLost: (headline: StoredHeadline) => boolean, saved = 0) => {
    const lost = headlines.forgetTexts(feedId, isLost)
    if (lost > 0) onLost(feedId, { lost, saved })
  }

  /** Null when the bucket is gone. @throws when it cannot be read now. */
  const readTexts = async (feedId: FeedId, bucket: number) => {
    const texts = await buckets.read(feedId, bucket)
    if (texts === null) forget(feedId, (headline) => headline.bucket === bucket)
    return texts
  }

  /** @throws Node's error. */
  const keepNow = async (
    feedId: FeedId,
    added: readonly (ArticleDraft | PackedDraft)[],
    changed: readonly ArticleDraft[],
  ) => {
    const closedBy = await headlines.load(feedId)
    if (closedBy !== null) return fail(closedBy)
    const stones = await refused.tombstones.of(feedId)
    const isWelcome = ({ headline: { id } }: Pick<ArticleDraft, 'headline'>) =>
      !stones.has(id) && !refused.isDeleted(id)
    const placings = placingsOf(feedId, added.filter(isWelcome), changed.filter(isWelcome))
    if (placings.length === 0) return ok(null)
    const lastBucket = headlines.of(feedId).reduce((last, h) => Math.max(last, h.bucket), -1)
    const now = place.clock.now()
    const placed = await placeBodies(buckets, feedId, placings, lastBucket, isHere(feedId), now)
    return headlines.keep(feedId, placed)
  }

  const placingsOf = (
    feedId: FeedId,
    added: readonly (ArticleDraft | PackedDraft)[],
    changed: readonly ArticleDraft[],
  ): readonly Placing[] => {
    const placings = new Map<ArticleId, Placing>()
    const known = new Map(headlines.of(feedId).map((h) => [h.id, h]))
    for (const draft of added) {
      const before = known.get(draft.headline.id) ?? null
      if (before?.contentHash === draft.headline.contentHash) continue
      placings.set(draft.headline.id, { draft, before })
    }
    for (const draft of changed) {
      placings.set(draft.headline.id, { draft, before: known.get(draft.headline.id) ?? null })
    }
    return [...placings.values()]
  }

  const guarded = async (feedId: FeedId, work: () => Promise<Outcome<null>>): Promise<Outcome<null>> => {
    const path = place.paths.bodyFolder(feedId)
    return mutex.take(feedId, async () => {
      try {
        return await work()
      } catch (error) {
        return writeFailure(place, path, error)
      }
    })
  }

  return {
    keep: (feedId, added, changed) => guarded(feedId, () => keepNow(feedId, added, changed)),

    readBody: async (feedId, headline) => {
      if (headline.bucket < 0) return null
      const texts = await orNull(readTexts(feedId, headline.bucket))
      if (texts === null) return null
      const body = readBody(texts.get(headline.id))
      // Moved while it was being read: the next look finds it.
      const isStillThere = () => headlines.find(headline.id)?.headline.bucket === headline.bucket
      if (body === null && isStillThere()) forget(feedId, ({ id }) => id === headline.id)
      return body
    },

    readBucket: async (feedId, bucket) => {
      const bodies = new Map<ArticleId, StoredBody>()
      for (const [id, text] of (await orNull(readTexts(feedId, bucket))) ?? []) {
        const body = readBody(text)
        if (body !== null && isHere(feedId)(id as ArticleId, bucket)) bodies.set(id as ArticleId, body)
      }
      return bodies
    },

    replaceBodies: (feedId, bucket, bodies) =>
      guarded(feedId, async () => {
        const found = await readTexts(feedId, bucket)
        if (found === null) return ok(null)
        const texts = new Map(found)
        for (const [id, body] of bodies) {
          const present = readBody(found.get(id))
          if (present === null || !isSameVersion(present, body)) continue
          texts.set(id, JSON.stringify(body))
        }
        await buckets.write(feedId, bucket, texts)
        return ok(null)
      }),

    removeArticles: (feedId, ids, { isRemembered, first } = { isRemembered: true }) =>
      guarded(feedId, async () => {
        const closedBy = await headlines.load(feedId)
        if (closedBy !== null) return fail(closedBy)
        const done = (await first?.()) ?? ok(null)
        return done.ok ? removeNow(removing, feedId, ids, isRemembered) : done
      }),

    syncArticle: async (id) => {
      const feedId = headlines.find(id)?.feedId
      if (feedId === undefined) return fail({ kind: 'not-found', what: 'article' })
      return guarded(feedId, async () => {
        const found = headlines.find(id)
        if (found !== null) await syncNow(place, feedId, found.headline.bucket)
        return ok(null)
      })
    },

    forgetRemoved: (feedId, ids) =>
      guarded(feedId, async () => {
        await tombstones.forget(feedId, ids)
        return ok(null)
      }),

    finishRemovals: async () => {
      for (const feedId of await tombstones.feeds()) {
        const closedBy = await headlines.load(feedId)
        if (closedBy === null) await guarded(feedId, () => finishNow(removing, feedId))
      }
    },

    idle: mutex.idle,
  }
}

/** Files of the cache are not synced when they are written; here one bucket and the shard are. @throws Node's error. */
async function syncNow({ files, paths }: Place, feedId: FeedId, bucket: number): Promise<void> {
  for (const path of [...(bucket < 0 ? [] : [paths.bucket(feedId, bucket)]), paths.headlineShard(feedId)]) {
    const file = await files.grow(path)
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  }
  if (bucket >= 0) await files.syncFolder(paths.bodyFolder(feedId))
  for (const folder of [paths.bodies, paths.headlines]) await files.syncFolder(folder)
}

/** For readers: what cannot be read now is not there now. The store has logged why. */
function orNull<T>(reading: Promise<T | null>): Promise<T | null> {
  return reading.catch(() => null)
}

/** The article changed while its text was being cleaned: what comes back is not its text any more. */
function isSameVersion(present: StoredBody, replacement: StoredBody): boolean {
  return (
    present.earlier.length === replacement.earlier.length &&
    present.earlier.at(-1)?.keptUntil === replacement.earlier.at(-1)?.keptUntil
  )
}
