/** reserves.ts — making a backup for the reader, and putting one in the place of what is there. */
import { basename } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import { replaceFile } from './atomic.ts'
import { contentsOf, readBackup, writeBackup } from './backupFile.ts'
import type { Change } from './changes.ts'
import { codeOf } from './files.ts'
import type { Place } from './place.ts'
import type { BackupStore } from '../model/backups.ts'
import type { UserStore } from './userStore.ts'

export function makeBackups(place: Place, user: UserStore, onReplaced: () => void): BackupStore {
  const exportBackup = () => writeBackup({ madeAt: place.clock.now(), data: user.data() })
  return {
    exportBackup,

    backupNow: async (path) => {
      const bytes = await exportBackup()
      try {
        await replaceFile(place.files, path, bytes, { isDurable: true })
        return ok({ file: path, bytes: bytes.length })
      } catch (error) {
        place.log.error('a backup could not be written', error)
        return fail({ kind: 'store-write', file: basename(path), code: codeOf(error) })
      }
    },

    lookIntoBackup: async (bytes) => {
      const read = await readBackup(bytes)
      return read.ok ? ok(contentsOf(read.value)) : read
    },

    restoreBackup: async (bytes, trust) => {
      const read = await readBackup(bytes, trust)
      if (!read.ok) return read
      // Where nothing could be read, this is what the reader has decided to do.
      const begun = await user.beginAnew()
      if (!begun.ok) return begun
      const kept = await user.snapshot()
      if (!kept.ok) return kept
      const { subscriptions, settings, marks } = read.value.data
      const whole: Change = { part: 'all', subscriptions, settings, marks: [...marks.entries()] }
      const restored = await user.change([whole])
      onReplaced()
      if (!restored.ok) return restored
      // Begun from here on, so that the state before is a backup of its own.
      await user.snapshot()
      return ok(contentsOf(read.value))
    },
  }
}
