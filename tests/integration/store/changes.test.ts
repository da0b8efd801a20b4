/** Covers main/store/changeFeed/ on a library on disk: what is told of each change. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DomainChange } from '../../../main/model/changes.ts'
import type { Library } from '../../../main/model/library.ts'
import type { FeedId, FolderId } from '../../../preload/contract/model.ts'
import { changesOf } from '../../helpers/changesOf.ts'
import { aFeed, aFeedId, anArticle, articleId, openTestLibrary } from '../../helpers/library.ts'
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

/** What is told of a piece of work. */
async function told(work: (library: Library) => Promise<unknown>): Promise<readonly DomainChange[]> {
  const before = test.library.changes.last()
  await work(test.library)
  return changesOf(test.library, before)
}

const keep = (...names: readonly string[]) =>
  test.library.articles.keep(
    aFeedId,
    names.map((id) => anArticle({ id })),
    [],
  )
const headlineOf = (id: string) => {
  const found = test.library.findHeadline(articleId(id))
  if (found === null) throw new Error(`no ${id}`)
  return found.headline
}
const facts = (id: string) => ({ id: articleId(id), deletedAt: 1, paper: 'The Harbour Post', mark: null })

describe('what is told of articles', () => {
  it('that come: all of them, once', async () => {
    expect(await told(() => keep('a1', 'a2'))).toEqual([articles({ added: ids('a1', 'a2') })])
    expect(await told(() => keep('a1')), 'the same again').toEqual([])
  })

  it('that their outlet changed, and those whose text only was cleaned, apart', async () => {
    await keep('a1', 'a2')
    const changed = anArticle({ id: 'a1', contentHash: 'other', title: 'Lanterns out' })
    expect(await told(({ articles: store }) => store.keep(aFeedId, [], [changed]))).toEqual([
      articles({ changed: ids('a1') }),
    ])
    const { body } = anArticle({ id: 'a2' }, { bodyHtml: '<p>Clean.</p>' })
    expect(await told(({ articles: store }) => store.keepCleaned(aFeedId, headlineOf('a2'), body))).toEqual([
      articles({ rewritten: ids('a2') }),
    ])
  })

  it('that are removed, deleted and put back', async () => {
    await keep('a1', 'a2', 'a3')
    expect(await told(({ articles: store }) => store.remove(aFeedId, ids('a1', 'a2'), true))).toEqual([
      articles({ removed: ids('a1', 'a2') }),
    ])
    expect(await told(({ articles: store }) => store.remove(aFeedId, ids('a1'), true))).toEqual([])
    expect(await told(({ articles: store }) => store.delete(aFeedId, facts('a3')))).toEqual([
      articles({ removed: ids('a3') }),
    ])
    // Not one that never was here: nobody is told of a new article.
    expect(await told(({ articles: store }) => store.putBack(aFeedId, articleId('a3')))).toEqual([
      articles({ putBack: ids('a3') }),
    ])
  })

  it('is found by whoever hears it', async () => {
    const seen: (string | undefined)[] = []
    test.library.changes.subscribe({
      from: test.library.changes.last(),
      onBehind: () => undefined,
      onChanges: (news) => {
        for (const { change } of news)
          if (change.kind === 'articles')
            for (const id of change.added) seen.push(test.library.findHeadline(id)?.headline.title)
      },
    })
    await keep('a1')
    expect(seen).toEqual(['Lanterns on the quay, a1'])
  })
})

describe('what is told of what the reader does', () => {
  it('with articles: those whose mark is another', async () => {
    const mark = (...marks: readonly (readonly [string, { readonly read?: number } | null])[]) =>
      told((library) => library.changeMarks(marks.map(([id, what]) => [articleId(id), what])))
    expect(await mark(['a1', { read: 1 }], ['a2', { read: 2 }])).toEqual([
      { kind: 'marks', ids: ids('a1', 'a2') },
    ])
    expect(await mark(['a1', { read: 1 }], ['a2', { read: 3 }], ['a3', null])).toEqual([
      { kind: 'marks', ids: ids('a2') },
    ])
    expect(await mark(['a1', null])).toEqual([{ kind: 'marks', ids: ids('a1') }])
  })

  it('with papers and folders: which, and whether they stand otherwise', async () => {
    const other = aFeed({ id: tram, url: 'https://tram.example/feed' })
    const folder = { id: 'f1' as FolderId, title: 'Art', parentId: null, position: 0, family: null }
    const none = { goneFeedIds: [], folderIds: [], goneFolderIds: [] }
    const arrange = (change: Parameters<Library['changeSubscriptions']>[0]) =>
      told((library) => library.changeSubscriptions(change))
    expect(await arrange((now) => ({ ...now, feeds: [aFeed(), other] }))).toEqual([
      { kind: 'subscriptions', ...none, feedIds: [aFeedId, tram], isRearranged: true },
    ])
    expect(await arrange((now) => ({ ...now, feeds: [aFeed({ ownTitle: 'Mine' }), other] }))).toEqual([
      { kind: 'subscriptions', ...none, feedIds: [aFeedId], isRearranged: false },
    ])
    expect(await arrange((now) => now)).toEqual([])
    expect(await arrange((now) => ({ ...now, folders: [folder] }))).toEqual([
      { kind: 'subscriptions', ...none, feedIds: [], folderIds: ['f1'], isRearranged: true },
    ])
    expect(await arrange((now) => ({ ...now, feeds: [other], folders: [] }))).toEqual([
      {
        kind: 'subscriptions',
        feedIds: [],
        goneFeedIds: [aFeedId],
        folderIds: [],
        goneFolderIds: ['f1'],
        isRearranged: true,
      },
    ])
  })

  it('with settings: what is another than before', async () => {
    expect(await told((library) => library.changeSettings({ textSize: 20, theme: 'dark' }))).toEqual([
      { kind: 'settings', keys: ['textSize', 'theme'] },
    ])
    expect(await told((library) => library.changeSettings({ textSize: 20 }))).toEqual([])
  })

  it('with a backup: everything, once, and the counts are right when it is told', async () => {
    await keep('a1')
    await test.library.changeMarks([[articleId('a1'), { read: 1 }]])
    const bytes = await test.library.exportBackup()
    await test.library.changeMarks([[articleId('a1'), null]])
    const seen: unknown[] = []
    const before = test.library.marksRevisionOf(aFeedId)
    test.library.changes.subscribe({
      from: test.library.changes.last(),
      onBehind: () => undefined,
      onChanges: () => {
        seen.push([test.library.markOf(articleId('a1')), test.library.marksRevisionOf(aFeedId) > before])
      },
    })
    expect(await told((library) => library.restoreBackup(bytes, 'own'))).toEqual([{ kind: 'replaced' }])
    expect(seen).toEqual([[{ read: 1 }, true]])
  })
})
