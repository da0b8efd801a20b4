/**
 * bodies.ts — the texts of articles: reading one, adding many, and keeping what a changed article said before.
 *
 * Room:     main/store.
 * Promises: an article's text is on disk before its headline names the bucket, so no headline points at nothing. The
 *           old text of a changed article is kept, the last ten times.
 */
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'
import type { ArticleDraft, PackedDraft, StoredBody, StoredHeadline } from '../model/article.ts'
import { bucketLimits, bytesOf, hasRoom } from './buckets.ts'
import type { Buckets } from './buckets.ts'
import type { BodyText } from './storedBody.ts'
import { readBody } from './storedBody.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

const keptVersions = 10

/** An article with the text that stands before it; null for a new article. */
export interface Placing {
  readonly draft: ArticleDraft | PackedDraft
  readonly before: StoredHeadline | null
}

/**
 * Writes texts and answers the headlines that name their buckets, in the order of `placings`.
 *
 * @param isHere  Whether an article that lies in a bucket belongs there; lines left over from a crash or a move go.
 * @throws Node's error; then some buckets may hold texts that no headline names, which the next write cleans up.
 * Cost:   each touched bucket once; between two bodies the program may do other things.
 */
export async function placeBodies(
  buckets: Buckets,
  feedId: FeedId,
  placings: readonly Placing[],
  lastBucket: number,
  isHere: (id: ArticleId, bucket: number) => boolean,
  now: Millis,
): Promise<readonly StoredHeadline[]> {
  const yieldNow = yieldToLoop()
  const touched = new Map<number, Map<string, BodyText>>()
  const open = async (bucket: number) => {
    const known = touched.get(bucket)
    if (known !== undefined) return known
    const found = (await buckets.read(feedId, bucket)) ?? new Map<string, BodyText>()
    const texts = new Map([...found].filter(([id]) => isHere(id as ArticleId, bucket)))
    touched.set(bucket, texts)
    return texts
  }

  let bucket = Math.max(0, lastBucket)
  let last = lastBucket < 0 ? new Map<string, BodyText>() : null
  let lastBytes = 0
  const append = async (id: string, text: BodyText): Promise<number> => {
    if (last === null) {
      last = await open(bucket)
      lastBytes = bytesOf(last)
    }
    const bytes = Buffer.byteLength(text)
    if (!hasRoom(last, lastBytes, bytes)) {
      bucket += 1
      last = new Map()
      lastBytes = 0
    }
    touched.set(bucket, last)
    last.set(id, text)
    lastBytes += bytes
    return bucket
  }

  const headlines: StoredHeadline[] = []
  for (const { draft, before } of placings) {
    const { id } = draft.headline
    if (before === null) {
      headlines.push({ ...draft.headline, bucket: await append(id, textOf(draft)) })
    } else {
      const texts = await open(before.bucket)
      const old = readBody(texts.get(id))
      if (old !== null && hasOtherKeysOnly(draft.headline, before)) {
        headlines.push(changedHeadline(draft.headline, before, before.changedAt, before.bucket))
        continue
      }
      const body = 'packed' in draft ? unpacked(draft) : draft.body
      const titles = { before: before.title, now: draft.headline.title }
      const text = JSON.stringify(withEarlier(body, old, titles, now))
      const others = bytesOf(texts) - Buffer.byteLength(texts.get(id) ?? '')
      const fits = texts.size <= 1 || others + Buffer.byteLength(text) <= bucketLimits.bytes
      if (fits) texts.set(id, text)
      if (fits && texts === last) lastBytes = bytesOf(texts)
      const place = fits ? before.bucket : await append(id, text)
      headlines.push(changedHeadline(draft.headline, before, old === null ? before.changedAt : now, place))
    }
    await yieldNow()
  }
  for (const [number, texts] of touched) await buckets.write(feedId, number, texts)
  return headlines
}

function textOf(draft: ArticleDraft | PackedDraft): BodyText {
  return 'packed' in draft ? draft.packed : JSON.stringify(draft.body)
}

function unpacked({ headline, packed }: PackedDraft): StoredBody {
  const body = readBody(packed)
  if (body === null) throw new Error(`The packed text of ${headline.id} is none.`)
  return body
}

/**
 * The new text with the old one behind it, when its words or its title were others.
 *
 * Raw and cleaned html never stand in one body: where the two differ the whole body counts as the less cleaned, and
 * is cleaned once more before it is shown.
 */
export function withEarlier(
  body: StoredBody,
  old: StoredBody | null,
  titles: { readonly before: string; readonly now: string },
  now: Millis,
): StoredBody {
  if (old === null) return body
  if (old.bodyHtml === body.bodyHtml && titles.before === titles.now) return { ...body, earlier: old.earlier }
  const version = { title: titles.before, bodyHtml: old.bodyHtml, keptUntil: now }
  const earlier = [...old.earlier, version].slice(-keptVersions)
  const cleaned = Math.min(body.cleaned, old.cleaned)
  return { ...body, cleaned, pictures: cleaned === 0 ? [] : body.pictures, earlier }
}

/** Its outlet changed its guid and not a word. */
function hasOtherKeysOnly(after: StoredHeadline, before: StoredHeadline): boolean {
  return after.alias !== before.alias && after.contentHash === before.contentHash
}

/** A changed article keeps when it came and, unless its outlet gave it another date, its place in the list. */
function changedHeadline(
  after: StoredHeadline,
  before: StoredHeadline,
  changedAt: Millis | null,
  bucket: number,
): StoredHeadline {
  const isSameDate = after.publishedAt === null || after.publishedAt === before.publishedAt
  const sortedAt = isSameDate ? before.sortedAt : Math.min(after.sortedAt, before.arrivedAt)
  const { arrivedAt, place = 0 } = before
  return { ...after, arrivedAt, place, sortedAt, changedAt, bucket }
}
