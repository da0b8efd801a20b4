/** machine.test.ts — libraries, sandbox and display: looked at first, changed only where we may, told in one line. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newest } from '../../../tools/build.mjs'
import { lacksDisplay } from '../../../tools/display.mjs'
import { ensureLibraries, missingLibraries } from '../../../tools/libraries.mjs'
import { sandboxSwitches } from '../../../tools/sandbox.mjs'
import { utimesSync } from 'node:fs'
import { anyFolder, write } from './anyTools.ts'

const lddMissing = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibnss3.so => not found
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibnss3.so => not found
`
const allThere = 'libc.so.6 libgtk-3.so.0 libnss3.so libasound.so.2 libgbm.so.1'

/** A Debian without GTK and NSS, where apt-get brings everything. */
function anyDebian(done: string[][] = []) {
  return {
    platform: 'linux',
    isRoot: true,
    ldd: () => (done.some(([verb]) => verb === 'install') ? '' : lddMissing),
    ldconfig: () => allThere,
    hasProgram: (name: string) => name === 'apt-get' || done.some(([verb]) => verb === 'install'),
    hasCjkFont: () => false,
    aptKnows: (name: string) => !name.endsWith('t64'),
    aptGet: (words: string[]) => {
      done.push(words)
    },
  }
}

test('Each missing library is named once', () => {
  expect(missingLibraries(lddMissing)).toEqual(['libnss3.so', 'libgtk-3.so.0'])
})

test('Nothing is done where nothing is missing', () => {
  const done: string[][] = []
  const world = { ...anyDebian(done), ldd: () => '', hasProgram: () => true }

  ensureLibraries('/x/electron', { needsDisplay: true, world })

  expect(done).toEqual([])
})

test('As root on Debian the libraries, Xvfb and a font are installed, by the names this release knows', () => {
  const done: string[][] = []

  ensureLibraries('/x/electron', { needsDisplay: true, world: anyDebian(done) })

  expect(done[0]).toEqual(['update'])
  expect(done[1]).toEqual(
    expect.arrayContaining([
      'install',
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'xvfb',
      'fonts-noto-cjk',
    ]),
  )
})

test('A newer release gets its newer names', () => {
  const done: string[][] = []

  ensureLibraries('/x/electron', { needsDisplay: false, world: { ...anyDebian(done), aptKnows: () => true } })

  expect(done[1]).toEqual(expect.arrayContaining(['libgtk-3-0t64', 'libasound2t64']))
  expect(done[1]).not.toContain('xvfb')
})

test('Anybody else is told the exact command, and nothing is changed', () => {
  const done: string[][] = []
  const world = { ...anyDebian(done), isRoot: false }

  expect(() => {
    ensureLibraries('/x/electron', { needsDisplay: true, world })
  }).toThrow(/sudo apt-get update && sudo apt-get install -y --no-install-recommends .*libgtk-3-0 .*xvfb/)
  expect(done).toEqual([])
})

test('GTK counts as missing when the loader does not list it, though the program does not name it', () => {
  const world = { ...anyDebian(), isRoot: false, ldd: () => '', ldconfig: () => 'libc.so.6 libnss3.so' }

  expect(() => {
    ensureLibraries('/x/electron', { needsDisplay: false, world })
  }).toThrow(/lacks libgtk-3\.so\.0, libasound\.so\.2, libgbm\.so\.1/)
})

test.each([
  [{ platform: 'linux', env: {} }, true],
  [{ platform: 'linux', env: { DISPLAY: ':0' } }, false],
  [{ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } }, false],
  [{ platform: 'darwin', env: {} }, false],
  [{ platform: 'win32', env: {} }, false],
] as const)('A display of our own is needed on %j: %s', (machine, needed) => {
  expect(lacksDisplay(machine)).toBe(needed)
})

const anyUser = {
  platform: 'linux',
  isRoot: false,
  isSetuidRoot: () => false,
  hasUserNamespaces: () => true,
}

test('The sandbox stays on for an ordinary user', () => {
  expect(sandboxSwitches('/x', { ownContentOnly: false, world: anyUser })).toEqual([])
  const withHelper = { ...anyUser, hasUserNamespaces: () => false, isSetuidRoot: () => true }
  expect(sandboxSwitches('/x', { ownContentOnly: false, world: withHelper })).toEqual([])
})

test('As root Chromium would not start with it', () => {
  const world = { ...anyUser, isRoot: true }
  expect(sandboxSwitches('/x', { ownContentOnly: false, world })).toEqual(['--no-sandbox'])
})

test('Where no sandbox can be built, the reader does not open without one, and the cure is printed', () => {
  const world = { ...anyUser, hasUserNamespaces: () => false }

  expect(() => sandboxSwitches('/x', { ownContentOnly: false, world })).toThrow(
    `sudo chmod 4755 '${join('/x', 'chrome-sandbox')}'`,
  )
  expect(sandboxSwitches('/x', { ownContentOnly: true, world })).toEqual(['--no-sandbox'])
})

test('The newest change among files and folders decides whether a build is stale', () => {
  const folder = anyFolder()
  const file = write(folder, 'a.ts', Buffer.from(''))
  utimesSync(file, 2_000_000_000, 2_000_000_000)

  expect(newest([folder, join(folder, 'missing')])).toBe(2_000_000_000_000)
})
