/** index.ts — composition root: builds every part, connects them, starts; holds no logic. */
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, net, powerMonitor, shell } from 'electron'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requests } from '../preload/contract/requests.ts'
import type { RequestName } from '../preload/contract/requests.ts'
import { systemClock } from './base/clock.ts'
import { makeLog } from './base/log.ts'
import type { Log } from './base/log.ts'
import { makeHandlers } from './ipc/handlers.ts'
import { makeHerald } from './ipc/herald.ts'
import { answer } from './ipc/router.ts'
import { makeActivity, titlesOf, watched } from './jobs/activity.ts'
import type { JobContext } from './jobs/context.ts'
import { makeFeedPhases } from './jobs/feedPhases.ts'
import { firstStart } from './jobs/firstStart.ts'
import { makeNewsroom } from './jobs/newsroom.ts'
import { makeUndos } from './jobs/undos.ts'
import { readCatalogue } from './outlets/catalogue.ts'
import { readStarter } from './outlets/starter.ts'
import { makeQueries } from './query/queries.ts'
import { findDangerousSwitch, readArguments } from './shell/arguments.ts'
import { guardPages, guardSession } from './shell/guards.ts'
import { makeLinkOpener } from './shell/links.ts'
import { openLogFile } from './shell/logFile.ts'
import { setMenu } from './shell/menu.ts'
import { appOrigin, registerSchemes, serveApp, servePictures } from './shell/schemes.ts'
import { openSecrets } from './shell/secrets.ts'
import { makeProxyFinder } from './shell/systemProxy.ts'
import { systemVault } from './shell/vault.ts'
import { openWindow } from './shell/window.ts'
import { openLibrary } from './store/library.ts'
import { startNetworkThread } from './workers/networkThread.ts'
import { startPressPool } from './workers/pressPool.ts'

const here = dirname(fileURLToPath(import.meta.url))
const resources = join(app.getAppPath(), 'resources')
const wishes = readArguments(process.argv)
if (wishes.userData !== null) app.setPath('userData', wishes.userData)
const dangerous = app.isPackaged ? findDangerousSwitch(process.argv) : null
if (dangerous !== null || !app.requestSingleInstanceLock()) app.exit(dangerous === null ? 0 : 1)
else begin()

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
  const opening = openLibrary({ folder: join(app.getPath('userData'), 'library'), log, clock: systemClock })
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => start(log, opening))
}

async function start(log: Log, opening: ReturnType<typeof openLibrary>): Promise<void> {
  guardSession()
  setMenu(process.platform)

  const opened = await opening
  if (!opened.ok) {
    log.error('library not opened', opened.failure)
    dialog.showErrorBox('Kawaraban', `${opened.failure.kind}: ${join(app.getPath('userData'), 'library')}`)
    app.exit(1)
    return
  }
  const library = opened.value

  const network = startNetworkThread({
    entry: join(here, 'networkWorker.js'),
    version: app.getVersion(),
    proxyFor: makeProxyFinder(systemClock.now),
    log,
  })
  const press = startPressPool({ entry: join(here, 'pressWorker.js'), size: 2, timeLimitMs: 15_000, log })
  const tell = makeHerald((event, news) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(event, news)
  })
  const activity = makeActivity(systemClock, tell)
  const titles = titlesOf(() => library.subscriptions().feeds)
  const context: JobContext = {
    library,
    network: watched(network, activity, systemClock, titles),
    press,
    tell,
    clock: systemClock,
    log,
    catalogue: readCatalogue(readJson(log, join(resources, 'catalogue.json'))),
    phases: makeFeedPhases(),
    undos: makeUndos(),
    activity,
    secrets: await openSecrets({
      file: join(app.getPath('userData'), 'passwords'),
      vault: systemVault(process.platform),
      isWanted: (id) => library.subscriptions().feeds.some((f) => f.id === id && f.unfollowedAt === null),
      log,
    }),
    random: Math.random,
    hasNetwork: () => net.isOnline(),
    isOfflineByChoice: () => wishes.isOffline || library.settings().workOffline,
  }
  const newsroom = makeNewsroom(context)
  const queries = makeQueries(library, { clock: systemClock, onPictureShown: newsroom.pictures.expect })
  const handlers = makeHandlers(context, queries, newsroom, {
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
  })
  nativeTheme.themeSource = library.settings().theme
  for (const name of Object.keys(requests) as RequestName[]) {
    ipcMain.handle(name, (event, args: unknown) =>
      answer(
        handlers,
        appOrigin,
        log,
        { isMainFrame: event.senderFrame?.parent === null, origin: event.senderFrame?.origin ?? 'unknown' },
        name,
        args,
      ),
    )
  }

  await serveApp(join(here, '../renderer'))
  servePictures(newsroom.pictures.read)

  const language = app.getLocale().startsWith('ja') ? 'ja' : 'en'
  // Looked at before, because the first start says so as soon as it begins.
  const isFirst = !library.subscriptions().isStarted
  const begun = firstStart(context, {
    starter: readStarter(readJson(log, wishes.starter ?? join(resources, 'starter.json'))),
    isStarterTrusted: wishes.starter !== null,
    welcome: readJson(log, join(resources, `welcome/${language}.json`)),
    language,
  })
  if (isFirst) await begun

  const showWindow = () => {
    const window = openWindow({
      preload: join(here, '../preload/preload.cjs'),
      placeFile: join(app.getPath('userData'), 'window.json'),
      icon: join(resources, 'icons/512x512.png'),
      isPackaged: app.isPackaged,
      log,
    })
    // What was told before the page listened, such as that nothing is fetched because we are offline.
    window.webContents.on('did-finish-load', () => {
      tell('refresh:progressed', newsroom.progress())
    })
  }
  showWindow()
  void begun.then(() => {
    newsroom.start()
  })

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
  powerMonitor.on('resume', () => {
    newsroom.wake()
  })

  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    newsroom.stop()
    void Promise.allSettled([library.close(), network.close(), press.close()]).then(() => {
      isClosed = true
      app.quit()
    })
  })
}

/** A file of ours that cannot be read costs what it holds, never the start. */
function readJson(log: Log, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    log.error('file not readable', cause, { file })
    return null
  }
}
