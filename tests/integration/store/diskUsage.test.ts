/** Covers main/store/diskUsage.ts and sweep.ts over the archive. */
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf } from '../../../main/store/paths.ts'
import { until } from '../../helpers/until.ts'
import { aFeedId, anArticle, aTime, articleId, fillLibrary, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const sizeOf = async (folder: string) => {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

describe('what a paper takes', () => {
  it('is its segments and its snapshot', async () => {
    const [first, second] = await fillLibrary(test.library, { feeds: 2, articlesEach: 40 })
    if (first === undefined || second === undefined) throw new Error('no feeds')
    test = await test.reopen()
    const { feeds } = await test.library.diskUsage()
    const paths = pathsOf(test.folder)
    const { size } = await stat(paths.snapshot(first))
    expect(feeds.get(first)).toBe((await sizeOf(paths.feedArchive(first))) + size)
    expect([...feeds.keys()].sort()).toEqual([first, second])
  })

  it('tells apart what the reader deleted, and counts nothing twice', async () => {
    await test.library.articles.keep(aFeedId, [anArticle(), anArticle({ id: 'a2' })], [])
    await test.library.articles.delete(aFeedId, {
      id: articleId('a2'),
      deletedAt: aTime,
      paper: 'P',
      mark: null,
    })
    const { feeds, deleted } = await test.library.diskUsage()
    expect(deleted).toBeGreaterThan(100)
    expect((feeds.get(aFeedId) ?? 0) + deleted).toBe(await sizeOf(pathsOf(test.folder).feedArchive(aFeedId)))
  })
})

it('takes away what a crash left among segments and snapshots, and nothing else', async () => {
  await test.library.articles.keep(aFeedId, [anArticle()], [])
  test = await test.reopen()
  const paths = pathsOf(test.folder)
  const folders = [paths.feedArchive(aFeedId), paths.snapshots]
  const before = await Promise.all(folders.map((folder) => readdir(folder)))
  for (const folder of folders) await writeFile(join(folder, '000000000001.log.77.0a1b2c3d4.tmp'), 'half')
  test = await test.reopen()
  await until('the folders are swept', async () => {
    const now = await Promise.all(folders.map((folder) => readdir(folder)))
    return now.flat().every((name) => !name.endsWith('.tmp'))
  })
  expect(await Promise.all(folders.map((folder) => readdir(folder)))).toEqual(before)
})
