/**
 * guards.ts — what no page may ever do: ask for a device, go somewhere else, open a window, embed a webview.
 *
 * Room:   main/shell. Source: Electron's security checklist items 5, 11–14 (safety.md §1.1).
 * Knows:  Electron grants every permission unless both handlers say no; `will-navigate` covers the main frame only, hence
 *         `will-frame-navigate`.
 */
import { app, session } from 'electron'
import type { Log } from '../base/log.ts'
import { appOrigin } from './schemes.ts'

/** Holds for every page made after it. Call once, before the first window. */
export function guardPages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (what: string) => (event: { preventDefault: () => void; url?: string }) => {
      event.preventDefault()
      log.warn(`refused ${what}`, { url: event.url ?? '' })
    }
    contents.on('will-navigate', refuse('navigation'))
    contents.on('will-redirect', refuse('redirect'))
    contents.on('will-frame-navigate', (event) => {
      // The reader's own frame loads its one page; nothing else ever navigates.
      if (event.url !== `${appOrigin}/article.html`) refuse('frame navigation')(event)
    })
    contents.on('will-attach-webview', refuse('webview'))
    contents.setWindowOpenHandler(({ url }) => {
      log.warn('refused window', { url })
      return { action: 'deny' }
    })
  })
}

/** Denies every permission (but copying, to our own page) and device, and every request of a page that is not to one of our own schemes. */
export function guardSession(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isGranted(permission, details.requestingUrl, details.isMainFrame))
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isGranted(permission, origin, details.isMainFrame),
  )
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.setDisplayMediaRequestHandler((_request, answer) => {
    answer({})
  })
  defaultSession.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    answer({ cancel: !/^(?:app|picture|media|data|devtools|blob):/i.test(url) })
  })
  defaultSession.on('will-download', (event) => {
    event.preventDefault()
  })
}

/** Copying an address is the one thing that our own page may ask; reading the clipboard is not. */
function isGranted(permission: string, address: string, isMainFrame: boolean): boolean {
  if (permission !== 'clipboard-sanitized-write' || !isMainFrame || !URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}` === appOrigin
}
