/**
 * moveLibrary.ts — all papers of an older version into the archive, one after the other.
 *
 * Room:     main/store/migration. Runs in a thread of its own (main/workers/moveWorker.ts); in tests, in this one.
 * Promises: a paper with a folder in the archive is done; cut off anywhere, the next run goes on with the next paper. One that
 *           fails costs itself and leaves its old form as it is.
 */
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import type { MoveLibrary, MoveNews, MoveOrder } from '../../model/migration.ts'
import { codeOf } from '../files.ts'
import type { Place } from '../place.ts'
import { moveFeed } from './moveFeed.ts'
import { clearMoving, notedLosses } from './moving.ts'
import { findOldLibrary } from './oldLibrary.ts'

/** @throws Node's error, when nothing can be begun. */
export async function moveLibrary(
  place: Place,
  { marked, again }: MoveOrder,
  onNews: (news: MoveNews) => void,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const { files, paths } = place
  await clearMoving(place)
  const old = await findOldLibrary(place, (file, code) => {
    onNews({ kind: 'unread', file, code })
  })
  const waiting = old.feeds.filter((feedId) => !files.isThere(paths.feedArchive(feedId)))
  const moved = old.feeds.filter((feedId) => !waiting.includes(feedId))
  onNews({ kind: 'begun', waiting, moved })
  for (const feedId of moved) {
    const losses = await notedLosses(place, feedId)
    if (losses.length > 0) onNews({ kind: 'lost', feedId, losses })
  }
  const isMarked = new Set(marked)
  const breathe = yieldToLoop()
  for (const feedId of waiting) {
    if (isStopped()) return
    try {
      const wanted = await moveFeed(place, {
        feedId,
        old,
        isMarked: (id) => isMarked.has(id),
        isAgain: again.includes(feedId),
        onLosses: (losses) => {
          onNews({ kind: 'lost', feedId, losses })
        },
      })
      onNews({ kind: 'moved', feedId, wanted })
    } catch (error) {
      place.log.error('a paper could not be brought into the archive', error, { feed: feedId })
      onNews({ kind: 'failed', feedId, code: codeOf(error) })
    }
    await breathe()
  }
}

/** In this thread. */
export function moveHere(place: Place): MoveLibrary {
  return (order, onNews) => {
    let isStopped = false
    const done = moveLibrary(place, order, onNews, () => isStopped).then(
      () => null,
      (error: unknown) => {
        place.log.error('the old form of the library could not be read', error)
        return codeOf(error)
      },
    )
    return {
      done,
      stop: () => {
        isStopped = true
      },
    }
  }
}
