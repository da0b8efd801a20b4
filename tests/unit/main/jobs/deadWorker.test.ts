/** A worker that dies costs one feed (safety.md test 98): jobs on the real pool of real threads. */
import { afterEach, expect, it } from 'vitest'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { silentLog } from '../../../../main/base/log.ts'
import { fetchFeed } from '../../../../main/jobs/fetchFeed.ts'
import { startParserPool } from '../../../../main/workers/parserPool.ts'
import { aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

it('costs the feed that it was reading; the others come in', async () => {
  const pool = startParserPool({
    entry: new URL('../../../fixtures/workers/pressOneDies.mjs', import.meta.url),
    size: 2,
    timeLimitMs: 15_000,
    log: silentLog,
  })
  const context = await aJobContext(({ url }) => aFresh(url, { finalUrl: url }), pool)
  endings.push(pool.close, context.end)
  const feeds = ['a', 'die', 'b', 'c', 'd'].map((id) => aStoredFeed(id))
  await follow(context, ...feeds)
  const results = await Promise.all(feeds.map((feed) => fetchFeed(context, feed)))
  expect(results.map(({ ok }) => ok)).toEqual([true, false, true, true, true])
  expect(context.library.fetchRecord('die' as FeedId).failure?.kind).toBe('reader-gave-up')
  expect(context.library.fetchRecord('d' as FeedId).failure).toBeNull()
})
