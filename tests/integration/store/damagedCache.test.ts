/** Covers main/store over a damaged cache: what is lost is asked for again, and user/ is not touched. */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskFiles } from '../../../main/store/files.ts'
import type { Files } from '../../../main/store/files.ts'
import { pathsOf } from '../../../main/store/paths.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { aFeed, aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const idsOf = (feedId: FeedId = aFeedId) => test.library.headlinesOf(feedId).map(({ id }) => id)
const bodyOf = async (id: string) => {
  const found = test.library.findHeadline(articleId(id))
  return found === null ? null : test.library.articles.readBody(found.feedId, found.headline)
}
const crash = async () => {
  test = await test.reopen({ isCrash: true })
}
const paths = () => pathsOf(test.folder)

describe('a damaged cache', () => {
  beforeEach(async () => {
    await test.library.articles.keep(aFeedId, [anArticle(), anArticle({ id: 'a2' })], [])
    await test.library.articles.keep('other' as FeedId, [anArticle({ id: 'b1' })], [])
    await test.library.changeMarks([[articleId('a1'), { starred: 1 }]])
    test.library.changeFetchRecord(aFeedId, { etag: '"x"', bodyHash: 'h', failures: 3 })
    await test.library.close()
  })

  it.each(['', '{}', 'null', '\0\0\0', '{"magic":"kawaraban","schema":1,"rows":[\n["a1"]\n]}\n'])(
    'gives up a shard that holds %j, alone, and asks for everything again',
    async (content) => {
      await writeFile(paths().headlineShard(aFeedId), content)
      await crash()
      expect([idsOf(), idsOf('other' as FeedId)]).toEqual([[], ['b1']])
      expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '', failures: 3 })
      expect(test.library.markOf(articleId('a1'))).toEqual({ starred: 1 })
      expect(await readdir(paths().quarantine)).toHaveLength(2)
      await test.library.articles.keep(aFeedId, [anArticle()], [])
      expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    },
  )

  it('gives up a bucket that was cut, and takes its texts again when they come', async () => {
    await truncate(paths().bucket(aFeedId, 0), 60)
    await crash()
    expect(await bodyOf('a1')).toBeNull()
    expect(test.library.fetchRecord(aFeedId)).toMatchObject({ etag: null, bodyHash: '' })
    expect(test.library.headlinesOf(aFeedId).map(({ contentHash }) => contentHash)).toEqual(['', ''])
    await test.library.articles.keep(aFeedId, [], [anArticle(), anArticle({ id: 'a2' })])
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    expect(test.library.findHeadline(articleId('a1'))?.headline.changedAt).toBeNull()
  })

  it('gives up one text of a bucket, alone, when it is no text of an article', async () => {
    const path = paths().bucket(aFeedId, 0)
    await writeFile(path, (await readFile(path, 'utf8')).replace('"cleaned":1', '"cleaned":?'))
    await crash()
    expect([await bodyOf('a1'), (await bodyOf('a2'))?.bodyHtml]).toEqual([null, '<p>The text of a2.</p>'])
    expect(test.library.findHeadline(articleId('a1'))?.headline.contentHash).toBe('')
    expect(test.library.findHeadline(articleId('a2'))?.headline.contentHash).toBe('hash-of-a2')
    expect(test.library.fetchRecord(aFeedId).etag).toBeNull()
  })

  it('saves what reads of a damaged shard, with texts and marks, and tells what was lost', async () => {
    const path = paths().headlineShard(aFeedId)
    await writeFile(path, (await readFile(path, 'utf8')).replace('["a2",', '["a2",,'))
    await crash()
    expect(idsOf()).toEqual(['a1'])
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    expect(test.library.trouble).toEqual([
      { kind: 'articles-damaged', paper: aFeedId, part: 'headlines', lost: 1, saved: 1 },
    ])
    expect(test.library.fetchRecord(aFeedId).etag).toBeNull()
    expect(await readdir(paths().quarantine)).toHaveLength(1)
    await test.library.articles.keep(aFeedId, [anArticle({ id: 'a2' })], [])
    await crash()
    expect([idsOf().sort(), test.library.trouble]).toEqual([['a1', 'a2'], []])
  })

  it('saves the beginning of a shard that was cut, and does not pretend to know how much is gone', async () => {
    const path = paths().headlineShard(aFeedId)
    const text = await readFile(path, 'utf8')
    await truncate(path, text.lastIndexOf('["'))
    await test.library.close()
    await crash()
    expect(idsOf()).toHaveLength(1)
    expect(test.library.trouble).toMatchObject([{ part: 'headlines', lost: null, saved: 1 }])
  })

  it('names the paper, and counts the lost texts of it together, as they are found', async () => {
    await test.library.close()
    await crash()
    const { library } = test
    await library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed({ ownTitle: 'My Lantern' })] }))
    const path = paths().bucket(aFeedId, 0)
    await writeFile(path, (await readFile(path, 'utf8')).replace('["a1",{', '["a1",'))
    let told = 0
    library.onHealth(() => (told += 1))
    expect((await bodyOf('a2'))?.bodyHtml).toBe('<p>The text of a2.</p>')
    const loss = { kind: 'articles-damaged', paper: 'My Lantern', part: 'texts', lost: 1, saved: 1 }
    expect([library.trouble, told]).toEqual([[loss], 1])
    // Asked for again at once, not when somebody opens it.
    expect(library.findHeadline(articleId('a1'))?.headline.contentHash).toBe('')
    expect(library.findHeadline(articleId('a2'))?.headline.contentHash).toBe('hash-of-a2')
    await library.articles.keep(aFeedId, [], [anArticle()])
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    await writeFile(path, '')
    await crash()
    expect(await bodyOf('a1')).toBeNull()
    expect(test.library.trouble).toMatchObject([{ part: 'texts', lost: 2, saved: 0 }])
  })

  it('does not ask for everything again because of a bucket that nobody lies in', async () => {
    await crash()
    await test.library.readBucket(aFeedId, 7)
    expect(test.library.fetchRecord(aFeedId).etag).toBe('"x"')
  })

  it('is not given up because it cannot be read just now', async () => {
    let isBusy = true
    const files: Files = {
      ...diskFiles,
      read: (path) =>
        isBusy && path === paths().bucket(aFeedId, 0)
          ? Promise.reject(Object.assign(new Error('busy'), { code: 'EMFILE' }))
          : diskFiles.read(path),
    }
    test = await openTestLibrary({ folder: test.folder, files })
    expect(await bodyOf('a1')).toBeNull()
    const failed = await test.library.articles.keep(aFeedId, [anArticle({ id: 'a3' })], [])
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'store-write', code: 'EMFILE' } })
    isBusy = false
    expect((await bodyOf('a1'))?.bodyHtml).toBe('<p>The text of a1.</p>')
    expect(test.library.fetchRecord(aFeedId).etag).toBe('"x"')
  })

  it('does without fetch.json', async () => {
    await writeFile(paths().fetch, '{"magic":')
    await crash()
    expect(test.library.fetchRecord(aFeedId).etag).toBeNull()
    expect(idsOf()).toHaveLength(2)
  })

  it('may be gone altogether', async () => {
    await rm(paths().cache, { recursive: true })
    await crash()
    expect([idsOf(), test.library.markOf(articleId('a1')), test.library.trouble]).toEqual([
      [],
      { starred: 1 },
      [],
    ])
  })

  it('of a newer version is shown to nobody and written by nobody', async () => {
    const path = paths().headlineShard(aFeedId)
    const newer = (await readFile(path, 'utf8')).replace('"schema":1', '"schema":2')
    await writeFile(path, newer)
    await crash()
    const failure = { kind: 'store-newer', file: 'cache/headlines/harbour.json', found: 2, known: 1 }
    expect(test.library.trouble).toEqual([failure])
    expect(await test.library.articles.keep(aFeedId, [anArticle({ id: 'a3' })], [])).toEqual({
      ok: false,
      failure,
    })
    expect(await readFile(path, 'utf8')).toBe(newer)
  })
})
