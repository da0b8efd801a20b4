/** Covers compaction.ts and replaceSegment.ts on a disk that refuses, or dies: nothing is lost but the room. */
import { cp, rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compactFeed } from '../../../main/store/archive/compaction.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import { dyingFiles } from '../../helpers/dyingFiles.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { aFeedId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'
import { longPaper, names, withoutSizes } from '../../helpers/longPaper.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const { place, keep, change, remove, compact, everything } = longPaper(() => test)

async function crash(): Promise<void> {
  await test.library.syncArticles()
  test = await test.reopen({ isCrash: true })
}

describe('a disk that refuses', () => {
  it.each(['create', 'write', 'sync', 'rename', 'syncFolder', 'remove'])(
    'to %s costs nothing but the room',
    async (call) => {
      await test.close()
      const disk = makeFailingDisk()
      test = await openTestLibrary({ files: disk.files })
      await keep(names(0, 100))
      await remove(names(0, 80))
      await test.library.tender.readyForCompaction(aFeedId)
      const before = await everything()
      disk.fail((what, path) => (what === call && path.includes('archive') ? 'ENOSPC' : null))
      await compactFeed(place(disk.files), aFeedId, async (made) => {
        await test.library.tender.takeSegment(aFeedId, made)
      }).catch(() => undefined)
      disk.work()
      expect(await everything()).toEqual(before)
      await crash()
      expect(await everything()).toEqual(before)
      expect(await compact()).toBeGreaterThanOrEqual(0)
      expect(await everything()).toEqual(before)
    },
  )

  it('at any moment, for good, loses nothing', async () => {
    await keep(names(0, 60))
    await change('a50', 'Another title')
    await remove(names(0, 45))
    const before = withoutSizes(await everything())
    await test.library.close()
    const template = test.folder
    for (let changes = 0, isCutOff = true; isCutOff; changes += 1) {
      const folder = `${template}-${String(changes)}`
      await cp(template, folder, { recursive: true })
      const dying = dyingFiles()
      const dead = await openTestLibrary({ folder, files: dying.files })
      dying.dieAfter(changes)
      await dead.library.tender.readyForCompaction(aFeedId)
      await compactFeed({ files: dying.files, paths: pathsOf(folder) }, aFeedId, async (made) => {
        await dead.library.tender.takeSegment(aFeedId, made)
      }).catch(() => undefined)
      isCutOff = dying.isDead()
      const after = await openTestLibrary({ folder })
      expect(withoutSizes(await everything(after)), `after ${String(changes)} changes`).toEqual(before)
      await after.library.close()
      await rm(pathsOf(folder).snapshots, { recursive: true, force: true })
      const anew = await openTestLibrary({ folder })
      expect(withoutSizes(await everything(anew)), `… without its snapshot`).toEqual(before)
      await anew.close()
      expect(changes).toBeLessThan(200)
    }
    test = await openTestLibrary({ folder: template })
  })
})
