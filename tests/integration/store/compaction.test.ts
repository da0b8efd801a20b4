/** Covers compaction.ts, replaceSegment.ts and tender.ts on a real disk: room comes back, and nothing else changes. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compactFeed, weighFeed } from '../../../main/store/archive/compaction.ts'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import { aFeedId, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'
import { longPaper, names, withoutSizes } from '../../helpers/longPaper.ts'
import { randomFrom } from '../../helpers/random.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const { paths, place, keep, change, remove, compact, everything } = longPaper(() => test)

async function crash(): Promise<void> {
  await test.library.syncArticles()
  test = await test.reopen({ isCrash: true })
}

const archiveBytes = async () => {
  const folder = paths().feedArchive(aFeedId)
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.log'))
  const sizes = await Promise.all(logs.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
const strays = async () =>
  (await readdir(paths().feedArchive(aFeedId))).filter((name) => name.endsWith('.tmp'))

describe('room that is given back', () => {
  it('is that of articles that went, of deletions that were let go, and of no other', async () => {
    await keep(names(0, 200))
    await change('a150', 'Another title')
    await test.library.articles.delete(aFeedId, {
      id: articleId('a160'),
      deletedAt: aTime,
      paper: 'P',
      mark: null,
    })
    await test.library.articles.delete(aFeedId, {
      id: articleId('a161'),
      deletedAt: aTime,
      paper: 'P',
      mark: null,
    })
    await remove(names(0, 150))
    await test.library.articles.drop(aFeedId, [articleId('a161')])
    const before = await everything()
    const bytes = await archiveBytes()
    expect((await weighFeed(place(), aFeedId)).dead).toBeGreaterThan(bytes / 2)
    const freed = await compact()
    expect(freed).toBeGreaterThan(bytes * 0.7)
    expect(await archiveBytes()).toBeLessThan(bytes * 0.3)
    expect(withoutSizes(await everything())).toEqual(withoutSizes(before))
    expect((await weighFeed(place(), aFeedId)).dead).toBeLessThan(bytes / 20)
    await crash()
    expect(withoutSizes(await everything())).toEqual(withoutSizes(before))
    await rm(paths().snapshots, { recursive: true })
    await crash()
    expect(withoutSizes(await everything())).toEqual(withoutSizes(before))
    expect(await test.library.articles.putBack(aFeedId, articleId('a160'))).toMatchObject({ ok: true })
    const [back] = test.library.headlinesOf(aFeedId).filter(({ id }) => id === 'a160')
    if (back === undefined) throw new Error('not back')
    expect((await test.library.articles.readBody(aFeedId, back))?.bodyHtml).toContain('a160')
  })

  it('is not asked of a paper of which nothing is dead', async () => {
    await keep(names(0, 100))
    const before = await archiveBytes()
    expect(await compact()).toBe(0)
    expect((await archiveBytes()) - before).toBeLessThan(1000)
    expect(await strays()).toEqual([])
  })

  it('is none of a paper with damage in it, which stays as it lies', async () => {
    await keep(names(0, 60))
    await remove(names(0, 50))
    await test.library.tender.readyForCompaction(aFeedId)
    const path = join(paths().feedArchive(aFeedId), '000000000001.log')
    const bytes = await readFile(path)
    bytes[bytes.indexOf('a55 rain')] = 0
    await writeFile(path, bytes)
    expect(await compact()).toBe(0)
    expect((await readFile(path)).equals(bytes)).toBe(true)
  })
})

it.each([3, 4, 5, 9, 11])(
  'changes nothing that anybody sees, whatever happened and whenever (%i)',
  async (seed) => {
    const { among, chance, oneOf } = randomFrom(seed)
    let snapshot: Buffer | null = null
    let freed = 0
    const someId = () => oneOf(test.library.headlinesOf(aFeedId))?.id
    for (let step = 0; step < 80; step += 1) {
      const id = someId()
      const what = among(8)
      if (what <= 1 || id === undefined) await keep(names(step * 10, step * 10 + 1 + among(9)), 24_000)
      else if (what === 2) await change(id, `Title ${String(step)}`)
      else if (what === 3) {
        const some = test.library.headlinesOf(aFeedId).filter(() => chance(0.5))
        await remove([id, ...some.map((row) => row.id)])
      } else if (what === 4)
        await test.library.articles.delete(aFeedId, { id, deletedAt: aTime + step, paper: 'P', mark: null })
      else if (what === 5) {
        const [note] = await test.library.deleted.list()
        if (note !== undefined && chance(0.5)) await test.library.articles.putBack(aFeedId, note.id)
        else if (note !== undefined) await test.library.articles.drop(aFeedId, [note.id])
      } else if (what === 6) {
        const before = withoutSizes(await everything())
        const was: Buffer | null = await readFile(paths().snapshot(aFeedId)).catch(() => null)
        freed += await compact()
        if (chance(0.5)) snapshot = was
        expect(withoutSizes(await everything())).toEqual(before)
      } else {
        const before = withoutSizes(await everything())
        const how = among(3)
        await test.library.syncArticles()
        if (how === 0) await rm(paths().snapshots, { recursive: true, force: true })
        // A folder that came back from an earlier copy.
        if (how === 1 && snapshot !== null) {
          await mkdir(paths().snapshots, { recursive: true })
          await writeFile(paths().snapshot(aFeedId), snapshot)
        }
        await crash()
        expect(withoutSizes(await everything())).toEqual(before)
      }
    }
    expect(freed).toBeGreaterThan(0)
  },
)

describe('while a segment is written anew', () => {
  it('every text is read, by one and by many', async () => {
    await keep(names(0, 200))
    await remove(names(0, 120))
    const rows = test.library.headlinesOf(aFeedId)
    let isOver = false
    const read = async () => {
      let count = 0
      while (!isOver) {
        for (const row of rows) {
          const body = await test.library.articles.readBody(aFeedId, row)
          if (body?.bodyHtml.includes(row.id) !== true) return `lost ${row.id}`
          count += 1
        }
        const groups = [...new Set(rows.map(({ record }) => Math.floor(record / 64)))]
        for (const group of groups) {
          const bodies = await test.library.articles.readGroup(aFeedId, group)
          const wanted = rows.filter(({ record }) => Math.floor(record / 64) === group)
          if (bodies.size !== wanted.length) return `lost some of ${String(group)}`
        }
      }
      return count
    }
    const readers = [read(), read()]
    expect(await compact()).toBeGreaterThan(1_000_000)
    isOver = true
    for (const said of await Promise.all(readers)) expect(said).toEqual(expect.any(Number))
    expect(test.library.trouble).toEqual([])
  })

  it.each(['one', 'many'])('a read that had begun finds its text in the new one (%s)', async (how) => {
    await test.close()
    let isHeld = false
    let letGo: () => void = () => undefined
    const renamed = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const files: Files = {
      ...diskFiles,
      rename: async (from, to) => {
        await diskFiles.rename(from, to)
        if (isHeld && to.endsWith('.log')) letGo()
      },
      readPart: async (...part) => {
        if (isHeld) await renamed
        return diskFiles.readPart(...part)
      },
    }
    test = await openTestLibrary({ files })
    await keep(names(0, 100))
    await remove(names(0, 80))
    await test.library.tender.readyForCompaction(aFeedId)
    const [row] = test.library.headlinesOf(aFeedId)
    if (row === undefined) throw new Error('no row')
    const { articles } = test.library
    const read = async () => {
      if (how === 'one') return articles.readBody(aFeedId, row)
      return (await articles.readGroup(aFeedId, Math.floor(row.record / 64))).get(row.id) ?? null
    }
    // It knows by now where its text lies.
    await read()
    isHeld = true
    const reading = read()
    expect(await compact()).toBeGreaterThan(1_000_000)
    expect((await reading)?.bodyHtml).toContain(row.id)
    expect(test.library.trouble).toEqual([])
  })

  it('what is added goes on, and is there', async () => {
    await keep(names(0, 100))
    await remove(names(0, 80))
    const [freed] = await Promise.all([compact(), keep(['b1']), keep(['b2']), change('a90', 'Meanwhile')])
    expect(freed).toBeGreaterThan(1_000_000)
    const before = await everything()
    expect(before.rows.map(({ id }) => id)).toEqual(expect.arrayContaining(['b1', 'b2', 'a90']))
    await crash()
    expect(await everything()).toEqual(before)
  })

  it('one that is another by now is not replaced', async () => {
    await keep(names(0, 100))
    await remove(names(0, 80))
    await test.library.tender.readyForCompaction(aFeedId)
    const before = await everything()
    await compactFeed(place(), aFeedId, async (made) => {
      const taken = await test.library.tender.takeSegment(aFeedId, {
        ...made,
        bytesBefore: made.bytesBefore - 1,
      })
      expect(taken).toEqual({ ok: true, value: 0 })
    })
    expect(await strays()).toEqual([])
    expect(await everything()).toEqual(before)
  })
})
