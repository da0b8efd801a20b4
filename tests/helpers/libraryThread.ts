/** libraryThread.ts — the work of the library's thread, done in the test's own. */
import { ok } from '../../preload/contract/failure.ts'
import type { LibraryThread } from '../../main/model/archiveTender.ts'
import { runLibraryTask } from '../../main/jobs/libraryTasks.ts'

export interface TestThread extends LibraryThread {
  /** What was asked for. */
  readonly asked: string[]
}

export function aLibraryThread(folder: string): TestThread {
  const asked: string[] = []
  const nothing = () => Promise.resolve()
  return {
    asked,
    weigh: async (feedIds) => {
      asked.push(`weigh ${feedIds.join(' ')}`)
      const told = await runLibraryTask({ kind: 'weigh', folder, feedIds }, nothing)
      return ok(told.kind === 'weighed' ? told.weights : [])
    },
    compact: async (feedId, take) => {
      asked.push(`compact ${feedId}`)
      await runLibraryTask({ kind: 'compact', folder, feedId }, (told) =>
        told.kind === 'made' ? take(told.made) : nothing(),
      )
      return ok(null)
    },
    check: async (known, onProgress, signal) => {
      asked.push('check')
      const told = await runLibraryTask({ kind: 'check', folder, known }, (news) => {
        if (news.kind === 'progress') onProgress(news.progress)
        return nothing()
      })
      return ok(told.kind === 'checked' && !signal.aborted ? told.findings : null)
    },
  }
}
