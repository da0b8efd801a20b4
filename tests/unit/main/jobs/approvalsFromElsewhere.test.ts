/** Covers what files from elsewhere may allow, which is nothing: a starter file, a backup; and the way on from schema 2. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { takeOverApprovals } from '../../../../main/jobs/allowAddress.ts'
import { firstStart } from '../../../../main/jobs/firstStart.ts'
import { seal } from '../../../../main/store/envelope.ts'
import { contextOn } from '../../../helpers/jobContext.ts'
import { aFeed, openTestLibrary } from '../../../helpers/library.ts'
import { aNetwork, aRefresher } from '../../../helpers/nearNetwork.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of open.splice(0)) await end()
})

const nas = 'http://nas.example/feed'

describe('files that come from elsewhere', () => {
  it('a starter file allows nothing', async () => {
    const { context } = await aNetwork({ '127.0.0.1': 'loopback' })
    open.push(context.end)
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
    open.push(context.end)
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
