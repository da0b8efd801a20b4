/** Covers what is left of the HTTP part of the test catalogue (safety.md 54–56, 58, 76, 77) at the level of the jobs. */
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { makeLog } from '../../../../main/base/log.ts'
import { makeQueue } from '../../../../main/base/queue.ts'
import { turnOf } from '../../../../main/fetch/rateLimit.ts'
import { makeRefresher } from '../../../../main/jobs/refresh.ts'
import { describeFailure } from '../../../../renderer/text/failures.ts'
import { aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

const hour = 3_600_000

async function start(...args: Parameters<typeof aJobContext>) {
  const context = await aJobContext(...args)
  open.push(context)
  await follow(context, aStoredFeed('a'))
  const refresher = makeRefresher(context, {
    onKept: () => undefined,
    onProgress: () => undefined,
    picturesWaiting: () => 0,
  })
  let now = context.clock.now()
  return {
    context,
    record: () => context.library.fetchRecord('a' as FeedId),
    ask: async () => {
      await refresher.refresh(null, 'wish')
      now += hour
      context.setTime(now)
    },
  }
}

describe('54: the same bytes with new validators', () => {
  it('are not read again, and the new pair is sent from then on', async () => {
    let serial = 0
    let reads = 0
    const { context, ask } = await start(
      () => {
        serial += 1
        return aFresh('same', {
          validators: { etag: `"${String(serial)}"`, lastModified: `day ${String(serial)}` },
        })
      },
      {
        discover: () => Promise.reject(new Error('nobody asked')),
      },
    )
    const { ingest } = context.parserPool
    Object.assign(context.parserPool, {
      ingest: (input: Parameters<typeof ingest>[0]) => {
        reads += 1
        return ingest(input)
      },
    })
    for (let times = 0; times < 3; times++) await ask()
    expect(reads).toBe(1)
    expect(context.asked.map(({ validators }) => validators)).toEqual([
      null,
      { etag: '"1"', lastModified: 'day 1' },
      { etag: '"2"', lastModified: 'day 2' },
    ])
  })
})

describe('55: a 304 with a new ETag and a cache life', () => {
  it('is believed in both, and no article changes', async () => {
    const { context, ask, record } = await start(({ validators }) =>
      validators === null
        ? aFresh('feed')
        : ok({
            kind: 'unchanged',
            validators: { etag: '"new"', lastModified: null },
            cacheLife: { freshForMs: 5 * hour },
            redirects: [],
          }),
    )
    await ask()
    const before = context.library.headlinesRevision('a' as FeedId)
    const askedAt = context.clock.now()
    await ask()
    expect(record()).toMatchObject({ etag: '"new"', lastModified: null, notBefore: askedAt + 5 * hour })
    expect(context.library.headlinesRevision('a' as FeedId)).toBe(before)
  })
})

describe('56: a server with one validator, or with nonsense', () => {
  it.each([
    ['only an ETag', { etag: '"x"', lastModified: null }],
    ['only a Last-Modified', { etag: null, lastModified: 'Tue, 19 Jan 2038 03:14:08 GMT' }],
    ['a Last-Modified that is no date', { etag: null, lastModified: 'garbage' }],
  ])('with %s gets back exactly that', async (_what, validators) => {
    const { context, ask } = await start(() => aFresh('feed', { validators }))
    await ask()
    await ask()
    expect(context.asked.at(-1)?.validators).toEqual(validators)
  })
})

describe('58: a hundred feeds on one host', () => {
  it('are asked one at a time, a second apart', async () => {
    let time = 0
    let sleepers: { readonly at: number; readonly wake: () => void }[] = []
    const queue = makeQueue({
      inAll: [24, 16],
      now: () => time,
      later: (ms, wake) => sleepers.push({ at: time + ms, wake }),
    })
    const wish = { wants: 'feed', gapMs: null, address: null } as const
    const starts: number[] = []
    let inFlight = 0
    let most = 0
    const all = Array.from({ length: 100 }, (_, n) =>
      queue.run(turnOf(new URL(`https://one.example/${String(n)}`), wish), async () => {
        starts.push(time)
        inFlight += 1
        most = Math.max(most, inFlight)
        await Promise.resolve()
        inFlight -= 1
      }),
    )
    let isDone = false
    void Promise.all(all).then(() => (isDone = true))
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by the promise above
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      time += 100
      const due = sleepers.filter(({ at }) => at <= time)
      sleepers = sleepers.filter(({ at }) => at > time)
      for (const { wake } of due) wake()
    }
    expect(most).toBe(1)
    expect(starts.slice(1).every((at, index) => at - (starts[index] ?? 0) >= 1000)).toBe(true)
  })
})

describe('76: hostile words of a server', () => {
  it('reach the reader as short plain text without paths', () => {
    const host = '<img src=x onerror=alert(1)>.example'
    for (const language of ['en', 'ja'] as const) {
      const { what, next } = describeFailure(
        { kind: 'bad-redirect', url: `https://paper.example/${'x'.repeat(5000)}`, to: `javascript:${host}` },
        { language, locale: language },
      )
      expect(`${what} ${next}`.length).toBeLessThan(400)
      // It is drawn as text, never as HTML (parts/FailureNote.tsx).
      expect(`${what} ${next}`).not.toMatch(/\/home\/|node_modules|\.[jt]s:\d/)
    }
  })
})

describe('77: line ends and escapes in addresses, headers and titles', () => {
  it('make one log line, escaped', async () => {
    const lines: string[] = []
    const { context, ask } = await start(() =>
      fail({ kind: 'unreachable', host: 'a\r\nforged line\u001b[31m', code: '\u2028x' }),
    )
    Object.assign(context, { log: makeLog((line) => lines.push(line)) })
    await ask()
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter((line) => /[\r\n\u001b\u2028]/.test(line))).toEqual([])
  })
})
