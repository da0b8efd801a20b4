/**
 * hiddenWindow.ts — a window that nobody sees, to set a page on paper (print, PDF): it can look like the page and nothing else.
 *
 * Room:     main/shell. Electron only here.
 * Promises: - no preload, so no bridge; no script at all; a session of its own in memory, in which nothing is granted, nothing
 *             is downloaded, and no address but our own two schemes is ever asked.
 *           - of `app:` it gets the one page and the one style sheet that it is made for, under an origin that the router does
 *             not trust; of `picture:` what the article's frame gets.
 *           - it is registered as what it is (windows.ts), and gone when the work is done, has failed, or took a minute.
 * Knows:    Electron never gives a session back, so all hidden windows share one; a page is known by a random word.
 */
import { BrowserWindow, session } from 'electron'
import type { Session, WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import type { WindowKind } from '../base/windowKind.ts'
import { servePictures } from './pictureScheme.ts'
import type { ReadPicture } from './pictureScheme.ts'
import type { Windows } from './windows.ts'

export interface HiddenPage {
  /** A whole document. Its style sheet is `style.css`. */
  readonly html: string
  readonly css: string
}

export interface HiddenWindows {
  /** @throws What `work` throws; an Error when the page cannot be loaded or the time is over. */
  readonly withPage: <T>(
    kind: Extract<WindowKind, 'print' | 'pdf'>,
    page: HiddenPage,
    work: (contents: WebContents) => Promise<T>,
  ) => Promise<T>
}

const origin = 'app://paper'
const longestMs = 60_000

const policy = [
  'sandbox allow-same-origin',
  "default-src 'none'",
  'img-src picture:',
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function makeHiddenWindows(windows: Windows, readPicture: ReadPicture): HiddenWindows {
  const pages = new Map<string, HiddenPage>()
  let own: Session | null = null
  const openSession = () => (own ??= closedSession(pages, readPicture))

  return {
    withPage: async (kind, page, work) => {
      const word = randomUUID()
      const window = new BrowserWindow({
        show: false,
        // Focus stays with the reader.
        focusable: false,
        skipTaskbar: true,
        webPreferences: {
          session: openSession(),
          javascript: false,
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webSecurity: true,
          webgl: false,
          plugins: false,
          spellcheck: false,
          devTools: false,
          disableDialogs: true,
          navigateOnDragDrop: false,
          backgroundThrottling: false,
        },
      })
      windows.register(window.webContents, kind)
      pages.set(word, page)
      try {
        return await withinTime(async () => {
          await window.loadURL(`${origin}/${word}/`)
          return work(window.webContents)
        })
      } finally {
        pages.delete(word)
        window.destroy()
      }
    },
  }
}

/** Without `persist:` in its name, a session is in memory only. */
function closedSession(pages: ReadonlyMap<string, HiddenPage>, readPicture: ReadPicture): Session {
  const closed = session.fromPartition('hidden')
  closed.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  closed.setPermissionCheckHandler(() => false)
  closed.setDevicePermissionHandler(() => false)
  closed.setDisplayMediaRequestHandler((_request, answer) => {
    answer({})
  })
  closed.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    answer({ cancel: !url.startsWith(`${origin}/`) && !url.startsWith('picture:') })
  })
  closed.on('will-download', (event) => {
    event.preventDefault()
  })
  servePictures(closed.protocol, readPicture)
  closed.protocol.handle('app', ({ url, method }) => {
    const [, word = '', file = ''] = /^app:\/\/paper\/([0-9a-f-]{36})\/(style\.css)?$/.exec(url) ?? []
    const page = method === 'GET' ? pages.get(word) : undefined
    if (page === undefined) return new Response(null, { status: 404, headers })
    return file === ''
      ? new Response(page.html, { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } })
      : new Response(page.css, { headers: { ...headers, 'Content-Type': 'text/css; charset=utf-8' } })
  })
  return closed
}

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-DNS-Prefetch-Control': 'off',
}

async function withinTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('a hidden window took too long'))
    }, longestMs)
  })
  try {
    return await Promise.race([work(), over])
  } finally {
    clearTimeout(timer)
  }
}
