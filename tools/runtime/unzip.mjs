/**
 * unzip.mjs — unpacks a .zip as a stream, choosing and renaming members on the way.
 *
 * Room:     tools/runtime (Node only: a fresh Debian has no `unzip`)
 * Promises: constant memory; nothing outside the target folder; a size that does not match is an error.
 * Knows:    stored and deflated members with unix modes. No Zip64, no encryption, no links: refused.
 * Source:   PKWARE APPNOTE 6.3.10, §4.3 (end of central directory, central directory, local header)
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { finished, pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const longestEnd = 22 + 0xffff

/**
 * Lists a zip's members from its central directory. Cost: two reads at the end of the file.
 *
 * @param {string} zip path of the file
 * @returns {Promise<{ name: string, method: number, packed: number, size: number, mode: number, offset: number }[]>}
 * @throws when the file is not a zip that we can read
 */
export async function listZip(zip) {
  const file = await open(zip)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, longestEnd))
    await file.read(tail, 0, tail.length, size - tail.length)
    const at = lastIndexOfSignature(tail)
    if (at < 0) throw new Error(`${path.basename(zip)} is not a complete zip file`)
    const count = tail.readUInt16LE(at + 10)
    const bytes = tail.readUInt32LE(at + 12)
    const start = tail.readUInt32LE(at + 16)
    if (count === 0xffff || start === 0xffffffff) throw new Error('Zip64 files are not supported')
    const directory = Buffer.alloc(bytes)
    const { bytesRead } = await file.read(directory, 0, bytes, start)
    if (bytesRead !== bytes) throw new Error('the zip file is cut short')
    return readDirectory(directory, count)
  } finally {
    await file.close()
  }
}

/**
 * Unpacks the chosen members one after another.
 *
 * @param {string} zip
 * @param {string} folder where to; made when missing
 * @param {(name: string) => string | null} rename the path inside `folder`, or null to leave a member out
 * @param {(part: number) => void} [onProgress] 0 to 1, by packed bytes
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(zip, folder, rename, onProgress = () => {}) {
  const chosen = (await listZip(zip))
    .map((member) => ({ ...member, to: member.name.endsWith('/') ? null : rename(member.name) }))
    .filter((member) => member.to !== null)
  const total = chosen.reduce((sum, member) => sum + member.packed, 0)
  let done = 0
  const file = await open(zip)
  try {
    for (const member of chosen) {
      const target = insideOf(folder, member.to)
      if (member.mode && (member.mode & 0o170000) === 0o120000) throw new Error(`link in zip: ${member.name}`)
      if (member.method !== 0 && member.method !== 8) throw new Error(`unknown packing of ${member.name}`)
      await mkdir(path.dirname(target), { recursive: true })
      await writeMember(zip, await dataStart(file, member), member, target, (bytes) =>
        onProgress((done + bytes) / total),
      )
      done += member.packed
    }
  } finally {
    await file.close()
  }
  onProgress(1)
  return chosen.length
}

async function writeMember(zip, start, member, target, onBytes) {
  const output = createWriteStream(target)
  if (member.packed === 0) {
    await finished(output.end())
    return
  }
  const input = createReadStream(zip, { start, end: start + member.packed - 1, highWaterMark: 1 << 18 })
  input.on('data', () => onBytes(input.bytesRead))
  await (member.method === 8 ? pipeline(input, createInflateRaw(), output) : pipeline(input, output))
  if (output.bytesWritten !== member.size) throw new Error(`${member.name} has a wrong size`)
  if (member.mode & 0o111) await chmod(target, 0o755)
}

/** The local header repeats the name and has its own extra field: only it says where the data begins. */
async function dataStart(file, member) {
  const header = Buffer.alloc(30)
  await file.read(header, 0, 30, member.offset)
  return member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

function readDirectory(directory, count) {
  const members = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== centralSignature) throw new Error('the zip directory is damaged')
    const nameLength = directory.readUInt16LE(at + 28)
    members.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return members
}

function lastIndexOfSignature(tail) {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === endSignature) return at
  return -1
}

function insideOf(folder, name) {
  const target = path.resolve(folder, name)
  if (!target.startsWith(path.resolve(folder) + path.sep)) throw new Error(`path leaves the folder: ${name}`)
  return target
}
