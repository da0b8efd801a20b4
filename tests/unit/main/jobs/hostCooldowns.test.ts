/** Covers main/jobs/hostCooldowns.ts. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
import { hostCooldownsOf } from '../../../../main/jobs/hostCooldowns.ts'
import { rememberFailure } from '../../../../main/jobs/rememberFailure.ts'
import { aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

const hour = 3_600_000

describe('host cooldowns, for a thread that starts anew', () => {
  it('are those that said so, for all feeds there, and where a redirect led', async () => {
    const context = await aJobContext(() => fail({ kind: 'offline', byChoice: false }))
    open.push(context)
    const now = context.clock.now()
    const feeds = [
      aStoredFeed('a', { url: 'https://busy.example/a' }),
      aStoredFeed('b', { url: 'https://busy.example/b' }),
      aStoredFeed('moved', { url: 'https://moved.example/' }),
      aStoredFeed('well'),
    ] as const
    await follow(context, ...feeds)
    rememberFailure(context, feeds[0], { kind: 'busy', host: 'busy.example', retryAt: now + hour })
    rememberFailure(context, feeds[2], { kind: 'busy', host: 'target.example:8080', retryAt: now + hour })
    const hosts = hostCooldownsOf(context.library, now).map(([host]) => host)
    expect(hosts).toEqual(['busy.example', 'busy.example', 'target.example:8080'])
    expect(hostCooldownsOf(context.library, now + 2 * hour)).toEqual([])
  })
})
