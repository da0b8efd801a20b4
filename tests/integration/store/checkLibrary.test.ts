/** Covers checkLibrary.ts, checkFeed.ts, checkPictures.ts and mendFeed.ts on a real disk: what is damaged is found, told and mended. */
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pictureKey } from '../../../main/base/pictureKey.ts'
import { isFeedSound } from '../../../main/model/libraryCheck.ts'
import type { FeedFindings } from '../../../main/model/libraryCheck.ts'
import { checkLibrary } from '../../../main/store/checkLibrary.ts'
import { compactFeed } from '../../../main/store/archive/compaction.ts'
import { diskFiles } from '../../../main/store/files.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import { aFeedId, anArticle, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'
import { randomFrom } from '../../helpers/random.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
  const ids = Array.from({ length: 60 }, (_, n) => `a${String(n)}`)
  const { articles, tender } = test.library
  await keep(ids.slice(0, 40))
  await change('a20', 'Second title')
  await articles.delete(aFeedId, { id: articleId('a5'), deletedAt: aTime, paper: 'P', mark: null })
  await articles.remove(aFeedId, ['a1', 'a2'].map(articleId), true)
  await tender.readyForCompaction(aFeedId)
  await keep(ids.slice(40))
  await change('a45', 'Third title')
  await tender.readyForCompaction(aFeedId)
  // An index beside each full segment.
  for (const row of test.library.headlinesOf(aFeedId)) await articles.readBody(aFeedId, row)
  for (let n = 0; n < 5; n += 1) await test.library.pictures.keep(pictureOf(n), Buffer.alloc(500, n))
  await test.library.syncArticles()
})
afterEach(() => test.close())

const pictureOf = (n: number) => pictureKey(`https://harbour.example/${String(n)}.jpg`)
const paths = () => pathsOf(test.folder)
const keep = (ids: readonly string[]) =>
  test.library.articles.keep(
    aFeedId,
    ids.map((id) => anArticle({ id, place: 0 }, { bodyHtml: `<p>${id} ${'rain '.repeat(2000)}</p>` })),
    [],
  )
const change = (id: string, title: string) =>
  test.library.articles.keep(
    aFeedId,
    [],
    [
      anArticle(
        { id, place: 0, title, contentHash: title },
        { bodyHtml: `<p>${id} ${title} ${'snow '.repeat(2000)}</p>` },
      ),
    ],
  )

const check = () => checkLibrary(diskFiles, paths(), test.library.tender.sizes(), () => undefined)
const findings = async (): Promise<FeedFindings> => {
  const [found] = (await check()).feeds
  if (found === undefined) throw new Error('no feed')
  return found
}
const mend = async () => {
  const mended = await test.library.tender.mend(await findings())
  if (!mended.ok) throw new Error(JSON.stringify(mended.failure))
  return mended.value
}
const logs = async () =>
  (await readdir(paths().feedArchive(aFeedId))).filter((name) => name.endsWith('.log')).sort()
const segment = async (n: number) => join(paths().feedArchive(aFeedId), (await logs())[n] ?? '')
const turn = async (path: string, words: string) => {
  const bytes = await readFile(path)
  const at = bytes.indexOf(words)
  if (at === -1) throw new Error(`no ${words}`)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(path, bytes)
}
const bodies = async () => {
  const found: [string, string | null][] = []
  for (const row of test.library.headlinesOf(aFeedId)) {
    const body = await test.library.articles.readBody(aFeedId, row)
    found.push([row.id, body?.bodyHtml ?? null])
  }
  return found
}
const seen = async () => ({
  rows: test.library.headlinesOf(aFeedId),
  bodies: await bodies(),
  removed: [...test.library.removedOf(aFeedId)].map(({ id }) => id).sort(),
  deleted: (await test.library.deleted.list()).map(({ id, title }) => [id, title]),
})
/** What is mended is sound, and the next start, with and without its snapshot, sees what the window shows. */
async function isMended(): Promise<void> {
  const { damaged, missing, indexes, snapshot, texts, unread } = await findings()
  expect({ damaged, missing, indexes, snapshot, texts, unread }).toEqual({
    damaged: [],
    missing: 0,
    indexes: [],
    snapshot: 'good',
    texts: null,
    unread: null,
  })
  const now = await seen()
  await test.library.syncArticles()
  for (const isBare of [false, true]) {
    if (isBare) await rm(paths().snapshots, { recursive: true, force: true })
    test = await test.reopen({ isCrash: true })
    expect(test.library.trouble).toEqual([])
    expect(await seen()).toEqual(now)
  }
}

