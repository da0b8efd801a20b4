/** A library is its reader's alone: modes, and links that somebody planted in it. Real files. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleId } from '../../../preload/contract/model.ts'
import { silentLog } from '../../../main/base/log.ts'
import { systemClock } from '../../../main/base/clock.ts'
import { openLibrary } from '../../../main/store/library.ts'
import type { Library } from '../../../main/model/library.ts'

let home: string
let folder: string
let umask: number
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kawaraban-privacy-'))
  folder = join(home, 'library')
  umask = process.umask(0)
})
afterEach(() => {
  process.umask(umask)
  rmSync(home, { recursive: true, force: true })
})

async function open(): Promise<Library> {
  const opened = await openLibrary({ folder, log: silentLog, clock: systemClock })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  return opened.value
}

async function useIt(library: Library): Promise<void> {
  await library.changeMarks([['a1' as ArticleId, { read: 1 }]])
  await library.changeSettings({ theme: 'dark' })
  await library.pictures.keep('a'.repeat(40), new Uint8Array(10))
  await library.keepStartupRows({ any: 'thing' })
  await library.backupNow(join(home, 'mine.backup.json'))
}

/** All that lies there, with what others may do. */
function open_(path: string): readonly string[] {
  const { mode } = statSync(path)
  const inside = statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => open_(join(path, name)))
    : []
  return [...((mode & 0o077) === 0 ? [] : [`${path} ${(mode & 0o777).toString(8)}`]), ...inside]
}

describe.runIf(process.platform !== 'win32')('a library', () => {
  it('is private in every folder and file, whatever the umask says; so is a backup that the reader makes', async () => {
    const library = await open()
    await useIt(library)
    await library.close()
    expect(open_(folder)).toEqual([])
    expect(open_(join(home, 'mine.backup.json'))).toEqual([])
  })

  it('that an earlier version left open to others is shut by the next start, folder by folder', async () => {
    await (await open()).close()
    const folders = ['', 'user', 'backups', 'cache', 'quarantine', 'deleted'].map((name) =>
      join(folder, name),
    )
    for (const each of folders) {
      mkdirSync(each, { recursive: true })
      chmodSync(each, 0o755)
    }
    await (await open()).close()
    for (const each of folders) expect((statSync(each).mode & 0o777).toString(8), each).toBe('700')
  })

  it('writes nothing through links in the places of its files', async () => {
    const first = await open()
    await useIt(first)
    await first.close()
    const treasure = join(home, 'treasure')
    const names = ['user/marks.json', 'user/settings.json', 'user/journal.log', 'cache/front.json']
    for (const name of names) {
      const path = join(folder, name)
      const elsewhere = join(home, name.replace('/', '-'))
      renameSync(path, elsewhere)
      symlinkSync(elsewhere, path)
    }
    writeFileSync(treasure, 'mine')
    symlinkSync(treasure, join(folder, 'knock'))
    const before = names.map((name) => readFileSync(join(home, name.replace('/', '-'))))

    const second = await open()
    await second.tryAgain()
    await useIt(second)
    await second.tryAgain()
    expect(second.health()).toEqual({ phase: 'ok' })
    await second.close()

    expect(names.map((name) => readFileSync(join(home, name.replace('/', '-'))))).toEqual(before)
    expect(readFileSync(treasure, 'utf8')).toBe('mine')
    expect(lstatSync(join(folder, 'user/journal.log')).isFile()).toBe(true)
    const third = await open()
    expect(third.markOf('a1' as ArticleId)).toEqual({ read: 1 })
    expect(third.settings().theme).toBe('dark')
    await third.close()
  })
})
