/** Covers main/store/archive/feedLog.ts and recordReader.ts on a disk that fails: what was synced is there, what was refused is not. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedLog, segmentBytes } from '../../../../../main/store/archive/feedLog.ts'
import type { FeedLog, NewRecord } from '../../../../../main/store/archive/feedLog.ts'
import { openFeed } from '../../../../../main/store/archive/openFeed.ts'
import { diskFiles } from '../../../../../main/store/files.ts'
import type { Files } from '../../../../../main/store/files.ts'
import { makeFailingDisk } from '../../../../helpers/failingDisk.ts'
import type { FailingDisk } from '../../../../helpers/failingDisk.ts'
import { anArticle } from '../../../../helpers/library.ts'

let archive: string
let disk: FailingDisk
let log: FeedLog
beforeEach(async () => {
  archive = await mkdtemp(join(tmpdir(), 'kawaraban-log-'))
  disk = makeFailingDisk()
  log = logOn(disk.files)
})
afterEach(() => rm(archive, { recursive: true, force: true }))

const folder = () => join(archive, 'harbour')
const logOn = (files: Files, found: ReturnType<FeedLog['segments']> = []) =>
  makeFeedLog({ files, archive, folder: folder(), feed: 'harbour' }, found)
const record = (n: number, length = 10): NewRecord => ({
  record: {
    kind: 'added',
    headline: anArticle({ id: `a${String(n)}`, title: `Title ${String(n)}` }).headline,
  },
  text: Buffer.from(JSON.stringify('x'.repeat(length))),
})
const append = (first: number, ...more: readonly number[]) =>
  log.append(
    first,
    [first, ...more].map((n) => record(n)),
  )
const segments = async () => (await readdir(folder())).filter((name) => name.endsWith('.log')).sort()
/** What the next start finds. */
const found = async () => {
  const opened = await openFeed({ files: diskFiles, folder: folder(), pathOf: log.pathOf }, null)
  if ('newerSchema' in opened) throw new Error('newer')
  expect([opened.lost.records, opened.damaged]).toEqual([0, []])
  return opened.rows.map(({ id }) => id).sort()
}
const fails = (call: string, code = 'EIO') => {
  disk.fail((made, path) => (made === call && !path.endsWith('.tmp') ? code : null))
}

describe('a log', () => {
  it('gives each record by its number, alone and with others, also behind a start', async () => {
    await append(1, 2, 3)
    await log.sync()
    await append(4)
    const read = async () => (await log.read(3))?.meta.toString()
    expect(await read()).toContain('Title 3')
    expect([...(await log.readMany([4, 1, 9])).keys()].sort()).toEqual([1, 4])
    const size = (await stat(log.pathOf(1))).size
    expect(log.segments()).toEqual([{ from: 1, bytes: size }])
    log = logOn(diskFiles, log.segments())
    expect(await read()).toContain('Title 3')
    expect(await log.read(5)).toBeNull()
  })

  it('begins another segment when one is full, with an index beside the full one', async () => {
    await log.append(1, [record(1, segmentBytes)])
    await append(2)
    await log.sync()
    expect((await readdir(folder())).sort()).toEqual([
      '000000000001.idx',
      '000000000001.log',
      '000000000002.log',
    ])
    expect((await log.read(1))?.text?.length).toBe(segmentBytes + 2)
    expect(await found()).toEqual(['a1', 'a2'])
  })

  it('is on the medium, names included, when a sync has answered', async () => {
    const calls: string[] = []
    disk.fail((call, path) => {
      calls.push(`${call} ${path.slice(archive.length)}`)
      return null
    })
    await append(1)
    expect(log.isDirty()).toBe(true)
    await log.sync()
    expect(calls.slice(calls.indexOf('write /harbour/000000000001.log'))).toEqual([
      'write /harbour/000000000001.log',
      'sync /harbour/000000000001.log',
      'syncFolder /harbour',
      'syncFolder ',
    ])
    expect(log.isDirty()).toBe(false)
  })

  it('writes to the end what a disk takes in pieces', async () => {
    log = logOn({
      ...diskFiles,
      grow: async (path) => {
        const file = await diskFiles.grow(path)
        return { ...file, write: (bytes, from, at) => file.write(bytes.subarray(0, from + 7), from, at) }
      },
    })
    await append(1, 2)
    await log.sync()
    expect(await found()).toEqual(['a1', 'a2'])
  })
})

