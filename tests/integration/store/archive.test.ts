/** Covers main/store/archive: articles as records, what a start makes of them, and damage that costs what it hits. */
import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf } from '../../../main/store/paths.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const paths = () => pathsOf(test.folder)
const segments = async (feedId: FeedId = aFeedId) =>
  (await readdir(paths().feedArchive(feedId)).catch(() => [])).filter((name) => name.endsWith('.log')).sort()
const segment = async (n = 0) => join(paths().feedArchive(aFeedId), (await segments())[n] ?? '')
const rowsOf = (feedId: FeedId = aFeedId) => test.library.headlinesOf(feedId)
const idsOf = (feedId: FeedId = aFeedId) => rowsOf(feedId).map(({ id }) => id)
const bodyOf = async (id: string) => {
  const found = test.library.findHeadline(articleId(id))
  return found === null ? null : test.library.articles.readBody(found.feedId, found.headline)
}
const crash = async () => {
  test = await test.reopen({ isCrash: true })
}
const keep = (...ids: readonly string[]) =>
  test.library.articles.keep(
    aFeedId,
    ids.map((id) => anArticle({ id })),
    [],
  )

describe('articles in the archive', () => {
  it('are there after a crash, with their texts', async () => {
    await keep('a1', 'a2')
    await crash()
    expect(idsOf()).toEqual(['a1', 'a2'])
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>The text of a2.</p>')
  })

  it('are the same with a snapshot, without it, and with one that is older', async () => {
    await keep('a1', 'a2', 'a3')
    await test.library.articles.keep(aFeedId, [], [anArticle({ id: 'a2', title: 'Other', contentHash: 'x' })])
    await test.library.articles.remove(aFeedId, [articleId('a3')], true)
    const rows = rowsOf()
    test = await test.reopen()
    expect(rowsOf()).toEqual(rows)
    await keep('a4')
    const more = rowsOf()
    await crash()
    expect(rowsOf()).toEqual(more)
    await rm(paths().snapshots, { recursive: true })
    await crash()
    expect(rowsOf()).toEqual(more)
    expect([...test.library.removedOf(aFeedId)].map(({ id }) => id)).toEqual(['a3'])
    expect(test.library.trouble).toEqual([])
  })

  it('keep every version, and when each was seen', async () => {
    await keep('a1')
    for (let n = 1; n <= 12; n += 1) {
      const change = anArticle(
        { title: `Title ${String(n)}`, contentHash: `h${String(n)}` },
        { bodyHtml: `<p>${String(n)}</p>` },
      )
      await test.library.articles.keep(aFeedId, [], [change])
    }
    await crash()
    const [headline] = rowsOf()
    if (headline === undefined) throw new Error('no headline')
    const versions = await test.library.articles.readVersions(aFeedId, headline)
    expect(versions).toHaveLength(13)
    expect(versions.map(({ title }) => title).slice(0, 2)).toEqual(['Lanterns on the quay, a1', 'Title 1'])
    expect(versions.at(-1)?.body.bodyHtml).toBe('<p>12</p>')
  })

  it('take a cleaned text in the place of the raw one', async () => {
    await test.library.articles.keep(aFeedId, [anArticle({}, { cleaned: 0 })], [])
    const [headline] = rowsOf()
    if (headline === undefined) throw new Error('no headline')
    const raw = await bodyOf('a1')
    if (raw === null) throw new Error('no text')
    await test.library.articles.keepCleaned(aFeedId, headline, {
      ...raw,
      cleaned: 3,
      bodyHtml: '<p>Clean</p>',
    })
    await crash()
    expect(await bodyOf('a1')).toMatchObject({ cleaned: 3, bodyHtml: '<p>Clean</p>' })
    const [now] = rowsOf()
    if (now === undefined) throw new Error('no headline')
    expect(await test.library.articles.readVersions(aFeedId, now)).toMatchObject([
      { title: 'Lanterns on the quay, a1' },
    ])
  })

  it('write only what is new', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => anArticle({ id: `b${String(n)}` }))
    await test.library.articles.keep(aFeedId, many, [])
    const before = (await readFile(await segment())).length
    await keep('a1')
    expect((await readFile(await segment())).length - before).toBeLessThan(2000)
    expect(idsOf()).toHaveLength(2001)
  })
})

