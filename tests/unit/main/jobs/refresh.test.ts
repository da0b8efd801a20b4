/** Covers main/jobs/refresh.ts and fetchFeed.ts on a real library, with a network of the test's own. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Failure } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { makeRefresher } from '../../../../main/jobs/refresh.ts'
import { aDraft, aFresh, aJobContext, anIngest, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'
import { until } from '../../../helpers/until.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

async function start(...args: Parameters<typeof aJobContext>) {
  const context = await aJobContext(...args)
  open.push(context)
  const kept: string[] = []
  const refresher = makeRefresher(context, {
    onKept: (feedId) => kept.push(feedId),
    onProgress: () => undefined,
    picturesWaiting: () => 0,
  })
  return { context, refresher, kept }
}

const now = Date.UTC(2026, 10, 23)
const minute = 60_000
const down: Failure = { kind: 'http', url: 'https://b.example/feed/', status: 500 }

describe('a refresh', () => {
  it('keeps what came, and a failure costs only its own feed', async () => {
    const { context, refresher, kept } = await start(
      ({ url }) => (url.includes('b.') ? fail(down) : aFresh(url)),
      { ingest: ({ feedId }) => Promise.resolve(ok(anIngest({ added: [aDraft(`${feedId}-1`)] }))) },
    )
    await follow(context, aStoredFeed('a'), aStoredFeed('b'), aStoredFeed('c'))
    await refresher.refresh(null, 'clock')
    expect(kept.sort()).toEqual(['a', 'c'])
    expect(context.library.fetchRecord('b' as FeedId)).toMatchObject({ failure: down, failures: 1 })
    expect(refresher.progress()).toMatchObject({
      isRunning: false,
      done: 3,
      total: 3,
      failed: 1,
      newArticles: 2,
    })
  })

  it('tells the reading where the outlet’s clock hangs, when the catalogue knows', async () => {
    const zones: unknown[] = []
    const { context, refresher } = await start(({ url }) => aFresh(url), {
      ingest: ({ zone }) => {
        zones.push(zone)
        return Promise.resolve(ok(anIngest()))
      },
    })
    const [a, b] = [aStoredFeed('a'), aStoredFeed('b')]
    const entry = {
      ...{ id: 'a', name: 'A', siteUrl: a.url, feedUrl: a.url, language: 'en', topics: [], kind: 'RSS 2.0' },
      ...{ text: 'full', certainty: 'C', lastChecked: null, family: null, follow: [], zone: 'Asia/Tokyo' },
    } as const
    Object.assign(context, { catalogue: [entry] })
    await follow(context, a, b)
    await refresher.refresh(null, 'wish')
    expect(zones.sort()).toEqual(['Asia/Tokyo', null])
  })

  it('sends both validators back as they came, and does not read a 304', async () => {
    let reads = 0
    const { context, refresher } = await start(
      ({ validators }) =>
        validators === null
          ? aFresh('one', { validators: { etag: 'W/"odd"', lastModified: 'someday' } })
          : ok({ kind: 'unchanged', validators: null, cacheLife: { freshForMs: null }, redirects: [] }),
      {
        ingest: () => {
          reads += 1
          return Promise.resolve(ok(anIngest()))
        },
      },
    )
    await follow(context, aStoredFeed('a'))
    for (let time = 0; time < 3; time++) {
      context.setTime(now + time * minute)
      await refresher.refresh(null, 'wish')
    }
    expect(context.asked.map(({ validators }) => validators)).toEqual([
      null,
      { etag: 'W/"odd"', lastModified: 'someday' },
      { etag: 'W/"odd"', lastModified: 'someday' },
    ])
    expect(reads).toBe(1)
  })

  it('is not held up by a hundred papers that wait for others on their server', async () => {
    const waiting: (() => void)[] = []
    const { context, refresher } = await start(({ url }, onHeld) => {
      if (!url.includes('crowd')) return aFresh('here')
      onHeld()
      return new Promise((resolve) => {
        waiting.push(() => {
          resolve(aFresh(url))
        })
      })
    })
    const crowd = Array.from({ length: 100 }, (_, n) => aStoredFeed(`crowd${String(n)}`))
    await follow(context, ...crowd, aStoredFeed('other'))
    const round = refresher.refresh(null, 'wish-all')
    await until('the other one is asked', () => context.library.fetchRecord('other' as FeedId).checkedAt)
    expect(waiting).toHaveLength(100)
    for (const answer of waiting) answer()
    await round
    expect(refresher.progress()).toMatchObject({ done: 101, failed: 0 })
  })

  it('asks nothing new while six answers wait to be read, and goes on with each that was', async () => {
    const reading: (() => void)[] = []
    const { context, refresher } = await start(({ url }) => aFresh(url), {
      ingest: () =>
        new Promise((resolve) => {
          reading.push(() => {
            resolve(ok(anIngest()))
          })
        }),
    })
    await follow(context, ...Array.from({ length: 40 }, (_, n) => aStoredFeed(`p${String(n)}`)))
    const round = refresher.refresh(null, 'wish-all')
    // Those that were asked in the first breath have all answered.
    await until('the first answers are being read', () => reading.length === 24)
    expect(context.asked).toHaveLength(24)
    for (const done of reading.splice(0, 18)) done()
    await until('most of them were read', () => refresher.progress().done === 18)
    // Six still wait: that is as many as may.
    expect(context.asked).toHaveLength(24)
    for (const done of reading.splice(0, 1)) done()
    await until('the next is asked', () => context.asked.length > 24)
    const rest = setInterval(() => {
      for (const done of reading.splice(0)) done()
    }, 1)
    await round
    clearInterval(rest)
    expect(refresher.progress()).toMatchObject({ done: 40, failed: 0 })
  })

  it('says which bytes it has, and keeps the new validators when the same ones come', async () => {
    const { context, refresher } = await start((request) =>
      request.knownHash === undefined
        ? aFresh('same')
        : ok({
            kind: 'same',
            size: 4,
            finalUrl: request.url,
            validators: { etag: '"new"', lastModified: null },
            cacheLife: { freshForMs: null },
            redirects: [],
          }),
    )
    await follow(context, aStoredFeed('a'))
    await refresher.refresh(null, 'wish')
    context.setTime(now + minute)
    await refresher.refresh(null, 'wish')
    expect(context.asked.at(-1)?.knownHash).toBe('hash of same')
    expect(context.library.fetchRecord('a' as FeedId)).toMatchObject({
      etag: '"new"',
      bodyHash: 'hash of same',
      checkedAt: context.clock.now(),
      failure: null,
    })
  })

  it('does not read the same bytes twice when a server knows no conditions', async () => {
    let reads = 0
    const { context, refresher } = await start(() => aFresh('same', { validators: null }), {
      ingest: () => {
        reads += 1
        return Promise.resolve(ok(anIngest()))
      },
    })
    await follow(context, aStoredFeed('a'))
    await refresher.refresh(null, 'wish')
    context.setTime(now + minute)
    await refresher.refresh(null, 'wish')
    expect(reads).toBe(1)
  })

  it('keeps articles when a feed is suddenly a page', async () => {
    const notAFeed: Failure = { kind: 'not-a-feed', url: '', found: 'html' }
    let isPage = false
    const { context, refresher } = await start(() => aFresh(isPage ? 'page' : 'feed'), {
      ingest: () => Promise.resolve(isPage ? fail(notAFeed) : ok(anIngest({ added: [aDraft('x')] }))),
    })
    await follow(context, aStoredFeed('a'))
    await refresher.refresh(null, 'wish')
    isPage = true
    context.setTime(now + minute)
    await refresher.refresh(null, 'wish')
    expect(context.library.headlinesOf('a' as FeedId)).toHaveLength(1)
    expect(context.library.fetchRecord('a' as FeedId).failure).toEqual(notAFeed)
  })

  it('knows a missing network from failing outlets', async () => {
    const { context, refresher } = await start(({ url }) =>
      fail({ kind: 'no-such-host', host: new URL(url).host }),
    )
    await follow(context, aStoredFeed('a'), aStoredFeed('b'))
    await refresher.refresh(null, 'clock')
    expect(refresher.progress().isOffline).toBe(true)
    expect(context.library.fetchRecord('a' as FeedId)).toMatchObject({
      failures: 0,
      nextAt: now,
      failure: { kind: 'offline', byChoice: false },
    })
  })

  it('asks nobody when the reader works offline', async () => {
    const { context, refresher } = await start(() => aFresh('x'))
    await follow(context, aStoredFeed('a'))
    await context.library.changeSettings({ workOffline: true })
    await refresher.refresh(null, 'wish')
    expect(context.asked).toEqual([])
    expect(refresher.progress().isOffline).toBe(true)
  })

  it('joins a refresh that runs instead of asking twice', async () => {
    let answer: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      answer = resolve
    })
    const { context, refresher } = await start(async () => {
      await gate
      return aFresh('x')
    })
    await follow(context, aStoredFeed('a'))
    const first = refresher.refresh(null, 'wish')
    const second = refresher.refresh(null, 'wish')
    answer()
    await Promise.all([first, second])
    expect(context.asked).toHaveLength(1)
  })

  it('never asks for an outlet of ours or an unfollowed one', async () => {
    const { context, refresher } = await start(() => aFresh('x'))
    await follow(
      context,
      aStoredFeed('welcome', { url: 'kawaraban:welcome' }),
      aStoredFeed('gone', { unfollowedAt: 1 }),
    )
    await refresher.refresh(null, 'wish')
    expect(context.asked).toEqual([])
  })
})
