/** Covers main/jobs/searchSite.ts: from a page to the feeds of its paper. */
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { FeedCandidate } from '../../../../preload/contract/model.ts'
import { searchSite } from '../../../../main/jobs/searchSite.ts'
import type { Look, SiteSearchers } from '../../../../main/jobs/searchSite.ts'
import type { Discovery, FoundFeed } from '../../../../main/model/discovery.ts'
import { aFresh, anIngest } from '../../../helpers/jobContext.ts'

const site = 'https://paper.example'
const nothing: Discovery = {
  title: null,
  language: null,
  feeds: [],
  feedPages: [],
  moreFeeds: [],
  leadsTo: null,
  wordPress: null,
  icons: [],
  wall: null,
}
const feed = (url: string, group: FoundFeed['group'] = 'articles'): FoundFeed => ({
  url,
  title: null,
  type: null,
  group,
})
const candidate = (url: string, facts: Partial<FeedCandidate>): FeedCandidate => ({
  url,
  title: url,
  siteUrl: null,
  language: null,
  headlines: [],
  articleCount: 0,
  isFollowed: false,
  isOfComments: false,
  group: 'articles',
  isLookedAt: true,
  failure: null,
  ...facts,
})

/** A web of feeds (`null`) and pages; everything else is not there. */
async function search(web: Readonly<Record<string, Partial<Discovery> | null>>, start: string) {
  const asked: string[] = []
  const politely: string[] = []
  const look = (url: string): Promise<Look> => {
    asked.push(url)
    const found = web[url]
    if (found === undefined) {
      return Promise.resolve({ answer: null, ingest: fail({ kind: 'http', url, status: 404 }) })
    }
    return Promise.resolve({
      answer: pageAt(url),
      ingest: found === null ? ok(anIngest()) : fail({ kind: 'not-a-feed', url, found: 'html' }),
    })
  }
  const by: SiteSearchers = {
    look,
    lookPolitely: (url) => {
      politely.push(url)
      return look(url)
    },
    read: ({ finalUrl }) => Promise.resolve(ok({ ...nothing, ...web[finalUrl] })),
    found: (url, _ingest, group) => candidate(url, { group }),
    failed: ({ url }, failure) => candidate(url, { failure }),
    unasked: ({ url, group }) => candidate(url, { group, isLookedAt: false }),
  }
  const outcome = await searchSite(by, pageAt(start))
  return { outcome, asked, politely, urls: outcome.ok ? outcome.value.map(({ url }) => url) : [] }
}

function pageAt(url: string) {
  const answer = aFresh('page', { finalUrl: url })
  if (!answer.ok || answer.value.kind !== 'fresh') throw new Error('no page')
  return answer.value
}

describe('the feeds of a paper', () => {
  it('are all offered, the first five with their headlines', async () => {
    const feeds = Array.from({ length: 14 }, (_, i) => feed(`${site}/${String(i)}.xml`))
    const web = Object.fromEntries(feeds.map(({ url }) => [url, null]))
    const { outcome, asked, urls } = await search({ ...web, [`${site}/`]: { feeds } }, `${site}/`)
    expect(urls).toEqual(feeds.map(({ url }) => url))
    expect(asked).toHaveLength(5)
    expect(outcome.ok && outcome.value.map(({ isLookedAt }) => isLookedAt).lastIndexOf(true)).toBe(4)
  })

  it('are found from the address of an article: at the root of its site', async () => {
    const web = { [`${site}/`]: { feeds: [feed(`${site}/all.xml`)] }, [`${site}/all.xml`]: null }
    const { urls, politely } = await search(web, `${site}/2026/03/a-story.html`)
    expect(urls).toEqual([`${site}/all.xml`])
    expect(politely).toEqual([`${site}/`])
  })

  it('are found though the article names the feed of its comments', async () => {
    const own = `${site}/a/feed`
    const web = {
      [`${site}/a`]: { feeds: [feed(own, 'comments')] },
      [own]: null,
      [`${site}/`]: { feeds: [feed(`${site}/all.xml`)] },
      [`${site}/all.xml`]: null,
    }
    expect((await search(web, `${site}/a`)).urls).toEqual([`${site}/all.xml`])
    const { urls } = await search({ ...web, [`${site}/`]: {} }, `${site}/a`)
    expect(urls).toEqual([own])
  })

  it('are found in the first folder, where the root is another\u2019s', async () => {
    const web = {
      [`${site}/`]: {},
      [`${site}/~ann/`]: { feeds: [feed(`${site}/~ann/x`)] },
      [`${site}/~ann/x`]: null,
    }
    expect((await search(web, `${site}/~ann/2026/a.html`)).urls).toEqual([`${site}/~ann/x`])
  })

  it('are looked for at the usual places last, and no further than the first', async () => {
    const { urls, politely } = await search({ [`${site}/feed.xml`]: null }, `${site}/`)
    expect(urls).toEqual([`${site}/feed.xml`])
    expect(politely).toEqual([`${site}/feed`, `${site}/rss`, `${site}/feed.xml`])
    expect((await search({}, `${site}/`)).outcome).toMatchObject({ failure: { kind: 'no-feed-found' } })
  })

  it('are those of the page that a page sends its readers to, once', async () => {
    const web = {
      [`${site}/old`]: { leadsTo: `${site}/new` },
      [`${site}/new`]: { feeds: [feed(`${site}/all.xml`)] },
      [`${site}/all.xml`]: null,
    }
    expect((await search(web, `${site}/old`)).urls).toEqual([`${site}/all.xml`])
    expect(
      (await search({ [`${site}/old`]: { leadsTo: `${site}/f` }, [`${site}/f`]: null }, `${site}/old`)).urls,
    ).toEqual([`${site}/f`])
    const round = { [`${site}/old`]: { leadsTo: `${site}/new` }, [`${site}/new`]: { leadsTo: `${site}/old` } }
    const { asked } = await search(round, `${site}/old`)
    expect(asked.filter((url) => url === `${site}/new`)).toHaveLength(1)
    expect(asked).not.toContain(`${site}/old`)
  })

  it('are the whole list where a page lists them', async () => {
    const feedPages = [1, 2, 3, 4, 5].map((i) => `${site}/${String(i)}.rss`)
    const moreFeeds = [6, 7, 8].map((i) => feed(`${site}/${String(i)}.rss`))
    const web = Object.fromEntries(feedPages.map((url) => [url, null]))
    const list = { ...web, [`${site}/list`]: { feedPages, moreFeeds } }
    expect((await search(list, `${site}/list`)).urls).toHaveLength(8)
    const front = { ...list, [`${site}/`]: { feedPages: [`${site}/list`] } }
    expect((await search(front, `${site}/`)).urls).toHaveLength(8)
  })

  it('are not looked for behind a wall', async () => {
    const { outcome, asked } = await search({ [`${site}/`]: { wall: 'blocked' } }, `${site}/`)
    expect(outcome).toMatchObject({ failure: { kind: 'not-a-feed', found: 'blocked' } })
    expect(asked).toEqual([])
  })
})
