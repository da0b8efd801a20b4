/**
 * data.ts — the reader's data: its health, its room, its backups, its place.
 *
 * Room:     renderer/state, flows.
 * Promises: answers for the dialog are outcomes, so that it can say itself what failed: a bar would be behind it.
 */
import type { Outcome } from '../../../preload/contract/failure.ts'
import { ok } from '../../../preload/contract/failure.ts'
import type { ArticleId, DeletedPage, FeedId, HealthReport } from '../../../preload/contract/model.ts'
import type { DiskReport } from '../../../preload/contract/diskReport.ts'
import type { Context } from '../context.ts'
import { offerUndo, tellFailure } from '../context.ts'
import type { ListFlows } from './lists.ts'

/** One request answers no more. */
const deletedAtOnce = 200

export function makeDataFlows(context: Context, lists: ListFlows) {
  const { ask, change } = context

  /** Null when even that could not be asked. */
  async function takeHealth(answer: Promise<Outcome<HealthReport>>): Promise<HealthReport | null> {
    const health = await answer
    if (health.ok) change({ kind: 'health-came', health: health.value })
    else tellFailure(context, health.failure)
    return health.ok ? health.value : null
  }

  const actions = {
    tryLibraryAgain: async () => {
      await takeHealth(ask('library:tryAgain'))
    },
    useUsualPlace: async () => {
      await takeHealth(ask('library:usualPlace'))
    },
    beginAnew: async (): Promise<Outcome<null>> => {
      const begun = await ask('library:beginAnew')
      await takeHealth(ask('library:health'))
      return begun
    },
    quit: () => void ask('library:quit'),
    restart: () => void ask('library:restart'),
    hideHealth: () => {
      change({ kind: 'health-hidden' })
    },
    readRoom: (): Promise<Outcome<DiskReport>> => ask('library:room'),
    readPictureRoom: () => ask('library:pictureRoom'),
    applyLimits: () => ask('keeping:apply'),
    dropPictures: (feedId: FeedId) => ask('library:dropPictures', feedId),
    /** The newest `count`, or all when there are fewer. */
    readDeleted: async (count: number): Promise<Outcome<DeletedPage>> => {
      const first = await ask('deleted:list', 0, Math.min(count, deletedAtOnce))
      if (!first.ok) return first
      const rows = [...first.value.rows]
      while (rows.length < Math.min(count, first.value.total)) {
        const next = await ask('deleted:list', rows.length, Math.min(count - rows.length, deletedAtOnce))
        if (!next.ok) return next
        if (next.value.rows.length === 0) break
        rows.push(...next.value.rows)
      }
      return ok({ ...first.value, rows })
    },
    bringBack: (id: ArticleId) => ask('deleted:bringBack', id),
    emptyDeleted: () => ask('deleted:empty'),
    backUp: () => ask('library:backUp'),
    chooseBackup: () => ask('library:chooseBackup'),
    restoreBackup: async (token: string): Promise<Outcome<null>> => {
      const undo = await ask('library:restore', token)
      if (!undo.ok) return undo
      offerUndo(context, undo.value)
      await takeHealth(ask('library:health'))
      await lists.openList({ kind: 'unread' })
      return ok(null)
    },
    moveLibrary: () => ask('library:move'),
    startCheck: () => ask('library:check'),
    readCheck: () => ask('library:checkState'),
    stopCheck: () => ask('library:stopCheck'),
    repairLibrary: () => ask('library:repair'),
    copyDiagnostics: async (): Promise<Outcome<null>> => {
      const text = await ask('library:diagnostics')
      if (!text.ok) return text
      await navigator.clipboard.writeText(text.value)
      return ok(null)
    },
  }
  return { actions, loadHealth: () => takeHealth(ask('library:health')) }
}

export type DataActions = ReturnType<typeof makeDataFlows>['actions']
