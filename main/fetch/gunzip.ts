/**
 * gunzip.ts — gzip as browsers unpack it: what the packed text itself says is enough, its trailer is not looked at.
 *
 * Room:     main/fetch.
 * Promises: holds one piece of what comes and one of what goes out; what breaks off in the packed text is an error, whatever
 *           stands behind it is not.
 * Knows:    - proxies that rewrite bodies leave a wrong checksum, or cut the last eight bytes off; zlib's own reader gives an
 *             error then, and nothing of the last 64 KB.
 *           - a body may have several members (RFC 1952 §2.2); other bytes behind the last one are left.
 */
import { createInflateRaw } from 'node:zlib'
import type { InflateRaw } from 'node:zlib'

type Bytes = AsyncIterable<Uint8Array>

/** What zlib would have said. */
class NotGzipError extends Error {
  readonly code = 'Z_DATA_ERROR'
}

const trailerBytes = 8
const headerAtMost = 4096
const [hasSum, hasExtra, hasName, hasComment] = [2, 4, 8, 16]

export async function* gunzipped(source: Bytes, pieceBytes: number): Bytes {
  const input = source[Symbol.asyncIterator]()
  const more = async (): Promise<Uint8Array | null> => {
    const next = await input.next()
    return next.done === true ? null : next.value
  }
  let rest: Uint8Array = new Uint8Array(0)
  /** As many bytes as are wanted, or all that there are. */
  const atLeast = async (size: number): Promise<void> => {
    while (rest.length < size) {
      const piece = await more()
      if (piece === null) return
      rest = Buffer.concat([rest, piece])
    }
  }
  try {
    do {
      const header = await headerLength(atLeast, () => rest)
      const raw = createInflateRaw({ chunkSize: pieceBytes })
      try {
        rest = yield* member(raw, rest.subarray(header), more)
      } finally {
        raw.destroy()
      }
      await atLeast(trailerBytes + 2)
      rest = rest.subarray(Math.min(rest.length, trailerBytes))
    } while (isMember(rest))
  } finally {
    await input.return?.()
  }
}

const isMember = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b

async function headerLength(
  atLeast: (size: number) => Promise<void>,
  read: () => Uint8Array,
): Promise<number> {
  await atLeast(10)
  const [, , method = 0, flags = 0] = read()
  if (!isMember(read()) || method !== 8 || read().length < 10) throw new NotGzipError()
  let at = 10
  if ((flags & hasExtra) !== 0) {
    await atLeast(at + 2)
    const [low = 0, high = 0] = read().subarray(at)
    at += 2 + low + high * 256
  }
  for (const text of [hasName, hasComment]) {
    if ((flags & text) === 0) continue
    await atLeast(at + 1)
    while (read()[at] !== 0) {
      at += 1
      if (at > headerAtMost) throw new NotGzipError()
      if (read().length <= at) await atLeast(at + 1)
      if (read().length <= at) throw new NotGzipError()
    }
    at += 1
  }
  if ((flags & hasSum) !== 0) at += 2
  await atLeast(at)
  return at
}

interface State {
  isOver: boolean
  isTaken: boolean
  error: Error | null
}

/** Yields what one member holds. @returns What came behind it, as far as it is here. */
async function* member(
  raw: InflateRaw,
  first: Uint8Array,
  more: () => Promise<Uint8Array | null>,
): AsyncGenerator<Uint8Array, Uint8Array> {
  const state: State = { isOver: false, isTaken: false, error: null }
  /** Events change it while we wait. */
  const now = (): State => state
  let wake = (): void => undefined
  const woken = () => new Promise<void>((resolve) => (wake = resolve))
  raw.on('readable', () => {
    wake()
  })
  raw.on('end', () => {
    state.isOver = true
    wake()
  })
  raw.on('error', (error) => {
    state.error = error
    wake()
  })
  let fed = 0
  for (let piece: Uint8Array | null = first; ; piece = await more()) {
    state.isTaken = false
    fed += piece?.length ?? 0
    const taken = () => {
      state.isTaken = true
      wake()
    }
    if (piece === null) raw.end()
    else raw.write(piece, taken)
    for (;;) {
      const next = woken()
      for (let out = raw.read() as Uint8Array | null; out !== null; out = raw.read() as Uint8Array | null)
        yield out
      const { error, isOver, isTaken } = now()
      if (error !== null) throw error
      if (isOver) return (piece ?? first).subarray((piece ?? first).length - (fed - raw.bytesWritten))
      if (isTaken) break
      await next
    }
  }
}
