/** Covers main/jobs/follow.ts: from a typed address to a followed feed. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import { makeRobotsGate } from '../../../../main/jobs/robotsGate.ts'
import { makeFollowers } from '../../../../main/jobs/follow.ts'
import { aDraft, aFresh, aJobContext, anIngest } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

const page = '<html>'
const notAFeed = fail({ kind: 'not-a-feed', url: '', found: 'html' })

/** A network where some addresses are feeds, the rest pages that name `feeds`. */
async function aWorld(feedUrls: readonly string[], named: readonly string[] = feedUrls) {
  const context = await aJobContext(
    ({ url }) => aFresh(feedUrls.includes(url) ? `feed ${url}` : page, { finalUrl: url }),
    {
      ingest: ({ bytes }) =>
        Promise.resolve(
          new TextDecoder().decode(bytes) === page
            ? notAFeed
            : ok(anIngest({ added: [aDraft('one'), aDraft('two')] })),
        ),
      discover: () =>
        Promise.resolve(
          ok({
            title: null,
            language: null,
            feeds: named.map((url) => ({ url, title: null, type: null, group: 'articles' as const })),
            feedPages: [],
            moreFeeds: [],
            leadsTo: null,
            wordPress: null,
            icons: [],
            wall: null,
          }),
        ),
    },
  )
  open.push(context)
  return { context, followers: makeFollowers(context, makeRobotsGate(context)) }
}

describe('looking at an address', () => {
  it('shows the headlines of a feed, and following it costs no second request', async () => {
    const { context, followers } = await aWorld(['https://outlet.example/feed/'])
    const looked = await followers.probe('https://outlet.example/feed/')
    expect(looked).toMatchObject({ ok: true, value: [{ headlines: ['one', 'two'], isFollowed: false }] })
    const followed = await followers.follow({
      url: 'https://outlet.example/feed/',
      folderId: null,
      catalogueId: null,
    })
    expect(followed).toMatchObject({ ok: true, value: { feed: { name: 'Harbour Post' } } })
    expect(followed.ok && followed.value.answer?.kind).toBe('fresh')
    expect(context.asked).toHaveLength(1)
  })

  it('finds the feeds that a site names', async () => {
    const { followers } = await aWorld(['https://outlet.example/feed/', 'https://outlet.example/comments/'])
    const looked = await followers.probe('outlet.example')
    expect(looked.ok && looked.value.map(({ url }) => url)).toEqual([
      'https://outlet.example/feed/',
      'https://outlet.example/comments/',
    ])
  })

  it('says so when a page names no feed', async () => {
    const { followers } = await aWorld([])
    expect(await followers.probe('outlet.example')).toMatchObject({
      ok: false,
      failure: { kind: 'no-feed-found' },
    })
  })

  it('refuses what is no address', async () => {
    const { context, followers } = await aWorld([])
    expect(await followers.probe('javascript:alert(1)')).toMatchObject({
      ok: false,
      failure: { kind: 'bad-address' },
    })
    expect(context.asked).toEqual([])
  })

  it('lets only the typed origin be private, not one that its page names', async () => {
    const { context, followers } = await aWorld(['http://192.168.0.5/feed/', 'http://192.168.0.9/feed/'])
    await followers.probe('http://192.168.0.5/')
    expect(context.asked.map(({ url, approval }) => [url, approval?.origin ?? null])).toEqual([
      ['http://192.168.0.5/', 'http://192.168.0.5'],
      ['http://192.168.0.5/feed/', 'http://192.168.0.5'],
      ['http://192.168.0.9/feed/', null],
    ])
  })

  it.each([
    ['nas', ['http://nas/ asked first']],
    ['nas:8080/feed', ['http://nas:8080/feed allowed']],
    ['10.0.0.7/feed', ['https://10.0.0.7/feed allowed']],
  ])('tries a machine of the local network: %s', async (typed, asked) => {
    const { context, followers } = await aWorld([
      'http://nas/',
      'http://nas:8080/feed',
      'https://10.0.0.7/feed',
    ])
    expect(await followers.probe(typed)).toMatchObject({ ok: true })
    // Who types a word alone may have meant to search: where it leads into the network, the reader is asked.
    const said = context.asked.map(
      ({ url, approval }) => `${url} ${approval === null ? 'asked first' : 'allowed'}`,
    )
    expect(said).toEqual(asked)
  })

  it('tries the other scheme where the guessed one has nobody', async () => {
    const tries: string[] = []
    const context = await aJobContext(({ url }) => {
      tries.push(url)
      return url.startsWith('https:')
        ? aFresh('feed', { finalUrl: url })
        : fail({ kind: 'unreachable', host: 'nas', code: 'ECONNREFUSED' })
    })
    open.push(context)
    await makeFollowers(context, makeRobotsGate(context)).probe('nas/feed')
    expect(tries).toEqual(['http://nas/feed', 'https://nas/feed'])
  })

  it('says of a word that no machine is called that it is no address', async () => {
    const context = await aJobContext(() => fail({ kind: 'no-such-host', host: 'tokyo' }))
    open.push(context)
    const { probe } = makeFollowers(context, makeRobotsGate(context))
    expect(await probe('tokyo')).toEqual(fail({ kind: 'bad-address', text: 'tokyo' }))
    expect(await probe('tokyo/feed')).toMatchObject({ failure: { kind: 'no-such-host' } })
  })

  it('does not follow one feed twice', async () => {
    const { followers } = await aWorld(['https://outlet.example/feed/'])
    const wish = { url: 'https://outlet.example/feed/', folderId: null, catalogueId: null }
    await followers.probe(wish.url)
    await followers.follow(wish)
    expect(await followers.follow(wish)).toMatchObject({ ok: false, failure: { kind: 'already-followed' } })
  })
})
