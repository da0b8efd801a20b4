/** dataSystem.ts — files and folders that the reader chooses, and what the system knows of this machine. Electron only here. */
import { app, BrowserWindow, dialog } from 'electron'
import { homedir, release, userInfo } from 'node:os'
import { join } from 'node:path'
import { ok } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import { readChosenBackup } from './chosenFile.ts'
import { moveLibrary, readPlaceFile } from './dataPlace.ts'
import { lastLogLines, logBytes } from './logTail.ts'

/** 50,000 marks are 5 MB: a backup of half a million still comes back. */
const backupAtMost = 64 * 1024 * 1024
const filters = [{ name: 'Kawaraban', extensions: ['json'] }]

/** @param library The folder that is open; asked when it is needed. */
export function makeDataSystem(options: {
  readonly userData: string
  readonly library: () => string
  readonly isPortable: boolean
  readonly log: Log
}) {
  const { userData, library, isPortable, log } = options
  const logFolder = join(userData, 'log')
  const parent = () => BrowserWindow.getAllWindows()[0]
  const show = async (properties: ('openFile' | 'openDirectory' | 'createDirectory')[], rest: object) => {
    const window = parent()
    const wish = { properties, ...rest }
    const { canceled, filePaths } = await (window === undefined
      ? dialog.showOpenDialog(wish)
      : dialog.showOpenDialog(window, wish))
    return canceled ? null : (filePaths[0] ?? null)
  }

  return {
    chooseSaveFile: async (suggestedName: string): Promise<string | null> => {
      const window = parent()
      const wish = { defaultPath: join(app.getPath('documents'), suggestedName), filters }
      const { canceled, filePath } = await (window === undefined
        ? dialog.showSaveDialog(wish)
        : dialog.showSaveDialog(window, wish))
      return canceled || filePath === '' ? null : filePath
    },
    chooseBackup: async () => {
      const path = await show(['openFile'], { filters })
      if (path === null) return ok(null)
      return readChosenBackup(path, backupAtMost, log)
    },
    chooseFolder: () => show(['openDirectory', 'createDirectory'], {}),
    place: () => {
      const place = readPlaceFile(userData)
      return {
        oldFolder: place?.old ?? null,
        nextFolder: place === null || place.from === null ? null : place.library,
        isPortable,
      }
    },
    moveTo: (chosen: string) => moveLibrary(userData, library(), chosen, log),
    restart: () => {
      app.relaunch()
      app.quit()
    },
    logBytes: () => logBytes(logFolder),
    logLines: (count: number) => lastLogLines(logFolder, count),
    private: { home: homedir(), userName: userNameOf() },
    platform: `${process.platform} ${process.arch} ${release()}`,
  }
}

/** Some systems know no name for whoever runs the program. */
function userNameOf(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
