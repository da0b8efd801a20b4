/** changesOf.ts — what a library has said of its changes. */
import type { DomainChange } from '../../main/model/changes.ts'
import type { Library } from '../../main/model/library.ts'

/** Changes after a number, without those of what feeds are doing. */
export function changesOf(library: Library, from = 0): readonly DomainChange[] {
  const news = library.changes.since(from)
  if (news === null) throw new Error('they are not remembered any more')
  return news.map(({ change }) => change).filter(({ kind }) => kind !== 'feed-states')
}
