/**
 * lenientAnswer.ts — the bytes of one answer as they come, turned into an answer that a strict parser reads.
 *
 * Room:     main/fetch. Pure but for what it remembers between two pieces; mendedSocket.ts hands it the bytes.
 * Promises: holds no more than the head's cap; linear in what comes, however small the pieces are.
 *           A body that breaks off is whole only when its last bytes close a document (wholeBody.ts), or when it is packed:
 *           then who unpacks it sees whether it is.
 * Knows:    - an answer without any head (HTTP/0.9) is taken when it begins as a document does.
 *           - "chunked" is said of bodies that are not: one that begins as a document does is taken as it is.
 *           - scripts forget the empty line behind the head, or the first line of it; some write \r\r\n.
 *           - an answer that goes before the answer (1xx) is passed over, eight at most.
 */
import { trimEndOf } from '../base/trims.ts'
import { BrokenAnswerError } from './brokenAnswer.ts'
import { isFirstLine, mendHead } from './lenientHead.ts'
import { closesDocument } from './wholeBody.ts'

export class HeadTooLargeError extends Error {
  readonly code = 'UND_ERR_HEADERS_OVERFLOW'
}

export interface LenientAnswer {
  /** @throws BrokenAnswerError, HeadTooLargeError. */
  readonly take: (piece: Buffer) => readonly Buffer[]
  /** The answer is whole, whatever comes after it. */
  readonly isWhole: () => boolean
  /** The other side ended. @throws BrokenAnswerError when something is missing. */
  readonly end: () => void
}

const earlyAtMost = 8
const sizeLineAtMost = 4096
const tailBytes = 1024

type State = 'start' | 'head' | 'plain' | 'size' | 'chunk' | 'whole'

export function lenientAnswer(headBytes: number): LenientAnswer {
  let state: State = 'start'
  let line: Buffer[] = []
  let lineBytes = 0
  let lines: string[] = []
  let headSize = 0
  let early = 0
  let sizes = 0
  /** Of the present chunk, or of the body where lengths were told. */
  let left = Infinity
  let owed = 0
  let isPacked = false
  let tail = Buffer.alloc(0)
  let first = 0

  const takeLine = (rest: Buffer, most: number): { text: string | null; rest: Buffer } => {
    const at = rest.indexOf(10)
    const part = at < 0 ? rest : rest.subarray(0, at)
    lineBytes += part.length
    if (lineBytes > most)
      throw state === 'head' ? new HeadTooLargeError() : new BrokenAnswerError('unreadable')
    line.push(part)
    if (at < 0) return { text: null, rest: Buffer.alloc(0) }
    const text = Buffer.concat(line).toString('latin1')
    line = []
    lineBytes = 0
    return { text: trimEndOf(text, '\r'), rest: rest.subarray(at + 1) }
  }

  /** The first byte that is no blank says whether there is a head at all. */
  const start = (rest: Buffer): Buffer => {
    let at = 0
    while (at < rest.length && isBlank(rest[at])) at += 1
    const found = rest.subarray(at)
    headSize += at
    if (headSize > headBytes) throw new HeadTooLargeError()
    if (found.length > 0) state = beginsDocument(found[0]) ? 'plain' : 'head'
    return found
  }

  const head = (piece: Buffer, out: Buffer[]): Buffer => {
    // No field begins as a document does: the empty line is missing.
    const isOver = lines.length > 0 && lineBytes === 0 && beginsDocument(piece[0])
    const { text, rest } = isOver ? { text: '', rest: piece } : takeLine(piece, headBytes)
    headSize += piece.length - rest.length
    if (headSize > headBytes) throw new HeadTooLargeError()
    if (text === null) return rest
    if (lines.length === 0 && !isFirstLine(text)) throw new BrokenAnswerError('unreadable')
    if (text !== '') {
      lines.push(text)
      return rest
    }
    const mended = mendHead(lines)
    lines = []
    if (mended === null || mended.status === 101) throw new BrokenAnswerError('unreadable')
    if (mended.status < 200) {
      early += 1
      if (early > earlyAtMost) throw new BrokenAnswerError('unreadable')
      state = 'start'
      return rest
    }
    out.push(Buffer.from(mended.text, 'latin1'))
    const { end } = mended
    isPacked = mended.isPacked
    state = end.kind === 'none' ? 'whole' : end.kind === 'chunks' ? 'size' : 'plain'
    if (end.kind === 'close') {
      left = end.most ?? Infinity
      owed = end.least
      if (left === 0) state = 'whole'
    }
    return rest
  }

  const size = (piece: Buffer): Buffer => {
    if (sizes === 0 && lineBytes === 0 && (beginsDocument(piece[0]) || beginsGzip(piece[0]))) {
      state = 'plain'
      return piece
    }
    const { text, rest } = takeLine(piece, sizeLineAtMost)
    // The end of the line that closes the chunk before; or none at all, as some write.
    if (text === null || text.trim() === '') return rest
    const said = /^\s*(?:0x)?0*([\da-f]{1,12})\s*(?:;|$)/i.exec(text)?.[1]
    if (said === undefined) throw new BrokenAnswerError('unreadable')
    sizes += 1
    left = Number.parseInt(said, 16)
    state = left === 0 ? 'whole' : 'chunk'
    return rest
  }

  const hasNoHead = () => state === 'plain'

  const body = (rest: Buffer, out: Buffer[]): Buffer => {
    const part = rest.subarray(0, Math.min(rest.length, left))
    left -= part.length
    owed = Math.max(0, owed - part.length)
    if (first === 0) first = part[0] ?? 0
    out.push(part)
    tail = Buffer.concat([tail, part.subarray(-tailBytes)]).subarray(-tailBytes)
    if (left === 0) state = state === 'chunk' ? 'size' : 'whole'
    return rest.subarray(part.length)
  }

  return {
    take: (piece) => {
      const out: Buffer[] = []
      let rest = piece
      while (rest.length > 0 && state !== 'whole') {
        if (state === 'start') {
          rest = start(rest)
          if (hasNoHead()) out.push(Buffer.from('HTTP/1.1 200 \r\nconnection: close\r\n\r\n'))
        } else if (state === 'head') rest = head(rest, out)
        else if (state === 'size') rest = size(rest)
        else rest = body(rest, out)
      }
      return out
    },
    isWhole: () => state === 'whole',
    end: () => {
      if (state === 'whole' || (state === 'plain' && owed === 0)) return
      if (state === 'start' || state === 'head') {
        if (headSize === 0) throw new BrokenAnswerError('no-answer')
        throw new BrokenAnswerError(lines.length > 0 ? 'cut-short' : 'unreadable')
      }
      const isNothing = first === 0
      if (isNothing || (!isPacked && !closesDocument(first, tail))) throw new BrokenAnswerError('cut-short')
      state = 'whole'
    },
  }
}

const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 10 || byte === 13
/** `<`, `{`, or the mark of UTF-8. */
const beginsDocument = (byte: number | undefined): boolean => byte === 60 || byte === 123 || byte === 0xef
/** No size of a chunk does, neither does a document. */
const beginsGzip = (byte: number | undefined): boolean => byte === 0x1f
