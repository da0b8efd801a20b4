/** Covers main/store/changeFeed/catchUp.ts and cursor.ts: a consumer that keeps something on disk. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DomainChange } from '../../../main/model/changes.ts'
import type { Library } from '../../../main/model/library.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { changesOf } from '../../helpers/changesOf.ts'
import { makeFailingDisk, makeTestTime } from '../../helpers/failingDisk.ts'
import { aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(async () => {
  await test.close()
})

const tram = 'tram' as FeedId
const ids = (...names: readonly string[]) => names.map(articleId)
const articles = (facts: Partial<Extract<DomainChange, { kind: 'articles' }>>): DomainChange => ({
  kind: 'articles',
  feedId: aFeedId,
  added: [],
  changed: [],
  rewritten: [],
  removed: [],
  putBack: [],
  ...facts,
})

const keep = (...names: readonly string[]) =>
  test.library.articles.keep(
    aFeedId,
    names.map((id) => anArticle({ id })),
    [],
  )
const facts = (id: string) => ({ id: articleId(id), deletedAt: 1, paper: 'The Harbour Post', mark: null })

/** A consumer that keeps what it took on "disk": titles and marks. It stands for a search index. */
function aToy() {
  const kept = { titles: new Map<string, string>(), read: new Set<string>(), cursor: null as string | null }
  let rebuilds = 0
  let seen = 0
  const takeArticle = (library: Library, id: string) => {
    const found = library.findHeadline(articleId(id))
    if (found === null) kept.titles.delete(id)
    else kept.titles.set(id, `${found.feedId} ${found.headline.title}`)
  }
  const takeMark = (library: Library, id: string) => {
    if (library.markOf(articleId(id))?.read === undefined) kept.read.delete(id)
    else kept.read.add(id)
  }
  const takeMarks = (library: Library) => {
    kept.read.clear()
    for (const id of kept.titles.keys()) takeMark(library, id)
  }
  const takeFeed = (library: Library, feedId: FeedId) => {
    for (const [id, title] of kept.titles) if (title.startsWith(`${feedId} `)) kept.titles.delete(id)
    for (const { id } of library.headlinesOf(feedId)) takeArticle(library, id)
  }
  const take = (library: Library, change: DomainChange) => {
    if (change.kind === 'articles') {
      const { added, changed, rewritten, removed, putBack } = change
      for (const id of [...added, ...changed, ...rewritten, ...removed, ...putBack]) takeArticle(library, id)
    } else if (change.kind === 'feed-anew') takeFeed(library, change.feedId)
    else if (change.kind === 'marks') for (const id of change.ids) takeMark(library, id)
    else if (change.kind === 'replaced') takeMarks(library)
  }
  const rebuild = (library: Library) => {
    rebuilds += 1
    kept.titles.clear()
    for (const id of [aFeedId, tram]) takeFeed(library, id)
    takeMarks(library)
  }
  return {
    kept,
    rebuilds: () => rebuilds,
    /** Its start: what came while it was away. @returns the kinds of it. */
    catchUp: async ({ library }: TestLibrary): Promise<readonly string[]> => {
      seen = library.changes.last()
      const caught = kept.cursor === null ? null : await library.changes.catchUp(kept.cursor)
      if (caught?.kind !== 'changes') {
        rebuild(library)
        return ['rebuild']
      }
      seen = caught.number
      for (const change of caught.changes) take(library, change)
      return caught.changes.map(({ kind }) => kind)
    },
    /** Writes its data and where it stands. */
    save: async ({ library }: TestLibrary) => {
      const cursor = await library.changes.cursor(kept.cursor)
      if (!cursor.ok) throw new Error(JSON.stringify(cursor.failure))
      for (const { number, change } of library.changes.since(seen) ?? []) {
        if (number <= cursor.value.number) take(library, change)
      }
      seen = cursor.value.number
      kept.cursor = cursor.value.cursor
    },
  }
}

