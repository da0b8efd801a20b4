/**
 * index.ts — composition root, Electron's half: schemes, guards, window and signals; holds no logic.
 *
 * Knows: the window is opened at once and the library beside it; what the page asks waits until the staff is there.
 */
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, net, powerMonitor, shell } from 'electron'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '../preload/contract/failure.ts'
import { requests } from '../preload/contract/requests.ts'
import type { RequestName } from '../preload/contract/requests.ts'
import { systemClock } from './base/clock.ts'
import { makeLog } from './base/log.ts'
import type { Log } from './base/log.ts'
import { makeHerald } from './ipc/herald.ts'
import { answer } from './ipc/router.ts'
import { findDangerousSwitch, readArguments } from './shell/arguments.ts'
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
import type { Staff } from './staff.ts'
import { openLibrary } from './store/library.ts'
import type { Library } from './store/types.ts'

const here = dirname(fileURLToPath(import.meta.url))
const resources = join(app.getAppPath(), 'resources')
const wishes = readArguments(process.argv)
if (wishes.userData !== null) app.setPath('userData', wishes.userData)
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
  const folder = join(app.getPath('userData'), 'library')
  const opening = openLibrary({ folder, log, clock: systemClock, headlinesAfter })
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => start(log, opening))
}

async function start(log: Log, opening: Promise<Outcome<Library>>): Promise<void> {
  guardSession()
  setMenu(process.platform)
  const tell = makeHerald((event, news) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(event, news)
  })
  const assembling = assembleStaff(opening, {
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
      facts: {
        version: app.getVersion(),
        runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
      },
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
  })
  const staff = assembling.then((assembled) => {
    if (assembled.ok) return assembled.value
    log.error('library not opened', assembled.failure)
    dialog.showErrorBox('Kawaraban', `${assembled.failure.kind}: ${join(app.getPath('userData'), 'library')}`)
    app.exit(1)
    return new Promise<Staff>(() => undefined)
  })
  answerRequests(log, staff)
  servePictures(async (key) => (await staff).newsroom.pictures.read(key))
  await serveApp(join(here, '../renderer'))

  /** Fetching waits for the first page, so that it takes nothing from the start. */
  let isFetching = false
  const showWindow = () => {
    const window = openWindow({
      preload: join(here, '../preload/preload.cjs'),
      placeFile: join(app.getPath('userData'), 'window.json'),
      icon: join(resources, 'icons/512x512.png'),
      isPackaged: app.isPackaged,
      log,
    })
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
  const { library, newsroom, close } = await staff
  nativeTheme.themeSource = library.settings().theme
  powerMonitor.on('resume', newsroom.wake)
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

function answerRequests(log: Log, staff: Promise<Staff>): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, async (event, args: unknown) => {
      // Taken before the wait: a frame may be gone after it.
      const caller = {
        isMainFrame: event.senderFrame?.parent === null,
        origin: event.senderFrame?.origin ?? 'unknown',
      }
      return answer((await staff).handlers, appOrigin, log, caller, name, args)
    })
  }
}
