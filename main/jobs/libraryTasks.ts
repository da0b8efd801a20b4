/**
 * libraryTasks.ts — what a thread does with the library's files (main/workers/libraryWorker.ts).
 *
 * Room:     main/jobs. Reads them, and writes new ones beside them; the library in the main thread puts those in place.
 */
import type { FeedId } from '../../preload/contract/model.ts'
import type { FeedWeight, NewSegment } from '../model/archiveTender.ts'
import type { CheckFindings, CheckProgress, KnownFeed } from '../model/libraryCheck.ts'
import { compactFeed, isWorthCompacting, weighFeed } from '../store/archive/compaction.ts'
import { checkLibrary } from '../store/checkLibrary.ts'
import { diskFiles } from '../store/files.ts'
import { pathsOf } from '../store/paths.ts'

/** `folder`: of the library. */
export type LibraryTask = { readonly folder: string } & (
  | { readonly kind: 'weigh'; readonly feedIds: readonly FeedId[] }
  | { readonly kind: 'compact'; readonly feedId: FeedId }
  | { readonly kind: 'check'; readonly known: readonly KnownFeed[] }
)

/** From the thread; a task ends with its result. `made` is answered when it has been taken. */
export type LibraryTold =
  | { readonly kind: 'made'; readonly made: NewSegment }
  | { readonly kind: 'progress'; readonly progress: CheckProgress }
  | { readonly kind: 'weighed'; readonly weights: readonly FeedWeight[] }
  | { readonly kind: 'compacted' }
  | { readonly kind: 'checked'; readonly findings: CheckFindings }

/** News of a check come this often at most, in bytes: 200 MB/s are 50 a second. */
const progressStep = 4 * 1024 * 1024

/** @param tell Resolves when what was told was taken. @throws Node's error. */
export async function runLibraryTask(
  task: LibraryTask,
  tell: (told: LibraryTold) => Promise<void>,
): Promise<LibraryTold> {
  const paths = pathsOf(task.folder)
  const place = { files: diskFiles, paths }
  switch (task.kind) {
    case 'weigh': {
      const weights: FeedWeight[] = []
      for (const feedId of task.feedIds) {
        const weight = await weighFeed(place, feedId)
        weights.push({ feedId, ...weight, isWorthCompacting: isWorthCompacting(weight) })
      }
      return { kind: 'weighed', weights }
    }
    case 'compact':
      await compactFeed(place, task.feedId, (made) => tell({ kind: 'made', made }))
      return { kind: 'compacted' }
    case 'check': {
      let toldAt = -Infinity
      const findings = await checkLibrary(diskFiles, paths, task.known, (progress) => {
        if (progress.done - toldAt < progressStep) return
        toldAt = progress.done
        void tell({ kind: 'progress', progress })
      })
      return { kind: 'checked', findings }
    }
  }
}
