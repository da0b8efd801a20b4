/**
 * guards.ts — what no page may ever do: ask for a device, go somewhere else, open a window, embed a webview, reach anybody.
 *
 * Room:   main/shell. Source: Electron's security checklist items 5, 11–14 (safety.md §1.1).
 * Knows:  - Electron grants every permission unless both handlers say no; `will-navigate` covers the main frame only, hence
 *           `will-frame-navigate`.
 *         - preconnect, WebRTC and WebTransport pass by `webRequest` and by the page's policy. So WebRTC may send nothing but
 *           through a proxy, and the proxy of every session is an address at which nobody can be. What the program fetches
 *           it fetches without a session (main/fetch).
 * Limit:  who runs code of his own inside Chromium's sandbox may ask the browser's process for a UDP socket of WebRTC
 *         all the same; Electron has no switch that takes WebRTC out.
 */
import { app, session } from 'electron'
import type { Session } from 'electron'
import type { Log } from '../base/log.ts'
import { appOrigin } from './schemes.ts'

/** Holds for every page made after it. Call once, before Electron is ready. */
export function guardPages(log: Log): void {
  // A page may have names looked up by `<link rel="dns-prefetch">`, and say something with them; no header forbids it.
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false')
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (what: string) => (event: { preventDefault: () => void; url?: string }) => {
      event.preventDefault()
      log.warn(`refused ${what}`, { url: event.url ?? '' })
    }
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
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

/** Every session, also one that is made later. Call once Electron is ready, before the first window. */
export function guardSessions(log: Log): void {
  const guarded = new WeakSet<Session>()
  const guard = (each: Session) => {
    if (guarded.has(each)) return
    guarded.add(each)
    guardSession(each, log)
  }
  guard(session.defaultSession)
  app.on('session-created', guard)
}

/** "Everybody on this net": no system connects to it, and none asks a name server about it. */
const nobody = {
  mode: 'fixed_servers',
  proxyRules: '255.255.255.255:1',
  proxyBypassRules: '<-loopback>',
} as const

/**
 * Denies every permission (but copying, to our own page) and device, and every request that is not to one of our own
 * schemes. What asks without being seen as a request finds a proxy that nobody answers at, for this machine's own addresses too.
 */
function guardSession(each: Session, log: Log): void {
  each.setProxy(nobody).catch((cause: unknown) => {
    log.error('a session has kept its way out', cause)
  })
  each.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isGranted(permission, details.requestingUrl, details.isMainFrame))
  })
  each.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isGranted(permission, origin, details.isMainFrame),
  )
  each.setDevicePermissionHandler(() => false)
  each.setDisplayMediaRequestHandler((_request, answer) => {
    answer({})
  })
  each.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    answer({ cancel: !/^(?:app|picture|media|data|devtools|blob):/i.test(url) })
  })
  each.on('will-download', (event) => {
    event.preventDefault()
  })
}

/** Copying an address is the one thing that our own page may ask; reading the clipboard is not. */
function isGranted(permission: string, address: string, isMainFrame: boolean): boolean {
  if (permission !== 'clipboard-sanitized-write' || !isMainFrame || !URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}` === appOrigin
}
