/** dataPorts.ts — a reader who chooses what the test says, on a machine without dialogs. */
import { ok } from '../../preload/contract/failure.ts'
import type { DataPorts } from '../../main/jobs/dataPorts.ts'

export function aDataPorts(facts: Partial<DataPorts> = {}): DataPorts {
  return {
    chooseSaveFile: () => Promise.resolve(null),
    chooseBackup: () => Promise.resolve(ok(null)),
    chooseFolder: () => Promise.resolve(null),
    place: () => ({ oldFolder: null, nextFolder: null, isPortable: false }),
    moveTo: (folder) => Promise.resolve(ok(folder)),
    restart: () => undefined,
    logBytes: () => 0,
    logLines: () => [],
    private: { home: '/home/anna', userName: 'anna' },
    platform: 'linux x64 6.1.0',
    ...facts,
  }
}
