/** Covers main/jobs/fetchFeed.ts: a followed feed whose address became a page that sends its readers on. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Approval, Credentials } from '../../../../main/model/exchange.ts'
import { fetchFeed } from '../../../../main/jobs/fetchFeed.ts'
import { aDraft, aFresh, aJobContext, anIngest, aStoredFeed } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

const old = 'https://outlet.example/feed/'

/** The old address sends on to `to`; that is a feed, or a page that sends on once more. */
async function start(to: string, isFeed: boolean) {
  const context = await aJobContext(
    ({ url }) => aFresh(url === to && isFeed ? 'feed' : `page ${url}`, { finalUrl: url }),
    {
      ingest: ({ bytes, finalUrl }) =>
        Promise.resolve(
          new TextDecoder().decode(bytes) === 'feed'
            ? ok(anIngest({ added: [aDraft('one')] }))
            : fail({ kind: 'not-a-feed', url: finalUrl, found: 'html', leadsTo: to }),
        ),
    },
  )
  open.push(context)
  return context
}

describe('an address that became a page which sends its readers on', () => {
  it('is followed, and its articles are kept', async () => {
    const to = 'https://new.example/feed'
    const context = await start(to, true)
    const feed = aStoredFeed('f', { url: old })
    expect(await fetchFeed(context, feed)).toMatchObject({ ok: true, value: { added: 1 } })
    expect(context.asked.map(({ url }) => url)).toEqual([old, to])
    expect(context.library.fetchRecord(feed.id)).toMatchObject({ failure: null, moved: { to } })
  })

  it('is followed once; what is kept of the failure is plain', async () => {
    const to = 'https://new.example/feed'
    const context = await start(to, false)
    const feed = aStoredFeed('f', { url: old })
    expect(await fetchFeed(context, feed)).toMatchObject({ ok: false })
    expect(context.asked).toHaveLength(2)
    expect(context.library.fetchRecord(feed.id).failure).toEqual({
      kind: 'not-a-feed',
      url: to,
      found: 'html',
    })
  })

  it('takes no allowance and no password to another origin', async () => {
    const to = 'https://new.example/feed'
    const context = await start(to, true)
    const approval: Approval = { origin: 'https://outlet.example', class: 'loopback' }
    const credentials: Credentials = { user: 'u', password: 'p' }
    const secrets = { ...context.secrets, of: () => credentials }
    await fetchFeed({ ...context, secrets }, aStoredFeed('f', { url: old }), { approval })
    expect(context.asked[0]).toMatchObject({ credentials })
    expect(context.asked[1]).toMatchObject({ credentials: null, validators: null, approval })
  })
})
