/**
 * ending.ts — whatever ends the program, what waits is written first, and it takes two seconds at most.
 *
 * Room:     main/shell.
 * Knows:    - what was acknowledged is on disk already (main/store/userStore.ts); this saves the rest: fetch times, the front
 *             page, a fresh snapshot.
 *           - SIGTERM comes from service managers and logging out, SIGHUP from a terminal that closes, `shutdown` from
 *             Linux and macOS, `session-end` from Windows, which gives no second chance.
 *           - Electron quits by itself on the three signals; said here so that it holds in every version.
 */
import { app, powerMonitor } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Log } from '../base/log.ts'

const patienceMs = 1700

export interface Ending {
  /** For each window that is opened. */
  readonly watch: (window: BrowserWindow) => void
}

/** @param close Writes what waits. May be called while the library is still being opened. */
export function endWell(log: Log, close: () => Promise<void>): Ending {
  let isClosed = false
  let closing: Promise<void> | null = null
  const closeOnce = () => {
    closing ??= Promise.race([close(), patience()])
      .catch((error: unknown) => {
        log.error('closing failed', error)
      })
      .finally(() => {
        isClosed = true
      })
    return closing
  }
  const quit = (why: string) => () => {
    log.info('ending', { why })
    app.quit()
  }

  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void closeOnce().then(() => {
      // Not within this event: until it is over Electron takes itself to be quitting, and does nothing. A library that could
      // not be opened is closed at once.
      setImmediate(() => {
        app.quit()
      })
    })
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quit(signal))
  powerMonitor.on('shutdown', quit('shutdown'))
  return {
    watch: (window) => {
      window.on('session-end', () => {
        log.info('ending', { why: 'session-end' })
        void closeOnce()
      })
    },
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs)
  })
}
