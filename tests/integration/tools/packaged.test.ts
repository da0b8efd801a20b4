/** packaged.test.ts — what may be in the packaged program, and that the checks notice what may not. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { icns, ico } from '../../../tools/makeIcons.mjs'
import { wantedFuses, wrongContents, wrongFuses } from '../../../tools/packaged.mjs'

const good = [
  '/package.json',
  '/out',
  '/out/app',
  '/out/app/main',
  '/out/app/main/index.js',
  '/resources',
  '/resources/starter.json',
]

test('Built code and its own data are what app.asar holds', () => {
  expect(wrongContents(good)).toEqual([])
})

test.each([
  '/node_modules/react/index.js',
  '/out/app/node_modules/react/index.js',
  '/out/app/main/index.js.map',
  '/tests/fixtures/any.xml',
  '/out/app/main/any.test.js',
  '/main/index.ts',
  '/out/types/main/index.d.ts',
  '\\node_modules\\react\\index.js',
])('%s is noticed', (name) => {
  expect(wrongContents([...good, name])).toHaveLength(1)
})

test('A program without its main file is noticed', () => {
  expect(wrongContents(['/package.json'])).toEqual(['/out/app/main/index.js is missing in app.asar'])
})

/** The wire as read from a program: number of the fuse → the character 1 or 0. */
const anyWire = {
  0: 0x30, // RunAsNode
  1: 0x31, // EnableCookieEncryption
  2: 0x30, // EnableNodeOptionsEnvironmentVariable
  3: 0x30, // EnableNodeCliInspectArguments
  4: 0x31, // EnableEmbeddedAsarIntegrityValidation
  5: 0x31, // OnlyLoadAppFromAsar
  6: 0x30, // LoadBrowserProcessSpecificV8Snapshot
  7: 0x30, // GrantFileProtocolExtraPrivileges
}

test('Every fuse as wanted is silent, and one that is not is named', () => {
  expect(wrongFuses(anyWire)).toEqual([])
  expect(wrongFuses({ ...anyWire, 0: 0x31 })).toEqual(['fuse RunAsNode is on, not off'])
  const older = Object.fromEntries(Object.entries(anyWire).slice(0, 7))
  expect(wrongFuses(older)).toEqual(['fuse GrantFileProtocolExtraPrivileges is missing, not off'])
})

test('electron-builder.yml sets each fuse as the check wants it, and spares the library', () => {
  const config = readFileSync('electron-builder.yml', 'utf8')
  for (const [name, on] of Object.entries(wantedFuses)) {
    expect(config).toContain(`  ${name.charAt(0).toLowerCase()}${name.slice(1)}: ${String(on)}\n`)
  }
  expect(config).toContain('deleteAppDataOnUninstall: false')
})

test('Icon files carry their pictures where their tables say', () => {
  const png = Buffer.from('picture')
  const windows = ico([
    { size: 16, png },
    { size: 256, png },
  ])
  const apple = icns([{ type: 'ic07', png }])

  const [first, second] = [6, 22].map((at) => windows.readUInt32LE(at + 12))
  expect(windows.subarray(first, second).toString()).toBe('picture')
  expect(windows.readUInt8(22)).toBe(0)
  expect(apple.readUInt32BE(4)).toBe(apple.length)
  expect(apple.subarray(8, 12).toString()).toBe('ic07')
  expect(apple.subarray(16).toString()).toBe('picture')
})
