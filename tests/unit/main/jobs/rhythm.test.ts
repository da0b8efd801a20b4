/** Covers main/jobs/refresh.ts, schedule.ts and offlineWatch.ts over hours and days, in virtual time (safety.md 53, 59, 100–102). */
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
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

/** 300 outlets: busy, daily, weekly and silent; some with a cache life, a ttl or closed nights. */
const manyOutlets = () =>
  Array.from({ length: 300 }, (_, n) => {
    const gapMs = [hour / 2, 5 * hour, day, 7 * day, Infinity][n % 5] ?? hour
    const freshForMs = [0, 3 * hour, 30 * minute][n % 3] ?? 0
    const hints = {
      ttlMinutes: n % 7 === 0 ? 120 : null,
      skipHours: n % 11 === 0 ? [0, 1, 2, 3, 4, 5] : [],
      skipDays: n % 13 === 0 ? [2] : [],
      updatePeriodMs: n % 4 === 0 ? hour : null,
      updateBase: null,
    }
    return anOutlet(`f${String(n)}`, { gapMs, freshForMs, hints })
  })

describe('48 hours with 300 feeds (53)', () => {
  it('asks nobody early, and everybody without conditions exactly once', { timeout: 60_000 }, async () => {
    const outlets = manyOutlets()
    const world = await start(...outlets)
    await world.run(2 * day, 2 * minute)
    for (const { feed, freshForMs = 0, hints } of outlets) {
      const asked = world.of(feed.id)
      const least = Math.max(hour, freshForMs, (hints?.ttlMinutes ?? 0) * minute, hints?.updatePeriodMs ?? 0)
      expect(asked.length, feed.id).toBeGreaterThan(0)
      expect(gaps(asked).filter((gap) => gap < least)).toEqual([])
      expect(asked.filter(({ request }) => (request.validators?.etag ?? null) === null)).toHaveLength(1)
      // The first answer came at midnight; what it said about nights and Tuesdays holds from then on.
      const inSkips = asked
        .slice(1)
        .filter(
          ({ at }) =>
            hints?.skipHours.includes(new Date(at).getUTCHours()) === true ||
            hints?.skipDays.includes(new Date(at).getUTCDay()) === true,
        )
      expect(inSkips).toEqual([])
    }
    expect(world.mostAtOnce()).toBeLessThanOrEqual(24)
  })

  it('sends both validators back byte for byte, odd as they are', async () => {
    const world = await start(anOutlet('a', { gapMs: Infinity }))
    await world.run(4 * day, 10 * minute)
    const later = world.of('a').slice(1)
    expect(later.length).toBeGreaterThan(1)
    expect(new Set(later.map(({ request }) => JSON.stringify(request.validators)))).toEqual(
      new Set([JSON.stringify({ etag: 'W/"10-é"', lastModified: 'about 10' })]),
    )
  })

  it('goes by each outlet’s rhythm: busy ones at the reader’s interval, silent ones once a day', async () => {
    const world = await start(anOutlet('busy', { gapMs: hour / 2 }), anOutlet('silent', { gapMs: Infinity }))
    await world.run(2 * day, 10 * minute)
    expect(world.of('busy').length).toBeGreaterThan(35)
    expect(world.of('silent').length).toBeLessThanOrEqual(3)
  })
})

describe('restarts, sleep and clocks', () => {
  it('adds no request by 50 restarts in ten minutes (59)', async () => {
    const world = await start(...manyOutlets().slice(0, 40))
    await world.run(0)
    expect(world.log).toHaveLength(40)
    for (let times = 0; times < 50; times++) {
      world.sleep(12_000)
      await world.restart()
    }
    expect(world.log).toHaveLength(40)
  })

  it('asks only what fell due after a sleep of eight hours, 24 at a time at most (100)', async () => {
    const world = await start(...manyOutlets())
    await world.run(hour)
    const before = world.log.length
    const due = world.context.library
      .subscriptions()
      .feeds.filter(({ id }) => world.context.library.fetchRecord(id).nextAt <= world.now + 8 * hour).length
    world.sleep(8 * hour)
    await world.run(0)
    const after = world.log.slice(before)
    expect(after).toHaveLength(due)
    expect(new Set(after.map(({ url }) => url)).size).toBe(after.length)
    expect(world.mostAtOnce()).toBeLessThanOrEqual(24)
  })

  it.each([
    ['a year back', -365 * day],
    ['a year on', 365 * day],
    ['an hour back, as in autumn', -hour],
  ])('makes no storm and no silence when the clock jumps %s (101)', async (_what, jump) => {
    const world = await start(...manyOutlets().slice(0, 30))
    await world.run(3 * hour)
    const before = world.log.length
    world.now += jump
    await world.run(15 * minute)
    // A clock set on makes every feed due, once; one set back makes none due that was not.
    const soon = world.log.slice(before)
    expect(Math.max(0, ...countByUrl(soon).values())).toBeLessThanOrEqual(1)
    await world.run(60 * hour, 10 * minute)
    expect(new Set(world.log.slice(before).map(({ url }) => url)).size).toBe(30)
  })
})

