/**
 * What arrives at a server when a paper's address becomes another one: by a backup, a move, an edit, an undo, a proxy.
 * Real library, real file of passwords, real exchange; the servers are on 127.0.0.1 under names of their own.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../preload/contract/failure.ts'
import type { FeedId, Undo } from '../../../preload/contract/model.ts'
import { silentLog } from '../../../main/base/log.ts'
import type { FetchRequest } from '../../../main/model/exchange.ts'
import { feedIdOf } from '../../../main/jobs/feedId.ts'
import { makeBackupDesk } from '../../../main/jobs/backupDesk.ts'
import { makeRobotsGate } from '../../../main/jobs/robotsGate.ts'
import { fetchFeed } from '../../../main/jobs/fetchFeed.ts'
import { makeFollowers } from '../../../main/jobs/follow.ts'
import { hideSecrets } from '../../../main/jobs/keepSecret.ts'
import { makeWayFinder, setProxy } from '../../../main/jobs/ownProxy.ts'
import { proxyKey } from '../../../main/model/secrets.ts'
import type { SecretKey, Secrets } from '../../../main/model/secrets.ts'
import { secretRules } from '../../../main/jobs/secretRules.ts'
import { signIn } from '../../../main/jobs/signIn.ts'
import { openSecrets } from '../../../main/shell/secrets.ts'
import type { Vault } from '../../../main/shell/secrets.ts'
import type { Library } from '../../../main/model/library.ts'
import type { StoredFeed } from '../../../main/model/subscriptions.ts'
import { aDataPorts } from '../../helpers/dataPorts.ts'
import { aFresh, anIngest, aStoredFeed, contextOn, follow } from '../../helpers/jobContext.ts'
import type { TestContext } from '../../helpers/jobContext.ts'
import { openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'
import { Stage } from '../fetch/loopback.ts'

const stage = new Stage()
const libraries: TestLibrary[] = []
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-passwords-'))
})
afterEach(async () => {
  await stage.clear()
  for (const each of libraries.splice(0)) await each.close()
  await rm(folder, { recursive: true, force: true })
})

const ann = { user: 'ann', password: 'lantern-7' }
const annSays = `Basic ${Buffer.from('ann:lantern-7').toString('base64')}`
const clearVault: Vault = {
  isReal: () => Promise.resolve(true),
  seal: (text) => Promise.resolve(new TextEncoder().encode(text)),
  open: (sealed) => Promise.resolve(new TextDecoder().decode(sealed)),
}
const openOne = (library: Library): Promise<Secrets> =>
  openSecrets<SecretKey>({
    file: join(folder, 'passwords'),
    vault: clearVault,
    ...secretRules(library),
    log: silentLog,
  })

interface Arrived {
  readonly host: string
  readonly authorization: string | undefined
}

/** A reader whose club is at club.example, and a server that answers under every name. */
async function aHouse(answer: (host: string) => { readonly location: string } | null = () => null) {
  const arrived: Arrived[] = []
  const server = await stage.serve((request, response) => {
    const { host = '', authorization } = request.headers
    const name = host.split(':')[0] ?? ''
    arrived.push({ host: name, authorization })
    const redirect = answer(name)
    if (redirect === null) response.end('<rss/>')
    else response.writeHead(301, redirect).end()
  })
  const at = (host: string) => `http://${host}:${String(server.port)}/feed`
  const { exchange } = stage.exchanger({
    lookup: (_host, _options, done) => {
      done(null, [{ address: '127.0.0.1', family: 4 }])
    },
  })
  const test = await openTestLibrary()
  libraries.push(test)
  const { library } = test
  const context = contextOn(library, (request, onHeld, onReached) => exchange(request, onHeld, onReached), {
    ingest: () => Promise.resolve(ok(anIngest())),
  })
  Object.assign(context, { secrets: await openOne(library) })
  const club = aStoredFeed(feedIdOf(at('club.example')), { url: at('club.example'), name: 'The Club' })
  await follow(context, club)
  await context.secrets.keep(club.id, club.url, ann)
  /** Asks the paper where the library says that it is. That the way there is allowed is the worst case. */
  const ask = async (id: FeedId = club.id) => {
    const feed = library.subscriptions().feeds.find((each) => each.id === id)
    if (feed === undefined) throw new Error('no such paper')
    const origin = new URL(feed.url).origin
    for (const host of ['club.example', 'evil.example']) {
      await context.approvals.grant([{ url: at(host), class: 'loopback' }])
    }
    await fetchFeed(context, feed, { approval: { origin, class: 'loopback' } })
    return arrived.at(-1)
  }
  return { context, library, club, at, ask, arrived, port: server.port }
}

/** A backup that somebody made elsewhere. */
async function aBackup(feeds: readonly StoredFeed[], proxy: string | null = null): Promise<Uint8Array> {
  const other = await openTestLibrary()
  libraries.push(other)
  await other.library.changeSubscriptions((now) => ({ ...now, feeds, isStarted: true }))
  await other.library.changeSettings({ proxy })
  return other.library.exportBackup()
}

