/**
 * house.ts — composition root, second part: the library, the staff and everything that the window asks for.
 *
 * Knows: read after the window has been opened (index.ts), so that nothing of it delays the window; what the page asks waits
 *        until the staff is there.
 */
import { app, ipcMain, nativeTheme, net, powerMonitor, shell } from 'electron'
import type { BrowserWindow } from 'electron'
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
import { mayHear } from './ipc/rights.ts'
import { answer } from './ipc/router.ts'
import { openApprovals } from './shell/approvals.ts'
import type { Arguments } from './shell/arguments.ts'
import { callerOf } from './shell/callers.ts'
import { findLibrary, forgetPlace } from './shell/dataPlace.ts'
import { makeDataSystem } from './shell/dataSystem.ts'
import { openDrawing } from './shell/drawing.ts'
import { endWell } from './shell/ending.ts'
import type { FrontSheets } from './shell/frontSheet.ts'
import { makeLinkOpener } from './shell/links.ts'
import type { OpenMedia } from './shell/mediaScheme.ts'
import { setMenu } from './shell/menu.ts'
import type { ReadPicture } from './shell/pictureScheme.ts'
import { openRests } from './shell/rests.ts'
import { appOrigin } from './shell/schemes.ts'
import { openSecrets } from './shell/secrets.ts'
import { makeProxyFinder } from './shell/systemProxy.ts'
import { systemVault } from './shell/vault.ts'
import type { Windows } from './shell/windows.ts'
import { assembleStaff } from './staff.ts'
import type { Staff, StaffNeeds } from './staff.ts'
import { openLibrary } from './store/library.ts'
import type { Library } from './store/types.ts'
import { makeBackupProver } from './workers/backupThread.ts'

export interface HouseNeeds {
  readonly log: Log
  readonly wishes: Arguments
  readonly isPortable: boolean
  readonly sheets: FrontSheets
  readonly windows: Windows
  /** Where the built threads lie. */
  readonly threads: string
  readonly resources: string
}

export interface House {
  /** Of a window that is opened, or open already. */
  readonly serve: (window: BrowserWindow) => void
  readonly readPicture: ReadPicture
  readonly openMedia: OpenMedia
}

/** Answers at once; the library is opened beside it. */
export function openHouse(all: HouseNeeds): House {
  const { log, wishes, isPortable, sheets, windows, threads, resources } = all
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
    for (const { kind, contents } of windows.all()) if (mayHear(kind, event)) contents.send(event, news)
  })
  const userData = app.getPath('userData')
  const drawing = openDrawing(join(userData, 'drawing.json'), log)
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
      drawing,
      facts: {
        version: app.getVersion(),
        runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
      },
      data: {
        ...makeDataSystem({ userData, library: () => folder, isPortable, log }),
        proveBackup: makeBackupProver({
          entry: join(threads, 'backupWorker.js'),
          timeLimitMs: 60_000,
          memoryMb: 1024,
          log,
        }),
      },
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
      for (const contents of windows.of('reader')) contents.reload()
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
    await drawing.end()
    if (present.ok) await present.value.close()
  })
  answerRequests({ log, windows, door }, () => {
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
    serve: (window) => {
      ending.watch(window)
      window.webContents.on('did-navigate', drawing.pageBegan)
    },
    readPicture: async (key) => (await staff).newsroom.pictures.read(key),
    openMedia: async (key, range) => (await staff).newsroom.media.open(key, range),
  }
}

interface Border {
  readonly log: Log
  readonly windows: Windows
  readonly door: Door<Staff>
}

/** @param onPage A page has begun: it has got the settings. */
function answerRequests({ log, windows, door }: Border, onPage: () => void): void {
  const openHandlers = async () => {
    const present = await door.present()
    return present.ok ? present.value.handlers : {}
  }
  for (const name of Object.keys(requests) as RequestName[]) {
    const handlersOf = isDoorName(name) ? () => door.handlers : openHandlers
    ipcMain.handle(name, async (event, args: unknown) => {
      const reply = await answer(handlersOf, appOrigin, log, { caller: callerOf(event, windows), name, args })
      if (name === 'settings:read' && reply.ok) setImmediate(onPage)
      return reply
    })
  }
}
