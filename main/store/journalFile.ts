/**
 * journalFile.ts — the journal while the program runs: records go to its end, and are on the medium before anyone is told.
 *
 * Room:     main/store.
 * Promises: `append` returns when the bytes survive a power cut, in the file that has the journal's name; or throws, and
 *           then none of them count.
 * Knows:    after a failed sync the system may have thrown the bytes away and call the next sync a success, so the file
 *           is not trusted again (safety.md test 85). After a full disk it is: what was half written is cut off.
 */
import { codeOf } from './files.ts'
import type { Files } from './files.ts'

export interface JournalFile {
  /** @throws Node's error of the step that failed; ENOENT when the file was taken away or another has its name. */
  readonly append: (frames: Uint8Array) => Promise<void>
  readonly bytes: () => number
  /** False when only a new journal can be acknowledged from. */
  readonly isTrusted: () => boolean
  readonly close: () => Promise<void>
}

const full = ['ENOSPC', 'EDQUOT', 'EFBIG']

/**
 * @param goodBytes What lies beyond is cut off: the rest of a write that was never finished.
 * @throws Node's error.
 */
export async function openJournal(files: Files, path: string, goodBytes: number): Promise<JournalFile> {
  const file = await files.grow(path)
  let end = goodBytes
  let isTrusted = true
  const { identity, bytes } = await files.facts(path)
  if (bytes > goodBytes) {
    await file.cut(goodBytes)
    await file.sync()
  }

  const distrust = (error: unknown) => {
    isTrusted = false
    return error
  }

  const write = async (bytes: Uint8Array) => {
    for (let from = 0; from < bytes.length;) {
      const taken = await file.write(bytes, from, end + from)
      if (taken <= 0) throw Object.assign(new Error('The disk takes no more bytes.'), { code: 'ENOSPC' })
      from += taken
    }
  }

  return {
    append: async (frames) => {
      if (!isTrusted) throw Object.assign(new Error('This journal has failed before.'), { code: 'EIO' })
      try {
        await write(frames)
      } catch (error) {
        if (!full.includes(codeOf(error))) throw distrust(error)
        await file.cut(end).catch(distrust)
        throw error
      }
      try {
        await file.sync()
        const there = await files.facts(path)
        if (there.identity !== identity && there.bytes !== end + frames.length) throw strange(path)
      } catch (error) {
        throw distrust(error)
      }
      end += frames.length
    },
    bytes: () => end,
    isTrusted: () => isTrusted,
    close: async () => {
      isTrusted = false
      await file.close()
    },
  }
}

function strange(path: string): Error {
  return Object.assign(new Error(`Another file has the journal's name: ${path}`), { code: 'ENOENT' })
}
