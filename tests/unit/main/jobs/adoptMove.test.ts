/** Covers main/jobs/adoptMove.ts through whole rounds, in virtual time (safety.md 66, 67). */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { FeedId, Undo } from '../../../../preload/contract/model.ts'
import type { Redirect } from '../../../../main/model/exchange.ts'
import { aFresh } from '../../../helpers/jobContext.ts'
import { anOutlet, aWorld, day, hour } from '../../../helpers/virtualWorld.ts'
import type { World } from '../../../helpers/virtualWorld.ts'

const open: World[] = []
afterEach(async () => {
  for (const world of open.splice(0)) await world.end()
})

const to = 'https://new.example/feed'
const unchanged = (redirects: readonly Redirect[]) =>
  ok({ kind: 'unchanged', validators: null, cacheLife: { freshForMs: null }, redirects } as const)

/** An outlet whose answers after the first come through `redirects`; its new home answers too. */
async function aMover(redirects: readonly Redirect[], more: readonly ReturnType<typeof anOutlet>[] = []) {
  const world = await aWorld([
    anOutlet('a', { answer: ({ request }) => (request.validators === null ? null : unchanged(redirects)) }),
    ...more,
  ])
  open.push(world)
  return world
}

const urlOf = (world: World, id = 'a') =>
  world.context.library.subscriptions().feeds.find((feed) => feed.id === (id as FeedId))?.url

describe('an outlet that moved', () => {
  it('keeps its old address at first, and has the new one after three days, told and without old validators', async () => {
    const world = await aMover([{ status: 308, to }])
    await world.run(day, hour)
    expect(urlOf(world)).toBe('https://a.example/feed/')
    await world.run(2 * day - hour, hour)
    expect(urlOf(world)).toBe(to)
    expect(world.context.library.fetchRecord('a' as FeedId)).toMatchObject({
      etag: null,
      lastModified: null,
      moved: { to, from: 'https://a.example/feed/' },
    })
    expect(world.context.activity.list().map(({ result }) => result)).toContainEqual({ kind: 'moved', to })
    expect(world.context.library.headlinesOf('a' as FeedId).length).toBeGreaterThan(0)
  })

  it('is asked at its old address again when the reader takes the move back, and stays there', async () => {
    const world = await aMover([{ status: 301, to }])
    const { context } = world
    await context.secrets.keep('a' as FeedId, 'https://a.example/feed/', { user: 'ann', password: 'pw' })
    await world.run(3 * day - hour, hour)
    const undo = context.news.get('undo:offered') as Undo
    expect(undo.what).toEqual({ kind: 'address-changed', title: 'a', to })
    // A password was not given for another place.
    expect(context.secrets.of('a' as FeedId, 'https://a.example/feed/')).toBeNull()
    expect(await context.undos.apply(undo.id)).toEqual(ok(null))
    const asked = world.of('a').length
    await world.run(10 * day, hour)
    expect(urlOf(world)).toBe('https://a.example/feed/')
    expect(world.of('a').length).toBeGreaterThan(asked + 5)
  })

  it('for the time being keeps its address for ever', async () => {
    const world = await aMover([{ status: 302, to }])
    await world.run(6 * day, hour)
    expect(urlOf(world)).toBe('https://a.example/feed/')
  })

  it('to where no feed is keeps its address: a login, a hotel, an advertisement (67)', async () => {
    const world = await aWorld([
      anOutlet('a', {
        answer: ({ request }) =>
          request.validators === null ? null : aFresh('sign in', { redirects: [{ status: 301, to }] }),
      }),
    ])
    open.push(world)
    await world.run(0)
    const page = fail({ kind: 'not-a-feed', url: to, found: 'login' })
    Object.assign(world.context.parserPool, { ingest: () => Promise.resolve(page) })
    await world.run(6 * day, hour)
    expect(world.of('a').length).toBeGreaterThan(3)
    expect(urlOf(world)).toBe('https://a.example/feed/')
  })

  it('to where another followed paper is stays a paper of its own', async () => {
    const world = await aMover([{ status: 301, to }], [anOutlet('b', { url: to })])
    await world.run(6 * day, hour)
    expect([urlOf(world), urlOf(world, 'b')]).toEqual(['https://a.example/feed/', to])
  })
})
