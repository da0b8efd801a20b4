/** Covers main/shell/dataPlace.ts, copyWhole.ts and logTail.ts on a real disk; no Electron. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import { silentLog } from '../../../../main/base/log.ts'
import { findLibrary, forgetPlace, moveLibrary, readPlaceFile } from '../../../../main/shell/dataPlace.ts'
import { portableFolder } from '../../../../main/shell/portableFolder.ts'
import { lastLogLines, logBytes } from '../../../../main/shell/logTail.ts'

let root = ''
let userData = ''
let library = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kawaraban-place-'))
  userData = join(root, 'profile')
  library = join(userData, 'library')
  await put('user/subscriptions.json', 'papers')
  await put('user/journal.log', 'one')
  await put('cache/headlines/a.json', 'rows')
  await put('backups/daily-2026-11-23/journal.log', 'day')
  await put('lock', 'mine')
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function put(path: string, text: string, folder = library): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
}
const textAt = (...path: string[]) => readFile(join(...path), 'utf8')
const find = () => findLibrary(userData, silentLog)
const move = (to: string) => moveLibrary(userData, library, to, silentLog)

describe('the place of the library', () => {
  it('is the usual folder unless something was chosen', async () => {
    expect(await find()).toEqual(ok(library))
    await writeFile(join(userData, 'place.json'), '{"library":"relative"}')
    expect(await find()).toEqual(ok(library))
    await writeFile(join(userData, 'place.json'), 'nonsense')
    expect(await find()).toEqual(ok(library))
  })

  it('is told to be missing when the chosen folder is not there, and is not made anew', async () => {
    const gone = join(root, 'drive', 'library')
    await writeFile(join(userData, 'place.json'), JSON.stringify({ library: gone, from: null, old: null }))
    expect(await find()).toEqual({ ok: false, failure: { kind: 'store-missing', folder: gone } })
    expect(existsSync(gone)).toBe(false)
    forgetPlace(userData)
    expect(await find()).toEqual(ok(library))
  })
})

describe('moving the library', () => {
  it('copies it whole, brings what changed since at the next start, and leaves the old folder alone', async () => {
    const target = join(root, 'drive')
    await mkdir(target)
    expect(await move(target)).toEqual(ok(target))
    expect(await textAt(target, 'user/subscriptions.json')).toBe('papers')
    expect(existsSync(join(target, 'lock'))).toBe(false)
    expect(readPlaceFile(userData)).toEqual({ library: target, from: library, old: null })

    await put('user/journal.log', 'one, and two')
    await put('cache/headlines/b.json', 'more rows')
    await rm(join(library, 'cache/headlines/a.json'))
    expect(await find()).toEqual(ok(target))
    expect(await textAt(target, 'user/journal.log')).toBe('one, and two')
    expect(await textAt(target, 'cache/headlines/b.json')).toBe('more rows')
    expect(existsSync(join(target, 'cache/headlines/a.json'))).toBe(false)

    expect(readPlaceFile(userData)).toEqual({ library: target, from: null, old: library })
    expect(await textAt(library, 'user/subscriptions.json')).toBe('papers')
    await put('user/journal.log', 'the new one goes on', target)
    expect(await find()).toEqual(ok(target))
    expect(await textAt(target, 'user/journal.log')).toBe('the new one goes on')
  })

  it.each([
    'archive/a/000000000001.log',
    'cache/pictures/ab/abcd.pic',
    'user/journal.log',
    'cache/fetch.json',
  ])('compares every byte of %s, and copies what differs once more', async (path) => {
    await put(path, 'as it is')
    const target = join(root, 'drive')
    await mkdir(target)
    expect(await move(target)).toEqual(ok(target))
    // As long and newer: it looks as if it had been copied.
    await put(path, 'as it iz', target)
    expect(await find()).toEqual(ok(target))
    expect(await textAt(target, path)).toBe('as it is')
    expect(await textAt(library, path)).toBe('as it is')
  })

  it('takes a segment that grows while it is copied for what it begins with', async () => {
    await put('archive/a/000000000001.log', 'one record')
    const target = join(root, 'drive')
    await mkdir(target)
    expect(await move(target)).toEqual(ok(target))
    await put('archive/a/000000000001.log', 'one record, and another')
    await put('archive/a/000000000002.log', 'a third')
    expect(await find()).toEqual(ok(target))
    expect(await textAt(target, 'archive/a/000000000001.log')).toBe('one record, and another')
    expect(await textAt(target, 'archive/a/000000000002.log')).toBe('a third')
  })

  it('goes into a folder of its own where there are other files', async () => {
    const target = join(root, 'drive')
    await put('holiday.txt', 'sea', target)
    expect(await move(target)).toEqual(ok(join(target, 'kawaraban-library')))
    expect(await textAt(target, 'holiday.txt')).toBe('sea')
    expect(await move(target)).toMatchObject({ ok: false, failure: { kind: 'refused', why: 'not empty' } })
  })

  it('does not go into itself', async () => {
    expect(await move(library)).toMatchObject({ ok: false })
    expect(await move(join(library, 'cache'))).toMatchObject({ ok: false })
    expect(readPlaceFile(userData)).toBeNull()
  })

  it('stays where it was when the new place cannot be reached at the next start', async () => {
    const target = join(root, 'drive')
    await mkdir(target)
    await move(target)
    await rm(target, { recursive: true })
    await writeFile(target, 'a file where the drive was')
    expect(await find()).toEqual(ok(library))
    expect(readPlaceFile(userData)).toBeNull()
  })
})

describe('a portable program', () => {
  const facts = {
    executable: '/apps/kawaraban/kawaraban',
    platform: 'linux',
    env: {},
    isThere: () => true,
  } as const

  it('keeps its data beside itself when the folder is there', () => {
    expect(portableFolder(facts)).toBe('/apps/kawaraban/kawaraban-data')
    expect(portableFolder({ ...facts, isThere: () => false })).toBeNull()
  })

  it('knows where single files and bundles really lie', () => {
    expect(portableFolder({ ...facts, env: { APPIMAGE: '/usb/Kawaraban.AppImage' } })).toBe(
      '/usb/kawaraban-data',
    )
    expect(portableFolder({ ...facts, env: { PORTABLE_EXECUTABLE_DIR: '/usb' } })).toBe('/usb/kawaraban-data')
    const mac = '/Volumes/USB/Kawaraban.app/Contents/MacOS/Kawaraban'
    expect(portableFolder({ ...facts, platform: 'darwin', executable: mac })).toBe(
      '/Volumes/USB/kawaraban-data',
    )
  })
})

describe('the end of the log', () => {
  it('reaches back into the file before', async () => {
    const log = join(userData, 'log')
    await put('kawaraban.old.log', 'a\nb\n', log)
    await put('kawaraban.log', 'c\n', log)
    expect(lastLogLines(log, 2)).toEqual(['b', 'c'])
    expect(lastLogLines(log, 100)).toEqual(['a', 'b', 'c'])
    expect(logBytes(log)).toBe(6)
    expect(lastLogLines(join(root, 'none'), 5)).toEqual([])
  })
})
