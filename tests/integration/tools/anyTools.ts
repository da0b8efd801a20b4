/**
 * anyTools.ts — small makers for the tests of tools/: temp folders, a zip, an npm package.
 *
 * Room:     tests/integration/tools
 * Promises: every byte is made here; nothing is read from outside the temp folder.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

/** A folder of its own for one test, removed afterwards. */
export function anyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kawaraban-tools-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export interface ZipMember {
  readonly name: string
  readonly text: string
  readonly mode?: number
  readonly stored?: boolean
}

/** A zip as a program of the usual kind writes it: local headers, central directory, end record. */
export function anyZip(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, mode = 0o100644, stored = false } of members) {
    const raw = Buffer.from(text)
    const packed = stored ? raw : deflateRawSync(raw)
    const method = stored ? 0 : 8
    const title = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(method, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(raw.length, 22)
    local.writeUInt16LE(title.length, 26)
    local.writeUInt16LE(4, 28) // an extra field here and none in the directory, as real zips have
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(raw.length, 24)
    central.writeUInt16LE(title.length, 28)
    central.writeUInt32LE(mode * 0x10000, 38)
    central.writeUInt32LE(offset, 42)
    locals.push(local, title, Buffer.alloc(4), packed)
    directory.push(central, title)
    offset += local.length + title.length + 4 + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}

/** An npm package (.tgz) with the given files. */
export function anyPackage(files: Readonly<Record<string, Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('0000644\0', 100)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('0', 156)
    header.write('ustar\0' + '00', 257)
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** The words npm uses for "this content and no other". */
export const integrityOf = (bytes: Buffer): string =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}`

export function write(folder: string, name: string, bytes: Buffer): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}
