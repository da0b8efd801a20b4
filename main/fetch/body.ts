/**
 * body.ts — the bytes of an answer, unpacked as they come, under caps.
 *
 * Room:     main/fetch.
 * Promises: never holds more than the cap plus one piece; a bomb is noticed while it unpacks, not after. Only a few large
 *           bodies are held at once, so that all together have a bound too; the others wait, and the wait is not theirs.
 *           Bytes that are known already are hashed as they come and never put together: of 100 feeds without news,
 *           326 MB, copying took as long as receiving.
 * Knows:    - Some servers send gzip undeclared, or gzip twice: a body that begins with 1F 8B is unpacked once
 *             more, within the same limit of layers.
 *           - a word in Content-Encoding that names no coding says nothing; a coding over something else neither: what is
 *             marked as gzip, zlib or zstd is that, and what begins as a document does is no packed body.
 *           - `deflate` means zlib, and some servers send it raw: told apart by the first two bytes.
 *           - Garbage after a complete gzip stream is ignored; a truncated stream is an error (gunzip.ts).
 */
import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { createBrotliDecompress, createInflate, createInflateRaw } from 'node:zlib'
import { gunzipped } from './gunzip.ts'
import type { Places } from './places.ts'

export class TooLargeError extends Error {
  readonly limitBytes: number
  constructor(limitBytes: number) {
    super(`more than ${String(limitBytes)} bytes`)
    this.limitBytes = limitBytes
  }
}

/** What comes, comes too slowly to be waited for. */
export class TooSlowError extends Error {}

export class BadEncodingError extends Error {
  readonly encoding: string
  constructor(encoding: string) {
    super(`cannot unpack ${encoding}`)
    this.encoding = encoding
  }
}

export interface BodyCaps {
  readonly wireBytes: number
  readonly plainBytes: number
  readonly ratio: number
  readonly ratioFromBytes: number
  readonly encodings: number
  readonly pace: Pace
  /** A body larger than this needs a place. */
  readonly largeFromBytes: number
  readonly largePlaces: Places
}

/** The least that must come over the wire in each stretch of `overMs`. */
export interface Pace {
  readonly bytes: number
  readonly overMs: number
}

export interface Body {
  /** In a buffer of its own, so that it can be handed to another thread without a copy; null: they are known. */
  readonly bytes: Uint8Array | null
  /** How many there are, unpacked. */
  readonly size: number
  /** SHA-256 of the bytes, hex. */
  readonly hash: string
}

type Bytes = AsyncIterable<Uint8Array>

/** Four times zlib's own; each piece costs a trip to another thread. */
const pieceSize = { chunkSize: 64 * 1024 }

const decoders: Readonly<Record<string, (head: Uint8Array) => Transform>> = {
  br: () => createBrotliDecompress(pieceSize),
  deflate: (head) => (isZlib(head) ? createInflate(pieceSize) : createInflateRaw(pieceSize)),
  ...zstdIfThere(),
}

/** What we say that we can unpack. */
export const acceptEncoding = [
  'gzip',
  ...['deflate', 'br', 'zstd'].filter((encoding) => Object.hasOwn(decoders, encoding)),
].join(', ')

/** Node has zstd from 22.15 on; a type of it only in later declarations. */
function zstdIfThere(): Partial<Record<'zstd', () => Transform>> {
  const make = (zlib as { createZstdDecompress?: (options: object) => Transform }).createZstdDecompress
  return make === undefined ? {} : { zstd: () => make(pieceSize) }
}

const isCoding = (word: string): boolean => word === 'gzip' || Object.hasOwn(decoders, word)

/** Other names of what we unpack. */
const aliases: Readonly<Partial<Record<string, string>>> = {
  'x-gzip': 'gzip',
  brotli: 'br',
  zlib: 'deflate',
  'x-deflate': 'deflate',
  'x-br': 'br',
  zstandard: 'zstd',
}
/** Codings that there are and that nobody asked for; any other word there names no coding at all. */
const foreign = new Set('compress x-compress zstd exi pack200-gzip dcb dcz sdch bzip2 xz lzma lz4'.split(' '))

