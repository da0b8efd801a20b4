/** Covers compaction.ts, replaceSegment.ts and tender.ts on a real disk: room comes back, and nothing else changes. */
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compactFeed, weighFeed } from '../../../main/store/archive/compaction.ts'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import { aFeedId, anArticle, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'
import { dyingFiles } from '../../helpers/dyingFiles.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { randomFrom } from '../../helpers/random.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const paths = () => pathsOf(test.folder)
const place = (files: Files = diskFiles) => ({ files, paths: paths() })
const keep = (ids: readonly string[], length = 20_000) =>
  test.library.articles.keep(
    aFeedId,
    ids.map((id) => anArticle({ id, place: 0 }, { bodyHtml: `<p>${id} ${'rain '.repeat(length / 5)}</p>` })),
    [],
  )
const change = (id: string, title: string) =>
  test.library.articles.keep(aFeedId, [], [
    anArticle({ id, place: 0, title, contentHash: title }, { bodyHtml: `<p>${id} ${title} ${'snow '.repeat(4000)}</p>` }),
  ])
const remove = (ids: readonly string[]) => test.library.articles.remove(aFeedId, ids.map(articleId), true)
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `a${String(from + n)}`)

async function compact(files: Files = diskFiles): Promise<number> {
  const { tender } = test.library
  let freed = 0
  const ready = await tender.readyForCompaction(aFeedId)
  if (!ready.ok) throw new Error('not ready')
  await compactFeed(place(files), aFeedId, async (made) => {
    const taken = await tender.takeSegment(aFeedId, made)
    freed += taken.ok ? taken.value : 0
  })
  return freed
}

/** Everything that a reader can see of the paper. */
async function everything(of: TestLibrary = test) {
  const { library } = of
  const rows = library.headlinesOf(aFeedId)
  const versions = []
  for (const row of rows) versions.push(await library.articles.readVersions(aFeedId, row))
  const bodies = []
  for (const row of rows) bodies.push(await library.articles.readBody(aFeedId, row))
  return {
    rows,
    bodies: bodies.map((body) => (body === null ? null : shortOf(body.bodyHtml))),
    versions: versions.map((some) => some.map(({ title, seenAt, body }) => [title, seenAt, shortOf(body.bodyHtml)])),
    removed: [...library.removedOf(aFeedId)],
    deleted: await library.deleted.list(),
    trouble: library.trouble,
  }
}

/** Long texts, told apart by what they begin with and by their sum. */
const shortOf = (html: string) => `${html.slice(0, 30)} ${String(crc32(html))}`

const withoutSizes = (seen: Awaited<ReturnType<typeof everything>>) => ({ ...seen, deleted: seen.deleted.map(({ id }) => id) })

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
const strays = async () => (await readdir(paths().feedArchive(aFeedId))).filter((name) => name.endsWith('.tmp'))

describe('room that is given back', () => {
  it('is that of articles that went, of deletions that were let go, and of no other', async () => {
    await keep(names(0, 200))
    await change('a150', 'Another title')
    await test.library.articles.delete(aFeedId, { id: articleId('a160'), deletedAt: aTime, paper: 'P', mark: null })
    await test.library.articles.delete(aFeedId, { id: articleId('a161'), deletedAt: aTime, paper: 'P', mark: null })
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

it.each([3, 4, 5, 9, 11])('changes nothing that anybody sees, whatever happened and whenever (%i)', async (seed) => {
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
    }
    else if (what === 4)
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
})

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
      const taken = await test.library.tender.takeSegment(aFeedId, { ...made, bytesBefore: made.bytesBefore - 1 })
      expect(taken).toEqual({ ok: true, value: 0 })
    })
    expect(await strays()).toEqual([])
    expect(await everything()).toEqual(before)
  })
})

describe('a disk that refuses', () => {
  it.each(['create', 'write', 'sync', 'rename', 'syncFolder', 'remove'])('to %s costs nothing but the room', async (call) => {
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
  })

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
