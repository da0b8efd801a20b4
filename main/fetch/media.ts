/**
 * media.ts — the answer to "play this": its head judged, its body handed on piece by piece to whoever can keep up.
 *
 * Room:     main/fetch. hop.ts opens it on the same guarded way as everything else.
 * Promises: only what its server calls sound or film, unpacked (a range of packed bytes is nobody's sound); of a part, exactly
 *           the part that was asked for; not more bytes than the cap, whatever the server announced.
 * Source:   RFC 9110 §14 (ranges), §15.3.7 (206).
 */
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import { withoutSecrets } from '../base/urls.ts'
import { BadEncodingError, TooLargeError } from './body.ts'
import type { HeaderReader } from './headerReader.ts'
import type { ByteRange, MediaHead } from '../model/exchange.ts'

export interface OpenMedia {
  readonly kind: 'open'
  readonly head: MediaHead
  /** Nothing comes unless it is read; whoever does not read it to its end destroys it. */
  readonly pieces: AsyncIterator<Uint8Array, undefined>
  readonly destroy: () => void
  /** What an error of `pieces` means. */
  readonly failureOf: (error: unknown) => Failure
}

interface Opening {
  readonly url: URL
  readonly status: number
  readonly range: ByteRange
  /** Of one answer. */
  readonly mostBytes: number
}

const isMedia = /^(?:audio|video)\/[\w.+-]{1,60}$/

/** @throws TooLargeError, BadEncodingError. */
export function judgeMedia(header: HeaderReader, opening: Opening): Outcome<MediaHead> {
  const { url, status, range, mostBytes } = opening
  const address = withoutSecrets(url.href)
  const declared = (header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  // What Ogg was called before it had types of its own.
  const type = declared === 'application/ogg' ? 'audio/ogg' : declared
  if (!isMedia.test(type)) return fail({ kind: 'not-media', url: address })
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') throw new BadEncodingError(encoding.slice(0, 40))
  const length = countIn(header('content-length'))
  const part = status === 206 ? partIn(header('content-range')) : null
  if (status === 206 && part?.from !== range.from) return fail({ kind: 'http', url: address, status })
  if (status !== 206 && status !== 200) return fail({ kind: 'http', url: address, status })
  if ((length ?? 0) > mostBytes) throw new TooLargeError(mostBytes)
  return ok(
    part === null
      ? { type, from: 0, isPart: false, length, total: length }
      : { type, from: part.from, isPart: true, length: length ?? part.length, total: part.total },
  )
}

/** @throws TooLargeError, or the socket's own error. */
export async function* cappedPieces(
  body: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > mostBytes) throw new TooLargeError(mostBytes)
    yield piece
  }
}

/** `Content-Range: bytes 0-99/1000`; null for anything else. */
function partIn(text: string | null): { from: number; length: number; total: number | null } | null {
  const [, from = '', to = '', total = ''] =
    /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(text ?? '') ?? []
  const length = Number(to) - Number(from) + 1
  if (from === '' || length < 1) return null
  return { from: Number(from), length, total: total === '*' ? null : Number(total) }
}

function countIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
