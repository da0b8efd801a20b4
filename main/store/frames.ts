/**
 * frames.ts — the journal's text: one record a line, and how a line proves that it is whole.
 *
 * Room:     main/store. Pure.
 * Promises: reading gives an exact prefix of what was written: it stops at the first byte that is not as it was
 *           written, and at the first record whose number is not one more than the one before.
 * Knows:    - a line is `length crc seq json⏎`: 8 hex digits, 8 hex digits, 12 decimal digits, JSON text. The sum runs
 *             over length, seq and the JSON's bytes, so no digit of it can change unseen.
 *           - JSON text never holds a raw line end. So what a torn write leaves holds none either: bad bytes with a
 *             line end among them were once whole records, and that is damage.
 */
import { crc32c } from './crc32c.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

export interface Frame {
  readonly seq: number
  /** JSON text. */
  readonly json: Buffer
}

export interface Frames {
  readonly frames: readonly Frame[]
  /** How many bytes from the beginning the frames take. */
  readonly goodBytes: number
  /**
   * clean    nothing follows the last frame
   * torn     the beginning of a frame, as a write leaves it that was never finished and so never acknowledged
   * damaged  anything else
   */
  readonly tail: 'clean' | 'torn' | 'damaged'
}

const headLength = 31
const head = /^([0-9a-f]{8}) ([0-9a-f]{8}) (\d{12}) $/
const lineEnd = 10
const stepBytes = 512 * 1024

export function frameOf(seq: number, json: string | Uint8Array): Buffer {
  const text = typeof json === 'string' ? Buffer.from(json) : json
  const length = text.length.toString(16).padStart(8, '0')
  const number = String(seq).padStart(12, '0')
  const sum = sumOf(length, number, text).toString(16).padStart(8, '0')
  return Buffer.concat([Buffer.from(`${length} ${sum} ${number} `), text, Buffer.from('\n')])
}

/** The same for a record of many megabytes, with pauses. */
export async function frameInSteps(seq: number, text: Uint8Array): Promise<Buffer> {
  const yieldNow = yieldToLoop()
  const length = text.length.toString(16).padStart(8, '0')
  const number = String(seq).padStart(12, '0')
  let sum = crc32c(Buffer.from(length + number, 'latin1'))
  for (let from = 0; from < text.length; from += stepBytes) {
    sum = crc32c(text.subarray(from, from + stepBytes), sum)
    await yieldNow()
  }
  const head = `${length} ${sum.toString(16).padStart(8, '0')} ${number} `
  return Buffer.concat([Buffer.from(head), text, Buffer.from('\n')])
}

/** @param first The number that the first frame must have. */
export function readFrames(bytes: Uint8Array, first: number | null = null): Frames {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Frame[] = []
  let at = 0
  for (let expected = first; at < buffer.length;) {
    const frame = frameAt(buffer, at)
    if (frame === null || (expected !== null && frame.seq !== expected)) break
    frames.push(frame)
    expected = frame.seq + 1
    at += headLength + frame.json.length + 1
  }
  return { frames, goodBytes: at, tail: tailOf(buffer, at) }
}

function frameAt(buffer: Buffer, at: number): Frame | null {
  const found = head.exec(buffer.toString('latin1', at, at + headLength))
  if (found === null) return null
  const [length, sum, number] = found.slice(1) as [string, string, string]
  const from = at + headLength
  const to = from + Number.parseInt(length, 16)
  if (buffer[to] !== lineEnd) return null
  const json = buffer.subarray(from, to)
  if (sumOf(length, number, json) !== Number.parseInt(sum, 16)) return null
  return { seq: Number(number), json }
}

function tailOf(buffer: Buffer, at: number): Frames['tail'] {
  if (at === buffer.length) return 'clean'
  const start = buffer.toString('latin1', at, at + headLength)
  // A head that was cut looks whole when what is missing is put behind it.
  const looksLikeAHead = head.test(start + '00000000 00000000 000000000000 '.slice(start.length))
  return looksLikeAHead && !buffer.includes(lineEnd, at) ? 'torn' : 'damaged'
}

function sumOf(length: string, number: string, json: Uint8Array): number {
  return crc32c(json, crc32c(Buffer.from(length + number, 'latin1')))
}
