/** Covers main/store/migration: cut off at each operation on the disk, it goes on at the next start. */
import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { harbour, kiln, makeOlderLibrary } from '../../helpers/olderLibrary.ts'
import type { OlderLibrary } from '../../helpers/olderLibrary.ts'

const ofMove = /archive|snapshots|quarantine/

/** Everything that a reader can find again. */
async function everything(old: OlderLibrary) {
  const versions = await Promise.all(['k1', 'k2', 'k5', 'k6'].map((id) => old.versionsOf(kiln, id)))
  return {
    trouble: old.trouble(),
    headlines: [old.library().headlinesOf(harbour), old.library().headlinesOf(kiln)],
    texts: [await old.htmlOf('a1'), await old.htmlOf('a2'), versions],
    stones: old.stonesOf(kiln),
    deleted: [await old.deleted(), (await old.deleted()).map(({ id }) => id)],
    validators: [old.library().fetchRecord(harbour).etag, old.library().fetchRecord(kiln).etag],
    pictures: old.library().fetchRecord(kiln).picturesWanted,
  }
}

/** From the nth operation on nothing reaches the disk any more, as if the program had been killed. */
async function openUntil(old: OlderLibrary, last: number): Promise<number> {
  const disk = makeFailingDisk()
  let count = 0
  disk.fail((call, path) => {
    if (call === 'read' || !ofMove.test(path.slice(old.folder.length))) return null
    count += 1
    return count > last ? 'EIO' : null
  })
  const removeFolder = (path: string) => (count > last ? Promise.resolve() : disk.files.removeFolder(path))
  await old.open({ files: { ...disk.files, removeFolder } })
  await old.close()
  return count
}

it('loses nothing and doubles nothing, wherever it is cut off', { timeout: 120_000 }, async () => {
  const whole = await makeOlderLibrary()
  await whole.open()
  const expected = await everything(whole)
  expect(expected.trouble).toEqual([])
  await whole.end()
  const counted = await makeOlderLibrary()
  const operations = await openUntil(counted, Infinity)
  await counted.end()
  expect(operations).toBeGreaterThan(30)
  for (let last = 0; last < operations; last += 1) {
    const old = await makeOlderLibrary()
    await openUntil(old, last)
    // Cut off once more in the next start, then left in peace.
    if (last % 3 === 0) await openUntil(old, 12)
    await old.open()
    expect([last, await everything(old)]).toEqual([last, expected])
    await old.close()
    expect([last, await old.isMarked(), await readdir(old.paths.archive)]).toEqual([
      last,
      true,
      expect.not.arrayContaining(['.moving']),
    ])
    await old.end()
  }
})
