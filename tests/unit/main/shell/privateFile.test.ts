/** Covers main/shell/privateFile.ts and its users: nobody reads along, and no planted link leads a write elsewhere. Real files. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { copyWhole } from '../../../../main/shell/copyWhole.ts'
import { readPlaceFile, writePlaceFile } from '../../../../main/shell/dataPlace.ts'
import { openFrontSheets } from '../../../../main/shell/frontSheet.ts'
import { openLogFile } from '../../../../main/shell/logFile.ts'
import { lastLogLines } from '../../../../main/shell/logTail.ts'
import {
  makePrivateFolder,
  mendPrivacy,
  readPrivate,
  replacePrivate,
  replacePrivateNow,
} from '../../../../main/shell/privateFile.ts'
import { openHostCooldowns } from '../../../../main/shell/hostCooldowns.ts'
import { openSecrets } from '../../../../main/shell/secrets.ts'

const isPosix = process.platform !== 'win32'
let folder: string
let treasure: string
let umask: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kawaraban-private-'))
  treasure = join(folder, 'treasure')
  writeFileSync(treasure, 'mine')
  umask = process.umask(0)
})
afterEach(() => {
  process.umask(umask)
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const page = '<html lang="en"><div id="root"></div></html>'

/** Everything of the program that writes a small file, by the name it writes. */
const writers: readonly (readonly [string, () => unknown])[] = [
  [
    'window.json',
    () => {
      replacePrivateNow(at('window.json'), '{}')
    },
  ],
  [
    'place.json',
    () => {
      writePlaceFile(folder, { library: folder, from: null, old: null })
    },
  ],
  [
    'front-sheet.json',
    async () => {
      const sheets = openFrontSheets(at('front-sheet.json'), silentLog)
      sheets.onto(page)
      await sheets.keep({ html: '<p>news</p>', language: 'en', theme: null })
    },
  ],
  [
    'rests.json',
    async () => {
      const cooldowns = await openHostCooldowns({
        file: at('rests.json'),
        now: () => 1,
        longestMs: 10,
        log: silentLog,
      })
      cooldowns.note(['paper.example', 5])
      await cooldowns.written()
    },
  ],
  [
    'passwords',
    async () => {
      const vault = {
        isReal: () => Promise.resolve(true),
        seal: (text: string) => Promise.resolve(Buffer.from(text)),
        open: (sealed: Uint8Array) => Promise.resolve(Buffer.from(sealed).toString()),
      }
      const secrets = await openSecrets({
        file: at('passwords'),
        vault,
        isWanted: () => true,
        givenFor: () => null,
        log: silentLog,
      })
      await secrets.keep('feed', 'https://paper.example/feed', { user: 'anna', password: 'x' })
    },
  ],
]

describe.runIf(isPosix)('a small file of the program', () => {
  it.each(writers)('%s is private, whatever the umask says', async (name, write) => {
    await write()
    expect(modeOf(at(name))).toBe('600')
  })

  it.each(writers)(
    '%s takes the place of a planted link, and what the link leads to stays',
    async (name, write) => {
      symlinkSync(treasure, at(name))
      // Names that earlier versions wrote beside.
      symlinkSync(treasure, at(`${name}.new`))
      symlinkSync(treasure, at(`${name}.${String(process.pid)}.tmp`))
      await write()
      expect(readFileSync(treasure, 'utf8')).toBe('mine')
      expect(lstatSync(at(name)).isFile()).toBe(true)
      expect(modeOf(at(name))).toBe('600')
    },
  )

  it('leaves nothing beside it, whether it was written or not', async () => {
    await replacePrivate(at('a'), 'x')
    mkdirSync(at('folder'))
    writeFileSync(at('folder/full'), '')
    await expect(replacePrivate(at('folder'), 'x')).rejects.toThrow()
    expect(() => {
      replacePrivateNow(at('folder'), 'x')
    }).toThrow()
    expect(readdirSync(folder).sort()).toEqual(['a', 'folder', 'treasure'])
  })

  it('is not read through a link, nor from a pipe, nor when it is huge', () => {
    symlinkSync(treasure, at('link'))
    spawnSync('mkfifo', [at('pipe')])
    writeFileSync(at('huge'), 'x'.repeat(11))
    for (const name of ['link', 'pipe', 'huge', 'nothing'])
      expect(() => readPrivate(at(name), 10), name).toThrow()
    expect(readPrivate(treasure, 10).toString()).toBe('mine')
  })

  it('that is a pipe does not hold the start: it counts as none', () => {
    for (const name of ['place.json', 'front-sheet.json']) spawnSync('mkfifo', [at(name)])
    expect(readPlaceFile(folder)).toBeNull()
    expect(openFrontSheets(at('front-sheet.json'), silentLog).onto(page)).toBe(page)
  })
})

