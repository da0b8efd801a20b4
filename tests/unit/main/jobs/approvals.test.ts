/**
 * Covers allowAddress.ts, allowance.ts and what else gives or takes an allowance: following, moves, restores, unfollowing.
 * The network is the test's; what it "connects to" is what the test says.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { AddressClass } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { allowAddress, forgetUnfollowed } from '../../../../main/jobs/allowAddress.ts'
import { adoptMove } from '../../../../main/jobs/adoptMove.ts'
import { unfollow } from '../../../../main/jobs/arrange.ts'
import { makeBackupDesk } from '../../../../main/jobs/backupDesk.ts'
import { makePictureDesk } from '../../../../main/jobs/pictureDesk.ts'
import { aDataPorts } from '../../../helpers/dataPorts.ts'
import { aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import { aNetwork as aNearNetwork, aRefresher } from '../../../helpers/nearNetwork.ts'

const open: (() => Promise<void>)[] = []
const aNetwork = async (near: Readonly<Record<string, AddressClass>>) => {
  const world = await aNearNetwork(near)
  open.push(world.context.end)
  return world
}
afterEach(async () => {
  for (const end of open.splice(0)) await end()
})

const nas = 'http://nas.example/feed'
const wish = (url: string) => ({ url, folderId: null, catalogueId: null })

describe('following', () => {
  it.each([
    ['http://192.168.1.7/feed', 'private'],
    ['http://nas/feed', 'private'],
    ['http://nas.lan/feed', 'private'],
    ['http://localhost:8080/feed', 'loopback'],
    ['http://[fd00::7]/feed', 'private'],
  ] as const)('%s, typed, is allowed as what a socket connected to: %s', async (url, where) => {
    const { context, followers } = await aNetwork({ [new URL(url).hostname]: where })
    expect(await followers.probe(url)).toMatchObject({ ok: true })
    expect(context.approvals.list()).toEqual([])
    expect(await followers.follow(wish(url))).toMatchObject({ ok: true })
    expect(context.approvals.list()).toEqual([{ url, class: where }])
  })

  it('a public paper allows nothing, however it was typed', async () => {
    const { context, followers } = await aNetwork({})
    for (const url of ['http://evil.example/feed', 'http://nas.lan/feed', 'http://10.0.0.7/feed']) {
      await followers.probe(url)
      await followers.follow(wish(url))
    }
    expect(context.approvals.list()).toEqual([])
    expect(context.asked[0]?.approval).toBeNull()
  })

  it('a name that falls back to http allows nothing, and a later rebinding is refused', async () => {
    const { context, followers, near } = await aNetwork({})
    const direct = context.network.exchange
    Object.assign(context.network, {
      exchange: (...[request, notes]: Parameters<typeof direct>) =>
        request.url.startsWith('https:')
          ? Promise.resolve(fail({ kind: 'unreachable', host: 'evil.example', code: 'ECONNREFUSED' }))
          : direct(request, notes),
    })
    expect(await followers.probe('evil.example')).toMatchObject({ ok: true })
    await followers.follow(wish('http://evil.example/'))
    expect(context.approvals.list()).toEqual([])
    Object.assign(near, { 'evil.example': 'loopback' })
    await aRefresher(context).refresh(null, 'wish')
    expect(
      context.library.fetchRecord(context.library.subscriptions().feeds[0]?.id as FeedId).failure,
    ).toEqual({
      kind: 'private-address',
      host: 'evil.example',
      where: 'loopback',
    })
  })

  it('a name that leads home is told, and allowed where the reader says so; its page gives nothing to others', async () => {
    const { context, followers } = await aNetwork({ 'nas.example': 'private', 'other.example': 'private' })
    expect(await followers.probe(nas)).toEqual(
      fail({ kind: 'private-address', host: 'nas.example', where: 'private' }),
    )
    expect(await followers.probe(nas, true)).toMatchObject({ ok: true })
    await followers.follow(wish(nas))
    await followers.follow(wish('http://other.example/feed'))
    expect(context.approvals.list()).toEqual([{ url: nas, class: 'private' }])
  })

  it('from the catalogue allows nothing', async () => {
    const { context, followers } = await aNetwork({ 'nas.example': 'private' })
    await followers.probe(nas, true)
    Object.assign(context, { catalogue: [{ id: 'nas', feedUrl: nas, name: 'NAS', follow: [] }] })
    await followers.follow({ ...wish(nas), catalogueId: 'nas' })
    expect(context.approvals.list()).toEqual([])
  })
})

describe('a paper that is refused', () => {
  async function aRefused() {
    const world = await aNetwork({ 'nas.example': 'private' })
    const feed = aStoredFeed('nas', { url: nas })
    await follow(world.context, feed)
    const refresher = aRefresher(world.context)
    await refresher.refresh(null, 'wish-all')
    return { ...world, refresher, id: feed.id }
  }

  it('is fetched when it was allowed, and from then on', async () => {
    const { context, refresher, id } = await aRefused()
    expect(context.library.fetchRecord(id).failure?.kind).toBe('private-address')
    expect(allowAddress(context, id, { url: nas, class: 'private' })).toEqual(ok(null))
    expect(context.approvals.list()).toEqual([])
    await refresher.refresh([id], 'clock')
    expect(context.library.fetchRecord(id).failure).toBeNull()
    expect(context.approvals.list()).toEqual([{ url: nas, class: 'private' }])
    context.library.changeFetchRecord(id, { nextAt: 0 })
    await refresher.refresh([id], 'clock')
    expect(context.asked.at(-1)?.approval).toEqual({ origin: 'http://nas.example', class: 'private' })
  })

  it('is not fetched as something else than the reader was shown, nor at another address', async () => {
    const { context, refresher, id } = await aRefused()
    expect(allowAddress(context, id, { url: nas, class: 'loopback' })).toEqual(ok(null))
    await refresher.refresh([id], 'clock')
    expect(allowAddress(context, id, { url: 'http://nas.example/other', class: 'private' })).toMatchObject({
      failure: { kind: 'not-found' },
    })
    expect(context.approvals.list()).toEqual([])
    expect(context.library.fetchRecord(id).failure?.kind).toBe('private-address')
  })

  it('is allowed for one exchange only, when nothing private was reached', async () => {
    const { context, refresher, id, near } = await aRefused()
    Reflect.deleteProperty(near, 'nas.example')
    allowAddress(context, id, { url: nas, class: 'private' })
    await refresher.refresh([id], 'clock')
    expect(context.approvals.list()).toEqual([])
    Object.assign(near, { 'nas.example': 'private' })
    context.library.changeFetchRecord(id, { nextAt: 0 })
    await refresher.refresh([id], 'clock')
    expect(context.library.fetchRecord(id).failure?.kind).toBe('private-address')
  })

  it('is not asked while the reader works offline', async () => {
    const { context, id } = await aRefused()
    await context.library.changeSettings({ workOffline: true })
    expect(allowAddress(context, id, { url: nas, class: 'private' })).toMatchObject({
      failure: { kind: 'offline' },
    })
  })
})

async function anAllowed(url = nas) {
  const world = await aNetwork({ 'nas.example': 'private' })
  const feed = aStoredFeed('nas', { url })
  await follow(world.context, feed)
  await world.context.approvals.grant([{ url, class: 'private' }])
  return { ...world, feed }
}

describe('an allowance is taken back', () => {
  it('by unfollowing, and given again by its undo', async () => {
    const { context, feed } = await anAllowed()
    const undo = await unfollow(context, feed.id)
    expect(context.approvals.list()).toEqual([])
    if (undo.ok) await context.undos.apply(undo.value.id)
    expect(context.approvals.list()).toEqual([{ url: nas, class: 'private' }])
  })

  const proven = (to: string) => ({ to, days: [1, 2, 3], from: null })
  const movedTo = async (to: string) => {
    const { context, feed } = await anAllowed()
    context.library.changeFetchRecord(feed.id, { moved: proven(to) })
    await adoptMove(context, feed, [{ status: 301, to }])
    return {
      urls: context.library.subscriptions().feeds.map(({ url }) => url),
      list: context.approvals.list(),
    }
  }

  it('by a move to another origin', async () => {
    expect(await movedTo('http://paper.example/feed')).toEqual({
      urls: ['http://paper.example/feed'],
      list: [],
    })
  })

  it.each([
    'http://192.168.1.9/feed',
    'http://169.254.169.254/',
    'http://router.lan/',
    'http://localhost/feed',
  ])('but no paper moves to %s', async (to) => {
    expect(await movedTo(to)).toEqual({ urls: [nas], list: [{ url: nas, class: 'private' }] })
  })

  it('and within its origin it goes with the paper, and only there', async () => {
    const to = 'http://nas.example/new'
    expect(await movedTo(to)).toEqual({ urls: [to], list: [{ url: to, class: 'private' }] })
  })

  it('by a restore, before anything is asked, and given again by its undo', async () => {
    const { context } = await anAllowed()
    const bytes = await context.library.exportBackup()
    const seen: unknown[] = []
    const desk = makeBackupDesk(
      context,
      aDataPorts({ chooseBackup: () => Promise.resolve(ok({ name: 'b.json', bytes })) }),
      () => seen.push(context.approvals.list()),
    )
    const look = await desk.choose()
    expect(look).toMatchObject({ ok: true, value: { preview: { allowAgain: [{ host: 'nas.example' }] } } })
    const undo = await desk.restore(look.ok ? (look.value?.token ?? '') : '')
    expect(seen).toEqual([[]])
    if (undo.ok) await context.undos.apply(undo.value.id)
    expect(context.approvals.list()).toEqual([{ url: nas, class: 'private' }])
  })

  it('at the start, where nobody follows the paper any more', async () => {
    const { context } = await anAllowed()
    await context.approvals.grant([{ url: 'http://gone.example/feed', class: 'private' }])
    await forgetUnfollowed(context)
    expect(context.approvals.list()).toEqual([{ url: nas, class: 'private' }])
  })

  it('for pictures that were expected under it', async () => {
    const { context, feed } = await anAllowed()
    const desk = makePictureDesk(context, () => undefined)
    const pictures = ['1', '2'].map((n) => `http://nas.example/${n}.png`) as [string, string]
    for (const url of pictures) desk.expect(url, context.approvals.of(feed.url), null)
    await desk.read(pictureKey(pictures[0]))
    await unfollow(context, feed.id)
    await desk.read(pictureKey(pictures[1]))
    expect(context.asked.map(({ approval }) => approval?.class ?? null)).toEqual(['private', null])
  })
})
