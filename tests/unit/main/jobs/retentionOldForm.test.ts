/** Covers main/jobs/retention.ts: when the form that articles had in older versions is looked after. */
import { expect, it, vi } from 'vitest'
import { makeRetention } from '../../../../main/jobs/retention.ts'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { aDraft, aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'

const start = Date.UTC(2026, 10, 23)
const day = 86_400_000

it('is in each round, by the time as believed; what fails there is the round’s failure', async () => {
  const context = await aJobContext(() => aFresh(''))
  await follow(context, aStoredFeed('harbour'))
  await context.library.articles.keep('harbour' as FeedId, [aDraft('a1')], [])
  const full = fail({ kind: 'store-write', file: 'cache/bodies', code: 'EIO' })
  const drop = vi
    .spyOn(context.library, 'dropOldForm')
    .mockResolvedValueOnce(ok(true))
    .mockResolvedValueOnce(full)
  const retention = makeRetention(context, () => () => undefined)
  // Nobody believes a clock that is a hundred years ahead of the newest article.
  context.setTime(start + 100 * 365 * day)
  expect(await retention.applyAll()).toEqual(ok(0))
  expect(await retention.applyAll()).toEqual(full)
  expect(drop.mock.calls.flat().every((now) => now < start + 400 * day)).toBe(true)
  await context.end()
})
