/** marks.ts — what the reader did with articles: in memory for lists, in the journal for good. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { MarksChange } from './changes.ts'
import type { Mark, MarkChange } from '../model/marks.ts'
import type { UserStore } from './userStore.ts'

export interface MarkStore {
  readonly of: (id: ArticleId) => Mark | null
  readonly starred: () => ReadonlySet<ArticleId>
  readonly change: (changes: readonly MarkChange[]) => Promise<Outcome<null>>
  readonly revision: () => number
  readonly revisionOf: (feedId: FeedId) => number
  /** All marks are others now. */
  readonly replaced: () => void
}

/** So that no record takes longer than a few milliseconds to make; 10,000 marks at once are five. */
const marksARecord = 2000

/** @param feedOf Where an article stands; null while its headline is not in memory. */
export function makeMarks(user: UserStore, feedOf: (id: ArticleId) => FeedId | null): MarkStore {
  const revisions = new Map<FeedId, number>()
  let revision = 1
  let replacements = 0
  return {
    of: (id) => user.data().marks.get(id) ?? null,
    starred: () => user.data().marks.starred,
    revision: () => revision,
    revisionOf: (feedId) => (revisions.get(feedId) ?? 0) + replacements,
    replaced: () => {
      revision += 1
      replacements += 1
    },
    change: (changes) => {
      if (user.closedBy() === null) {
        for (const [id] of changes) {
          const feedId = feedOf(id)
          if (feedId !== null) revisions.set(feedId, (revisions.get(feedId) ?? 0) + 1)
        }
        revision += 1
      }
      return user.change(recordsOf(changes))
    },
  }
}

function recordsOf(changes: readonly MarkChange[]): readonly MarksChange[] {
  const records: MarksChange[] = []
  for (let from = 0; from < changes.length; from += marksARecord) {
    records.push({ part: 'marks', put: changes.slice(from, from + marksARecord) })
  }
  return records
}