describe('a library that is whole', () => {
  it('is found to be so, also after compaction, without snapshots, and while it is added to', async () => {
    const { feeds, pictures } = await check()
    expect(feeds.map(isFeedSound)).toEqual([true])
    expect(feeds[0]).toMatchObject({
      feedId: aFeedId,
      records: 65,
      missing: 0,
      snapshot: 'good',
      texts: null,
    })
    expect(pictures).toMatchObject({ count: 5, damaged: [], plain: [] })
    await compactFeed({ files: diskFiles, paths: paths() }, aFeedId, async (made) => {
      await test.library.tender.takeSegment(aFeedId, made)
    })
    expect(isFeedSound(await findings())).toBe(true)
    const [, meanwhile] = await Promise.all([keep(['b1', 'b2']), findings()])
    expect(isFeedSound(meanwhile)).toBe(true)
    await rm(paths().snapshots, { recursive: true })
    expect(await findings()).toMatchObject({ snapshot: 'missing', texts: null })
    expect(isFeedSound(await findings())).toBe(true)
  })

  it('changes nothing by being checked', async () => {
    const before = await seen()
    const files = await readdir(test.folder, { recursive: true })
    await check()
    expect(await seen()).toEqual(before)
    expect(await readdir(test.folder, { recursive: true })).toEqual(files)
  })

  it('tells how far it has got', async () => {
    const told: number[] = []
    await checkLibrary(diskFiles, paths(), [], ({ done, total }) => told.push(done / total))
    expect([told[0], told.at(-1)]).toEqual([0, 1])
    expect(told).toEqual([...told].sort((a, b) => a - b))
  })
})

