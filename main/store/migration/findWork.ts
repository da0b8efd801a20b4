/** findWork.ts — whether anything of an older version waits to be brought into the archive. Room: main/store/migration. */
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { MoveOrder } from '../../model/migration.ts'
import type { Place } from '../place.ts'
import { readMovedMark } from './movedMark.ts'
import type { MovedMark } from './movedMark.ts'
import { idsIn } from './oldLibrary.ts'

export interface MoveWork extends Pick<MoveOrder, 'marked' | 'again'> {
  readonly isNeeded: boolean
  /** Null: not all was moved yet. */
  readonly mark: MovedMark | null
  /** Those that are known without reading a file. */
  readonly feeds: readonly FeedId[]
}

/**
 * @param isMarked The reader deleted it, says its mark.
 * Cost: three listings; once all is moved a small file and a look or two for each paper.
 */
export async function findWork(place: Place, isMarked: (id: ArticleId) => boolean): Promise<MoveWork> {
  const { files, paths } = place
  const mark = await readMovedMark(place)
  const deleted = idsIn(await files.list(paths.deleted)) as readonly ArticleId[]
  const marked = deleted.filter(isMarked)
  if (mark === null) {
    const names = [...(await files.list(paths.headlines)), ...(await files.list(paths.removed))]
    const feeds = [...new Set(idsIn(names) as readonly FeedId[])]
    return { isNeeded: feeds.length + deleted.length > 0, mark, feeds, marked, again: [] }
  }
  const isLost = (feedId: FeedId) =>
    !files.isThere(paths.feedArchive(feedId)) &&
    (files.isThere(paths.headlineShard(feedId)) || files.isThere(paths.tombstones(feedId)))
  const again = mark.feeds.filter(isLost)
  return { isNeeded: again.length > 0, mark, feeds: again, marked, again }
}
