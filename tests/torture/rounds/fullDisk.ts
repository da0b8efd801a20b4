/**
 * fullDisk.ts — the disk takes only so many bytes more, at every placement (safety.md tests 82, 83).
 *
 * injected  a file layer with so many bytes left; writes are short at the edge; then room comes back, without a restart
 * ulimit    a real short write: the system cuts the write and answers EFBIG
 * tmpfs     a real full disk, where root may mount one
 */
import { execFileSync } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import type { Library } from '../../../main/model/library.ts'
import { remember, removeFolder, startVictim, workFolder } from '../child.ts'
import { makeLibrary, openQuietly } from '../opening.ts'
import { judge, makeChange } from '../plan.ts'
import { tallyOf } from '../result.ts'
import type { Result, Tally } from '../result.ts'

const made = 20
const changes = 8
const all = Array.from({ length: made }, (_, n) => n)

/** A disk that takes `room.bytes` more. */
export function filesWith(room: { bytes: number }): Files {
  const short = async (length: number, write: (take: number) => Promise<number>) => {
    if (room.bytes <= 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    const taken = await write(Math.min(length, room.bytes))
    room.bytes -= taken
    return taken
  }
  return {
    ...diskFiles,
    create: async (path) => {
      const file = await diskFiles.create(path)
      return {
        ...file,
        write: (bytes, from) =>
          short(bytes.length - from, (take) => file.write(bytes.subarray(0, from + take), from)),
      }
    },
    grow: async (path) => {
      const file = await diskFiles.grow(path)
      return {
        ...file,
        write: (bytes, from, at) =>
          short(bytes.length - from, (take) => file.write(bytes.subarray(0, from + take), from, at)),
      }
    },
  }
}

/** @param step Every so manieth byte of what one life writes: a start, eight changes, a snapshot, a journal. */
export async function injectedRound(step: number): Promise<Result> {
  const tally = tallyOf('disk full, injected')
  const folder = await workFolder('full')
  const template = join(folder, 'template')
  await makeLibrary(template, made, 8)
  const live = async (library: Library) => {
    const acknowledged: number[] = []
    for (let n = made; n < made + changes; n += 1) if (await makeChange(library, n)) acknowledged.push(n)
    return acknowledged
  }
  const measure = { bytes: Number.MAX_SAFE_INTEGER }
  await cp(template, join(folder, 'measure'), { recursive: true })
  const measured = await openQuietly(join(folder, 'measure'), filesWith(measure))
  if (measured !== null) await live(measured)
  await measured?.close()
  const total = Number.MAX_SAFE_INTEGER - measure.bytes

  let recovered = 0
  for (let bytes = 0; bytes < total; bytes += step) {
    const at = `${String(bytes)} bytes left`
    const library = join(folder, 'library')
    await rm(library, { recursive: true, force: true })
    await cp(template, library, { recursive: true })
    tally.tried()
    const room = { bytes }
    const opened = await openQuietly(library, filesWith(room))
    if (opened === null) {
      tally.failedStart(at)
      continue
    }
    const acknowledged = await live(opened)
    const isHealthy = opened.health().phase === 'ok'
    if (acknowledged.length < changes && isHealthy) tally.add(['nobody was told'], at)
    if (bytes % (2 * step) === 0 && !isHealthy && opened.markOf('m0' as never) !== null) {
      room.bytes = Number.MAX_SAFE_INTEGER
      if (await makeChange(opened, made + changes)) {
        acknowledged.push(made + changes)
        recovered += 1
      }
    }
    await opened.close()
    await judgeAgain(tally, library, acknowledged, at)
  }
  await removeFolder(folder)
  return tally.result({ 'bytes of one life': total, 'recovered without restart': recovered })
}

async function judgeAgain(
  tally: Tally,
  library: string,
  acknowledged: readonly number[],
  at: string,
): Promise<void> {
  const again = await openQuietly(library)
  if (again === null) {
    tally.failedStart(`${at}, next start`)
    return
  }
  tally.add(judge(again, [...all, ...acknowledged], made + changes + 1), at)
  for (const failure of again.trouble) tally.add([`told of ${JSON.stringify(failure)}`], at)
  await again.close()
}

/** @param placements How many different limits, 512 bytes apart. */
export async function ulimitRound(program: string, placements: number): Promise<Result> {
  const tally = tallyOf('short writes, ulimit -f')
  const folder = await workFolder('ulimit')
  const template = join(folder, 'template')
  await makeLibrary(template, made, 8)
  let refused = 0
  for (let blocks = 1; blocks <= placements; blocks += 1) {
    const library = join(folder, 'library')
    await rm(library, { recursive: true, force: true })
    await cp(template, library, { recursive: true })
    const orders = { folder: library, from: made, count: changes }
    const told = await startVictim(program, orders, `trap '' XFSZ; ulimit -f ${String(blocks)}`).ended
    tally.tried()
    if (told.opened === null)
      tally.failedStart(`limit ${String(blocks)}: ${told.notOpened ?? told.complaints}`)
    refused += told.refused.length
    await judgeAgain(tally, library, told.acknowledged, `limit ${String(blocks)}`)
  }
  await removeFolder(folder)
  return tally.result({ 'changes refused': refused })
}

/** Null where no disk may be mounted. */
export async function tmpfsRound(program: string, placements: number): Promise<Result | null> {
  const tally = tallyOf('disk full, tmpfs')
  const folder = await workFolder('tmpfs')
  const disk = join(folder, 'disk')
  await mkdir(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    await removeFolder(folder)
    return null
  }
  const template = join(folder, 'template')
  await makeLibrary(template, made, 8)
  let refused = 0
  try {
    for (let pages = 0; pages < placements; pages += 1) {
      const library = join(disk, 'library')
      await rm(library, { recursive: true, force: true })
      await rm(join(disk, 'ballast'), { force: true })
      await cp(template, library, { recursive: true })
      const { bavail, bsize } = statfsSync(disk)
      await writeFile(join(disk, 'ballast'), Buffer.alloc(Math.max(0, (bavail - pages) * bsize)))
      const told = await startVictim(program, { folder: library, from: made, count: changes }).ended
      const at = `${String(pages)} pages left`
      tally.tried()
      if (told.opened === null) tally.failedStart(`${at}: ${told.notOpened ?? told.complaints}`)
      refused += told.refused.length
      const memory = join(folder, 'memory.json')
      remember(memory, [...all, ...told.acknowledged], made + changes)
      // Once on the full disk, and once with room.
      const full = await startVictim(program, { folder: library, memory, count: 0, isCrash: true }).ended
      if (full.opened === null) tally.failedStart(`${at}, start on the full disk`)
      else tally.add(full.opened.wrong, at)
      await rm(join(disk, 'ballast'), { force: true })
      await judgeAgain(tally, library, told.acknowledged, at)
    }
  } finally {
    execFileSync('umount', [disk])
    await removeFolder(folder)
  }
  return tally.result({ 'changes refused': refused })
}
