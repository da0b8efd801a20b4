/**
 * dataPlace.ts — where the library lies: the usual folder, one that the reader chose, or one that travels with the program.
 *
 * Room:     main/shell. No Electron.
 * Promises: a chosen folder that is not there is told, never made anew: an empty library on an unplugged drive's
 *           place looks like losing everything.
 * Reads:    <userData>/place.json: {"library":"/where/it/is","from":null,"old":"/where/it/was"}. While `from` is set the library
 *           has been copied, and the old one is still in use: at the next start what changed since is copied once more. If
 *           that fails the old one is opened, and the move is off. The old folder is never touched.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import { copyWhole } from './copyWhole.ts'
import { makePrivateFolder, readPrivate, replacePrivateNow } from './privateFile.ts'

export interface PlaceFile {
  readonly library: string
  readonly from: string | null
  readonly old: string | null
}

/** Null when nothing was chosen, or what was written there cannot be understood. */
export function readPlaceFile(userData: string): PlaceFile | null {
  try {
    const read = JSON.parse(readPrivate(fileIn(userData), 100_000).toString('utf8')) as Partial<
      Record<string, unknown>
    >
    const { library, from, old } = read
    if (typeof library !== 'string' || !isAbsolute(library)) return null
    return {
      library,
      from: typeof from === 'string' && isAbsolute(from) ? from : null,
      old: typeof old === 'string' && isAbsolute(old) ? old : null,
    }
  } catch {
    return null
  }
}

export function writePlaceFile(userData: string, place: PlaceFile): void {
  replacePrivateNow(fileIn(userData), `${JSON.stringify(place)}\n`)
}

/** Back to the usual folder; what was chosen is kept beside, for whoever wants to know. */
export function forgetPlace(userData: string): void {
  if (existsSync(fileIn(userData))) renameSync(fileIn(userData), join(userData, 'place.old.json'))
}

/**
 * The folder to open now, with a move finished that was begun.
 *
 * @returns `store-missing` when the chosen folder is not there.
 */
export async function findLibrary(userData: string, log: Log): Promise<Outcome<string>> {
  const place = readPlaceFile(userData)
  if (place === null) return ok(join(userData, 'library'))
  const { library, from } = place
  if (from === null) {
    const isThere = existsSync(join(library, 'user'))
    return isThere ? ok(library) : fail({ kind: 'store-missing', folder: library })
  }
  const copied = await copyWhole(from, library, log)
  try {
    // Before it is opened there: from then on the new one is the truth, and must never be copied over again.
    if (copied.ok) writePlaceFile(userData, { library, from: null, old: from })
    else forgetPlace(userData)
  } catch (error) {
    log.error('the place of the library could not be written', error)
    return ok(from)
  }
  if (copied.ok) return ok(library)
  log.warn('the library stays where it was', copied.failure)
  return ok(from)
}

/**
 * Copies the library into a folder, proves the copy, and remembers it for the next start.
 *
 * @returns the folder it will lie in: the chosen one when it is empty, else one of its own in it.
 */
export async function moveLibrary(
  userData: string,
  library: string,
  chosen: string,
  log: Log,
): Promise<Outcome<string>> {
  const target = isEmptyFolder(chosen) ? resolve(chosen) : join(resolve(chosen), 'kawaraban-library')
  const refused = (why: string) => fail({ kind: 'refused', request: 'move', why })
  if (isInside(target, library) || isInside(library, target)) return refused('one inside the other')
  if (existsSync(target) && !isEmptyFolder(target)) return refused('not empty')
  try {
    makePrivateFolder(target)
  } catch (error) {
    return writeFailure(target, error)
  }
  let copied = await copyWhole(library, target, log)
  // The library is open, and its files may change while they are copied and compared.
  for (let attempt = 0; attempt < 2 && !copied.ok && mayPass(copied.failure); attempt += 1) {
    copied = await copyWhole(library, target, log)
  }
  if (!copied.ok) {
    rmSync(target, { recursive: true, force: true })
    return copied
  }
  try {
    writePlaceFile(userData, { library: target, from: library, old: null })
  } catch (error) {
    return writeFailure(fileIn(userData), error)
  }
  return ok(target)
}

function mayPass(failure: Failure): boolean {
  return failure.kind === 'store-write' && ['EIO', 'ENOENT'].includes(failure.code)
}

function isEmptyFolder(folder: string): boolean {
  try {
    return existsSync(folder) && readdirSync(folder).length === 0
  } catch {
    return false
  }
}

function isInside(inner: string, outer: string): boolean {
  const path = relative(resolve(outer), resolve(inner))
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path))
}

function writeFailure(file: string, error: unknown): Outcome<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return fail({ kind: 'store-write', file, code })
}

function fileIn(userData: string): string {
  return join(userData, 'place.json')
}
