/**
 * backupDesk.ts — one file with everything that nobody can give back: made, looked into, put in place.
 *
 * Room:     main/jobs. The file itself: main/store/backupFile.ts.
 * Promises: a restore is validated before anything changes. The state before it is written to backups/ first, as a file that
 *           can be restored like any other, so that it can be taken back after a restart too; the undo takes it back at once.
 *           What it would ask of the outside is told before. Passwords stay with the places that they were given for, and
 *           what the reader allowed on this network is allowed no more; the undo brings that back. A password that would pass
 *           through another proxy in the clear is forgotten.
 */
import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { BackupLook, BackupMade, Undo } from '../../preload/contract/model.ts'
import type { JobContext } from '../model/jobContext.ts'
import type { DataPorts } from './dataPorts.ts'
import { inTheClear, previewRestore } from './restorePreview.ts'

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
  const { library, clock, undos } = context
  let chosen: { readonly token: string; readonly bytes: Uint8Array } | null = null

  const stamp = () => new Date(clock.now()).toISOString()

  const putInPlace = async (bytes: Uint8Array, trust: 'foreign' | 'own'): Promise<Outcome<null>> => {
    const restored = await library.restoreBackup(bytes, trust)
    if (!restored.ok) return restored
    onRestored()
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
      const { madeAt, feeds, folders, marks } = look.value
      const preview = previewRestore(look.value, {
        feeds: library.subscriptions().feeds,
        proxy: library.settings().proxy,
        secrets: context.secrets.places(),
        allowed: context.approvals.list(),
      })
      return ok({ token: chosen.token, name, madeAt, feeds, folders, marks, preview })
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
      const { approvals } = context
      const allowed = approvals.list()
      // Before anything of it can be asked.
      await approvals.drop(allowed.map(({ url }) => url))
      for (const { key } of inTheClear(
        look.value.proxy,
        library.settings().proxy,
        context.secrets.places(),
      )) {
        await context.secrets.forget(key)
      }
      const restored = await putInPlace(bytes, 'foreign')
      if (!restored.ok) await approvals.grant(allowed)
      if (!restored.ok) return restored
      const { madeAt } = look.value
      return ok(
        undos.remember({ kind: 'restored', madeAt }, async () => {
          const back = await putInPlace(before, 'own')
          if (back.ok) await approvals.grant(allowed)
          return back
        }),
      )
    },
  }
}
