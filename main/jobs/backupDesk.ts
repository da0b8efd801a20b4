/**
 * backupDesk.ts — one file with everything that nobody can give back: made, looked into, put in place.
 *
 * Room:     main/jobs. The file itself: main/store/backupFile.ts.
 * Promises: a restore is validated before anything changes. The state before it is written to backups/ first, as a file that
 *           can be restored like any other, so that it can be taken back after a restart too; the undo takes it back at once.
 */
import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { BackupLook, BackupMade, Undo } from '../../preload/contract/model.ts'
import type { JobContext } from './context.ts'
import type { DataPorts } from './dataPorts.ts'

export interface BackupDesk {
  readonly backUp: () => Promise<Outcome<BackupMade | null>>
  readonly choose: () => Promise<Outcome<BackupLook | null>>
  /** @param token Of the last `choose`; any other is refused. */
  readonly restore: (token: string) => Promise<Outcome<Undo>>
}

/** Where there is no thread for it the library proves it anyway, at its own cost. */
const unproved = (bytes: Uint8Array) => Promise.resolve(ok(bytes))

/** @param onRestored Everything is another one now: what is due may be fetched. */
export function makeBackupDesk(context: JobContext, ports: DataPorts, onRestored: () => void): BackupDesk {
  const { library, clock, undos, tell } = context
  let chosen: { readonly token: string; readonly bytes: Uint8Array } | null = null

  const stamp = () => new Date(clock.now()).toISOString()

  const tellAll = () => {
    const feedIds = library.subscriptions().feeds.map(({ id }) => id)
    tell('settings:changed', library.settings())
    tell('outlets:changed', null)
    tell('library:changed', { feedIds, newArticles: 0 })
    onRestored()
  }

  const putInPlace = async (bytes: Uint8Array, trust: 'foreign' | 'own'): Promise<Outcome<null>> => {
    const restored = await library.restoreBackup(bytes, trust)
    if (!restored.ok) return restored
    tellAll()
    return ok(null)
  }

  return {
    backUp: async () => {
      const path = await ports.chooseSaveFile(`Kawaraban ${stamp().slice(0, 10)}.backup.json`)
      if (path === null) return ok(null)
      const made = await library.backupNow(path)
      return made.ok ? ok({ file: basename(made.value.file), bytes: made.value.bytes }) : made
    },

    choose: async () => {
      const file = await ports.chooseBackup()
      if (!file.ok || file.value === null) return file.ok ? ok(null) : file
      const { name } = file.value
      const proved = await (ports.proveBackup ?? unproved)(file.value.bytes)
      if (!proved.ok) return proved
      const bytes = proved.value
      const look = await library.lookIntoBackup(bytes)
      if (!look.ok) return look
      chosen = { token: randomUUID(), bytes }
      return ok({ token: chosen.token, name, ...look.value })
    },

    restore: async (token) => {
      if (chosen?.token !== token) return fail({ kind: 'refused', request: 'restore', why: 'not chosen' })
      const { bytes } = chosen
      chosen = null
      const look = await library.lookIntoBackup(bytes)
      if (!look.ok) return look
      const before = await library.exportBackup()
      const name = `before-restore-${stamp().replace(/[:.]/g, '-')}.json`
      const kept = await library.backupNow(join(library.folder, 'backups', name))
      if (!kept.ok) return kept
      const restored = await putInPlace(bytes, 'foreign')
      if (!restored.ok) return restored
      const { madeAt } = look.value
      return ok(undos.remember({ kind: 'restored', madeAt }, () => putInPlace(before, 'own')))
    },
  }
}
