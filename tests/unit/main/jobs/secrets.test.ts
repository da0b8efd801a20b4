/** Covers names and passwords of feeds: main/shell/secrets.ts, main/jobs/keepSecret.ts and follow.ts (safety.md 75, 78). */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import { makeLog, silentLog } from '../../../../main/base/log.ts'
import { makeRobotsGate } from '../../../../main/jobs/robotsGate.ts'
import { fetchFeed } from '../../../../main/jobs/fetchFeed.ts'
import { makeFollowers } from '../../../../main/jobs/follow.ts'
import { hideSecrets } from '../../../../main/jobs/keepSecret.ts'
import { openSecrets } from '../../../../main/shell/secrets.ts'
import type { Vault } from '../../../../main/shell/secrets.ts'
import { aDraft, aFresh, aJobContext, anIngest, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

let folder = ''
const open: TestContext[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-secrets-'))
})
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
  await rm(folder, { recursive: true })
})

/** Turns every byte, so that what is written can be told from the clear. */
const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
const aVault = (isReal = true): Vault => ({
  isReal: () => Promise.resolve(isReal),
  seal: (text) => Promise.resolve(turned(new TextEncoder().encode(text))),
  open: (sealed) => Promise.resolve(new TextDecoder('utf-8', { fatal: true }).decode(turned(sealed))),
})
const ann = { user: 'ann', password: 'p@ss:word' }
const file = () => join(folder, 'passwords')
const club = 'https://club.example/feed'
const openOne = (
  vault = aVault(),
  isWanted: (key: string) => boolean = () => true,
  givenFor: (key: string) => string | null = () => null,
) => openSecrets<string>({ file: file(), vault, isWanted, givenFor, log: silentLog })

describe('passwords', () => {
  it('are there at the next start, and not in the clear', async () => {
    const secrets = await openOne()
    expect(await secrets.keep('a', club, ann)).toBe(true)
    expect((await openOne()).of('a', club)).toEqual(ann)
    expect((await readFile(file())).includes('p@ss')).toBe(false)
  })

  it('live in memory only where the system has no vault, and the keeper is told', async () => {
    const secrets = await openOne(aVault(false))
    expect(await secrets.keep('a', club, ann)).toBe(false)
    expect(secrets.of('a', club)).toEqual(ann)
    await expect(readFile(file())).rejects.toThrow()
  })

  it('leave the vault alone as long as there are none', async () => {
    let asked = 0
    const vault = {
      ...aVault(),
      isReal: () => {
        asked += 1
        return Promise.resolve(true)
      },
    }
    await openOne(vault)
    expect(asked).toBe(0)
  })

  it('are not written when they are for now, and what was written of them goes', async () => {
    const secrets = await openOne()
    expect(await secrets.keep('a', club, ann, true)).toBe(false)
    await expect(readFile(file())).rejects.toThrow()
    await secrets.keep('b', club, ann)
    await secrets.keep('c', club, ann)
    expect(await secrets.keep('c', club, ann, true)).toBe(false)
    expect(['a', 'b', 'c'].map((key) => secrets.of(key, club))).toEqual([ann, ann, ann])
    const next = await openOne()
    expect(['a', 'b', 'c'].map((key) => next.of(key, club))).toEqual([null, ann, null])
    await next.forget('b')
    expect((await openOne()).of('b', club)).toBeNull()
  })

  it('are forgotten with their feed, and a damaged file costs only them', async () => {
    await (await openOne()).keep('a', club, ann)
    expect((await openOne(aVault(), () => false)).of('a', club)).toBeNull()
    await writeFile(file(), 'damaged \xff')
    expect((await openOne()).of('a', club)).toBeNull()
  })
})

async function aClub() {
  const context = await aJobContext(
    ({ url, credentials }) =>
      credentials?.password === 'p@ss'
        ? aFresh('feed', { finalUrl: url })
        : fail({ kind: 'http', url, status: 401 }),
    { ingest: () => Promise.resolve(ok(anIngest({ added: [aDraft('one')] }))) },
  )
  open.push(context)
  return { context, followers: makeFollowers(context, makeRobotsGate(context)) }
}

const typed = 'https://ann:p%40ss@club.example/feed'
const clean = 'https://club.example/feed'

describe('a feed that asks for a name and a password', () => {
  it('says so', async () => {
    const { followers } = await aClub()
    expect(await followers.probe(clean)).toMatchObject({ ok: false, failure: { kind: 'http', status: 401 } })
  })

  it('is followed by typing both into the address, which stays clean everywhere', async () => {
    const { context, followers } = await aClub()
    const lines: string[] = []
    Object.assign(context, { log: makeLog((line) => lines.push(line)) })
    const probed = await followers.probe(typed)
    expect(probed).toMatchObject({ ok: true, value: [{ url: clean }] })
    const followed = await followers.follow({ url: clean, folderId: null, catalogueId: null })
    const feed = followed.ok ? followed.value.feed : null
    expect(feed?.url).toBe(clean)
    expect(JSON.stringify(context.library.subscriptions())).not.toContain('p%40ss')
    expect(JSON.stringify([probed, context.activity.list(), lines])).not.toMatch(/p@ss|p%40ss|ann/)
    expect(context.activity.list().map(({ result }) => result.kind)).toContain('password-for-now')
    if (feed !== null) await fetchFeed(context, feed)
    expect(context.asked.at(-1)).toMatchObject({ url: clean, credentials: { user: 'ann', password: 'p@ss' } })
  })

  it('takes a new password when it is added again', async () => {
    const { context, followers } = await aClub()
    await follow(context, aStoredFeed('club', { url: clean }))
    await followers.probe(typed)
    expect(await followers.follow({ url: clean, folderId: null, catalogueId: null })).toMatchObject({
      failure: { kind: 'already-followed' },
    })
    expect(context.secrets.of('club' as FeedId, clean)).toMatchObject({ user: 'ann' })
  })

  it('is cleaned when a starter file or an older version wrote both into the library', async () => {
    const { context } = await aClub()
    await follow(context, aStoredFeed('club', { url: typed }), aStoredFeed('plain'))
    await hideSecrets(context)
    expect(context.library.subscriptions().feeds.map(({ url }) => url)).toEqual([
      clean,
      'https://plain.example/feed/',
    ])
    expect(context.secrets.of('club' as FeedId, clean)).toMatchObject({ password: 'p@ss' })
  })
})
