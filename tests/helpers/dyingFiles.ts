/** dyingFiles.ts — the real disk up to a certain change; the write at which it dies is half done, and after it there is nothing. */
import { diskFiles } from '../../main/store/files.ts'
import type { Files } from '../../main/store/files.ts'

export interface DyingFiles {
  readonly files: Files
  /** So many changes are still made. */
  readonly dieAfter: (changes: number) => void
  readonly isDead: () => boolean
}

export function dyingFiles(): DyingFiles {
  let left = Infinity
  const die = () => Object.assign(new Error('EIO'), { code: 'EIO' })
  const change = async <T>(work: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> => {
    left -= 1
    if (left === -1) await half?.()
    if (left < 0) throw die()
    return work()
  }
  const files: Files = {
    ...diskFiles,
    wait: () => Promise.resolve(),
    create: (path) =>
      change(async () => {
        const file = await diskFiles.create(path)
        const write = (bytes: Uint8Array, from: number) => file.write(bytes, from)
        return {
          ...file,
          write: (bytes, from) =>
            change(
              () => write(bytes, from),
              () => write(bytes.subarray(0, from + ((bytes.length - from) >> 1)), from),
            ),
          sync: () => change(file.sync),
        }
      }),
    grow: async (path) => {
      const file = await diskFiles.grow(path)
      return {
        ...file,
        write: (bytes, from, at) =>
          change(
            () => file.write(bytes, from, at),
            () => file.write(bytes.subarray(0, from + ((bytes.length - from) >> 1)), from, at),
          ),
        sync: () => change(file.sync),
        cut: (length) => change(() => file.cut(length)),
      }
    },
    makeFolder: (folder) => (left < 0 ? Promise.reject(die()) : diskFiles.makeFolder(folder)),
    rename: (from, to) => change(() => diskFiles.rename(from, to)),
    link: (from, to) => change(() => diskFiles.link(from, to)),
    copy: (from, to) => change(() => diskFiles.copy(from, to)),
    remove: (path) => change(() => diskFiles.remove(path)),
    syncFolder: (folder) => change(() => diskFiles.syncFolder(folder)),
  }
  return {
    files,
    dieAfter: (changes) => {
      left = changes
    },
    isDead: () => left < 0,
  }
}
