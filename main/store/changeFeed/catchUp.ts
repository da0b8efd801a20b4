/**
 * catchUp.ts — what came since a cursor, read from the archive's records and the journal.
 *
 * Room:     main/store/changeFeed. Reads only.
 * Promises: what is told and taken leads to what the library holds. Where that cannot be proved (records that are missing,
 *           a feed that began anew, a journal that has been rotated) the feed, or the reader's data, is told as one to be
 *           read anew; never is a change left out.
 * Cost:     nothing for feeds without a new record; else the records behind the cursor, some at a time.
 */
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { ArticlesChange, DomainChange } from '../../model/changes.ts'
import { idsIn } from '../archive/feedMemory.ts'
import type { Archive } from '../archive/archive.ts'
import { recordIn } from '../archive/records.ts'
import type { ArchiveRecord } from '../archive/records.ts'
import type { UserStore } from '../userStore.ts'
import { sumOf } from './cursor.ts'
import type { Standing } from './cursor.ts'
import { domainChangeOf } from './userChanges.ts'

/** Who is further behind reads the feed as quickly anew. */
const recordsAtMost = 10_000
const recordsAtOnce = 128

type Reading = Pick<Archive, 'cursors' | 'readMany' | 'find'>
type Journal = Pick<UserStore, 'number' | 'changesAfter'>

export async function changesSince(
  { user: userNumber, feeds }: Standing,
  archive: Reading,
  user: Journal,
): Promise<readonly DomainChange[]> {
  const changes = [...(await userChangesSince(userNumber, user))]
  const now = new Map(archive.cursors())
  for (const [feedId, last] of now) {
    const place = feeds.get(feedId) ?? { seq: 0, sum: 0 }
    if (place.seq !== last) changes.push(...(await feedChanges(archive, feedId, place, last)))
  }
  for (const feedId of feeds.keys()) if (!now.has(feedId)) changes.push({ kind: 'feed-anew', feedId })
  return changes
}

async function userChangesSince(number: number, user: Journal): Promise<readonly DomainChange[]> {
  if (number === user.number()) return []
  const records = await user.changesAfter(number)
  if (records === null) return [{ kind: 'replaced' }]
  const changes = records.flatMap((record) => domainChangeOf(null, record) ?? [])
  const marked = new Set(changes.flatMap((change) => (change.kind === 'marks' ? change.ids : [])))
  const others = changes.filter(({ kind }) => kind !== 'marks')
  return marked.size === 0 ? others : [...others, { kind: 'marks', ids: [...marked] }]
}

async function feedChanges(
  archive: Reading,
  feedId: FeedId,
  { seq, sum }: { readonly seq: number; readonly sum: number },
  last: number,
): Promise<readonly DomainChange[]> {
  const anew: readonly DomainChange[] = [{ kind: 'feed-anew', feedId }]
  if (seq > last || last - seq > recordsAtMost) return anew
  const kinds = new Map<ArticleId, Set<ArchiveRecord['kind']>>()
  for (let from = Math.max(seq, 1); from <= last; from += recordsAtOnce) {
    const numbers = Array.from({ length: Math.min(recordsAtOnce, last - from + 1) }, (_, n) => from + n)
    const frames = await archive.readMany(feedId, numbers).catch(() => null)
    for (const number of numbers) {
      const frame = frames?.get(number) ?? null
      if (frame === null || (number === seq && sumOf(frame.meta) !== sum)) return anew
      const record = number === seq ? null : recordIn(frame)
      for (const id of record === null ? [] : idsIn(record)) {
        kinds.set(id, (kinds.get(id) ?? new Set()).add(record?.kind ?? 'headline'))
      }
    }
  }
  return kinds.size === 0 ? [] : [articlesChange(archive, feedId, kinds)]
}

/** What is here now counts; the records only say which articles to look at, and how they came. */
function articlesChange(
  archive: Reading,
  feedId: FeedId,
  kinds: ReadonlyMap<ArticleId, ReadonlySet<ArchiveRecord['kind']>>,
): ArticlesChange {
  const listFor = (id: ArticleId, seen: ReadonlySet<ArchiveRecord['kind']>) => {
    if (archive.find(id)?.feedId !== feedId) return 'removed'
    if (seen.has('added')) return 'added'
    if (seen.has('put-back')) return 'putBack'
    return seen.has('changed') || seen.has('headline') ? 'changed' : 'rewritten'
  }
  const change = {
    kind: 'articles' as const,
    feedId,
    added: [] as ArticleId[],
    changed: [] as ArticleId[],
    rewritten: [] as ArticleId[],
    removed: [] as ArticleId[],
    putBack: [] as ArticleId[],
  }
  for (const [id, seen] of kinds) change[listFor(id, seen)].push(id)
  return change
}
