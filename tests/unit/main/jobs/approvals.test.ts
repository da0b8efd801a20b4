/**
 * Covers allowAddress.ts, allowance.ts and what else gives or takes an allowance: following, moves, restores, unfollowing, a
 * starter file, a library of schema 2. The network is the test's; what it "connects to" is what the test says.
 */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { AddressClass } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import type { FetchRequest } from '../../../../main/fetch/types.ts'
import { allowAddress, forgetUnfollowed, takeOverApprovals } from '../../../../main/jobs/allowAddress.ts'
import { adoptMove } from '../../../../main/jobs/adoptMove.ts'
import { unfollow } from '../../../../main/jobs/arrange.ts'
import { makeBackupDesk } from '../../../../main/jobs/backupDesk.ts'
import { makeDoorman } from '../../../../main/jobs/doorman.ts'
import { firstStart } from '../../../../main/jobs/firstStart.ts'
import { makeFollowers } from '../../../../main/jobs/follow.ts'
import { makePictureDesk } from '../../../../main/jobs/pictureDesk.ts'
import { makeRefresher } from '../../../../main/jobs/refresh.ts'
import { seal } from '../../../../main/store/envelope.ts'
import { aDataPorts } from '../../../helpers/dataPorts.ts'
import { aFresh, aJobContext, anIngest, aStoredFeed, contextOn, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'
import { aFeed, openTestLibrary } from '../../../helpers/library.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of open.splice(0)) await end()
})

/** Hosts that are not public, and what they are. */
async function aNetwork(near: Readonly<Record<string, AddressClass>>) {
  const covers = ({ url, approval }: FetchRequest, where: AddressClass) =>
    approval?.origin === new URL(url).origin && (approval.class === 'any' || approval.class === where)
  const context = await aJobContext(
    (request, _onHeld, onReached) => {
      const { hostname, host } = new URL(request.url)
      const where = near[hostname]
      if (where === undefined) return aFresh(`feed ${host}`, { finalUrl: request.url })
      if (!covers(request, where)) return fail({ kind: 'private-address', host, where })
      onReached(where)
      return aFresh(`feed ${host}`, { finalUrl: request.url })
    },
    { ingest: () => Promise.resolve(ok(anIngest())) },
  )
  open.push(context.end)
  return { context, followers: makeFollowers(context, makeDoorman(context)), near }
}

const nas = 'http://nas.example/feed'
const wish = (url: string) => ({ url, folderId: null, catalogueId: null })

function aRefresher(context: TestContext) {
  return makeRefresher(context, {
    onKept: () => undefined,
    onProgress: () => undefined,
    picturesWaiting: () => 0,
  })
}

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

describe('files that come from elsewhere', () => {
  it('a starter file allows nothing', async () => {
    const { context } = await aNetwork({ '127.0.0.1': 'loopback' })
    await firstStart(context, {
      readStarter: () => ({
        families: [],
        outlets: [
          {
            name: 'Here',
            siteUrl: 'http://127.0.0.1/',
            feedUrl: 'http://127.0.0.1/feed',
            language: 'en',
            family: null,
            follow: [],
          },
        ],
      }),
      readWelcome: () => null,
      language: 'en',
    })
    await aRefresher(context).refresh(null, 'start')
    expect(context.approvals.list()).toEqual([])
    expect(context.asked.find(({ url }) => url.endsWith('/feed'))?.approval).toBeNull()
  })

  /** A backup of schema 2 whose feeds say that they were allowed. */
  const oldBackup = (...urls: readonly string[]) => {
    const feeds = urls.map((url, n) => ({
      ...aFeed({ id: `f${String(n)}` as FeedId, url }),
      approvedOrigin: new URL(url).origin,
    }))
    const subscriptions = { feeds, folders: [], isStarted: true }
    const payload = Buffer.from(JSON.stringify({ madeAt: 1, subscriptions, settings: {}, marks: {} }))
    return seal('backup', { schema: 2, seq: 0, payload })
  }

  it('a backup that says that 169.254.169.254 was allowed, or anything, allows nothing, at the next start neither', async () => {
    const { context } = await aNetwork({})
    const { library } = context
    const bytes = oldBackup('http://169.254.169.254/latest/', 'http://127.0.0.1/feed', nas)
    expect(await library.restoreBackup(bytes)).toMatchObject({ ok: true })
    expect(JSON.stringify(library.subscriptions())).not.toMatch(/approved/i)
    await takeOverApprovals(context, true)
    expect(context.approvals.list()).toEqual([])
  })

  const spelt = ['http://127.0.0.1:8080/feed', 'http://localhost/feed', 'http://10.0.0.7/feed']

  /** The fixture of schema 2, with feeds that were typed by hand. */
  async function aLibraryOfSchema2() {
    const folder = await mkdtemp(join(tmpdir(), 'kawaraban-library-'))
    await cp(join(import.meta.dirname, '../../../fixtures/libraries/schema-2'), folder, { recursive: true })
    const urls = [...spelt, nas, 'http://169.254.169.254/', 'http://8.8.8.8/feed']
    const feeds = urls.map((url, n) => ({
      ...aFeed({ id: `f${String(n)}` as FeedId, url }),
      approvedOrigin: new URL(url).origin,
    }))
    const file = join(folder, 'user/subscriptions.json')
    const { data } = JSON.parse(await readFile(file, 'utf8')) as { data: object }
    const payload = Buffer.from(JSON.stringify({ ...data, feeds }))
    await writeFile(file, seal('subscriptions', { schema: 2, seq: 5, payload }))
    const test = await openTestLibrary({ folder })
    open.push(test.close)
    return { test, context: contextOn(test.library, () => fail({ kind: 'offline', byChoice: false })) }
  }

  it('a library of schema 2 gives what its addresses say themselves; names are asked for anew', async () => {
    const { test, context } = await aLibraryOfSchema2()
    await takeOverApprovals(context, true)
    expect(context.approvals.list()).toEqual([
      { url: spelt[0], class: 'loopback' },
      { url: spelt[1], class: 'loopback' },
      { url: spelt[2], class: 'private' },
    ])
    const { library } = await test.reopen()
    open.push(() => library.close())
    expect(library.trouble).toEqual([])
    expect(JSON.stringify(library.subscriptions())).not.toMatch(/approved/i)
  })

  it('a library of schema 2 gives nothing where this machine has a record of its own', async () => {
    const { context } = await aLibraryOfSchema2()
    await takeOverApprovals(context, false)
    expect(context.approvals.list()).toEqual([])
  })
})
