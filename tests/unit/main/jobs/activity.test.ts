/** Covers main/jobs/activity.ts. */
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import { makeActivity, titlesOf, watched } from '../../../../main/jobs/activity.ts'
import { aFresh, aStoredFeed } from '../../../helpers/jobContext.ts'

const clock = { now: () => 5 }

describe('activity', () => {
  it('keeps the last 500 lines, newest first, and pictures do not push out the rest', () => {
    let told = 0
    const activity = makeActivity(clock, () => {
      told += 1
    })
    const line = (wants: 'feed' | 'picture', n: number) => {
      activity.add({
        url: `https://a.example/${String(n)}`,
        wants,
        outlet: null,
        result: { kind: 'unchanged' },
      })
    }
    for (let n = 0; n < 300; n++) line('feed', n)
    for (let n = 0; n < 1000; n++) line('picture', n)
    expect(activity.list()).toHaveLength(450)
    expect(activity.list().filter(({ wants }) => wants === 'feed')).toHaveLength(300)
    for (let n = 0; n < 1000; n++) line('feed', n)
    expect(activity.list()).toHaveLength(500)
    expect(activity.list()[0]?.url).toBe('https://a.example/999')
    expect(told).toBe(2300)
  })

  it('writes down each exchange, under its outlet’s title, without passwords', async () => {
    const activity = makeActivity(clock, () => undefined)
    const feeds = [aStoredFeed('a', { ownTitle: 'Harbour Post' })]
    const network = watched(
      {
        exchange: ({ url }) =>
          Promise.resolve(url.includes('b.') ? fail({ kind: 'gone', url: '' }) : aFresh('12345')),
      },
      activity,
      clock,
      titlesOf(() => feeds),
    )
    const request = { validators: null, approval: null } as const
    await network.exchange({ url: 'https://a.example/feed/', wants: 'feed', ...request })
    await network.exchange({ url: 'https://ann:pw@b.example/x', wants: 'page', ...request })
    expect(activity.list()).toMatchObject([
      { outlet: 'b.example', url: 'https://b.example/x', result: { kind: 'failed' } },
      { outlet: 'Harbour Post', result: { kind: 'fresh', bytes: 5 }, nextAt: null },
    ])
    activity.plan('https://a.example/feed/', 77)
    expect(activity.list()[1]?.nextAt).toBe(77)
  })

  it('names the outlet of a picture: by who asks for it, else by a host that is one outlet’s alone', async () => {
    const activity = makeActivity(clock, () => undefined)
    const feeds = [
      aStoredFeed('a', { name: 'Harbour Post', siteUrl: 'https://www.post.example/' }),
      aStoredFeed('b', { name: 'Hill', url: 'https://shared.example/hill' }),
      aStoredFeed('c', { name: 'Dale', url: 'https://shared.example/dale' }),
      aStoredFeed('d', { name: 'Moor', url: 'https://shared.example/moor' }),
    ]
    const network = watched(
      { exchange: () => Promise.resolve(aFresh('x')) },
      activity,
      clock,
      titlesOf(() => feeds),
    )
    const ask = (url: string, outlet?: string) =>
      network.exchange(
        { url, wants: 'picture', validators: null, approval: null },
        outlet === undefined ? {} : { outlet },
      )
    await ask('https://cdn.example/1.png', 'Harbour Post')
    await ask('https://cdn.example/2.png')
    await ask('https://post.example/3.png')
    await ask('https://shared.example/4.png')
    expect(activity.list().map(({ outlet }) => outlet)).toEqual([
      'shared.example',
      'Harbour Post',
      'cdn.example',
      'Harbour Post',
    ])
  })

  it('tells an unchanged document from a new one', async () => {
    const activity = makeActivity(clock, () => undefined)
    const unchanged = ok({
      kind: 'unchanged',
      validators: null,
      cacheLife: { freshForMs: null },
      redirects: [],
    } as const)
    const network = watched({ exchange: () => Promise.resolve(unchanged) }, activity, clock, () => null)
    await network.exchange({
      url: 'https://a.example/',
      wants: 'feed',
      validators: null,
      approval: null,
    })
    expect(activity.list()[0]?.result).toEqual({ kind: 'unchanged' })
  })
})
