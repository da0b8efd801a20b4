/**
 * copyWhole.ts — makes one folder hold what another one holds, and proves it.
 *
 * Room:     main/shell. No Electron.
 * Promises: the source is only read. Files that are there already with the same length and are not older are not copied
 *           again, so that a second time is quick. Sizes of all, and every byte of what nobody can give back (`user`,
 *           `backups`, `deleted`), are compared at the end. What the source does not hold goes from the copy.
 *           Nothing is written through a link; folders are private (privateFile.ts).
 * Knows:    `lock` says which program has a library open: it is never copied.
 */
import { copyFile, lstat, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import { privateFolder } from './privateFile.ts'

const skipped = /^(lock|knock)(\.|$)|\.tmp$/
const precious = ['user', 'backups', 'deleted']

/** @returns `store-write` with the name of what could not be copied. Cost: one read and write of everything that is new. */
export async function copyWhole(from: string, to: string, log: Log): Promise<Outcome<null>> {
  let at = ''
  try {
    await copyFolder('')
    for (const name of precious) await compareFolder(name)
    return ok(null)
  } catch (error) {
    log.error('the library could not be copied', error)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return fail({ kind: 'store-write', file: at, code })
  }

  async function copyFolder(folder: string): Promise<void> {
    if (folder !== '') await takeLinkAway(join(to, folder))
    await mkdir(join(to, folder), { recursive: true, mode: privateFolder })
    const entries = (await readdir(join(from, folder), { withFileTypes: true })).filter(
      ({ name }) => !skipped.test(name),
    )
    const names = new Set(entries.map(({ name }) => name))
    // At the top there may be files of somebody else.
    for (const name of folder === '' ? [] : await readdir(join(to, folder))) {
      if (!names.has(name)) await rm(join(to, folder, name), { recursive: true, force: true })
    }
    for (const entry of entries) {
      const path = join(folder, entry.name)
      at = path
      if (entry.isDirectory()) await copyFolder(path)
      else if (entry.isFile()) await copyOne(path, precious.includes(path.split(/[\\/]/)[0] ?? ''))
    }
  }

  async function copyOne(path: string, isPrecious: boolean): Promise<void> {
    const source = await stat(join(from, path))
    await takeLinkAway(join(to, path))
    const target = await stat(join(to, path)).catch(() => null)
    const isSame = target?.size === source.size && target.mtimeMs >= source.mtimeMs
    if (isSame && !isPrecious) return
    await copyFile(join(from, path), join(to, path))
    if (isPrecious) await sync(join(to, path))
    if ((await stat(join(to, path))).size < source.size) {
      throw Object.assign(new Error(`Not copied whole: ${path}`), { code: 'EIO' })
    }
  }

  async function compareFolder(folder: string): Promise<void> {
    const entries = await readdir(join(to, folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const path = join(folder, entry.name)
      at = path
      if (entry.isDirectory()) await compareFolder(path)
      else await compareOne(path)
    }
  }

  /** A journal may have grown meanwhile: what was copied must be how it begins. */
  async function compareOne(path: string): Promise<void> {
    const [source, target] = await Promise.all([readFile(join(from, path)), readFile(join(to, path))])
    if (!source.subarray(0, target.length).equals(target)) {
      throw Object.assign(new Error(`The copy differs: ${path}`), { code: 'EIO' })
    }
  }
}

async function takeLinkAway(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found?.isSymbolicLink() === true) await rm(path)
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