describe('damage', () => {
  it('of one text is found by its article; mended, it is asked for again, and all others are whole', async () => {
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h' })
    const before = await seen()
    await turn(await segment(0), 'a7 rain')
    const found = await findings()
    expect(found).toMatchObject({ damaged: [1], missing: 1, snapshot: 'good' })
    const lost = test.library
      .headlinesOf(aFeedId)
      .filter(({ record }) => found.texts?.includes(record) === false)
    expect(lost.map(({ id }) => id)).toEqual(['a7'])
    expect(await mend()).toMatchObject({ aside: 1, asked: 1 })
    const after = await seen()
    expect(after.rows.map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id))
    expect(after.bodies.filter(([, body]) => body === null)).toEqual([['a7', null]])
    expect(after.bodies.filter(([id]) => id !== 'a7')).toEqual(before.bodies.filter(([id]) => id !== 'a7'))
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    expect(await readdir(paths().quarantine)).toHaveLength(1)
    await keep(['a7'])
    expect(await readdir(paths().quarantine)).toHaveLength(1)
    await isMended()
  })

  it('of an earlier version costs that version; of the present one, not the earlier', async () => {
    const versionsOf = async (id: string) => {
      const row = test.library.findHeadline(articleId(id))
      return row === null ? [] : test.library.articles.readVersions(aFeedId, row.headline)
    }
    await turn(await segment(0), 'a20 rain')
    await turn(await segment(1), 'a45 Third')
    await mend()
    expect((await versionsOf('a20')).map(({ title }) => title)).toEqual(['Second title'])
    expect((await versionsOf('a45')).map(({ title }) => title)).toEqual(['Lanterns on the quay, a45'])
    await isMended()
  })

  it('of a removal does not bring the articles back, nor what was deleted', async () => {
    const before = await seen()
    await turn(await segment(0), '["removed"')
    await turn(await segment(0), '["deleted"')
    await mend()
    expect(await seen()).toEqual(before)
    await isMended()
    expect((await seen()).removed).toEqual(before.removed)
  })

  it('of a text that the reader deleted costs no more than that', async () => {
    await turn(await segment(0), 'a5 rain')
    await mend()
    expect((await seen()).deleted).toHaveLength(1)
    await isMended()
  })

  it('of a whole segment that is gone costs its texts', async () => {
    await rm(await segment(0))
    const found = await findings()
    expect(found.texts).not.toBeNull()
    const before = await seen().catch(() => null)
    expect(before).not.toBeNull()
    await mend()
    expect(test.library.headlinesOf(aFeedId)).toHaveLength(57)
    const left = (await bodies()).filter(([, body]) => body !== null)
    expect(left).toHaveLength(20)
    await isMended()
  })

  it('of everything the paper had is found, and its headlines stay', async () => {
    await rm(paths().archive, { recursive: true })
    expect((await findings()).texts).toEqual([])
    await mend()
    expect(test.library.headlinesOf(aFeedId)).toHaveLength(57)
    await isMended()
  })

  it('of an index or a snapshot costs nothing: it is made anew', async () => {
    const before = await seen()
    await truncate(paths().snapshot(aFeedId), 300)
    const index = (await segment(0)).replace(/log$/, 'idx')
    await writeFile(index, (await readFile(index, 'utf8')).replace(/"at":\[\d+/, '"at":[9'))
    expect(await findings()).toMatchObject({ snapshot: 'wrong', indexes: [1], damaged: [], texts: null })
    expect(await mend()).toMatchObject({ aside: 0, asked: 0, indexes: 1, isSnapshotNew: true })
    expect(await seen()).toEqual(before)
    await isMended()
  })

  it('of a snapshot that says something else than the records is found; the records are right', async () => {
    const before = await seen()
    await test.library.close()
    const other = await openTestLibrary()
    await other.library.articles.keep(aFeedId, [anArticle({ id: 'x1', place: 0 })], [])
    // As long as the library's own, and proved by its sum: of another feed of the same name.
    for (let n = 0; n < 66; n += 1) await other.library.articles.welcome(aFeedId, [articleId('x')])
    await other.library.tender.readyForCompaction(aFeedId)
    await cp(pathsOf(other.folder).snapshot(aFeedId), paths().snapshot(aFeedId))
    await other.close()
    test = await openTestLibrary({ folder: test.folder })
    expect(await findings()).toMatchObject({ damaged: [] })
    expect(isFeedSound(await findings())).toBe(false)
    await mend()
    const rows = test.library.headlinesOf(aFeedId).filter(({ id }) => id !== 'x1')
    expect(rows).toEqual(before.rows)
    await isMended()
  })

  it('of pictures is found by their keys', async () => {
    await turn(paths().picture(pictureOf(1)), '\u0001\u0001')
    await truncate(paths().picture(pictureOf(2)), 100)
    const plain = paths().plainPicture(pictureOf(7))
    await mkdir(join(plain, '..'), { recursive: true })
    await writeFile(plain, Buffer.from([0xff, 0xd8, 0xff, 1]))
    const { pictures } = await check()
    expect([...pictures.damaged].sort()).toEqual([pictureOf(1), pictureOf(2)].sort())
    expect(pictures.plain).toEqual([pictureOf(7)])
  })

  it('that cannot be read now is told, and nothing is done to it', async () => {
    const files = {
      ...diskFiles,
      read: (path: string) =>
        path.endsWith('.log')
          ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
          : diskFiles.read(path),
    }
    const { feeds } = await checkLibrary(files, paths(), [{ feedId: aFeedId, cursor: 0 }], () => undefined)
    expect(feeds).toMatchObject([{ unread: 'EACCES' }])
  })
})

it.each([1, 4])('any turned bit is found, and mended without believing it (%i)', async (seed) => {
  const { among, oneOf } = randomFrom(seed)
  await test.library.close()
  const template = test.folder
  test = await openTestLibrary({ folder: template })
  const whole = await seen()
  await test.library.close()
  for (let round = 0; round < 10; round += 1) {
    const folder = `${template}-${String(seed)}-${String(round)}`
    await cp(template, folder, { recursive: true })
    test = await openTestLibrary({ folder })
    const feed = paths().feedArchive(aFeedId)
    const names = [...(await readdir(feed)).map((name) => join(feed, name)), paths().snapshot(aFeedId)]
    for (let n = 0; n <= among(3); n += 1) {
      const path = oneOf(names) ?? ''
      const bytes = await readFile(path)
      const at = among(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << among(8))
      await writeFile(path, bytes)
    }
    expect(isFeedSound(await findings())).toBe(false)
    await mend()
    const now = await seen()
    expect(now.rows.map(({ id }) => id)).toEqual(whole.rows.map(({ id }) => id))
    expect([now.removed, now.deleted]).toEqual([whole.removed, whole.deleted])
    const texts = new Map(whole.bodies)
    for (const [id, body] of now.bodies) if (body !== null) expect(body).toBe(texts.get(id))
    expect(now.bodies.filter(([, body]) => body === null).length).toBeLessThanOrEqual(3)
    await isMended()
    await test.close()
  }
  test = await openTestLibrary({ folder: template })
})
