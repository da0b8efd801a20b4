/**
 * index.ts — composition root, first part: schemes, guards and the window; holds no logic.
 *
 * Knows: the window is opened before the rest of the program is read (bootstrap.ts): reading it takes as long as Chromium needs
 *        to start the page's process. The page's program is handed out when the program can answer it.
 */
import { app, BrowserWindow, protocol } from 'electron'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeLog } from './base/log.ts'
import type { Log } from './base/log.ts'
import type { Bootstrapped } from './bootstrap.ts'
import { readArguments } from './shell/arguments.ts'
import { findForbiddenSwitch, mayLackSandbox } from './shell/switches.ts'
import { openFrontSheets } from './shell/frontSheet.ts'
import { guardPages, guardSessions } from './shell/guards.ts'
import { openLogFile } from './shell/logFile.ts'
import { portableFolder } from './shell/portableFolder.ts'
import { serveMedia } from './shell/mediaScheme.ts'
import { servePictures } from './shell/pictureScheme.ts'
import { makePrivateFolder, mendPrivacy, privateFolder } from './shell/privateFile.ts'
import { registerSchemes, serveApp } from './shell/schemes.ts'
import { openWindow } from './shell/window.ts'
import { makeWindows } from './shell/windows.ts'

const here = dirname(fileURLToPath(import.meta.url))
const resources = join(app.getAppPath(), 'resources')
/** In the data folder, beside the library, the log and Chromium's own. */
const ownFiles = [
  'window.json',
  'front-sheet.json',
  'rests.json',
  'passwords',
  'place.json',
  'place.old.json',
]
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
const forbidden = app.isPackaged
  ? findForbiddenSwitch(process.argv, {
      platform: process.platform,
      mayLackSandbox: mayLackSandbox(process.getuid?.() ?? null, process.env),
    })
  : null
// Would let every server pass for every other one (Node reads it at each connection, in threads too).
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
if (forbidden === null && ownFolder !== null) {
  try {
    // As it is, where it is there already: it may be a folder of others.
    mkdirSync(ownFolder, { recursive: true, mode: privateFolder })
  } catch {
    // Told in the window, as a library that cannot be opened.
  }
  app.setPath('userData', ownFolder)
}

if (forbidden !== null) {
  process.stderr.write(`Kawaraban does not start with ${JSON.stringify(forbidden)}.\n`)
  app.exit(1)
} else if (!app.requestSingleInstanceLock()) {
  process.stdout.write('Kawaraban is open already: its window comes to the front.\n')
  app.exit(0)
} else begin()

/** Everything that must be said before Electron is ready. */
function begin(): void {
  const userData = app.getPath('userData')
  const log = makeLog(openLogFile(join(userData, 'log')))
  process.on('uncaughtException', (bug) => {
    log.error('uncaught', bug)
  })
  process.on('unhandledRejection', (bug) => {
    log.error('unhandled', bug)
  })
  try {
    if (ownFolder === null) makePrivateFolder(userData)
  } catch (error) {
    log.error('the data folder could not be made', error)
  }
  mendPrivacy(userData, ownFiles)
  // Chromium cannot sandbox children of root; who starts us as root has to say --no-sandbox, and it is written down.
  if (app.commandLine.hasSwitch('no-sandbox')) log.warn('started without sandbox')
  else app.enableSandbox()
  registerSchemes()
  guardPages(log)
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  void app.whenReady().then(() => start(log))
}

async function start(log: Log): Promise<void> {
  guardSessions(log)
  const userData = app.getPath('userData')
  const windows = makeWindows()
  const sheets = openFrontSheets(join(userData, 'front-sheet.json'), log)
  let tellBootstrapped: (bootstrapped: Bootstrapped) => void = () => undefined
  const bootstrapped = new Promise<Bootstrapped>((resolve) => {
    tellBootstrapped = resolve
  })
  let tellServed: () => void = () => undefined
  const pageIsServed = new Promise<void>((resolve) => {
    tellServed = resolve
  })
  servePictures(protocol, async (key) => (await bootstrapped).readPicture(key))
  serveMedia(protocol, async (key, range) => (await bootstrapped).openMedia(key, range))
  await serveApp(join(here, '../renderer'), {
    complete: sheets.onto,
    onPage: tellServed,
    programAfter: bootstrapped,
  })
  const showWindow = () => {
    const window = openWindow({
      preload: join(here, '../preload/preload.cjs'),
      placeFile: join(userData, 'window.json'),
      icon: join(resources, 'icons/512x512.png'),
      isPackaged: app.isPackaged,
      log,
    })
    windows.register(window.webContents, 'reader')
    void bootstrapped.then(({ serve }) => {
      serve(window)
    })
  }
  showWindow()

  // What the second one was given stays with it: nobody opens, follows or switches anything from there.
  app.on('second-instance', () => {
    const [contents] = windows.of('reader')
    const window = contents === undefined ? null : BrowserWindow.fromWebContents(contents)
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (windows.of('reader').length === 0) showWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  await pageIsServed
  const { bootstrap } = await import('./bootstrap.ts')
  tellBootstrapped(
    bootstrap({ log, wishes, isPortable: portable !== null, sheets, windows, threads: here, resources }),
  )
}
