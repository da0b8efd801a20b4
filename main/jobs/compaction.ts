/**
 * compaction.ts — gives back the room of articles that went, when there is time.
 *
 * Room:     main/jobs. What is dead, and how it goes, is main/store/archive's.
 * Promises: never at the start and never in the way: some minutes after the last change, one feed after the other, in a thread. A
 *           feed is looked at again only after something happened to it. Never beside another work on the same files.
 */
import type { FeedId } from '../../preload/contract/model.ts'
import type { ArchiveSize, LibraryThread } from '../model/archiveTender.ts'
import type { JobContext } from '../model/jobContext.ts'

export const restMs = 4 * 60_000
/** In a smaller one there is not enough that could be dead. */
const bytesAtLeast = 1024 * 1024

export interface Compaction {
  /** Something in the library is another: that puts it off. */
  readonly changed: () => void
  /** Now. @returns the bytes that were given back. */
  readonly run: () => Promise<number>
  readonly stop: () => void
}

type After = (work: () => void, ms: number) => () => void

/** @param alone Runs work on the library's files after all other such work (libraryCheck.ts). */
export function makeCompaction(
  { library, log }: Pick<JobContext, 'library' | 'log'>,
  thread: LibraryThread,
  alone: <T>(work: () => Promise<T>) => Promise<T>,
  after: After = afterTimeout,
): Compaction {
  const { tender } = library
  const seen = new Map<FeedId, number>()
  let takeBack: (() => void) | null = null
  let isStopped = false
  /** It may be stopped while it waits for something. */
  const isOver = () => isStopped

  const isOther = ({ feedId, bytes, cursor }: ArchiveSize) =>
    bytes >= bytesAtLeast && seen.get(feedId) !== cursor

  const compact = async (feedId: FeedId): Promise<number> => {
    const ready = await tender.readyForCompaction(feedId)
    if (!ready.ok) return 0
    let freed = 0
    const done = await thread.compact(feedId, async (made) => {
      const taken = await tender.takeSegment(feedId, made)
      if (taken.ok) freed += taken.value
    })
    if (!done.ok) log.warn('room was not given back', { feedId, ...done.failure })
    return freed
  }

  const runNow = async (): Promise<number> => {
    await library.headlinesReady
    if (library.health().phase !== 'ok') return 0
    const others = tender.sizes().filter(isOther)
    if (others.length === 0 || isOver()) return 0
    const weighed = await thread.weigh(others.map(({ feedId }) => feedId))
    if (!weighed.ok) return 0
    let freed = 0
    for (const { feedId, isWorthCompacting } of weighed.value) {
      if (isOver()) break
      if (isWorthCompacting) freed += await compact(feedId)
      const now = tender.sizes().find((size) => size.feedId === feedId)
      if (now !== undefined) seen.set(feedId, now.cursor)
    }
    if (freed > 0) log.info('room given back', { bytes: freed })
    return freed
  }

  const run = () =>
    alone(runNow).catch((bug: unknown) => {
      log.error('giving room back threw', bug)
      return 0
    })

  return {
    changed: () => {
      if (isOver()) return
      takeBack?.()
      takeBack = after(() => {
        takeBack = null
        void run()
      }, restMs)
    },
    run,
    stop: () => {
      isStopped = true
      takeBack?.()
    },
  }
}

function afterTimeout(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}
