/**
 * mediaScheme.ts — `media:`, the scheme of sound and film in an article: by key, as they come, with ranges for seeking.
 *
 * Room:     main/shell. Electron only here.
 * Promises: nothing of a request but its key and one range goes on; the answer has the type that the bytes have, and opened
 *           as a document it could run, load and frame nothing. What the player does not take is not fetched.
 * Source:   RFC 9110 §14.
 */
import type { Protocol } from 'electron'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { keyOfMediaAddress } from '../base/mediaKey.ts'

interface Range {
  readonly from: number
  readonly to: number | null
}

/** What of main/jobs/mediaDesk.ts is needed here. */
export interface Media {
  readonly type: string
  readonly head: {
    readonly from: number
    readonly isPart: boolean
    readonly length: number | null
    readonly total: number | null
  }
  readonly next: () => Promise<Outcome<Uint8Array | null>>
  readonly stop: () => void
}

export type OpenMedia = (key: string, range: Range) => Promise<Outcome<Media>>

const shut = {
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-store',
}

/** @param protocol Of the session whose articles may be heard. */
export function serveMedia(protocol: Pick<Protocol, 'handle'>, open: OpenMedia): void {
  protocol.handle('media', async ({ url, method, headers }) => {
    const key = keyOfMediaAddress(url)
    if (key === null || method !== 'GET') return nothing(404)
    const opened = await open(key, rangeOf(headers.get('range')))
    return opened.ok ? answerWith(opened.value) : nothing(statusOf(opened.failure))
  })
}

/** One range, as players ask; for anything else the whole. */
function rangeOf(text: string | null): Range {
  const [, from = '', to = ''] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(text ?? '') ?? []
  if (from === '' || (to !== '' && Number(to) < Number(from))) return { from: 0, to: null }
  return { from: Number(from), to: to === '' ? null : Number(to) }
}

function answerWith({ type, head, next, stop }: Media): Response {
  const { from, isPart, length, total } = head
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (out) => {
        const piece = await next()
        if (!piece.ok) out.error(new Error(piece.failure.kind))
        else if (piece.value === null) out.close()
        else out.enqueue(piece.value)
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  )
  const last = length === null ? null : from + length - 1
  return new Response(body, {
    status: isPart && last !== null ? 206 : 200,
    headers: {
      ...shut,
      'Content-Type': type,
      ...(isPart ? { 'Accept-Ranges': 'bytes' } : {}),
      ...(length === null ? {} : { 'Content-Length': String(length) }),
      ...(isPart && last !== null
        ? { 'Content-Range': `bytes ${String(from)}-${String(last)}/${total === null ? '*' : String(total)}` }
        : {}),
    },
  })
}

function statusOf(failure: Failure): number {
  if (failure.kind === 'not-found') return 404
  if (failure.kind === 'offline') return 503
  if (failure.kind === 'not-media') return 415
  return failure.kind === 'http' && failure.status === 416 ? 416 : 502
}

function nothing(status: number): Response {
  return new Response(null, { status, headers: shut })
}
