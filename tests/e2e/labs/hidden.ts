/** hidden.ts — the program's guards, schemes and hidden windows, without the program. */
import { app, BrowserWindow, session } from 'electron'
import { makeLog } from '../../../main/base/log.ts'
import { guardPages, guardSessions } from '../../../main/shell/guards.ts'
import { makeHiddenWindows } from '../../../main/shell/hiddenWindow.ts'
import { servePictures } from '../../../main/shell/pictureScheme.ts'
import { registerSchemes } from '../../../main/shell/schemes.ts'
import { makeWindows } from '../../../main/shell/windows.ts'

const written: string[] = []
const pictures = new Map<string, Uint8Array>()
const readPicture = (key: string) => Promise.resolve(pictures.get(key) ?? null)
registerSchemes()
const log = makeLog((line) => written.push(line))
guardPages(log)
const windows = makeWindows()
const ready = app.whenReady().then(() => {
  guardSessions(log)
  servePictures(session.defaultSession.protocol, readPicture)
})
app.on('window-all-closed', () => undefined)

const lab = {
  ready,
  windows,
  hidden: makeHiddenWindows(windows, readPicture),
  pictures,
  written,
  BrowserWindow,
}
export type Lab = typeof lab
Object.assign(globalThis, { lab })