/** What it should hold. */
function truth(library: Library) {
  const all = [aFeedId, tram].flatMap((feedId) =>
    library.headlinesOf(feedId).map(({ id, title }) => [id as string, `${feedId} ${title}`] as const),
  )
  return {
    titles: new Map([...all].sort()),
    read: new Set(
      all.flatMap(([id]) => (library.markOf(articleId(id))?.read === undefined ? [] : [id])).sort(),
    ),
  }
}

const held = ({ kept }: ReturnType<typeof aToy>) => ({
  titles: new Map([...kept.titles].sort()),
  read: new Set([...kept.read].filter((id) => kept.titles.has(id)).sort()),
})

async function aToyThatStands() {
  const toy = aToy()
  await keep('a1', 'a2', 'a3', 'a4')
  await test.library.articles.keep(tram, [anArticle({ id: 't1' })], [])
  await test.library.changeMarks([[articleId('a1'), { read: 1 }]])
  expect(await toy.catchUp(test)).toEqual(['rebuild'])
  await toy.save(test)
  return toy
}

describe('a consumer that keeps something on disk', () => {
  it('has nothing to do where nothing changed, in this run and in the next', async () => {
    const toy = await aToyThatStands()
    expect(await toy.catchUp(test)).toEqual([])
    test = await test.reopen()
    expect(await toy.catchUp(test)).toEqual([])
    await toy.save(test)
    test = await test.reopen({ isCrash: false })
    expect(await toy.catchUp(test)).toEqual([])
    expect([held(toy), toy.rebuilds()]).toEqual([truth(test.library), 1])
  })

  it('catches up with everything that came while it was away, and takes no more than that', async () => {
    const toy = await aToyThatStands()
    const { articles: store } = test.library
    await keep('a5')
    await store.keep(aFeedId, [], [anArticle({ id: 'a2', contentHash: 'other', title: 'Changed' })])
    await store.remove(aFeedId, ids('a3'), true)
    await store.delete(aFeedId, facts('a4'))
    await store.putBack(aFeedId, articleId('a4'))
    await test.library.changeMarks([
      [articleId('a1'), null],
      [articleId('a5'), { read: 1 }],
    ])
    const cursor = toy.kept.cursor ?? ''
    expect(await test.library.changes.catchUp(cursor)).toMatchObject({
      kind: 'changes',
      number: test.library.changes.last(),
      changes: [
        { kind: 'marks', ids: ids('a1', 'a5') },
        articles({ added: ids('a5'), changed: ids('a2'), removed: ids('a3'), putBack: ids('a4') }),
      ],
    })
    test = await test.reopen({ isCrash: true })
    expect(await toy.catchUp(test)).toEqual(['marks', 'articles'])
    expect([held(toy), toy.rebuilds()]).toEqual([truth(test.library), 1])
    // Twice is as once.
    expect(await toy.catchUp(test)).toEqual(['marks', 'articles'])
    expect(held(toy)).toEqual(truth(test.library))
  })

  it('that was killed between its data and its cursor takes the same once more', async () => {
    const toy = await aToyThatStands()
    const before = toy.kept.cursor
    await keep('a5', 'a6')
    await toy.catchUp(test)
    await toy.save(test)
    toy.kept.cursor = before
    test = await test.reopen({ isCrash: true })
    expect(await toy.catchUp(test)).toEqual(['articles'])
    expect(held(toy)).toEqual(truth(test.library))
  })

  it('that lost its data, or whose cursor is no cursor, reads everything', async () => {
    const toy = await aToyThatStands()
    for (const cursor of [null, '', '{}', '{"version":1,"user":1,"feeds":{"harbour":"x"}}', '[1', 'null']) {
      toy.kept.cursor = cursor
      toy.kept.titles.clear()
      expect(await toy.catchUp(test)).toEqual(['rebuild'])
      expect(held(toy)).toEqual(truth(test.library))
    }
  })

  it('whose journal was rotated meanwhile reads the marks anew, and its articles from where it stood', async () => {
    const toy = await aToyThatStands()
    await test.library.changeMarks([[articleId('a2'), { read: 1 }]])
    // A restore makes a snapshot before and after it.
    await test.library.restoreBackup(await test.library.exportBackup(), 'own')
    await test.library.changeMarks([[articleId('a1'), null]])
    await keep('a5')
    test = await test.reopen()
    expect(await toy.catchUp(test)).toEqual(['replaced', 'articles'])
    expect([held(toy), toy.rebuilds()]).toEqual([truth(test.library), 1])
  })

  it('reads a feed anew that began anew, though it has more records than before, and no other', async () => {
    const toy = await aToyThatStands()
    const { folder, library } = test
    await library.close()
    await rm(join(folder, 'archive', aFeedId), { recursive: true })
    await rm(join(folder, 'cache', 'snapshots', `${aFeedId}.json`), { force: true })
    test = await openTestLibrary({ folder })
    expect(test.library.headlinesOf(aFeedId)).toEqual([])
    await keep('b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7')
    expect(await toy.catchUp(test)).toEqual(['feed-anew'])
    expect([held(toy), toy.rebuilds()]).toEqual([truth(test.library), 1])
  })

  it('reads a feed anew that is gone', async () => {
    const toy = await aToyThatStands()
    const { folder, library } = test
    await library.close()
    await rm(join(folder, 'archive', tram), { recursive: true })
    await rm(join(folder, 'cache', 'snapshots', `${tram}.json`), { force: true })
    test = await openTestLibrary({ folder })
    expect(await toy.catchUp(test)).toEqual(['feed-anew'])
    expect(held(toy)).toEqual(truth(test.library))
  })

  it('goes on with the stream where catching up ended, without a gap', async () => {
    const toy = await aToyThatStands()
    await keep('a5')
    const caught = await test.library.changes.catchUp(toy.kept.cursor ?? '')
    await keep('a6')
    expect(changesOf(test.library, caught.number)).toEqual([articles({ added: ids('a6') })])
  })

  it('that saves while articles come misses none of them', async () => {
    const toy = await aToyThatStands()
    const saving = toy.save(test)
    const keeping = keep('a5')
    await test.library.changeMarks([[articleId('a2'), { read: 1 }]])
    await Promise.all([saving, keeping])
    test = await test.reopen({ isCrash: true })
    await toy.catchUp(test)
    expect(held(toy)).toEqual(truth(test.library))
  })

  it.each(['archive', 'user'])('gets no cursor while %s cannot be put on the medium', async (part) => {
    await test.close()
    const disk = makeFailingDisk()
    test = await openTestLibrary({ files: disk.files, after: makeTestTime().after })
    const toy = await aToyThatStands()
    const before = toy.kept.cursor
    disk.fail((call, path) => (call === 'sync' && path.includes(`/${part}/`) ? 'EIO' : null))
    await keep('a5')
    void test.library.changeMarks([[articleId('a2'), { read: 1 }]])
    expect(await test.library.changes.cursor(before)).toMatchObject({
      ok: false,
      failure: { kind: 'store-write', code: 'EIO' },
    })
    disk.work()
    await toy.save(test)
    test = await test.reopen()
    expect(await toy.catchUp(test)).toEqual([])
    expect(held(toy)).toEqual(truth(test.library))
  })

  it('reads records up to a number of them; where more came, the feed', async () => {
    const toy = await aToyThatStands()
    const bring = (from: number, count: number) =>
      test.library.articles.keep(
        tram,
        Array.from({ length: count }, (_, n) => anArticle({ id: `t-${String(from + n)}` })),
        [],
      )
    await bring(0, 300)
    expect(await toy.catchUp(test)).toEqual(['articles'])
    expect(held(toy)).toEqual(truth(test.library))
    await bring(300, 9701)
    expect(await toy.catchUp(test)).toEqual(['feed-anew'])
    expect(held(toy)).toEqual(truth(test.library))
  })
})