describe('a missing network (102)', () => {
  const cut = (isCut: (at: number) => boolean) => (n: number) =>
    anOutlet(`f${String(n)}`, {
      gapMs: hour / 2,
      answer: ({ at, url }) => (isCut(at) ? fail({ kind: 'no-such-host', host: new URL(url).host }) : null),
    })

  it('is told from failing outlets, burns no counter, is probed with one feed, and ends by itself', async () => {
    const back = dawn + 2 * hour
    const world = await start(...Array.from({ length: 40 }, (_, n) => cut((at) => at < back)(n)))
    await world.run(0)
    // 24 were under way before it was clear, and some looked for their articles on the disk.
    expect(world.log.length).toBeLessThan(40)
    expect(world.refresher.progress().isOffline).toBe(true)
    const offlineAt = world.log.length
    await world.run(2 * hour - minute)
    expect(world.log.length - offlineAt).toBeLessThan(40)
    for (const { id } of world.context.library.subscriptions().feeds)
      expect(world.context.library.fetchRecord(id).failures).toBe(0)
    await world.run(10 * minute)
    expect(world.refresher.progress().isOffline).toBe(false)
    const ids = world.context.library.subscriptions().feeds.map(({ id }) => id)
    expect(ids.every((id) => world.context.library.fetchRecord(id).failure === null)).toBe(true)
  })

  it('that comes and goes every two seconds asks nobody twice in ten minutes once it was answered', async () => {
    const world = await start(
      ...Array.from({ length: 30 }, (_, n) => cut((at) => at < dawn + 5 * minute && at % 4000 < 2000)(n)),
    )
    await world.run(5 * minute, 2000)
    await world.run(20 * minute)
    for (const { id } of world.context.library.subscriptions().feeds) {
      expect(world.context.library.fetchRecord(id).failure).toBeNull()
      const answered = world.of(id).filter(({ at }) => !(at < dawn + 5 * minute && at % 4000 < 2000))
      expect(gaps(answered).filter((gap) => gap < 10 * minute)).toEqual([])
    }
  })

  it('is not blamed on the network when one outlet’s name is gone', async () => {
    const world = await start(
      cut(() => true)(0),
      ...Array.from({ length: 5 }, (_, n) => anOutlet(`g${String(n)}`)),
    )
    await world.run(6 * hour, 10 * minute)
    expect(world.refresher.progress().isOffline).toBe(false)
    expect(world.context.library.fetchRecord('f0' as FeedId).failures).toBeGreaterThan(1)
  })
})

describe('a proxy that is down (73)', () => {
  it('is one clear failure, counts against no outlet, and stops the round', async () => {
    const failure = { kind: 'proxy', host: 'proxy.example:3128', code: 'ECONNREFUSED' } as const
    const world = await start(
      ...Array.from({ length: 200 }, (_, n) => anOutlet(`f${String(n)}`, { answer: () => fail(failure) })),
    )
    await world.run(0)
    expect(world.log.length).toBeLessThan(48)
    expect(world.refresher.progress().isOffline).toBe(true)
    expect(world.context.library.fetchRecord('f0' as FeedId)).toMatchObject({ failure, failures: 0 })
  })
})

describe('the reader’s own wish', () => {
  it('asks one feed once a minute at most and all once in five, always with conditions', async () => {
    const world = await start(anOutlet('a', { gapMs: Infinity }), anOutlet('b', { gapMs: Infinity }))
    await world.run(0)
    for (let second = 0; second < 600; second += 10) {
      world.now += 10_000
      world.context.setTime(world.now)
      await world.refresher.refresh(['a' as FeedId], 'wish')
      await world.refresher.refresh(null, 'wish-all')
    }
    expect(gaps(world.of('a')).every((gap) => gap >= minute)).toBe(true)
    expect(gaps(world.of('b')).every((gap) => gap >= 5 * minute)).toBe(true)
    expect(world.of('b').length).toBe(3)
    expect(world.log.filter(({ request }) => request.validators === null)).toHaveLength(2)
    expect(world.context.activity.list().some(({ result }) => result.kind === 'skipped')).toBe(true)
  })

  it('for another interval takes effect at once, and not before the server allows', async () => {
    const world = await start(
      anOutlet('a', { gapMs: hour / 2 }),
      anOutlet('b', { gapMs: hour / 2, freshForMs: 5 * hour }),
    )
    await world.context.library.changeSettings({ refreshMinutes: 600 })
    await world.run(0)
    await world.context.library.changeSettings({ refreshMinutes: 30 })
    world.refresher.planAll()
    await world.run(4 * hour)
    expect(world.of('a').length).toBeGreaterThan(4)
    expect(world.of('b')).toHaveLength(1)
  })
})

function countByUrl(asked: readonly Asked[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { url } of asked) counts.set(url, (counts.get(url) ?? 0) + 1)
  return counts
}
