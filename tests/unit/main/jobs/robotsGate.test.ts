/** Covers main/jobs/robotsGate.ts: robots.txt before pages that nobody named. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Outcome } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import type { Exchange } from '../../../../main/model/exchange.ts'
import { makeRobotsGate } from '../../../../main/jobs/robotsGate.ts'
import { findIcon } from '../../../../main/jobs/findIcon.ts'
import { aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

async function aSite(robots: Outcome<Exchange>) {
  const context = await aJobContext(({ url }) => (url.endsWith('/robots.txt') ? robots : aFresh('page')))
  open.push(context)
  const robotsGate = makeRobotsGate(context)
  const ask = (path = '/') =>
    robotsGate.exchange({
      url: `https://paper.example${path}`,
      wants: 'page',
      validators: null,
      approval: null,
    })
  return { context, ask, asked: () => context.asked.map(({ url }) => new URL(url).pathname) }
}

const http = (status: number) => fail({ kind: 'http', url: 'https://paper.example/robots.txt', status })

describe('the robots gate', () => {
  it('reads robots.txt once a day and keeps out of what it closes', async () => {
    const { context, ask, asked } = await aSite(aFresh('User-agent: *\r\nDisallow: /tag/\r\n'))
    expect(await ask('/')).toMatchObject({ ok: true })
    expect(await ask('/tag/art')).toMatchObject({ ok: false, failure: { kind: 'robots' } })
    expect(asked()).toEqual(['/robots.txt', '/'])
    expect(context.activity.list()[0]?.result).toEqual({ kind: 'skipped', why: 'robots' })
    context.setTime(context.clock.now() + 25 * 3_600_000)
    await ask('/')
    expect(asked()).toEqual(['/robots.txt', '/', '/robots.txt', '/'])
  })

  it.each([
    ['there is none', http(404), true],
    ['it is not for us to see', http(403), true],
    ['the site has trouble', http(500), false],
    [
      'the site does not answer',
      fail({ kind: 'timeout', host: 'paper.example', stage: 'connect', ms: 1 }),
      false,
    ],
  ])('when %s', async (_what, robots, isOpen) => {
    const { ask } = await aSite(robots)
    expect((await ask()).ok).toBe(isOpen)
  })

  it('that cannot be read in time keeps this site closed, and is asked again after an hour', async () => {
    const robots = aFresh('User-agent: *')
    let readings = 0
    const context = await aJobContext(({ url }) => (url.endsWith('/robots.txt') ? robots : aFresh('page')), {
      readRobots: ({ url }) => {
        readings++
        const isBomb = url.startsWith('https://bomb.example/')
        return Promise.resolve(
          isBomb && readings === 1 ? fail({ kind: 'reader-gave-up', url }) : ok({ rules: [], delayMs: null }),
        )
      },
    })
    open.push(context)
    const robotsGate = makeRobotsGate(context)
    const ask = (origin: string) =>
      robotsGate.exchange({ url: `${origin}/a`, wants: 'page', validators: null, approval: null })
    expect(await ask('https://bomb.example')).toMatchObject({ ok: false, failure: { kind: 'robots' } })
    expect(await ask('https://bomb.example')).toMatchObject({ ok: false })
    expect((await ask('https://paper.example')).ok).toBe(true)
    context.setTime(context.clock.now() + 61 * 60_000)
    expect((await ask('https://bomb.example')).ok).toBe(true)
    expect(readings).toBe(3)
  })

  it('comes as slowly as it is asked to, and never slower than a minute', async () => {
    const { context, ask } = await aSite(aFresh('User-agent: *\nCrawl-delay: 20'))
    await ask()
    expect(context.asked.at(-1)).toMatchObject({ gapMs: 20_000 })
    const slow = await aSite(aFresh('User-agent: *\nCrawl-delay: 9999'))
    await slow.ask()
    expect(slow.context.asked.at(-1)).toMatchObject({ gapMs: 60_000 })
  })

  it('keeps the search for an icon out too', async () => {
    const { context, asked } = await aSite(aFresh('User-agent: *\nDisallow: /'))
    await follow(context, aStoredFeed('a', { siteUrl: 'https://paper.example/' }))
    await findIcon(context, makeRobotsGate(context), 'a' as FeedId)
    expect(asked()).toEqual(['/robots.txt'])
  })

  it('asks two pages of one site for one robots.txt', async () => {
    const { ask, asked } = await aSite(
      ok({ kind: 'unchanged', validators: null, cacheLife: { freshForMs: null }, redirects: [] }),
    )
    await Promise.all([ask('/a'), ask('/b')])
    expect(asked().filter((path) => path === '/robots.txt')).toHaveLength(1)
  })
})
