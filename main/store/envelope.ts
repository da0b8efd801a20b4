/**
 * envelope.ts — how a file of user/ proves that it is whole.
 *
 * Room:     main/store. Pure.
 * Promises: a file that was cut, emptied, overwritten, or changed in a single bit does not open.
 * Knows:    the text is one JSON object, written so that its head can be read without parsing the rest:
 *           {"magic":"kawaraban","schema":1,"seq":7,"byteLength":123,"sha256":"…","data":…}
 *           The sum runs over name, schema, seq and the very bytes of `data`. This form never changes; what
 *           changes between versions is `data`, and `schema` says so.
 */
import { createHash } from 'node:crypto'

export interface Envelope<Bytes extends Uint8Array = Uint8Array> {
  readonly schema: number
  /** Rises by one with every write. */
  readonly seq: number
  /** JSON text. */
  readonly payload: Bytes
}

const head =
  /^\{"magic":"kawaraban","schema":([1-9]\d{0,5}),"seq":(0|[1-9]\d{0,14}),"byteLength":(0|[1-9]\d{0,9}),"sha256":"([0-9a-f]{64})","data":/
const foot = '}\n'
const longestHead = 220

/** @param name Which file it is, so that one cannot be put in the place of another. */
export function seal(name: string, envelope: Envelope): Uint8Array {
  const { schema, seq, payload } = envelope
  const sum = checksum(name, schema, seq, payload)
  const start = `{"magic":"kawaraban","schema":${String(schema)},"seq":${String(seq)},"byteLength":${String(payload.length)},"sha256":"${sum}","data":`
  return Buffer.concat([Buffer.from(start), payload, Buffer.from(foot)])
}

/** Null when anything at all is not as it was sealed. */
export function unseal(name: string, bytes: Uint8Array): Envelope<Buffer> | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = head.exec(buffer.toString('latin1', 0, longestHead))
  if (found === null) return null
  const [start, schema, seq, byteLength, sum] = [found[0], ...found.slice(1, 4).map(Number), found[4]] as [
    string,
    number,
    number,
    number,
    string,
  ]
  const end = start.length + byteLength
  if (buffer.length !== end + foot.length || buffer.toString('latin1', end) !== foot) return null
  const payload = buffer.subarray(start.length, end)
  return checksum(name, schema, seq, payload) === sum ? { schema, seq, payload } : null
}

function checksum(name: string, schema: number, seq: number, payload: Uint8Array): string {
  return createHash('sha256')
    .update(`${name}\n${String(schema)}\n${String(seq)}\n`)
    .update(payload)
    .digest('hex')
}
