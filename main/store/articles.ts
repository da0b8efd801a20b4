/**
 * articles.ts — what happens to articles, as records of the archive: they come, change, are cleaned, and go.
 *
 * Room:     main/store.
 * Promises: - two fetches of the same feed at once do not make an article twice; what was removed does not come back.
 *           - what a changed article said before stays, as often as it changes.
 *           - a removal, a deletion by hand and its taking back are on the medium before they are acknowledged.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'
import type { ArticleDraft, PackedDraft, StoredBody, StoredHeadline } from '../model/article.ts'
import type { Archive } from './archive/archive.ts'
import type { NewRecord } from './archive/feedLog.ts'
import { recordIn } from './archive/records.ts'
import type { ArchiveRecord } from './archive/records.ts'
import { keysOf } from './archive/feedState.ts'
import { groupOf } from './recordGroups.ts'
import { readBody } from './storedBody.ts'
import type { ArticleStore, ArticleVersion } from '../model/articleStore.ts'

type Draft = ArticleDraft | PackedDraft

/** @param isDeleted The reader deleted it by hand. */
export function makeArticles(
  archive: Archive,
  now: () => Millis,
  isDeleted: (id: ArticleId) => boolean,
): ArticleStore {
  /** Null when it is lost. @throws Node's error when it cannot be read now. */
  const bodyAt = async (feedId: FeedId, seq: number): Promise<StoredBody | null> => {
    const frame = await archive.read(feedId, seq)
    return frame === null || frame.text === null ? null : readBody(frame.text)
  }

  /** For whoever looks: what cannot be read now is not there now. */
  const bodyOf = async (feedId: FeedId, headline: StoredHeadline): Promise<StoredBody | null> => {
    if (headline.record < 0) return null
    let body: StoredBody | null
    try {
      body = await bodyAt(feedId, headline.record)
    } catch {
      return null
    }
    if (body === null) await forget(feedId, headline)
    return body
  }

  const forget = (feedId: FeedId, { id, record }: StoredHeadline) =>
    archive.inTurn(feedId, async () => {
      // Written anew while it was being read: the next look finds it.
      if (archive.find(id)?.headline.record === record) await archive.forgetTexts(feedId, [id])
      return ok(null)
    })

  /** One whose text is lost takes the next one that its outlet sends. @throws Node's error when it cannot be read now. */
  const withItsText = async (feedId: FeedId, headline: StoredHeadline): Promise<StoredHeadline> => {
    const body = headline.record < 0 ? null : await bodyAt(feedId, headline.record)
    return body === null ? { ...headline, contentHash: '', record: -1 } : headline
  }

  const recordsFor = async (
    feedId: FeedId,
    added: readonly Draft[],
    changed: readonly Draft[],
  ): Promise<readonly NewRecord[]> => {
    const stones = archive.stones(feedId)
    const records = new Map<ArticleId, NewRecord>()
    const drafts = [
      ...added.map((draft) => ({ draft, isNew: true })),
      ...changed.map((draft) => ({ draft, isNew: false })),
    ]
    for (const { draft, isNew } of drafts) {
      const { headline } = draft
      const { id } = headline
      if (stones.has(id) || isDeleted(id)) continue
      const found = archive.find(id)
      const before = found?.feedId === feedId ? found.headline : null
      if (isNew && before !== null && before.contentHash === headline.contentHash) continue
      const record =
        before === null
          ? addedRecord(draft)
          : await changedRecord(draft, before, now(), (seq) => bodyAt(feedId, seq))
      records.set(id, record)
    }
    return [...records.values()]
  }

  return {
    keep: (feedId, added, changed) =>
      archive.inTurn(feedId, async () => {
        const records = await recordsFor(feedId, added, changed)
        if (records.length > 0) await archive.commit(feedId, records)
        return ok(null)
      }),

    readBody: bodyOf,

    readGroup: async (feedId, group) => {
      const wanted = archive.of(feedId).filter(({ record }) => record >= 0 && groupOf(record) === group)
      const frames = await archive
        .readMany(
          feedId,
          wanted.map(({ record }) => record),
        )
        .catch(() => null)
      const bodies = new Map<ArticleId, StoredBody>()
      for (const headline of wanted) {
        const text = frames?.get(headline.record)?.text
        const body = text == null ? null : readBody(text)
        if (body !== null) bodies.set(headline.id, body)
        else if (frames !== null) await forget(feedId, headline)
      }
      return bodies
    },

    readVersions: async (feedId, headline) => {
      const versions: ArticleVersion[] = []
      for (const seq of [...(headline.versions ?? []), headline.record]) {
        const version = await versionAt(archive, feedId, seq).catch(() => null)
        if (version !== null) versions.push(version)
      }
      return versions
    },

    keepCleaned: (feedId, { id, record }, body) =>
      archive.inTurn(feedId, async () => {
        if (archive.find(id)?.headline.record !== record) return ok(null)
        await archive.commit(feedId, [{ record: { kind: 'text', id, of: record }, text: textOf(body) }])
        return ok(null)
      }),

    remove: (feedId, ids, isRemembered) =>
      archive.inTurn(feedId, async () => {
        const going = ids.flatMap((id) => {
          const found = archive.find(id)
          return found?.feedId === feedId ? [found.headline] : []
        })
        if (going.length === 0) return ok(null)
        const stones = isRemembered ? going.map(keysOf) : []
        const record = { kind: 'removed', ids: going.map(({ id }) => id), stones } as const
        return durably(archive, feedId, record)
      }),

    delete: (feedId, facts) =>
      archive.inTurn(feedId, async () => {
        const found = archive.find(facts.id)
        if (found?.feedId !== feedId) return fail({ kind: 'not-found', what: 'article' })
        return durably(archive, feedId, { kind: 'deleted', facts, headline: found.headline })
      }),

    putBack: (feedId, id) =>
      archive.inTurn(feedId, async () => {
        const entry = archive.deletedOf(feedId, id)
        if (entry === null) return ok(null)
        const present = archive.find(id)
        const headline =
          present?.feedId === feedId ? present.headline : await withItsText(feedId, entry.headline)
        return durably(archive, feedId, { kind: 'put-back', headline })
      }),

    drop: (feedId, ids) => archive.inTurn(feedId, () => durably(archive, feedId, { kind: 'dropped', ids })),

    welcome: (feedId, ids) =>
      archive.inTurn(feedId, async () => {
        const stones = archive.stones(feedId)
        if (!ids.some((id) => stones.has(id))) return ok(null)
        return durably(archive, feedId, { kind: 'welcome', ids })
      }),

    bodyAt: (feedId, seq) => bodyAt(feedId, seq).catch(() => null),
  }
}