/**
 * Layers of a Content-Encoding header, outermost last. A word that names no coding (`utf-8`, `none`, `aws-chunked`, a
 * type) is passed over: the body is what it is. A coding we did not ask for stays: some only say it.
 * @throws BadEncodingError for too many; before a byte is read.
 */
export function readEncodings(header: string | null, most: number): readonly string[] {
  const layers = (header ?? '').split(',').flatMap((text) => {
    const word = (text.split(';', 1)[0] ?? '').replaceAll(/["']/g, '').trim().toLowerCase()
    const layer = Object.hasOwn(aliases, word) ? (aliases[word] ?? word) : word
    return isCoding(layer) || foreign.has(layer) ? [layer] : []
  })
  if (layers.length > most) throw new BadEncodingError(`${String(layers.length)} layers`)
  return layers
}

/**
 * Reads a body to its end.
 * @param encodings As from `readEncodings`.
 * @param knownHash Of the document that the caller has; the same one is not handed over again.
 * @throws TooLargeError, TooSlowError, BadEncodingError, or the stream's own error.
 */
export async function readBody(
  body: Bytes,
  encodings: readonly string[],
  caps: BodyCaps,
  knownHash: string | null = null,
): Promise<Body> {
  const wire = { bytes: 0 }
  let plain = counted(body, wire, caps)
  for (const encoding of [...encodings].reverse()) plain = unpacked(plain, encoding)
  if (encodings.length < caps.encodings) plain = unpackedIfPacked(plain)

  const sha256 = createHash('sha256')
  const pieces: Uint8Array[] = []
  let size = 0
  let hasPlace = false
  try {
    for await (const piece of plain) {
      size += piece.byteLength
      const isBomb = size > caps.ratioFromBytes && size > wire.bytes * caps.ratio
      if (size > caps.plainBytes || isBomb) throw new TooLargeError(caps.plainBytes)
      if (!hasPlace && size > caps.largeFromBytes) {
        await caps.largePlaces.take()
        hasPlace = true
      }
      sha256.update(piece)
      pieces.push(piece)
    }
  } finally {
    if (hasPlace) caps.largePlaces.release()
  }
  const hash = sha256.digest('hex')
  return { bytes: hash === knownHash ? null : joined(pieces, size), size, hash }
}

/** The first bytes, unpacked; the rest is left. @throws BadEncodingError, or the stream's own error. */
export async function readStart(
  body: Bytes,
  encodings: readonly string[],
  most: number,
): Promise<Uint8Array> {
  let plain = body
  for (const encoding of [...encodings].reverse()) plain = unpacked(plain, encoding)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of plain) {
    pieces.push(piece)
    size += piece.byteLength
    if (size >= most) break
  }
  return joined(pieces, size).subarray(0, most)
}

/** Counts what comes. A pause ends by the socket's own limit, so looking at each piece is often enough. */
async function* counted(source: Bytes, wire: { bytes: number }, caps: BodyCaps): Bytes {
  const { pace, wireBytes } = caps
  let stretch = { from: performance.now(), bytes: 0 }
  for await (const piece of source) {
    wire.bytes += piece.byteLength
    stretch.bytes += piece.byteLength
    if (wire.bytes > wireBytes) throw new TooLargeError(wireBytes)
    const now = performance.now()
    if (now - stretch.from >= pace.overMs) {
      if (stretch.bytes < pace.bytes) throw new TooSlowError()
      stretch = { from: now, bytes: 0 }
    }
    yield piece
    // Whoever reads us may wait; that is not the server's time.
    stretch = { ...stretch, from: stretch.from + performance.now() - now }
  }
}

async function* unpacked(source: Bytes, encoding: string): Bytes {
  const { head, all } = await peeked(source)
  // An empty body is empty in any encoding.
  if (head.byteLength === 0) return
  const really = codingOf(head, encoding)
  if (really === null) yield* all
  else yield* through(all, really, head)
}

async function* unpackedIfPacked(source: Bytes): Bytes {
  const { head, all } = await peeked(source)
  const encoding = sniffed(head)
  if (encoding === null) yield* all
  else yield* through(all, encoding, head)
}

/** What no text and no picture begins with. Brotli has no mark of its own. */
function sniffed([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): string | null {
  if (first === 0x1f && second === 0x8b) return 'gzip'
  if (first === 0x78 && (second === 0x01 || second === 0x9c || second === 0xda)) return 'deflate'
  const isZstd = first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd
  return isZstd && Object.hasOwn(decoders, 'zstd') ? 'zstd' : null
}

/** Those that have no mark: anything might be one of them. */
const unmarked = new Set(['br', 'deflate'])

/** What a body is that was said to be packed; null: plain. @param head Its first four bytes. */
function codingOf(head: Uint8Array, said: string): string | null {
  const marked = sniffed(head)
  // 78 9C may begin brotli as well.
  if (marked !== null && !(said === 'br' && marked === 'deflate')) return marked
  if (
    /^(?:\u00ef\u00bb\u00bf)?\s*(?:<(?:[?!a-z]|$)|\{\s*(?:["}]|$))/i.test(
      Buffer.from(head).toString('latin1'),
    )
  )
    return null
  if (unmarked.has(said)) return said
  if (isPlain(head)) return null
  throw new BadEncodingError(said)
}

/** Words in ASCII or UTF-16, the mark of UTF-8, a picture. */
function isPlain(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  if ((first === 0xef && second === 0xbb) || (first === 0x89 && second === 0x50)) return true
  if (first === 0xff && second === 0xd8) return true
  return head.every((byte, at) => isWord(byte) || (byte === 0 && at % 2 === (first === 0 ? 0 : 1)))
}

const isWord = (byte: number): boolean => (byte >= 32 && byte < 127) || [9, 10, 13].includes(byte)

async function* through(source: Bytes, encoding: string, head: Uint8Array): Bytes {
  try {
    if (encoding === 'gzip') yield* gunzipped(source, pieceSize.chunkSize)
    else yield* decoded(source, encoding, head)
  } catch (error) {
    throw isUnpackError(error) ? new BadEncodingError(encoding) : error
  }
}

async function* decoded(source: Bytes, encoding: string, head: Uint8Array): Bytes {
  const decoder = decoders[encoding]?.(head)
  if (decoder === undefined) throw new BadEncodingError(encoding)
  // Errors of either side reach us through the decoder, which we iterate.
  pipeline(Readable.from(source, { objectMode: false }), decoder, () => undefined)
  for await (const piece of decoder) yield piece as Uint8Array
}

/** Looks at the first four bytes without losing them. */
async function peeked(source: Bytes): Promise<{ head: Uint8Array; all: Bytes }> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let size = 0
  while (size < 4) {
    const next = await iterator.next()
    if (next.done === true) break
    first.push(next.value)
    size += next.value.byteLength
  }
  async function* all(): Bytes {
    yield* first
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { head: joined(first, size), all: all() }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}

/** RFC 1950: compression method 8 and a check over the first two bytes. */
function isZlib(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head
  return (first & 15) === 8 && ((first << 8) | second) % 31 === 0
}

/** zlib says Z_DATA_ERROR, Z_BUF_ERROR; brotli ERR__ERROR_FORMAT_… and the like; zstd ZSTD_error_…. */
function isUnpackError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    code.startsWith('Z_') ||
    code.startsWith('ERR__ERROR_') ||
    code.startsWith('ERR_BROTLI') ||
    code.startsWith('ZSTD_')
  )
}
