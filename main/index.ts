/**
 * index.ts — composition root, Electron's half: schemes, guards, window and signals; holds no logic.
 *
 * Knows: the window is opened at once and the library beside it; what the page asks waits until the staff is there.
 */
import { app, BrowserWindow, ipcMain, nativeTheme, net, powerMonitor, shell } from 'electron'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '../preload/contract/failure.ts'
import { requests } from '../preload/contract/requests.ts'
import type { RequestName } from '../preload/contract/requests.ts'
import { systemClock } from './base/clock.ts'
import { makeLog } from './base/log.ts'
import type { Log } from './base/log.ts'
import { isDoorName, makeDoor } from './ipc/door.ts'
import type { Door } from './ipc/door.ts'
import { makeHerald } from './ipc/herald.ts'
import { answer } from './ipc/router.ts'
import { findDangerousSwitch, readArguments } from './shell/arguments.ts'
import { findLibrary, forgetPlace, portableFolder } from './shell/dataPlace.ts'
import { makeDataSystem } from './shell/dataSystem.ts'
import { endWell } from './shell/ending.ts'
import { openFrontSheets } from './shell/frontSheet.ts'
import { guardPages, guardSession } from './shell/guards.ts'
import { makeLinkOpener } from './shell/links.ts'
import { openLogFile } from './shell/logFile.ts'
import { setMenu } from './shell/menu.ts'
import { openRests } from './shell/rests.ts'
import { appOrigin, registerSchemes, serveApp, servePictures } from './shell/schemes.ts'
import { openSecrets } from './shell/secrets.ts'
import { makeProxyFinder } from './shell/systemProxy.ts'
import { systemVault } from './shell/vault.ts'
import { openWindow } from './shell/window.ts'
import { assembleStaff } from './staff.ts'
import type { Staff, StaffNeeds } from './staff.ts'
import { openLibrary } from './store/library.ts'
import type { Library } from './store/types.ts'

const here = dirname(fileURLToPath(import.meta.url))
const resources = join(app.getAppPath(), 'resources')
const wishes = readArguments(process.argv)
const portable =
  wishes.userData === null
    ? portableFolder({
        executable: app.getPath('exe'),
        platform: process.platform,
        env: process.env,
        isThere: existsSync,
      })
    : null
const ownFolder = wishes.userData ?? portable
if (ownFolder !== null) app.setPath('userData', ownFolder)
const dangerous = app.isPackaged ? findDangerousSwitch(process.argv) : null
/** The window comes first; its first need, or its being there, begins the loading of headlines. */
let loadHeadlines: () => void = () => undefined

if (dangerous !== null) {
  process.stderr.write(`Kawaraban does not start with ${dangerous}.\n`)
  app.exit(1)
} else if (!app.requestSingleInstanceLock()) {
  process.stdout.write('Kawaraban is open already: its window comes to the front.\n')
  app.exit(0)
} else begin()

/** Everything that must be said before Electron is ready. */
function begin(): void {
  const log = makeLog(openLogFile(join(app.getPath('userData'), 'log')))
  process.on('uncaughtException', (bug) => {
    log.error('uncaught', bug)
  })
  process.on('unhandledRejection', (bug) => {
    log.error('unhandled', bug)
  })
  // Chromium cannot sandbox children of root; who starts us as root has to say --no-sandbox, and it is written down.
  if (app.commandLine.hasSwitch('no-sandbox')) log.warn('started without sandbox')
  else app.enableSandbox()
  registerSchemes()
  guardPages(log)
  const headlinesAfter = new Promise<void>((resolve) => {
    loadHeadlines = resolve
  })
  const open = async (): Promise<Outcome<Library>> => {
    const found = await findLibrary(app.getPath('userData'), log)
    if (!found.ok) return found
    return openLibrary({ folder: found.value, log, clock: systemClock, headlinesAfter })
  }
  const first = open()
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => start(log, first, open))
}

async function start(
  log: Log,
  first: Promise<Outcome<Library>>,
  open: () => Promise<Outcome<Library>>,
): Promise<void> {
  guardSession()
  setMenu(process.platform)
  const tell = makeHerald((event, news) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(event, news)
  })
  const userData = app.getPath('userData')
  const sheets = openFrontSheets(join(userData, 'front-sheet.json'), log)
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
        isPortable: portable !== null,
        log,
      }),
    },
    openSecrets: (isWanted) =>
      openSecrets({
        file: join(app.getPath('userData'), 'passwords'),
        vault: systemVault(process.platform),
        isWanted,
        log,
      }),
    openRests: (longestMs) =>
      openRests({ file: join(app.getPath('userData'), 'rests.json'), now: systemClock.now, longestMs, log }),
    proxyFor: makeProxyFinder(systemClock.now),
    hasNetwork: () => net.isOnline(),
    version: app.getVersion(),
    threads: here,
    resources,
    starter: wishes.starter,
    isOffline: wishes.isOffline,
    language: app.getLocale().startsWith('ja') ? 'ja' : 'en',
    loadHeadlines: () => {
      loadHeadlines()
    },
  }
  let folder = ''
  let next: Promise<Outcome<Library>> | null = first
  const door = makeDoor<Staff>({
    open: async () => {
      const opening = next ?? open()
      next = null
      const assembled = await assembleStaff(opening, needs)
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
  answerRequests(log, door)
  servePictures(async (key) => (await staff).newsroom.pictures.read(key))
  await serveApp(join(here, '../renderer'), sheets.onto)

  /** Fetching waits for the first page, so that it takes nothing from the start. */
  let isFetching = false
  const showWindow = () => {
    const window = openWindow({
      preload: join(here, '../preload/preload.cjs'),
      placeFile: join(userData, 'window.json'),
      icon: join(resources, 'icons/512x512.png'),
      isPackaged: app.isPackaged,
      log,
    })
    ending.watch(window)
    window.webContents.on('did-finish-load', () => {
      void staff.then(({ newsroom }) => {
        loadHeadlines()
        // What was told before the page listened, such as that nothing is fetched because we are offline.
        tell('refresh:progressed', newsroom.progress())
        if (!isFetching) newsroom.start()
        isFetching = true
      })
    })
  }
  showWindow()

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  const { library, newsroom } = await staff
  nativeTheme.themeSource = library.settings().theme
  powerMonitor.on('resume', newsroom.wake)
}

function answerRequests(log: Log, door: Door<Staff>): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, async (event, args: unknown) => {
      // Taken before the wait: a frame may be gone after it.
      const caller = {
        isMainFrame: event.senderFrame?.parent === null,
        origin: event.senderFrame?.origin ?? 'unknown',
      }
      if (isDoorName(name)) return answer(door.handlers, appOrigin, log, caller, name, args)
      const present = await door.present()
      return answer(present.ok ? present.value.handlers : {}, appOrigin, log, caller, name, args)
    })
  }
}
