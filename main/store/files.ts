/**
 * files.ts — the few calls to the disk that the library makes, as one object that tests can replace.
 *
 * Room:     main/store. No other file of this room imports node:fs.
 * Promises: nothing here decides; errors are Node's own, with their `code`.
 * Knows:    - `write` may take fewer bytes than it was given (measured: quota and full disks); see atomic.ts.
 *           - Windows cannot sync a folder, and answers EPERM or EISDIR.
 *           - folders are 0700 and files 0600, whatever the umask says: what is in a private folder is private, so older files
 *             stay as they are. (Windows has no such modes.) What is written to is never reached through a link.
 */
import * as calls from 'node:fs'
import * as fs from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Millis } from '../../preload/contract/model.ts'

export interface OpenFile {
  /** Writes from `from` on and answers how many bytes were taken, which may be fewer than there are. */
  readonly write: (bytes: Uint8Array, from: number) => Promise<number>
  readonly size: () => Promise<number>
  /** Returns when the bytes are on the medium. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A file that grows at its end and stays open. */
export interface GrowingFile {
  /** Writes `bytes` from `from` on at the place `at` and answers how many were taken, which may be fewer. */
  readonly write: (bytes: Uint8Array, from: number, at: number) => Promise<number>
  /** Returns when bytes and length are on the medium. */
  readonly sync: () => Promise<void>
  readonly cut: (length: number) => Promise<void>
  readonly close: () => Promise<void>
}

export interface FileFacts {
  readonly bytes: number
  readonly changedAt: Millis
  /** Tells it from another file that takes its name. Some network disks change it now and then. */
  readonly identity: string
}

export interface Files {
  /** Makes a file that must not exist yet (EEXIST otherwise). */
  readonly create: (path: string) => Promise<OpenFile>
  /** Opens a file that is there, to add to it (ELOOP for a link). */
  readonly grow: (path: string) => Promise<GrowingFile>
  readonly read: (path: string) => Promise<Uint8Array>
  /** Fewer bytes where the file ends before. */
  readonly readPart: (path: string, from: number, length: number) => Promise<Uint8Array>
  readonly facts: (path: string) => Promise<FileFacts>
  /** Names in a folder, in no order; empty when there is no such folder. */
  readonly list: (folder: string) => Promise<readonly string[]>
  /** Private, also one that is there already: an earlier version left it open to others. */
  readonly makeFolder: (folder: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly link: (from: string, to: string) => Promise<void>
  readonly copy: (from: string, to: string) => Promise<void>
  /** A file that is not there counts as removed. */
  readonly remove: (path: string) => Promise<void>
  /** With everything in it. One that is not there counts as removed. */
  readonly removeFolder: (folder: string) => Promise<void>
  readonly syncFolder: (folder: string) => Promise<void>
  /** Synchronous, for a yes or no that cannot wait. About 10 µs. */
  readonly isThere: (path: string) => boolean
  readonly wait: (ms: Millis) => Promise<void>
}

// Numbers, not FileHandles: a growing file lives as long as the program, and a handle that is forgotten is closed by
// the garbage collector with a warning.
const open = promisify(calls.open)
const write = promisify(calls.write)
const fdatasync = promisify(calls.fdatasync)
const ftruncate = promisify(calls.ftruncate)
const close = promisify(calls.close)

/** Windows has no such flag. */
const noLink = (calls.constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0

export const diskFiles: Files = {
  create: async (path) => {
    const handle = await fs.open(path, 'wx', 0o600)
    return {
      write: async (bytes, from) => (await handle.write(bytes, from, bytes.length - from)).bytesWritten,
      size: async () => (await handle.stat()).size,
      sync: () => handle.sync(),
      close: () => handle.close(),
    }
  },
  grow: async (path) => {
    const number = await open(path, calls.constants.O_RDWR | noLink)
    return {
      write: async (bytes, from, at) =>
        (await write(number, bytes, from, bytes.length - from, at)).bytesWritten,
      sync: () => fdatasync(number),
      cut: (length) => ftruncate(number, length),
      close: () => close(number),
    }
  },
  read: (path) => fs.readFile(path),
  readPart: async (path, from, length) => {
    const handle = await fs.open(path, 'r')
    try {
      const bytes = new Uint8Array(length)
      const { bytesRead } = await handle.read(bytes, 0, length, from)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  },
  facts: async (path) => {
    const stats = await fs.stat(path)
    return { bytes: stats.size, changedAt: stats.mtimeMs, identity: identityOf(stats) }
  },
  list: (folder) => fs.readdir(folder).catch(nothingWhenMissing),
  makeFolder: async (folder) => {
    const made = await fs.mkdir(folder, { recursive: true, mode: 0o700 })
    // Not where it is another's, or the disk knows no modes.
    if (made === undefined && process.platform !== 'win32')
      await fs.chmod(folder, 0o700).catch(() => undefined)
  },
  rename: (from, to) => fs.rename(from, to),
  link: (from, to) => fs.link(from, to),
  copy: (from, to) => fs.copyFile(from, to, calls.constants.COPYFILE_EXCL),
  remove: (path) => fs.rm(path, { force: true }),
  removeFolder: (folder) => fs.rm(folder, { recursive: true, force: true }),
  syncFolder: async (folder) => {
    if (process.platform === 'win32') return
    const handle = await fs.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  isThere: (path) => calls.existsSync(path),
  wait: async (ms) => {
    await wait(ms)
  },
}

/** Node's code of a failed call, such as `ENOSPC`; `unknown` for what is no such error. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : 'unknown'
}

/** Codes that say nothing of the file itself: it may be whole, and we may only not see it now. */
export const passing: readonly string[] = ['EACCES', 'EPERM', 'EBUSY', 'EMFILE', 'ENFILE']

function identityOf({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${String(dev)}:${String(ino)}`
}

function nothingWhenMissing(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
  throw error
}
