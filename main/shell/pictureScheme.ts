/**
 * pictureScheme.ts — `picture:`, the scheme of kept pictures: raster bytes and tidied drawings by key, and nothing else.
 *
 * Room:     main/shell. Electron only here.
 * Promises: what a picture is, its bytes say (base/sniffPicture.ts), at keeping and once more here, whatever wrote the file;
 *           HTML and all other text is no picture, SVG only when we wrote it ourselves (main/normalise/drawing.ts). The type is the sniffed one and is not to be guessed again; opened as
 *           a document it could run, load and frame nothing.
 * Knows:    `same-origin` would shut out our own page, which is of another scheme.
 */
import type { Protocol } from 'electron'
import { keyOfPictureAddress } from '../base/pictureKey.ts'
import { isTidyDrawing } from '../base/sniffDrawing.ts'
import { sniffPicture } from '../base/sniffPicture.ts'

/** @param key Of main/base/pictureKey.ts. Null: there is none. */
export type ReadPicture = (key: string) => Promise<Uint8Array | null>

const shut = {
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

const drawing = 'image/svg+xml'
/** A drawing has styles and pictures within itself. */
const drawingShut = {
  ...shut,
  'Content-Security-Policy':
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
}

const typeOf = (bytes: Uint8Array) => sniffPicture(bytes) ?? (isTidyDrawing(bytes) ? drawing : null)

/** @param protocol Of the session whose pages may show pictures. */
export function servePictures(protocol: Pick<Protocol, 'handle'>, read: ReadPicture): void {
  protocol.handle('picture', async ({ url, method }) => {
    const key = keyOfPictureAddress(url)
    const bytes = key === null || method !== 'GET' ? null : await read(key)
    const type = bytes === null ? null : typeOf(bytes)
    if (bytes === null || type === null) return new Response(null, { status: 404, headers: shut })
    return new Response(new Uint8Array(bytes), {
      headers: {
        ...(type === drawing ? drawingShut : shut),
        'Content-Type': type,
        'Cache-Control': 'private, max-age=31536000, immutable',
      },
    })
  })
}
