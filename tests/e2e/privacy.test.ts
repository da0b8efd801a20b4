/** What the program writes is its reader's alone, from the start to the end, also over what an earlier version left. */
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endReaders, launchReader, newFolder } from '../helpers/electron.ts'

let umask: number
beforeEach(() => {
  umask = process.umask(0)
})
afterEach(async () => {
  process.umask(umask)
  await endReaders()
})

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe.runIf(process.platform !== 'win32')('after a start', () => {
  it('everything is private, and no planted link has led a write elsewhere', async () => {
    const userData = await newFolder()
    const treasure = join(await newFolder(), 'treasure')
    writeFileSync(treasure, 'mine', { mode: 0o644 })
    for (const name of ['log', 'library', 'library/user', 'library/cache']) mkdirSync(join(userData, name))
    for (const name of [
      'window.json',
      'front-sheet.json',
      'window.json.new',
      'front-sheet.json.new',
      'log/kawaraban.log',
    ])
      symlinkSync(treasure, join(userData, name))
    writeFileSync(join(userData, 'rests.json'), '[]', { mode: 0o644 })
    chmodSync(join(userData, 'library'), 0o755)

    const reader = await launchReader({ userData, args: ['--offline'] })
    await reader.close()

    expect(readFileSync(treasure, 'utf8')).toBe('mine')
    expect(modeOf(treasure)).toBe('644')
    for (const name of ['window.json', 'log/kawaraban.log'])
      expect(lstatSync(join(userData, name)).isFile(), name).toBe(true)
    for (const name of ['window.json', 'rests.json', 'log/kawaraban.log', 'library/user/journal.log'])
      expect(modeOf(join(userData, name)), name).toBe('600')
    for (const name of ['log', 'library', 'library/user', 'library/cache', 'library/backups'])
      expect(modeOf(join(userData, name)), name).toBe('700')
  })
})