describe('a refused append', () => {
  it('leaves nothing behind, and the next one comes in its place', async () => {
    await append(1)
    const { length } = await readFile(log.pathOf(1))
    fails('write', 'ENOSPC')
    await expect(append(2, 3)).rejects.toThrow('ENOSPC')
    disk.work()
    expect((await readFile(log.pathOf(1))).length).toBe(length)
    await append(2)
    await log.sync()
    expect(await found()).toEqual(['a1', 'a2'])
  })

  it('does not keep what came before it from being synced', async () => {
    await append(1)
    fails('write')
    await expect(append(2)).rejects.toThrow('EIO')
    fails('sync')
    expect(log.isDirty()).toBe(true)
    await expect(log.sync()).rejects.toThrow('EIO')
  })

  it('whose half could not be cut off does not count, whatever comes after it', async () => {
    await append(1)
    const half: Files = {
      ...diskFiles,
      grow: async (path) => {
        const file = await diskFiles.grow(path)
        let isFull = false
        return {
          ...file,
          write: async (bytes, from, at) => {
            if (isFull) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
            isFull = true
            return file.write(bytes.subarray(0, bytes.lastIndexOf(10, -2) + 1), from, at)
          },
          cut: () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })),
        }
      },
    }
    await log.sync()
    log = logOn(half, log.segments())
    await expect(append(2, 7, 8)).rejects.toThrow('ENOSPC')
    // Two of three are whole on the disk.
    const facts = log.segments()
    log = logOn(disk.files, facts)
    log.leaveGap()
    await append(2, 3, 4)
    await log.sync()
    expect(await found()).toEqual(['a1', 'a2', 'a3', 'a4'])
    expect((await log.read(2))?.meta.toString()).toContain('Title 2')
  })
})

describe('a refused sync', () => {
  it('is no success at the second try: what it was for is written again, elsewhere', async () => {
    await append(1)
    await log.sync()
    await append(2, 3)
    fails('sync')
    await expect(log.sync()).rejects.toThrow('EIO')
    await expect(append(4)).resolves.toBeUndefined()
    disk.work()
    await log.sync()
    expect(await segments()).toEqual(['000000000001.log', '000000000002.log'])
    expect(log.isDirty()).toBe(false)
    expect(await found()).toEqual(['a1', 'a2', 'a3', 'a4'])
    expect((await log.read(3))?.meta.toString()).toContain('Title 3')
  })

  it('of a new segment has it written again under its own name', async () => {
    await append(1, 2)
    fails('sync')
    await expect(log.sync()).rejects.toThrow('EIO')
    disk.work()
    await log.sync()
    await append(3)
    await log.sync()
    expect(await segments()).toEqual(['000000000001.log'])
    expect(await found()).toEqual(['a1', 'a2', 'a3'])
  })

  it('of a folder is asked for again', async () => {
    await append(1)
    fails('syncFolder')
    await expect(log.sync()).rejects.toThrow('EIO')
    await expect(log.sync()).rejects.toThrow('EIO')
    disk.work()
    await log.sync()
    expect(log.isDirty()).toBe(false)
  })

  it.each([1, 2])('can be taken back with its record, as number %d', async (first) => {
    if (first === 2) {
      await append(1)
      await log.sync()
    }
    await append(first)
    fails('sync')
    await expect(log.sync()).rejects.toThrow('EIO')
    await log.takeBack()
    disk.work()
    await log.sync()
    await append(first)
    await log.sync()
    expect(await found()).toEqual(first === 2 ? ['a1', 'a2'] : ['a1'])
    expect(await log.read(first)).not.toBeNull()
  })
})

describe('a file that was taken away under the log', () => {
  it.each(['before anything is added', 'before it is synced'])('is noticed %s', async (when) => {
    await append(1)
    if (when.endsWith('added')) await log.sync()
    await rm(folder(), { recursive: true })
    const next = when.endsWith('added') ? append(2) : log.sync()
    await expect(next).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
