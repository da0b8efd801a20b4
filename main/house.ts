/**
 * house.ts — composition root, second part: the library, the staff and everything that the window asks for.
 *
 * Knows: read after the window has been opened (index.ts), so that nothing of it delays the window; what the page asks waits
 *        until the staff is there.
 */
import { app, BrowserWindow, ipcMain, nativeTheme, net, powerMonitor, shell } from 'electron'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '../preload/contract/failure.ts'
import { requests } from '../preload/contract/requests.ts'
import type { RequestName } from '../preload/contract/requests.ts'
import { systemClock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import { isDoorName, makeDoor } from './ipc/door.ts'
import type { Door } from './ipc/door.ts'
import { makeHerald } from './ipc/herald.ts'
import { answer } from './ipc/router.ts'
import { openApprovals } from './shell/approvals.ts'
import type { Arguments } from './shell/arguments.ts'
import { findLibrary, forgetPlace } from './shell/dataPlace.ts'
import { makeDataSystem } from './shell/dataSystem.ts'
import { endWell } from './shell/ending.ts'
import type { FrontSheets } from './shell/frontSheet.ts'
import { makeLinkOpener } from './shell/links.ts'
import { setMenu } from './shell/menu.ts'
import { openRests } from './shell/rests.ts'
import { appOrigin } from './shell/schemes.ts'
import { openSecrets } from './shell/secrets.ts'
import { makeProxyFinder } from './shell/systemProxy.ts'
import { systemVault } from './shell/vault.ts'
import { assembleStaff } from './staff.ts'
import type { Staff, StaffNeeds } from './staff.ts'
import { openLibrary } from './store/library.ts'
import type { Library } from './store/types.ts'

export interface HouseNeeds {
  readonly log: Log
  readonly wishes: Arguments
  readonly isPortable: boolean
  readonly sheets: FrontSheets
  /** Where the built threads lie. */
  readonly threads: string
  readonly resources: string
}

export interface House {
  /** Of a window that is opened, or open already. */
  readonly serve: (window: BrowserWindow) => void
  readonly readPicture: (key: string) => Promise<Uint8Array | null>
}

/** Answers at once; the library is opened beside it. */
export function openHouse({ log, wishes, isPortable, sheets, threads, resources }: HouseNeeds): House {
  /** The window comes first; its first need, or its being there, begins the loading of headlines. */
  let loadHeadlines: () => void = () => undefined
  const headlinesAfter = new Promise<void>((resolve) => {
    loadHeadlines = resolve
  })
  const open = async (): Promise<Outcome<Library>> => {
    const found = await findLibrary(app.getPath('userData'), log)
    if (!found.ok) return found
    return openLibrary({ folder: found.value, log, clock: systemClock, headlinesAfter })
  }
  setMenu(process.platform)
  const tell = makeHerald((event, news) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(event, news)
  })
  const userData = app.getPath('userData')
  const needs: StaffNeeds = {
    log,
    tell,
    system: {
      openLink: makeLinkOpener(systemClock.now),
      followTheme: (theme) => {
        nativeTheme.themeSource = theme
      },
      showFolder: async (folder) => {
        await shell.openPath(folder)
      },
      keepFrontSheet: sheets.keep,
      facts: {
        version: app.getVersion(),
        runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
      },
      data: makeDataSystem({
        userData,
        library: () => folder,
        isPortable,
        log,
      }),
    },
    openSecrets: (rules) =>
      openSecrets({
        file: join(app.getPath('userData'), 'passwords'),
        vault: systemVault(process.platform),
        ...rules,
        log,
      }),
    openApprovals: () =>
      openApprovals(join(app.getPath('userData'), 'approvals.json'), log, isPortable ? hostname() : null),
    openRests: (longestMs) =>
      openRests({ file: join(app.getPath('userData'), 'rests.json'), now: systemClock.now, longestMs, log }),
    proxyFor: makeProxyFinder(systemClock.now),
    hasNetwork: () => net.isOnline(),
    version: app.getVersion(),
    threads,
    resources,
    starter: wishes.starter,
    isOffline: wishes.isOffline,
    language: app.getLocale().startsWith('ja') ? 'ja' : 'en',
    loadHeadlines: () => {
      loadHeadlines()
    },
  }
  let folder = ''
  const door = makeDoor<Staff>({
    open: async () => {
      const assembled = await assembleStaff(open(), needs)
      if (assembled.ok) ({ folder } = assembled.value.library)
      else log.warn('library not opened', assembled.failure)
      return assembled
    },
    onOpenedLate: () => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.reload()
    },
    takeUsualPlace: () => {
      forgetPlace(userData)
    },
    quit: () => {
      app.quit()
    },
  })
  const staff = door.opened
  const ending = endWell(log, async () => {
    const present = await door.present()
    if (present.ok) await present.value.close()
  })
  answerRequests(log, door, () => {
    greet()
  })

  /** Fetching waits for the first page, so that it takes nothing from the start. */
  let isFetching = false
  const greet = () => {
    void staff.then(({ newsroom }) => {
      loadHeadlines()
      // What was told before the page listened, such as that nothing is fetched because we are offline.
      tell('refresh:progressed', newsroom.progress())
      if (!isFetching) newsroom.start()
      isFetching = true
    })
  }
  void staff.then(({ library, newsroom }) => {
    nativeTheme.themeSource = library.settings().theme
    powerMonitor.on('resume', newsroom.wake)
  })
  return {
    serve: ending.watch,
    readPicture: async (key) => (await staff).newsroom.pictures.read(key),
  }
}

/** @param onPage A page has begun: it has asked for the settings. */
function answerRequests(log: Log, door: Door<Staff>, onPage: () => void): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, async (event, args: unknown) => {
      // Taken before the wait: a frame may be gone after it.
      const caller = {
        isMainFrame: event.senderFrame?.parent === null,
        origin: event.senderFrame?.origin ?? 'unknown',
      }
      if (isDoorName(name)) return answer(door.handlers, appOrigin, log, caller, name, args)
      const present = await door.present()
      if (name === 'settings:read') setImmediate(onPage)
      return answer(present.ok ? present.value.handlers : {}, appOrigin, log, caller, name, args)
    })
  }
}
