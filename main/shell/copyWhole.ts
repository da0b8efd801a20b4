/**
 * copyWhole.ts — makes one folder hold what another one holds, and proves it.
 *
 * Room:     main/shell. No Electron.
 * Promises: the source is only read. Files that are there already with the same length and are not older are not copied
 *           again, so that a second time is quick. At the end every byte of every file is compared; one that differs is copied
 *           once more. What the source does not hold goes from the copy.
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
/** What nobody can give back: on the medium before it is compared. Its files only grow while they are copied. */
const precious = ['user', 'backups', 'deleted', 'archive']
/** Small, and changing all the time. */
const alwaysCopied = ['user', 'backups', 'deleted']
/** A file of the cache may be written anew between its copy and its comparison, and once more. */
const comparisons = 3

/** @returns `store-write` with the name of what could not be copied. Cost: one read and write of everything that is new. */
export async function copyWhole(from: string, to: string, log: Log): Promise<Outcome<null>> {
  let at = ''
  /** As long as it was when it was copied. */
  const lengths = new Map<string, number>()
  try {
    await copyFolder('')
    await compareFolder('')
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
      else if (entry.isFile()) await copyOne(path, alwaysCopied.includes(topOf(path)))
    }
  }

  async function copyOne(path: string, isAnyway: boolean): Promise<void> {
    const source = await stat(join(from, path))
    lengths.set(path, source.size)
    await takeLinkAway(join(to, path))
    const target = await stat(join(to, path)).catch(() => null)
    const isSame = target?.size === source.size && target.mtimeMs >= source.mtimeMs
    if (isSame && !isAnyway) return
    await copyFile(join(from, path), join(to, path))
    if (precious.includes(topOf(path))) await sync(join(to, path))
    if ((await stat(join(to, path))).size < source.size) {
      throw Object.assign(new Error(`Not copied whole: ${path}`), { code: 'EIO' })
    }
  }

  async function compareFolder(folder: string): Promise<void> {
    // What else lies in the copy's own folder is not ours.
    const entries = await readdir(join(from, folder), { withFileTypes: true })
    for (const entry of entries) {
      if (skipped.test(entry.name)) continue
      const path = join(folder, entry.name)
      at = path
      if (entry.isDirectory()) await compareFolder(path)
      else if (entry.isFile()) await compareOne(path)
    }
  }

  async function compareOne(path: string): Promise<void> {
    for (let left = comparisons; ; left -= 1) {
      const state = await compared(path)
      if (state === 'same') return
      if (state === 'gone') {
        await rm(join(to, path), { force: true })
        return
      }
      if (left === 0) throw Object.assign(new Error(`The copy differs: ${path}`), { code: 'EIO' })
      await copyOne(path, true)
    }
  }

  /** A journal or a segment may have grown meanwhile: what was copied must be how it begins. */
  async function compared(path: string): Promise<'same' | 'different' | 'gone'> {
    const isPrecious = precious.includes(topOf(path))
    let source: Buffer
    try {
      source = await readFile(join(from, path))
    } catch (error) {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      if (isGone && !isPrecious) return 'gone'
      throw error
    }
    const target = await readFile(join(to, path)).catch(() => null)
    if (target === null) return 'different'
    if (target.length < (lengths.get(path) ?? 0)) return 'different'
    const isSame = (isPrecious ? source.subarray(0, target.length) : source).equals(target)
    return isSame ? 'same' : 'different'
  }
}

const topOf = (path: string) => path.split(/[\\/]/)[0] ?? ''

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
