/** marks.ts — what the reader did with articles: in memory for lists, on disk for good. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { emptyMarks, readMarks } from './markTable.ts'
import type { MarkTable } from './markTable.ts'
import type { Place } from './place.ts'
import type { Mark, MarkChange } from './types.ts'
import { openUserFile } from './userFile.ts'
import type { UserShape } from './userAdapter.ts'

export interface MarkStore {
  readonly of: (id: ArticleId) => Mark | null
  readonly starred: () => ReadonlySet<ArticleId>
  readonly change: (changes: readonly MarkChange[]) => Promise<Outcome<null>>
  readonly revision: () => number
  readonly revisionOf: (feedId: FeedId) => number
  readonly idle: () => Promise<void>
}

const shape: UserShape<MarkTable> = {
  name: 'marks',
  schema: 1,
  read: readMarks,
  write: (marks) => marks.bytes(),
}

/** @param feedOf Where an article stands; null while its headline is not in memory. */
export async function openMarks(place: Place, feedOf: (id: ArticleId) => FeedId | null): Promise<MarkStore> {
  const file = await openUserFile(place, shape, emptyMarks())
  const revisions = new Map<FeedId, number>()
  let revision = 1
  return {
    of: (id) => file.data().get(id) ?? null,
    starred: () => file.data().starred,
    revision: () => revision,
    revisionOf: (feedId) => revisions.get(feedId) ?? 0,
    idle: file.idle,
    change: (changes) =>
      file.change((marks) => {
        for (const [id, mark] of changes) {
          marks.set(id, mark)
          const feedId = feedOf(id)
          if (feedId !== null) revisions.set(feedId, (revisions.get(feedId) ?? 0) + 1)
        }
        revision += 1
        return marks
      }),
  }
}
