/**
 * schemes.ts — our own schemes, and what `app:` serves: the reader's pages. `picture:` is in pictureScheme.ts, `media:` in mediaScheme.ts.
 *
 * Room:     main/shell. Electron only here.
 * Promises: `app:` serves a fixed list of built files, read once by name; nothing of a request becomes a path. Each answer
 *           has its type fixed, `nosniff`, and a Content-Security-Policy.
 * Source:   safety.md §1.1 items 7 and 18, §3.2; tests 118, 44, 45.
 */
import { protocol } from 'electron'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export const appOrigin = 'app://kawaraban'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const readerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' picture: data:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one policy that there is: DOMPurify's own (renderer/panes/secondCleaning.ts).
  'trusted-types dompurify',
].join('; ')

/** The article's frame: no script at all, pictures from the cache only, sound and film as main hands them on. */
const articlePolicy = [
  "default-src 'none'",
  'img-src picture:',
  'media-src media:',
  "style-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Before `app.whenReady()`. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
    { scheme: 'picture', privileges: { standard: true, secure: true } },
    // `stream`: a player takes a piece at a time.
    { scheme: 'media', privileges: { standard: true, secure: true, stream: true } },
  ])
}

export interface Serving {
  /** What the reader's page is given beside its own text. */
  readonly complete: (page: string) => string
  /** The reader's page is on its way. */
  readonly onPage: () => void
  /** The program in the page asks at once, so it is handed out when there is somebody to answer. */
  readonly programAfter: Promise<unknown>
}

/** @param folder Where the built renderer lies. */
export async function serveApp(folder: string, { complete, onPage, programAfter }: Serving): Promise<void> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map(
    names
      .filter((entry) => entry.isFile() && extname(entry.name) in types)
      .map((entry) => {
        const file = join(entry.parentPath, entry.name)
        return [`/${file.slice(folder.length + 1).replaceAll('\\', '/')}`, file]
      }),
  )
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const file = url.host === 'kawaraban' && request.method === 'GET' ? files.get(url.pathname) : undefined
    if (file === undefined) return nothing(404)
    const policy = url.pathname === '/article.html' ? articlePolicy : readerPolicy
    const bytes = await readFile(file)
    if (isProgram(url.pathname)) await programAfter
    if (url.pathname === '/index.html') setImmediate(onPage)
    const body = url.pathname === '/index.html' ? complete(bytes.toString('utf8')) : new Uint8Array(bytes)
    return new Response(body, {
      headers: {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'X-DNS-Prefetch-Control': 'off',
        'Cross-Origin-Opener-Policy': 'same-origin',
      },
    })
  })
}

/** renderer/main.tsx as it is built; boot.ts and the styles are not held back. */
function isProgram(path: string): boolean {
  return path.startsWith('/assets/main-') && path.endsWith('.js')
}

function nothing(status: number): Response {
  return new Response(null, { status, headers: { 'Content-Security-Policy': "default-src 'none'; sandbox" } })
}
