/** Covers main/store/articles.ts, what becomes of an article that changed, and storedBody.ts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBody } from '../../../../main/store/storedBody.ts'
import type { ArticleDraft } from '../../../../main/model/article.ts'
import type { ArticleVersion } from '../../../../main/model/articleStore.ts'
import { aFeedId, anArticle, articleId, openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'

let test: TestLibrary
let now = 10
beforeEach(async () => {
  now = 10
  test = await openTestLibrary({ clock: { now: () => now } })
})
afterEach(() => test.close())

const here = () => {
  const [headline] = test.library.headlinesOf(aFeedId)
  if (headline === undefined) throw new Error('no article')
  return headline
}
/** At 10 it comes, at 77 it is another. */
const change = async (before: ArticleDraft, after: ArticleDraft) => {
  await test.library.articles.keep(aFeedId, [before], [])
  now = 77
  await test.library.articles.keep(aFeedId, [], [after])
  return here()
}
const versions = (): Promise<readonly ArticleVersion[]> => test.library.articles.readVersions(aFeedId, here())

describe('a changed article', () => {
  it('keeps its old title when that alone was corrected', async () => {
    await change(
      anArticle({ title: 'Bridge to open in Mai' }),
      anArticle({ title: 'Bridge to open in May', contentHash: 'new' }),
    )
    const { body } = anArticle()
    expect(await versions()).toMatchObject([
      { title: 'Bridge to open in Mai', body },
      { title: 'Bridge to open in May', seenAt: 77, body },
    ])
  })

  it('does not keep a text and a title that are the same', async () => {
    const after = await change(anArticle(), anArticle({ contributors: ['Ren Kawase'], contentHash: 'new' }))
    expect(after).toMatchObject({ contributors: ['Ren Kawase'], changedAt: 77 })
    expect(await versions()).toHaveLength(1)
  })

  it('keeps when it came and its place in the list', async () => {
    const after = await change(
      anArticle({ sortedAt: 10, publishedAt: null, arrivedAt: 10, place: 4 }),
      anArticle(
        { sortedAt: 500, publishedAt: null, arrivedAt: 500, place: 9, contentHash: 'new' },
        { bodyHtml: 'new' },
      ),
    )
    expect(after).toMatchObject({ sortedAt: 10, arrivedAt: 10, changedAt: 77, place: 4 })
  })

  it.each([
    ['earlier', 5, 5],
    ['later', 80, 20],
  ])(
    'takes a date of its outlet that is %s, but never one later than its arrival',
    async (_how, date, place) => {
      const after = await change(
        anArticle({ sortedAt: 10, publishedAt: 10, arrivedAt: 20 }),
        anArticle(
          { sortedAt: date, publishedAt: date, arrivedAt: 90, contentHash: 'new' },
          { bodyHtml: 'new' },
        ),
      )
      expect(after.sortedAt).toBe(place)
    },
  )

  it('whose outlet gave it another guid and not a word keeps its text, and nobody calls it changed', async () => {
    const after = await change(anArticle(), anArticle({ alias: articleId('a9') }))
    expect(after).toMatchObject({ alias: 'a9', changedAt: null, record: 1 })
    expect(await versions()).toHaveLength(1)
    expect((await test.library.articles.readBody(aFeedId, after))?.bodyHtml).toBe('<p>The text of a1.</p>')
  })

  it('has its versions in order though one of them was cleaned meanwhile', async () => {
    await test.library.articles.keep(aFeedId, [anArticle({}, { cleaned: 0 })], [])
    const clean = anArticle({}, { bodyHtml: '<p>Clean.</p>' }).body
    await test.library.articles.keepCleaned(aFeedId, here(), clean)
    await test.library.articles.keep(aFeedId, [], [anArticle({ title: 'New', contentHash: 'new' })])
    test = await test.reopen({ isCrash: true })
    expect(await versions()).toMatchObject([
      { title: 'Lanterns on the quay, a1', body: clean },
      { title: 'New' },
    ])
  })
})

describe('readBody', () => {
  it.each([undefined, '', 'null', '[]', '{"cleaned":1}', '{"cleaned":1,'])(
    'reads nothing from %j',
    (text) => {
      expect(readBody(text)).toBeNull()
    },
  )
})
