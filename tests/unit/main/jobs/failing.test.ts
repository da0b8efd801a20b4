/** Covers main/jobs/backOff.ts and rememberFailure.ts over hours and days, in virtual time (safety.md 57, 68). */
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
import type { Failure } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { anOutlet, aWorld, dawn, day, hour, minute } from '../../../helpers/virtualWorld.ts'
import type { Asked, VirtualOutlet, World } from '../../../helpers/virtualWorld.ts'

const open: World[] = []
afterEach(async () => {
  for (const world of open.splice(0)) await world.end()
})

async function start(...outlets: readonly VirtualOutlet[]): Promise<World> {
  const world = await aWorld(outlets)
  open.push(world)
  return world
}

const gaps = (asked: readonly Asked[]) => asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0))

describe('outlets that fail (68)', () => {
  const failing = (status: number) =>
    anOutlet(`s${String(status)}`, { answer: ({ url }) => fail({ kind: 'http', url, status }) })

  it.each([
    [500, 8],
    [502, 8],
    [520, 8],
    [404, 8],
    [401, 5],
    [403, 5],
    [451, 5],
  ])('are left alone longer and longer after %i', async (status, most) => {
    const world = await start(failing(status), anOutlet('well'))
    await world.run(2 * day, 10 * minute)
    const between = gaps(world.of(`s${String(status)}`))
    expect(world.of(`s${String(status)}`).length).toBeLessThanOrEqual(most)
    expect(between).toEqual([...between].sort((a, b) => a - b))
  })

  it.each<[string, Failure]>([
    ['stops being a feed', { kind: 'not-a-feed', url: '', found: 'html' }],
    [
      'answers in a form that nobody can read',
      { kind: 'broken-answer', host: 'x.example', how: 'unreadable' },
    ],
    ['is damaged', { kind: 'damaged-feed', url: '', detail: '' }],
    ['has a name that is gone', { kind: 'no-such-host', host: 'x.example' }],
    ['does not take the connection', { kind: 'unreachable', host: 'x.example', code: 'ECONNREFUSED' }],
    ['is silent', { kind: 'timeout', host: 'x.example', stage: 'first-byte', ms: 1 }],
    ['has a bad certificate', { kind: 'tls', host: 'x.example', code: 'CERT_HAS_EXPIRED' }],
    ['sends too much', { kind: 'too-large', host: 'x.example', limitBytes: 1 }],
  ])('are left alone longer and longer when the outlet %s', async (_what, failure) => {
    const world = await start(anOutlet('x', { answer: () => fail(failure) }), anOutlet('well'))
    await world.run(2 * day, 10 * minute)
    const between = gaps(world.of('x'))
    expect(world.of('x').length).toBeLessThanOrEqual(8)
    expect(between.length).toBeGreaterThan(1)
    expect(between).toEqual([...between].sort((a, b) => a - b))
  })

  it('are not asked again after 410 until the reader asks, and then go on', async () => {
    let isGone = true
    const world = await start(
      anOutlet('g', { answer: ({ url }) => (isGone ? fail({ kind: 'gone', url }) : null) }),
      anOutlet('well'),
    )
    await world.run(40 * day, hour)
    expect(world.of('g')).toHaveLength(1)
    expect(world.context.library.fetchRecord('g' as FeedId).failure).toMatchObject({ kind: 'gone' })
    isGone = false
    await world.refresher.refresh(null, 'wish-all')
    expect(world.of('g')).toHaveLength(1)
    await world.refresher.refresh(['g' as FeedId], 'wish')
    await world.run(2 * day, hour)
    expect(world.of('g').length).toBeGreaterThan(3)
  })

  it('with 404 are called probably gone after two weeks, and keep their articles', async () => {
    const world = await start(
      anOutlet('lost', {
        answer: ({ at, url }) => (at > dawn ? fail({ kind: 'http', url, status: 404 }) : null),
      }),
      anOutlet('well'),
    )
    await world.run(10 * day, hour)
    expect(world.context.library.fetchRecord('lost' as FeedId).failure).toMatchObject({ kind: 'http' })
    await world.run(8 * day, hour)
    expect(world.context.library.fetchRecord('lost' as FeedId).failure).toMatchObject({ kind: 'maybe-gone' })
    expect(world.context.library.headlinesOf('lost' as FeedId).length).toBeGreaterThan(0)
  })
})

describe('a host that is busy (57)', () => {
  const busyAt = (retryAt: number | null) => (n: number) =>
    anOutlet(`b${String(n)}`, {
      url: `https://busy.example/${String(n)}`,
      gapMs: hour / 2,
      answer: ({ at, url }) =>
        at < dawn + minute ? fail({ kind: 'busy', host: new URL(url).host, retryAt }) : null,
    })

  it.each([
    ['names a time', dawn + 5 * hour, 5 * hour],
    ['names none', null, 10 * minute],
  ])(
    'and %s is left alone with all its feeds, restarts and wishes included',
    async (_what, retryAt, restMs) => {
      const world = await start(...[0, 1, 2, 3].map(busyAt(retryAt)))
      await world.run(0)
      expect(world.log).toHaveLength(1)
      world.sleep(restMs - minute)
      await world.restart()
      await world.refresher.refresh(null, 'wish-all')
      await world.refresher.refresh(['b2' as FeedId], 'wish')
      expect(world.log).toHaveLength(1)
      await world.run(3 * hour)
      expect(new Set(world.log.map(({ url }) => url)).size).toBe(4)
    },
  )

  it('keeps its validators meanwhile', async () => {
    const world = await start(
      anOutlet('a', {
        gapMs: Infinity,
        answer: ({ at }) =>
          at > dawn && at < dawn + day + hour
            ? fail({ kind: 'busy', host: 'a.example', retryAt: null })
            : null,
      }),
    )
    await world.run(4 * day, hour)
    const [, ...later] = world.of('a')
    expect(later.length).toBeGreaterThan(2)
    expect(later.every(({ request }) => request.validators?.etag === 'W/"10-é"')).toBe(true)
  })
})