describe('damage', () => {
  beforeEach(async () => {
    await keep('a1', 'a2', 'a3')
    await test.library.close()
  })

  it('costs the text that it hits, by name, and no other; the paper is asked for it again', async () => {
    const bytes = await readFile(await segment())
    const at = bytes.indexOf('The text of a2')
    bytes[at] = 'X'.charCodeAt(0)
    await writeFile(await segment(), bytes)
    test = await test.reopen({ isCrash: true })
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h' })
    expect(await bodyOf('a2')).toBeNull()
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    expect((await bodyOf('a3'))?.bodyHtml).toBe('<p>The text of a3.</p>')
    expect(test.library.trouble).toMatchObject([{ kind: 'articles-damaged', part: 'texts', lost: 1 }])
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    await test.library.articles.keep(aFeedId, [], [anArticle({ id: 'a2' })])
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>The text of a2.</p>')
    expect(test.library.findHeadline(articleId('a2'))?.headline.changedAt).toBeNull()
  })

  it('without a snapshot costs the article that it hits, and is told once', async () => {
    await rm(paths().snapshots, { recursive: true })
    const bytes = await readFile(await segment())
    bytes[bytes.indexOf('The text of a2')] = 'X'.charCodeAt(0)
    await writeFile(await segment(), bytes)
    await crash()
    expect(idsOf()).toEqual(['a1', 'a3'])
    expect(test.library.trouble).toMatchObject([{ kind: 'articles-damaged', part: 'headlines' }])
    expect(await readdir(paths().quarantine)).toHaveLength(1)
    test = await test.reopen()
    expect(idsOf()).toEqual(['a1', 'a3'])
    expect(test.library.trouble).toEqual([])
  })

  it('of a write that was cut off costs nothing that was kept', async () => {
    await appendFile(await segment(), '000000ff 12345678 000000000009 ["added"')
    await crash()
    expect(idsOf()).toEqual(['a1', 'a2', 'a3'])
    expect(test.library.trouble).toEqual([])
    await keep('a4')
    await crash()
    expect(idsOf()).toEqual(['a1', 'a2', 'a3', 'a4'])
  })

  it('of a snapshot costs nothing', async () => {
    await truncate(paths().snapshot(aFeedId), 300)
    await crash()
    expect(idsOf()).toEqual(['a1', 'a2', 'a3'])
    expect(test.library.trouble).toEqual([])
  })

  it('of a segment that is gone costs its texts; headlines stay, and the paper is asked again', async () => {
    test = await test.reopen({ isCrash: true })
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h' })
    await test.library.close()
    await rm(paths().feedArchive(aFeedId), { recursive: true })
    test = await test.reopen({ isCrash: true })
    expect(idsOf()).toEqual(['a1', 'a2', 'a3'])
    expect(rowsOf().map(({ contentHash }) => contentHash)).toEqual(['', '', ''])
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    expect(test.library.trouble).toMatchObject([{ kind: 'articles-damaged', part: 'texts', lost: 3 }])
    await crash()
    expect(idsOf()).toEqual(['a1', 'a2', 'a3'])
  })
})

describe('a library that is taken away while the program runs', () => {
  it('is noticed before the paper is asked, which is then asked for everything', async () => {
    await keep('a1', 'a2')
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h' })
    await test.library.syncArticles()
    await rm(paths().archive, { recursive: true })
    await test.library.lookAfter(aFeedId)
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    expect(rowsOf().map(({ contentHash }) => contentHash)).toEqual(['', ''])
    await test.library.articles.keep(aFeedId, [], [anArticle(), anArticle({ id: 'a2' })])
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    await crash()
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>The text of a2.</p>')
  })

  it('takes articles that come before anybody looked', async () => {
    await keep('a1')
    await test.library.syncArticles()
    await rm(paths().archive, { recursive: true })
    expect((await keep('a2')).ok).toBe(true)
    await crash()
    expect(idsOf()).toEqual(['a1', 'a2'])
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>The text of a2.</p>')
  })
})
