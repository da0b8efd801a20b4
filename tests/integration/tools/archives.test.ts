/** archives.test.ts — our zip and npm package readers: whole files or an error, never outside the folder. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extractMember } from '../../../tools/runtime/untar.mjs'
import { unzip } from '../../../tools/runtime/unzip.mjs'
import { anyFolder, anyPackage, anyZip, write } from './anyTools.ts'

const keepName = (name: string): string => name

test('Stored, packed and empty members all come out as they went in', async () => {
  const folder = anyFolder()
  const zip = anyZip([
    { name: 'stored.txt', text: 'as it is', stored: true },
    { name: 'packed.txt', text: 'again '.repeat(100_000) },
    { name: 'empty.txt', text: '', stored: true },
  ])

  const count = await unzip(write(folder, 'a.zip', zip), join(folder, 'to'), keepName)

  expect(count).toBe(3)
  expect(readFileSync(join(folder, 'to', 'stored.txt'), 'utf8')).toBe('as it is')
  expect(readFileSync(join(folder, 'to', 'packed.txt')).length).toBe(600_000)
  expect(readFileSync(join(folder, 'to', 'empty.txt'), 'utf8')).toBe('')
})

test('A member whose name climbs out of the folder is refused', async () => {
  const folder = anyFolder()
  const zip = write(folder, 'a.zip', anyZip([{ name: '../outside.txt', text: 'no' }]))

  await expect(unzip(zip, join(folder, 'to'), keepName)).rejects.toThrow(/leaves the folder/)

  expect(existsSync(join(folder, 'outside.txt'))).toBe(false)
})

test('A link in a zip is refused', async () => {
  const folder = anyFolder()
  const zip = write(folder, 'a.zip', anyZip([{ name: 'link', text: '/etc/passwd', mode: 0o120777 }]))

  await expect(unzip(zip, join(folder, 'to'), keepName)).rejects.toThrow(/link in zip/)
})

test('A zip that is cut short is an error', async () => {
  const folder = anyFolder()
  const whole = anyZip([{ name: 'a.txt', text: 'some text '.repeat(1000) }])
  const zip = write(folder, 'a.zip', whole.subarray(0, whole.length - 30))

  await expect(unzip(zip, join(folder, 'to'), keepName)).rejects.toThrow(/not a complete zip/)
})

test('One file comes out of an npm package, however its bytes fall into chunks', async () => {
  const folder = anyFolder()
  const big = Buffer.alloc(1_500_000, 'kawaraban ')
  const tgz = anyPackage({
    'package/package.json': Buffer.from('{"name":"any"}'),
    'package/odd': Buffer.from('x'.repeat(513)),
    'package/big.bin': big,
    'package/empty': Buffer.alloc(0),
  })
  const file = write(folder, 'a.tgz', tgz)

  await extractMember(file, 'package/big.bin', join(folder, 'big'))
  await extractMember(file, 'package/empty', join(folder, 'empty'))

  expect(readFileSync(join(folder, 'big')).equals(big)).toBe(true)
  expect(readFileSync(join(folder, 'empty')).length).toBe(0)
})

test('A missing member and a package that is cut short are errors', async () => {
  const folder = anyFolder()
  // Bytes that do not shrink, so that half the file is half the content.
  const noise = Buffer.from(
    Array.from({ length: 100_000 }, (_, index) => (index * index * 31 + (index >> 3)) & 255),
  )
  const tgz = anyPackage({ 'package/big.bin': noise })

  const missing = extractMember(write(folder, 'a.tgz', tgz), 'package/other', join(folder, 'x'))
  const cut = extractMember(
    write(folder, 'b.tgz', tgz.subarray(0, tgz.length >> 1)),
    'package/big.bin',
    join(folder, 'y'),
  )

  // Both are watched from the start: one that fails while the other is awaited is not left unheard.
  await Promise.all([expect(missing).rejects.toThrow(/is not in the package/), expect(cut).rejects.toThrow()])
})
