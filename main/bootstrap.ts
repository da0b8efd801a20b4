/**
 * bootstrap.ts — composition root, second part: the library, the services and everything that the window asks for.
 *
 * Knows: read after the window has been opened (index.ts), so that nothing of it delays the window; what the page asks waits
 *        until the services are there.
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
import { isLibraryGateRequest, makeLibraryGate } from './ipc/libraryGate.ts'
import type { LibraryGate } from './ipc/libraryGate.ts'
import { makeWindowEvents } from './ipc/windowEvents.ts'
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
import { openHostCooldowns } from './shell/hostCooldowns.ts'
import { appOrigin } from './shell/schemes.ts'
import { openSecrets } from './shell/secrets.ts'
import { makeProxyFinder } from './shell/systemProxy.ts'
import { systemVault } from './shell/vault.ts'
import type { Windows } from './shell/windows.ts'
import { assembleServices } from './services.ts'
import type { Services, ServicesNeeds } from './services.ts'
import { openLibrary } from './store/library.ts'
import type { Library } from './model/library.ts'
import { makeBackupProver } from './workers/backupThread.ts'
import { makeMover } from './workers/moveThread.ts'

export interface BootstrapNeeds {
  readonly log: Log
  readonly wishes: Arguments
  readonly isPortable: boolean
  readonly sheets: FrontSheets
  readonly windows: Windows
  /** Where the built threads lie. */
  readonly threads: string
  readonly resources: string
}

export interface Bootstrapped {
  /** Of a window that is opened, or open already. */
  readonly serve: (window: BrowserWindow) => void
  readonly readPicture: ReadPicture
  readonly openMedia: OpenMedia
}

/** Answers at once; the library is opened beside it. */
export function bootstrap(all: BootstrapNeeds): Bootstrapped {
  const { log, wishes, isPortable, sheets, windows, threads, resources } = all
  /** The window comes first; its first need, or its being there, begins the loading of headlines. */
  let loadHeadlines: () => void = () => undefined
  const headlinesAfter = new Promise<void>((resolve) => {
    loadHeadlines = resolve
  })
  const open = async (): Promise<Outcome<Library>> => {
    const found = await findLibrary(app.getPath('userData'), log)
    if (!found.ok) return found
    const move = makeMover({ entry: join(threads, 'moveWorker.js'), log })
    return openLibrary({ folder: found.value, log, clock: systemClock, headlinesAfter, move })
  }
  setMenu(process.platform)
  const tell = makeWindowEvents((event, news) => {
    for (const { kind, contents } of windows.all()) if (mayHear(kind, event)) contents.send(event, news)
  })
  const userData = app.getPath('userData')
  const drawing = openDrawing(join(userData, 'drawing.json'), log)
  const needs: ServicesNeeds = {
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
    openHostCooldowns: (longestMs) =>
      openHostCooldowns({
        file: join(app.getPath('userData'), 'rests.json'),
        now: systemClock.now,
        longestMs,
        log,
      }),
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
  const libraryGate = makeLibraryGate<Services>({
    open: async () => {
      const assembled = await assembleServices(open(), needs)
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
  const services = libraryGate.opened
  const ending = endWell(log, async () => {
    const present = await libraryGate.present()
    await drawing.end()
    if (present.ok) await present.value.close()
  })
  answerRequests({ log, windows, libraryGate }, () => {
    greet()
  })

  /** Fetching waits for the first page, so that it takes nothing from the start. */
  let isFetching = false
  const greet = () => {
    void services.then(({ backgroundJobs }) => {
      loadHeadlines()
      // What was told before the page listened, such as that nothing is fetched because we are offline.
      tell('refresh:progressed', backgroundJobs.progress())
      if (!isFetching) backgroundJobs.start()
      isFetching = true
    })
  }
  void services.then(({ library, backgroundJobs }) => {
    nativeTheme.themeSource = library.settings().theme
    powerMonitor.on('resume', backgroundJobs.wake)
  })
  return {
    serve: (window) => {
      ending.watch(window)
      window.webContents.on('did-navigate', drawing.pageBegan)
    },
    readPicture: async (key) => (await services).backgroundJobs.pictures.read(key),
    openMedia: async (key, range) => (await services).backgroundJobs.media.open(key, range),
  }
}

interface Border {
  readonly log: Log
  readonly windows: Windows
  readonly libraryGate: LibraryGate<Services>
}

/** @param onPage A page has begun: it has got the settings. */
function answerRequests({ log, windows, libraryGate }: Border, onPage: () => void): void {
  const openHandlers = async () => {
    const present = await libraryGate.present()
    return present.ok ? present.value.handlers : {}
  }
  for (const name of Object.keys(requests) as RequestName[]) {
    const handlersOf = isLibraryGateRequest(name) ? () => libraryGate.handlers : openHandlers
    ipcMain.handle(name, async (event, args: unknown) => {
      const reply = await answer(handlersOf, appOrigin, log, { caller: callerOf(event, windows), name, args })
      if (name === 'settings:read' && reply.ok) setImmediate(onPage)
      return reply
    })
  }
}