describe.runIf(isPosix)('the log', () => {
  it('is private, folder and file', () => {
    openLogFile(at('log'))('one line')
    expect([modeOf(at('log')), modeOf(at('log/kawaraban.log'))]).toEqual(['700', '600'])
  })

  it('that an earlier version left open to others is shut', () => {
    mkdirSync(at('log'))
    writeFileSync(at('log/kawaraban.log'), 'older\n')
    openLogFile(at('log'))('newer')
    expect(modeOf(at('log'))).toBe('700')
    expect(lastLogLines(at('log'), 9)).toEqual(['older', 'newer'])
  })

  it.each(['kawaraban.log', 'kawaraban.old.log'])('is not written through a link called %s', (name) => {
    mkdirSync(at('log'))
    symlinkSync(treasure, at(`log/${name}`))
    const write = openLogFile(at('log'))
    for (let n = 0; n < 3; n += 1) write('x'.repeat(600_000))
    expect(readFileSync(treasure, 'utf8')).toBe('mine')
  })

  it('is not written through a link that comes while the program runs, nor is it read through one', () => {
    const write = openLogFile(at('log'))
    rmSync(at('log/kawaraban.log'), { force: true })
    symlinkSync(treasure, at('log/kawaraban.log'))
    write('one line')
    expect(readFileSync(treasure, 'utf8')).toBe('mine')
    expect(lastLogLines(at('log'), 9)).toEqual([])
  })

  it('is not written into a folder that a link in its place leads to', () => {
    mkdirSync(at('elsewhere'))
    symlinkSync(at('elsewhere'), at('log'))
    openLogFile(at('log'))('one line')
    expect(readdirSync(at('elsewhere'))).toEqual([])
    expect(lstatSync(at('log')).isDirectory()).toBe(true)
  })

  it('is not written where a file of somebody else has its folder’s name; the file stays', () => {
    writeFileSync(at('log'), 'a diary')
    openLogFile(at('log'))('one line')
    expect(readFileSync(at('log'), 'utf8')).toBe('a diary')
  })

  it('that is a pipe holds nobody up', () => {
    mkdirSync(at('log'))
    const write = openLogFile(at('log'))
    spawnSync('mkfifo', [at('log/kawaraban.log')])
    write('one line')
    expect(existsSync(at('log'))).toBe(true)
  })
})

describe.runIf(isPosix)('what an earlier version left', () => {
  it('is shut, with what a crash left beside it taken away; what is not ours stays', () => {
    const stale = 'window.json.12.0123456789abcdef.tmp'
    for (const name of [
      'window.json',
      'passwords',
      stale,
      'others.json.12.0123456789abcdef.tmp',
      'others.json',
    ])
      writeFileSync(at(name), '', { mode: 0o644 })
    chmodSync(folder, 0o755)
    symlinkSync(treasure, at('place.json'))
    chmodSync(treasure, 0o644)
    mendPrivacy(folder, ['window.json', 'passwords', 'place.json', 'missing'])
    expect([modeOf(at('window.json')), modeOf(at('passwords'))]).toEqual(['600', '600'])
    expect([modeOf(folder), modeOf(treasure), modeOf(at('others.json'))]).toEqual(['755', '644', '644'])
    expect(existsSync(at(stale))).toBe(false)
    expect(existsSync(at('others.json.12.0123456789abcdef.tmp'))).toBe(true)
    makePrivateFolder(folder)
    expect(modeOf(folder)).toBe('700')
  })
})

describe.runIf(isPosix)('a library that is copied to another place', () => {
  it('is private there, and no link in that place is written through', async () => {
    mkdirSync(at('old/user'), { recursive: true })
    mkdirSync(at('old/cache'))
    writeFileSync(at('old/user/marks.json'), 'marks')
    writeFileSync(at('old/cache/fetch.json'), 'times')
    mkdirSync(at('new/user'), { recursive: true })
    mkdirSync(at('elsewhere'))
    symlinkSync(treasure, at('new/user/marks.json'))
    symlinkSync(at('elsewhere'), at('new/cache'))
    expect(await copyWhole(at('old'), at('new'), silentLog)).toMatchObject({ ok: true })
    expect(readFileSync(treasure, 'utf8')).toBe('mine')
    expect(readdirSync(at('elsewhere'))).toEqual([])
    expect(readFileSync(at('new/user/marks.json'), 'utf8')).toBe('marks')
    expect(modeOf(at('new/cache'))).toBe('700')
  })
})
