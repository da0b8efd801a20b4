/**
 * privateFile.ts — small files of this program that lie outside the library: read and replaced so that nobody else reads them
 * along, and nobody's planted link leads a write elsewhere.
 *
 * Room:     main/shell. No Electron.
 * Promises: - a new folder is 0700 and a new file 0600, whatever the umask says (Windows has no such modes; there the user's
 *             own folder is private).
 *           - a file is written under a name that nobody can know, which must not exist yet, and then takes the place of what has
 *             the final name: of a link there, the link goes and what it leads to stays as it was.
 *           - a link, a pipe, a device and a file that is too large are not read.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const privateFolder = 0o700
const privateFileMode = 0o600

/** Not at all through a link, and without waiting for somebody at the other end of a pipe. Windows has neither. */
const asItIs = onThisSystem('O_NOFOLLOW') | onThisSystem('O_NONBLOCK')
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | asItIs

function onThisSystem(flag: 'O_NOFOLLOW' | 'O_NONBLOCK'): number {
  return (constants as Partial<Record<typeof flag, number>>)[flag] ?? 0
}

const besideName = /\.\d+\.[0-9a-f]{16}\.tmp$/
const beside = (file: string) => `${file}.${String(process.pid)}.${randomBytes(8).toString('hex')}.tmp`
const newAndPrivate = { flag: 'wx', mode: privateFileMode } as const

/** @throws Node's error; the old file stands. */
export async function replacePrivate(file: string, bytes: string | Uint8Array): Promise<void> {
  const temporary = beside(file)
  try {
    await writeFile(temporary, bytes, newAndPrivate)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The same at once, for what is written while the program ends. @throws Node's error; the old file stands. */
export function replacePrivateNow(file: string, bytes: string | Uint8Array): void {
  const temporary = beside(file)
  try {
    writeFileSync(temporary, bytes, newAndPrivate)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Adds to a file, which is made when it is not there. @throws Node's error, and for what is no plain file. */
export function appendPrivate(file: string, text: string): void {
  const number = plain(openSync(file, appending, privateFileMode), file)
  try {
    writeFileSync(number, text)
  } finally {
    closeSync(number)
  }
}

/** @throws Node's error, and for what is no plain file of at most so many bytes. */
export function readPrivate(file: string, atMostBytes: number): Buffer {
  const number = openPlain(file)
  try {
    const { size } = fstatSync(number)
    if (size > atMostBytes) throw Object.assign(new Error(`Too large: ${file}`), { code: 'EFBIG' })
    const bytes = Buffer.alloc(size)
    return bytes.subarray(0, readSync(number, bytes, 0, size, 0))
  } finally {
    closeSync(number)
  }
}

/** For reading. @throws Node's error, and for a link, a pipe, a device and a folder. */
export function openPlain(file: string): number {
  return plain(openSync(file, constants.O_RDONLY | asItIs), file)
}

function plain(number: number, file: string): number {
  if (fstatSync(number).isFile()) return number
  closeSync(number)
  throw Object.assign(new Error(`Not a plain file: ${file}`), { code: 'EINVAL' })
}

/** Takes away what leads elsewhere or waits for somebody: a link, a pipe. Files and folders stay: they may hold something. */
export function takeLinkAway(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile() && !found.isDirectory()) rmSync(path, { force: true })
}

/** A folder of ours: made when it is not there, private when it was not. @throws Node's error when there is none then. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder })
  makePrivate(folder, privateFolder)
}

/**
 * What an earlier version left open to others, and what a crash left beside: in the folder itself, no deeper.
 *
 * @param names Files and folders of ours. The folder may be somebody else's (`--user-data-dir`), so it stays as it is.
 */
export function mendPrivacy(folder: string, names: readonly string[]): void {
  let found: readonly string[]
  try {
    found = readdirSync(folder)
  } catch {
    return
  }
  for (const name of found) {
    const path = join(folder, name)
    if (besideName.test(name) && names.includes(name.replace(besideName, ''))) rmSync(path, { force: true })
    else if (names.includes(name)) makePrivate(path)
  }
}

/** Where that cannot be (another's file, a disk without modes) it stays as it was. */
function makePrivate(path: string, mode?: number): void {
  if (process.platform === 'win32') return
  try {
    const found = lstatSync(path)
    if (found.isSymbolicLink()) return
    chmodSync(path, mode ?? (found.isDirectory() ? privateFolder : privateFileMode))
  } catch {
    // Nothing to be done about it.
  }
}
