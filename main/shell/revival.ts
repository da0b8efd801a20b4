/**
 * revival.ts — brings a page back that crashed or hangs: reloaded, it goes on at the same article, because what was open is
 * in the settings.
 *
 * Room:     main/shell.
 * Promises: no crash loop: after three times in a minute the window stays as it is, and the log says why.
 */
import type { BrowserWindow } from 'electron'
import type { Log } from '../base/log.ts'

const patienceMs = 2500
const loopMs = 60_000
const triesInLoop = 3

export function reviveOnCrash(window: BrowserWindow, log: Log, now: () => number = Date.now): void {
  const revivals: number[] = []
  let hanging: NodeJS.Timeout | null = null

  const revive = (why: string) => {
    const recent = revivals.filter((at) => now() - at < loopMs)
    if (recent.length >= triesInLoop) {
      log.error('page not revived', new Error('crash loop'), { why })
      return
    }
    revivals.push(now())
    log.warn('page revived', { why })
    if (!window.isDestroyed()) window.webContents.reload()
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') revive(reason)
  })
  window.on('unresponsive', () => {
    log.warn('page does not answer')
    hanging = setTimeout(() => {
      // Ends the hanging process; `render-process-gone` then revives the page.
      if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
    }, patienceMs)
  })
  window.on('responsive', () => {
    if (hanging !== null) clearTimeout(hanging)
  })
}
