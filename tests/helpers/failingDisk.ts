/**
 * failingDisk.ts — the real disk, on which a test says what fails and when it works again; and time that passes when the
 * test says so.
 */
import { lookMs } from '../../main/store/knock.ts'
import { diskFiles } from '../../main/store/files.ts'
import type { Files, GrowingFile } from '../../main/store/files.ts'

/** What fails now, by call and path: Node's code; null when nothing does. */
export type Fault = (call: string, path: string) => string | null

export interface FailingDisk {
  readonly files: Files
  readonly fail: (fault: Fault) => void
  readonly work: () => void
}

export function errorWith(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** It never waits. */
export function makeFailingDisk(): FailingDisk {
  const nothing: Fault = () => null
  let fault = nothing
  const failing = async <T>(call: string, path: string, work: () => Promise<T>): Promise<T> => {
    const code = fault(call, path)
    if (code !== null) throw errorWith(code)
    return work()
  }
  const files: Files = {
    ...diskFiles,
    wait: () => Promise.resolve(),
    create: (path) =>
      failing('create', path, async () => {
        const file = await diskFiles.create(path)
        return {
          ...file,
          write: (bytes, from) => failing('write', path, () => file.write(bytes, from)),
          sync: () => failing('sync', path, file.sync),
        }
      }),
    grow: (path) =>
      failing('grow', path, async (): Promise<GrowingFile> => {
        const file = await diskFiles.grow(path)
        return {
          ...file,
          write: (bytes, from, at) => failing('write', path, () => file.write(bytes, from, at)),
          sync: () => failing('sync', path, file.sync),
          cut: (length) => failing('cut', path, () => file.cut(length)),
        }
      }),
    makeFolder: (folder) => failing('makeFolder', folder, () => diskFiles.makeFolder(folder)),
    rename: (from, to) => failing('rename', to, () => diskFiles.rename(from, to)),
    link: (from, to) => failing('link', to, () => diskFiles.link(from, to)),
    remove: (path) => failing('remove', path, () => diskFiles.remove(path)),
    read: (path) => failing('read', path, () => diskFiles.read(path)),
    readPart: (path, from, length) => failing('read', path, () => diskFiles.readPart(path, from, length)),
    syncFolder: (folder) => failing('syncFolder', folder, () => diskFiles.syncFolder(folder)),
  }
  return {
    files,
    fail: (next) => {
      fault = next
    },
    work: () => {
      fault = nothing
    },
  }
}

export interface TestTime {
  readonly after: (ms: number, run: () => void) => () => void
  /** Runs what was put off. */
  readonly pass: () => void
  readonly waiting: () => number
}

export function makeTestTime(): TestTime {
  let scheduled: (() => void)[] = []
  return {
    after: (ms, run) => {
      // Whoever holds a library looks for knocks now and then; that is no trouble that passes.
      if (ms === lookMs) return () => undefined
      scheduled.push(run)
      return () => {
        scheduled = scheduled.filter((each) => each !== run)
      }
    },
    pass: () => {
      const due = scheduled
      scheduled = []
      for (const run of due) run()
    },
    waiting: () => scheduled.length,
  }
}
