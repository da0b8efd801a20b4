/**
 * migration.ts — the main thread's side of bringing an older library into the archive.
 *
 * Room:     main/store/migration.
 * Promises: - while a paper's old form stands alone its archive takes nothing: else the old form would count as moved.
 *           - what could not be moved is told, and tried again at the next start; so is what was lost on the way.
 *           - `moved.json` is written when every paper is in the archive and every picture that is wanted is noted.
 */
import { unreachable } from '../../../preload/contract/failure.ts'
import type { Failure } from '../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../preload/contract/model.ts'
import type { MoveLibrary, MoveLoss, MoveNews, MoveProgress } from '../../model/migration.ts'
import { codeOf } from '../files.ts'
import { writeFailure } from '../place.ts'
import type { Place } from '../place.ts'
import { makeBars, notMoved } from './bars.ts'
import { findWork } from './findWork.ts'
import type { MoveWork } from './findWork.ts'
import { writeMovedMark } from './movedMark.ts'
import type { MovedMark } from './movedMark.ts'
import { movingFolder } from './moving.ts'

export interface MigrationNeeds {
  readonly move: MoveLibrary
  /** Why nothing may be written; null when it may. */
  readonly closedBy: () => Failure | null
  readonly isMarked: (id: ArticleId) => boolean
  readonly paperOf: (feedId: FeedId) => string
  readonly onLoss: (feedId: FeedId, loss: MoveLoss) => void
  readonly onWanted: (feedId: FeedId, groups: readonly number[]) => void
  /**
   * Resolves when the archive is in memory, and it is on disk which pictures are wanted.
   *
   * @param before Moved in an earlier run, which may have been cut off before that was noted.
   */
  readonly settle: (before: readonly FeedId[]) => Promise<void>
  /** Progress, or something in `place.trouble`. */
  readonly onNews: () => void
}

export interface Migration {
  /** Resolves when all is moved, or was tried. Never rejects. */
  readonly settled: Promise<void>
  /** Resolves when it has been noted that all is moved, or cannot be noted now. Never rejects. */
  readonly finished: Promise<void>
  /** For the archive, before it opens a paper: waits until it is moved. A failure while its old form stands alone. */
  readonly barredBy: (feedId: FeedId) => Promise<Failure | null>
  /** Null while nothing is being moved. */
  readonly progress: () => MoveProgress | null
  /** What `moved.json` said when this run began; null: it was not there. */
  readonly markAtStart: () => MovedMark | null
  /** Nothing waits for another start. */
  readonly isWhole: () => boolean
  readonly stop: () => void
}

/** @param after The window comes first. */
export function openMigration(place: Place, needs: MigrationNeeds, after: Promise<unknown>): Migration {
  const { paths } = place
  const isMoved = (feedId: FeedId) => place.files.isThere(paths.feedArchive(feedId))
  const bars = makeBars(isMoved)
  let work: MoveWork | null = null
  let feeds: readonly FeedId[] = []
  let before: readonly FeedId[] = []
  let progress: MoveProgress | null = null
  let isTried = false
  let isStopped = false
  let stop: () => void = () => undefined

  const isFirst = () => work?.mark === null

  const count = () => {
    if (progress !== null) progress = { ...progress, done: progress.done + 1 }
  }

  const hear = (news: MoveNews) => {
    switch (news.kind) {
      case 'begun':
        feeds = [...news.waiting, ...news.moved]
        if (isFirst()) before = news.moved
        progress = { done: news.moved.length, total: feeds.length }
        bars.begin(news.waiting)
        break
      case 'lost':
        for (const loss of news.losses) needs.onLoss(news.feedId, loss)
        break
      case 'moved':
        // What fetch.json says of a paper that is moved once more is of the new form already.
        if (isFirst()) needs.onWanted(news.feedId, news.wanted)
        count()
        bars.letIn(news.feedId)
        break
      case 'failed':
        count()
        bars.keepOut(news.feedId, news.code)
        break
      case 'unread':
        if (news.code === null) place.trouble.push({ kind: 'store-restored', file: news.file, from: null })
        else bars.keepOut(news.file, news.code)
        break
      default:
        unreachable(news)
    }
    needs.onNews()
  }

  /** @returns why not all of it could be tried. */
  const run = async (): Promise<string | null> => {
    work = await findWork(place, needs.isMarked)
    if (!work.isNeeded) {
      bars.begin([])
      // It was cut off behind its mark.
      if (!isFirst() && needs.closedBy() === null) await place.files.removeFolder(movingFolder(paths))
      return null
    }
    feeds = work.feeds
    const closedBy = needs.closedBy()
    if (closedBy !== null) return codeIn(closedBy)
    await after
    if (isStopped) return 'stopped'
    progress = { done: 0, total: feeds.length }
    needs.onNews()
    const { marked, again } = work
    const moving = needs.move({ marked, again, folder: place.folder, now: place.clock.now() }, hear)
    ;({ stop } = moving)
    const code = await moving.done
    isTried = true
    return code
  }

  /** What is not in the archive by now waits for the next start. */
  const end = (code: string | null) => {
    bars.end(code)
    if (!bars.isBegun())
      for (const feedId of feeds) if (!isMoved(feedId)) bars.keepOut(feedId, code ?? 'unknown')
    progress = null
    const out = [...bars.out()]
    const papers = out.map(([name]) => (name.includes('/') ? name : needs.paperOf(name as FeedId)))
    const why = out[0]?.[1] ?? (bars.isBegun() ? null : (code ?? 'unknown'))
    if (why !== null && !isStopped) place.trouble.push(notMoved(papers, why))
    needs.onNews()
  }

  const finish = async () => {
    if (!isTried || isStopped || !bars.isBegun() || bars.out().size > 0) return
    try {
      await needs.settle(before)
      await writeMovedMark(place, { at: work?.mark?.at ?? place.clock.now(), feeds })
      await place.files.removeFolder(movingFolder(paths))
    } catch (error) {
      writeFailure(place, paths.archive, error)
    }
  }

  const settled = run()
    .catch((error: unknown) => {
      place.log.error('the older library could not be brought into the archive', error)
      return codeOf(error)
    })
    .then(end)

  return {
    settled,
    finished: settled.then(finish),
    barredBy: async (feedId) => {
      const code = await bars.reasonFor(feedId)
      return code === null ? null : notMoved([needs.paperOf(feedId)], code)
    },
    progress: () => progress,
    markAtStart: () => work?.mark ?? null,
    isWhole: () => bars.isBegun() && bars.out().size === 0,
    stop: () => {
      isStopped = true
      stop()
    },
  }
}

function codeIn(failure: Failure): string {
  return failure.kind === 'store-write' ? failure.code : failure.kind
}
