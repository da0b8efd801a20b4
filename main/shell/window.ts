/** window.ts — the reader's window: where it stood, how it is locked down, when it shows. */
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { Log } from '../base/log.ts'
import { readPrivate, replacePrivateNow } from './privateFile.ts'
import { reviveOnCrash } from './revival.ts'
import { appOrigin } from './schemes.ts'

interface Place {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
}

const usual: Place = { width: 1280, height: 820, isMaximized: false }

/**
 * Opens the window; it shows itself as soon as it has something to show.
 *
 * @param placeFile  Remembers the window's place; damage or absence means the usual place.
 */
export function openWindow(options: {
  readonly preload: string
  readonly placeFile: string
  readonly icon: string
  readonly isPackaged: boolean
  readonly log: Log
}): BrowserWindow {
  const { preload, placeFile, icon, isPackaged, log } = options
  const place = onScreen(readPlace(placeFile))
  const window = new BrowserWindow({
    ...place,
    minWidth: 420,
    minHeight: 360,
    show: false,
    title: 'Kawaraban',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1d1a17' : '#f7f3ea',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
      devTools: !isPackaged,
    },
  })
  if (place.isMaximized) window.maximize()
  reviveOnCrash(window, log)
  if (process.platform !== 'darwin') leaveByKey(window)
  window.once('ready-to-show', () => {
    window.show()
    // Not before: decoding it takes as long as opening the window.
    if (process.platform !== 'darwin') window.setIcon(icon)
    log.info('window shown')
  })
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds()
    try {
      replacePrivateNow(placeFile, JSON.stringify({ x, y, width, height, isMaximized: window.isMaximized() }))
    } catch (cause) {
      log.error('window place not written', cause)
    }
  })
  void window.loadURL(`${appOrigin}/index.html`)
  return window
}

/** Where there is no menu bar to do it: Ctrl+Q ends the program, Ctrl+W closes the window. */
function leaveByKey(window: BrowserWindow): void {
  window.webContents.on('before-input-event', (event, { type, key, control, alt, shift, meta }) => {
    if (type !== 'keyDown' || !control || alt || shift || meta) return
    const wish = key.toLowerCase()
    if (wish !== 'q' && wish !== 'w') return
    event.preventDefault()
    if (wish === 'q') app.quit()
    else window.close()
  })
}

function readPlace(file: string): Place {
  try {
    const read = JSON.parse(readPrivate(file, 10_000).toString('utf8')) as Partial<
      Record<keyof Place, unknown>
    >
    const { x, y, width, height } = read
    if (![x, y, width, height].every((n) => Number.isInteger(n))) return usual
    return { ...(read as Place), isMaximized: read.isMaximized === true }
  } catch {
    return usual
  }
}

/** The place, if any of it is on a screen that is still there; else the usual one, as large as fits. */
function onScreen(place: Place): Place {
  const fits = screen.getAllDisplays().some(({ workArea }) => {
    const { x = workArea.x, y = workArea.y } = place
    return (
      x + place.width > workArea.x + 80 &&
      x < workArea.x + workArea.width - 80 &&
      y >= workArea.y - 10 &&
      y < workArea.y + workArea.height - 80
    )
  })
  const { width, height } = screen.getPrimaryDisplay().workAreaSize
  const kept = fits ? place : usual
  return { ...kept, width: Math.min(kept.width, width), height: Math.min(kept.height, height) }
}
