/** Covers main/store/atomic.ts, on a folder of its own. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isStaleTemporary, replaceFile } from '../../../../main/store/atomic.ts'
import { diskFiles } from '../../../../main/store/files.ts'
import type { Files } from '../../../../main/store/files.ts'
import { errorWith, filesThat, makePlace, quickFiles } from './faults.ts'
import type { TestPlace } from './faults.ts'

let test: TestPlace
let path: string
beforeEach(async () => {
  test = await makePlace()
  path = join(test.place.paths.user, 'marks.json')
  await writeFile(path, 'old')
})
afterEach(() => test.remove())

const replace = (files: Files, isDurable = true) =>
  replaceFile(files, path, Buffer.from('the new content'), { isDurable })
const content = () => readFile(path, 'utf8')
const names = () => readdir(test.place.paths.user)

describe('replaceFile', () => {
  it('puts the new content in place and leaves nothing else behind', async () => {
    await replace(quickFiles)
    expect([await content(), await names()]).toEqual(['the new content', ['marks.json']])
  })

  it('goes on writing when the disk takes a few bytes at a time', async () => {
    const files = filesThat((file) => ({
      write: async (bytes, from) => {
        const written = await file.write(bytes.subarray(0, from + 2), from)
        return written
      },
    }))
    await replace(files)
    expect(await content()).toBe('the new content')
  })

  it.each([
    ['the disk is full', filesThat(() => ({ write: () => Promise.reject(errorWith('ENOSPC')) })), 'ENOSPC'],
    ['the disk takes nothing and says so', filesThat(() => ({ write: () => Promise.resolve(0) })), 'ENOSPC'],
    [
      'the disk lies about what it took',
      filesThat(() => ({ write: (bytes) => Promise.resolve(bytes.length) })),
      'EIO',
    ],
    ['the sync fails', filesThat(() => ({ sync: () => Promise.reject(errorWith('EIO')) })), 'EIO'],
    ['the rename never works', { ...quickFiles, rename: () => Promise.reject(errorWith('EPERM')) }, 'EPERM'],
    ['what is read back differs', { ...quickFiles, read: () => Promise.resolve(Buffer.from('?')) }, 'EIO'],
  ] as const)('keeps the old file and takes the new one away when %s', async (_, files, code) => {
    await expect(replace(files)).rejects.toMatchObject({ code })
    expect([await content(), await names()]).toEqual(['old', ['marks.json']])
  })

  it('keeps the old file when the disk fills up after any number of bytes', async () => {
    for (let room = 0; room < 'the new content'.length; room += 1) {
      let left = room
      const files = filesThat((file) => ({
        write: async (bytes, from) => {
          if (left === 0) throw errorWith('ENOSPC')
          const taken = await file.write(bytes.subarray(0, from + Math.min(left, 4)), from)
          left -= taken
          return taken
        },
      }))
      await expect(replace(files)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect([await content(), await names()]).toEqual(['old', ['marks.json']])
    }
  })

  it('tries a rename again for about two seconds while another program holds the file', async () => {
    const waits: number[] = []
    let refusals = 8
    await replace({
      ...quickFiles,
      wait: (ms) => Promise.resolve(void waits.push(ms)),
      rename: (from, to) =>
        (refusals -= 1) >= 0 ? Promise.reject(errorWith('EBUSY')) : diskFiles.rename(from, to),
    })
    expect(await content()).toBe('the new content')
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(2000)
  })

  it('syncs the file before the rename and the folder after it when it must last', async () => {
    const calls: string[] = []
    const files = filesThat((file) => ({
      sync: async () => {
        calls.push('sync')
        await file.sync()
      },
    }))
    await replace({
      ...files,
      rename: async (from, to) => {
        calls.push('rename')
        await diskFiles.rename(from, to)
      },
      syncFolder: () => Promise.resolve(void calls.push('sync folder')),
    })
    expect(calls).toEqual(['sync', 'rename', 'sync folder'])
  })
})

describe('isStaleTemporary', () => {
  it('knows what another run left from what this run is writing', async () => {
    const seen: string[] = []
    await replace({
      ...quickFiles,
      rename: async (from, to) => {
        seen.push(from)
        await diskFiles.rename(from, to)
      },
    })
    expect(seen.map(isStaleTemporary)).toEqual([false])
    expect(isStaleTemporary('marks.json.77.0a1b2c3d9.tmp')).toBe(true)
    expect(isStaleTemporary('marks.json')).toBe(false)
  })
})
