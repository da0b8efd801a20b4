/** Covers main/jobs/openArticle.ts on a real library. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArticle } from '../../../../main/jobs/openArticle.ts'
import type { ParserPool } from '../../../../main/model/parserPool.ts'
import { cleaningVersion } from '../../../../main/normalise/cleaningVersion.ts'
import type { ArticleDraft } from '../../../../main/model/article.ts'
import { makeQueries } from '../../../../main/query/queries.ts'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Headline } from '../../../../preload/contract/model.ts'
import { aDraft, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'
import { until } from '../../../helpers/until.ts'

const feedId = 'a' as FeedId
const id = 'one' as ArticleId
const picture = 'https://a.example/1.jpg'
const sound = 'https://a.example/1.mp3'
const raw: ArticleDraft = {
  ...aDraft('one', '<p onclick="x()">Raw</p>'),
  body: { ...aDraft('one').body, bodyHtml: '<p onclick="x()">Raw</p>', cleaned: 0 },
}

let context: TestContext
let cleanings: number
let clean: ParserPool['clean']
let expected: (readonly [string, ...unknown[]])[]
beforeEach(async () => {
  cleanings = 0
  expected = []
  clean = (bodies) =>
    Promise.resolve(
      ok(bodies.map((body) => ({ ...body, cleaned: cleaningVersion, bodyHtml: '<p>Clean</p>' }))),
    )
  context = await aJobContext(() => fail({ kind: 'offline', byChoice: false }), {
    clean: (bodies) => {
      cleanings += 1
      return clean(bodies)
    },
  })
  await follow(context, aStoredFeed('a', { ownTitle: 'Mine', language: 'ja' }))
})
afterEach(() => context.end())

const desks = () => ({
  pictures: {
    expect: (...facts: readonly [string, ...unknown[]]) => expected.push(facts),
    keepOwn: () => Promise.resolve(),
  },
  media: { expect: (...facts: readonly [string, ...unknown[]]) => expected.push(facts) },
})
const rowOf = (article: ArticleId): Headline => {
  const queries = makeQueries(context.library, { clock: context.clock, onPictureShown: () => undefined })
  return queries.headline(article) ?? ({ id: article } as Headline)
}
const open = (article = id) => openArticle(context, desks() as never, article, rowOf(article))
const keep = (draft: ArticleDraft) => context.library.articles.keep(feedId, [draft], [])

describe('an article that is opened', () => {
  it('is not there when no feed holds it, or when its text is lost', async () => {
    const none = fail({ kind: 'not-found', what: 'article' })
    expect(await open()).toEqual(none)
    await keep({ ...aDraft('one'), body: { ...aDraft('one').body, bodyHtml: 3 as never } })
    expect(await open()).toEqual(none)
  })

  it('is cleaned before it is shown when it never was, once, and written back', async () => {
    await keep(raw)
    expect(await open()).toMatchObject({ ok: true, value: { bodyHtml: '<p>Clean</p>' } })
    await until('the clean text is kept', async () => {
      const found = context.library.findHeadline(id)
      return (
        found !== null && (await context.library.articles.readBody(feedId, found.headline))?.cleaned !== 0
      )
    })
    expect(await open()).toMatchObject({ ok: true, value: { bodyHtml: '<p>Clean</p>' } })
    expect(cleanings).toBe(1)
  })

  it('is never shown uncleaned, whatever becomes of the cleaning', async () => {
    await keep(raw)
    const none = fail({ kind: 'not-found', what: 'article' })
    clean = () => Promise.resolve(fail({ kind: 'reader-gave-up', url: '' }))
    expect(await open()).toEqual(none)
    clean = () => Promise.resolve(ok([]))
    expect(await open()).toEqual(none)
  })

  it('expects its pictures and its sound, with what the reader allowed and calls the paper', async () => {
    const { body } = aDraft('one')
    const links = [{ kind: 'media' as const, url: sound, label: '' }]
    await keep({ ...aDraft('one'), body: { ...body, pictures: [picture], links } })
    const { url } = aStoredFeed('a')
    await context.approvals.grant([{ url, class: 'private' }])
    const opened = await open()
    expect(opened).toMatchObject({
      ok: true,
      value: { outletName: 'Mine', language: 'ja', cut: [], pictures: { kept: 0, total: 1 } },
    })
    const allowed = context.approvals.of(url)
    expect(expected).toEqual([
      [picture, allowed, 'Mine'],
      [sound, allowed, 'Mine'],
    ])
  })
})