/** @throws Node's error of the append or the sync; then it has not happened. */
async function durably(archive: Archive, feedId: FeedId, record: ArchiveRecord): Promise<Outcome<null>> {
  await archive.commitDurably(feedId, record)
  return ok(null)
}

/** A text that was cleaned later leads to the record of its version, which knows title and time. */
async function versionAt(archive: Archive, feedId: FeedId, seq: number): Promise<ArticleVersion | null> {
  const frame = await archive.read(feedId, seq)
  const body = frame?.text == null ? null : readBody(frame.text)
  if (body === null) return null
  let meta = recordIn(frame)
  while (meta?.kind === 'text') meta = recordIn(await archive.read(feedId, meta.of))
  if (meta?.kind === 'changed') return { title: meta.headline.title, seenAt: meta.at, body }
  if (meta?.kind === 'added') return { title: meta.headline.title, seenAt: meta.headline.arrivedAt, body }
  return { title: null, seenAt: null, body }
}

function textOf(body: StoredBody): Uint8Array {
  return Buffer.from(JSON.stringify(body))
}

function addedRecord(draft: Draft): NewRecord {
  return { record: { kind: 'added', headline: draft.headline }, text: bodyBytes(draft) }
}

/**
 * As it is now, with what it said before behind it.
 *
 * @param bodyAt Throws where the disk does not let it be read now.
 */
async function changedRecord(
  draft: Draft,
  before: StoredHeadline,
  now: Millis,
  bodyAt: (seq: number) => Promise<StoredBody | null>,
): Promise<NewRecord> {
  const old = before.record < 0 ? null : await bodyAt(before.record)
  if (old !== null && hasOtherKeysOnly(draft.headline, before)) {
    const headline = { ...placed(draft.headline, before, before.changedAt), record: before.record }
    return { record: { kind: 'headline', headline }, text: null }
  }
  // Its text was lost and came again: its outlet changed nothing.
  const headline = placed(draft.headline, before, old === null ? before.changedAt : now)
  const text = bodyBytes(draft)
  const isSame = old !== null && before.title === headline.title && readBody(text)?.bodyHtml === old.bodyHtml
  const versions = [...(before.versions ?? []), ...(old === null || isSame ? [] : [before.record])]
  const whole = versions.length === 0 ? headline : { ...headline, versions }
  return { record: { kind: 'changed', headline: whole, at: now }, text }
}

function bodyBytes(draft: Draft): Uint8Array {
  return 'packed' in draft ? draft.packed : textOf(draft.body)
}

/** Its outlet changed its guid and not a word. */
function hasOtherKeysOnly(after: StoredHeadline, before: StoredHeadline): boolean {
  return after.alias !== before.alias && after.contentHash === before.contentHash
}

/** A changed article keeps when it came and, unless its outlet gave it another date, its place in the list. */
function placed(after: StoredHeadline, before: StoredHeadline, changedAt: Millis | null): StoredHeadline {
  const isSameDate = after.publishedAt === null || after.publishedAt === before.publishedAt
  const sortedAt = isSameDate ? before.sortedAt : Math.min(after.sortedAt, before.arrivedAt)
  const { arrivedAt, place = 0, page } = before
  return { ...after, arrivedAt, place, sortedAt, changedAt, ...(page === undefined ? {} : { page }) }
}
