/**
 * untar.mjs — takes one file out of an npm package (.tgz) as a stream.
 *
 * Room:     tools/runtime (Node only)
 * Promises: constant memory; the member is complete or an error is thrown.
 * Knows:    plain ustar headers, which is what npm writes for short names. Longer ones are skipped.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

const block = 512

/**
 * Writes the member `name` of `tgz` to `target`.
 *
 * @param {string} tgz path of the package
 * @param {string} name full name in the archive, e.g. "package/LICENSE"
 * @param {string} target path of the file to write
 * @param {(part: number) => void} [onProgress] 0 to 1, by packed bytes read
 * @throws when the archive has no such member or ends too early
 */
export async function extractMember(tgz, name, target, onProgress = () => {}) {
  const { size: total } = await stat(tgz)
  const input = createReadStream(tgz, { highWaterMark: 1 << 18 })
  const unpacked = input.pipe(createGunzip({ chunkSize: 1 << 18 }))
  // pipe() does not hand on errors.
  input.on('error', (error) => unpacked.destroy(error))
  const tell = () => onProgress(input.bytesRead / total)
  try {
    await pipeline(memberBytes(unpacked, name, tell), createWriteStream(target))
  } finally {
    input.destroy()
  }
  onProgress(1)
}

/** The bytes of one member; reads no further than its end. */
async function* memberBytes(unpacked, name, tell) {
  let header = Buffer.alloc(0)
  let left = 0 // bytes of the current member still to come
  let padding = 0 // and of the zeros that fill its last block
  let isWanted = false
  for await (const chunk of unpacked) {
    tell()
    let at = 0
    while (at < chunk.length) {
      if (left > 0) {
        const part = chunk.subarray(at, at + left)
        at += part.length
        left -= part.length
        if (isWanted) yield part
        if (isWanted && left === 0) return
      } else if (padding > 0) {
        const skipped = Math.min(padding, chunk.length - at)
        at += skipped
        padding -= skipped
      } else {
        const part = chunk.subarray(at, at + block - header.length)
        at += part.length
        header = Buffer.concat([header, part])
        if (header.length < block) continue
        const member = readHeader(header)
        header = Buffer.alloc(0)
        left = member.size
        padding = (block - (member.size % block)) % block
        isWanted = member.isFile && member.name === name
        if (isWanted && left === 0) return
      }
    }
  }
  throw new Error(isWanted ? `${name} is cut short` : `${name} is not in the package`)
}

function readHeader(header) {
  const text = (from, length) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '')
  const prefix = text(345, 155)
  return {
    name: (prefix === '' ? '' : `${prefix}/`) + text(0, 100),
    size: Number.parseInt(text(124, 12).trim() || '0', 8),
    isFile: header[156] === 0 || header[156] === 0x30,
  }
}
