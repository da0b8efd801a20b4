/** Covers the requests about deleted articles in main/ipc/retentionHandlers.ts, and their row in jobs/diskReport.ts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../../preload/contract/model.ts'
import { retentionHandlers } from '../../../../main/ipc/retentionHandlers.ts'
import { makeRetention } from '../../../../main/jobs/retention.ts'
import { reportDisk } from '../../../../main/jobs/diskReport.ts'
import { aDataPorts } from '../../../helpers/dataPorts.ts'
import { aDraft, aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const harbour = 'harbour' as FeedId
const a = (n: number) => `a${String(n)}` as ArticleId

let context: TestContext
let handlers: ReturnType<typeof retentionHandlers>
beforeEach(async () => {
  context = await aJobContext(() => aFresh(''))
  handlers = retentionHandlers(
    context,
    makeRetention(context, () => () => undefined),
  )
  await follow(context, aStoredFeed('harbour', { ownTitle: 'Harbour' }))
  await context.library.articles.keep(
    harbour,
    [0, 1, 2].map((n) => aDraft(a(n))),
    [],
  )
  for (const n of [0, 1, 2]) {
    context.setTime(1000 + n)
    await handlers['articles:remove'](a(n))
  }
})
afterEach(() => context.end())

const room = async () => (await reportDisk(context, aDataPorts())).deleted

describe('deleted articles', () => {
  it('are listed a window at a time, with what a row shows and no more', async () => {
    expect(await handlers['deleted:list'](1, 1)).toEqual(
      ok({ total: 3, from: 1, rows: [{ id: a(1), title: 'a1', paper: 'Harbour', deletedAt: 1001 }] }),
    )
    expect(await handlers['deleted:list'](5, 10)).toEqual(ok({ total: 3, from: 5, rows: [] }))
  })

  it('count in the room, until they are back or gone for good', async () => {
    expect((await room()).count).toBe(3)
    expect((await room()).bytes).toBeGreaterThan(1000)
    expect(await handlers['deleted:bringBack'](a(1))).toEqual(ok(null))
    expect(await handlers['deleted:empty']()).toMatchObject({ ok: true, value: { count: 2 } })
    expect(await room()).toEqual({ count: 0, bytes: 0 })
    expect(context.library.headlinesOf(harbour).map(({ id }) => id)).toEqual([a(1)])
  })
})
