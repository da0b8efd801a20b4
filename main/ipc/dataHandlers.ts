/** dataHandlers.ts — requests about the reader's data: its room, its backups, its place, its health. */
import { ok } from '../../preload/contract/failure.ts'
import type { HealthReport, LibraryFacts } from '../../preload/contract/model.ts'
import type { BackupDesk } from '../jobs/backupDesk.ts'
import type { JobContext, WithLibrary } from '../model/jobContext.ts'
import type { DataPorts } from '../jobs/dataPorts.ts'
import type { LibraryChecker } from '../jobs/libraryCheck.ts'
import { writeDiagnostics } from '../jobs/diagnostics.ts'
import { dropPictures, measurePictures } from '../jobs/outletPictures.ts'
import { reportDisk } from '../jobs/diskReport.ts'
import type { LibraryGateRequest, Handlers } from './handlerTypes.ts'
import type { HealthReporter, OldFormStore } from '../model/library.ts'

type DataName = Exclude<
  Extract<keyof Handlers, `library:${string}`>,
  LibraryGateRequest | 'library:facts' | 'library:show'
>

export function dataHandlers(
  context: JobContext,
  desk: BackupDesk,
  ports: DataPorts,
  facts: Pick<LibraryFacts, 'version' | 'runtime'>,
  checker: LibraryChecker,
): Pick<Handlers, DataName> {
  return {
    'library:restart': () => {
      ports.restart()
      return ok(null)
    },
    'library:beginAnew': () => context.library.beginAnew(),
    'library:room': async () => ok(await reportDisk(context, ports)),
    'library:pictureRoom': async () => ok(await measurePictures(context)),
    'library:dropPictures': async (feedId) => {
      const dropped = await dropPictures(context, feedId)
      context.library.changes.note({ kind: 'pictures', feedId })
      return ok(dropped)
    },
    'library:check': () => ok(checker.start()),
    'library:checkState': () => ok(checker.state()),
    'library:stopCheck': () => ok(checker.stop()),
    'library:repair': () => checker.repair(),
    'library:diagnostics': async () => ok(await writeDiagnostics(context, ports, facts)),
    'library:backUp': desk.backUp,
    'library:chooseBackup': desk.choose,
    'library:restore': desk.restore,
    'library:move': async () => {
      const chosen = await ports.chooseFolder()
      return chosen === null ? ok(null) : ports.moveTo(chosen)
    },
  }
}

/** Of a library that is open. */
export function healthOf({ library }: WithLibrary<HealthReporter & OldFormStore>): HealthReport {
  const health = library.health()
  return {
    phase: health.phase,
    failure: health.phase === 'ok' ? null : health.failure,
    repaired: library.trouble,
    moving: library.moving(),
  }
}