async function restore(context: TestContext, bytes: Uint8Array) {
  const ports = aDataPorts({ chooseBackup: () => Promise.resolve(ok({ name: 'gift.backup.json', bytes })) })
  const desk = makeBackupDesk(context, ports, () => undefined)
  const look = await desk.choose()
  if (!look.ok || look.value === null) throw new Error('not taken')
  const restored = await desk.restore(look.value.token)
  if (!restored.ok) throw new Error(restored.failure.kind)
  return { preview: look.value.preview, undo: restored.value }
}

const authorized = (host: string) => ({ host, authorization: annSays })
const bare = (host: string) => ({ host, authorization: undefined })

describe('a password', () => {
  it('arrives at the server that it was given for', async () => {
    const { ask } = await aHouse()
    expect(await ask()).toEqual(authorized('club.example'))
  })

  it('does not arrive where a restored backup puts the paper; the undo brings it back to its own place', async () => {
    const { context, club, at, ask, arrived } = await aHouse()
    const { preview, undo } = await restore(context, await aBackup([{ ...club, url: at('evil.example') }]))
    expect(preview).toMatchObject({ sent: [], asked: [{ title: 'The Club' }] })
    expect(await ask()).toEqual(bare('evil.example'))
    expect(await context.undos.apply(undo.id)).toEqual(ok(null))
    expect(await ask()).toEqual(authorized('club.example'))
    expect(arrived.filter(({ host }) => host === 'evil.example')).toEqual([bare('evil.example')])
  })

  it('is not taken from an address that a backup wrote one into: such a backup is refused', async () => {
    const { context, club, at } = await aHouse()
    const url = at('evil.example').replace('http://', 'http://mallory:x@')
    await expect(restore(context, await aBackup([{ ...club, url }]))).rejects.toThrow('not taken')
  })

  it('does not arrive there after the next start either', async () => {
    const { context, library, club, at, ask } = await aHouse()
    await restore(context, await aBackup([{ ...club, url: at('evil.example') }]))
    Object.assign(context, { secrets: await openOne(library) })
    await hideSecrets(context)
    const seen = await ask()
    expect(seen?.host).toBe('evil.example')
    expect(seen?.authorization).not.toBe(annSays)
  })

  it.each([
    ['another port', (url: string) => url.replace(/:\d+/, ':9')],
    ['another scheme', (url: string) => url.replace('http:', 'https:')],
    [
      'a host that only begins the same',
      (url: string) => url.replace('club.example', 'club.example.evil.example'),
    ],
    ['a name before the host', (url: string) => url.replace('club.example', 'club.example@evil.example')],
    ['nothing', () => ''],
    ['no web address', () => 'kawaraban:welcome'],
  ])('is not given out for %s', async (_what, change) => {
    const { context, club } = await aHouse()
    expect(context.secrets.of(club.id, change(club.url))).toBeNull()
    expect(context.secrets.of(club.id, club.url.replace('/feed', '/other'))).toEqual(ann)
  })

  it('does not arrive where the paper moved for good, nor comes back with a move that was taken back', async () => {
    const moves: { to: string | null } = { to: null }
    const house = await aHouse((host) =>
      host === 'club.example' && moves.to !== null ? { location: moves.to } : null,
    )
    const { context, club, at, ask, library, arrived } = house
    await ask()
    moves.to = at('evil.example')
    const day = 86_400_000
    // The redirect's target is asked as a public paper would be.
    const direct = context.network.exchange
    Object.assign(context.network, {
      exchange: async (...[request, notes]: Parameters<typeof direct>) => {
        const outcome = await direct({ ...request, validators: null }, notes)
        return outcome.ok || request.url !== club.url
          ? outcome
          : aFresh('', { redirects: [{ status: 301, to: at('evil.example') }] })
      },
    })
    for (let n = 1; n <= 3; n += 1) {
      context.setTime(Date.UTC(2026, 10, 23) + n * day)
      library.changeFetchRecord(club.id, { bodyHash: 'hash of ' })
      await ask()
    }
    expect(library.subscriptions().feeds[0]?.url).toBe(at('evil.example'))
    expect(await ask()).toEqual(bare('evil.example'))
    const undo = context.news.get('undo:offered') as Undo
    await context.undos.apply(undo.id)
    moves.to = null
    expect(await ask()).toEqual(bare('club.example'))
    expect(
      arrived.filter(({ host }) => host === 'evil.example').every(({ authorization }) => !authorization),
    ).toBe(true)
  })

  it('typed for a place goes to that place, not to the paper that was followed there and moved', async () => {
    const { context, club, at, ask, library, arrived } = await aHouse()
    await context.secrets.forget(club.id)
    await library.changeSubscriptions((now) => ({
      ...now,
      feeds: now.feeds.map((feed) => ({ ...feed, url: at('evil.example') })),
    }))
    const followers = makeFollowers(context, makeRobotsGate(context))
    const typed = at('club.example').replace('http://', 'http://ann:lantern-7@')
    const followed = await followers.follow({ url: typed, folderId: null, catalogueId: null })
    const added = followed.ok ? followed.value.feed : null
    expect(added?.url).toBe(at('club.example'))
    // Both are there, each under an id of its own.
    expect(new Set(library.subscriptions().feeds.map(({ id }) => id)).size).toBe(2)
    expect(await ask(club.id)).toEqual(bare('evil.example'))
    expect(await ask(added?.id)).toEqual(authorized('club.example'))
    expect(arrived).not.toContainEqual(authorized('evil.example'))
  })

  it('typed into a dialog that named one place is not kept for another', async () => {
    const { context, club, at } = await aHouse()
    const wish = { ...ann, isForNow: false }
    expect(await signIn(context, club.id, { ...wish, url: at('evil.example') })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    expect(await signIn(context, club.id, { ...wish, url: club.url })).toMatchObject({ ok: true })
  })
})

describe('the password of a paper without TLS', () => {
  it('is not read by a proxy that a restored backup sets', async () => {
    const { context, club, library } = await aHouse()
    const heard: (string | undefined)[] = []
    const proxy = await stage.serve((request, response) => {
      heard.push(request.headers.authorization)
      response.end('<rss/>')
    })
    const { preview } = await restore(
      context,
      await aBackup([club], `http://127.0.0.1:${String(proxy.port)}`),
    )
    expect(preview).toMatchObject({ sent: [], asked: [{ title: 'The Club' }] })
    const { exchange } = stage.exchanger({
      proxyFor: makeWayFinder(context, () => Promise.resolve('DIRECT')),
      lookup: (_host, _options, done) => {
        done(null, [{ address: '93.184.216.34', family: 4 }])
      },
    })
    Object.assign(context.network, { exchange: (request: FetchRequest) => exchange(request) })
    const [feed] = library.subscriptions().feeds
    if (feed !== undefined) await fetchFeed(context, feed)
    expect(heard).toEqual([undefined])
  })
})

describe('the password of the reader’s own proxy', () => {
  it('does not arrive at the proxy that a restored backup sets', async () => {
    const { context, club, at } = await aHouse()
    const heard: (string | undefined)[] = []
    const proxy = await stage.serve((request, response) => {
      heard.push(request.headers['proxy-authorization'])
      response.end('<rss/>')
    })
    await setProxy(context, `http://ann:lantern-7@127.0.0.1:1`)
    const wayFor = makeWayFinder(context, () => Promise.resolve('DIRECT'))
    const { preview } = await restore(
      context,
      await aBackup([club], `http://127.0.0.1:${String(proxy.port)}`),
    )
    expect(preview.proxy).toEqual({ to: `http://127.0.0.1:${String(proxy.port)}`, isSignedIn: false })
    const { exchange } = stage.exchanger({ proxyFor: wayFor })
    await exchange({ url: 'http://paper.example/', wants: 'feed', validators: null, approval: null })
    expect(heard).toEqual([undefined])
    expect(context.secrets.of(proxyKey, at('club.example'))).toBeNull()
    expect(context.secrets.of(proxyKey, 'https://127.0.0.1:1')).toBeNull()
    expect(context.secrets.of(proxyKey, 'socks5://127.0.0.1:1')).toBeNull()
    expect(context.secrets.of(proxyKey, 'http://127.0.0.1:1')).toEqual(ann)
  })
})

describe('a file of passwords of an older version, which does not say where they belong', () => {
  const write = (entries: readonly (readonly [string, typeof ann])[]) =>
    writeFile(join(folder, 'passwords'), JSON.stringify(entries))

  it('is bound to the address that a paper was followed at and is still asked at', async () => {
    const { library, club, at } = await aHouse()
    await write([[club.id, ann]])
    const secrets = await openOne(library)
    expect(secrets.of(club.id, club.url)).toEqual(ann)
    expect(secrets.of(club.id, at('evil.example'))).toBeNull()
  })

  it('is forgotten where nobody can know: an id that is not of this address, a move, a proxy', async () => {
    const { library, club, at } = await aHouse()
    await library.changeSettings({ proxy: 'http://proxy.example:3128' })
    await write([
      [club.id, ann],
      [proxyKey, ann],
    ])
    await library.changeSubscriptions((now) => ({
      ...now,
      feeds: now.feeds.map((feed) => ({ ...feed, url: at('evil.example') })),
    }))
    const secrets = await openOne(library)
    expect(secrets.of(club.id, at('evil.example'))).toBeNull()
    expect(secrets.of(proxyKey, 'http://proxy.example:3128')).toBeNull()
    expect(secrets.places()).toEqual([])

    await library.changeSubscriptions((now) => ({ ...now, feeds: [club] }))
    library.changeFetchRecord(club.id, { moved: { to: at('evil.example'), days: [], from: club.url } })
    expect((await openOne(library)).places()).toEqual([])
  })
})
