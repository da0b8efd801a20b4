/** Covers main/fetch/rateLimit.ts around real exchanges with a server on 127.0.0.1. */
import type { ServerResponse } from 'node:http'
import type { LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeConnections } from '../../../main/fetch/connections.ts'
import { standardLimits } from '../../../main/fetch/limits.ts'
import { makeRateLimit } from '../../../main/fetch/rateLimit.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const toThisMachine: LookupFunction = (_hostname, _options, done) => {
  done(null, [{ address: '127.0.0.1', family: 4 }])
}

/** A server that keeps every request waiting and tells how many waited at once. */
async function holdingServer() {
  let held: ServerResponse[] = []
  let most = 0
  let whenHeld: (() => void) | null = null
  const server = await stage.serve((_request, response) => {
    held.push(response)
    most = Math.max(most, held.length)
    whenHeld?.()
  })
  return {
    server,
    most: () => most,
    /** Answers `batch` requests at a time until `total` were answered. */
    answer: async (total: number, batch = 1) => {
      let answered = 0
      while (answered < total) {
        while (held.length < batch) await new Promise<void>((resolve) => (whenHeld = resolve))
        // Some more turns, so that a request that should not be there has its chance to come.
        for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve))
        const now = held
        held = []
        answered += now.length
        for (const response of now) response.end('x')
      }
    },
  }
}

describe('politeness', () => {
  it.each([
    ['feed', 1],
    ['page', 1],
    ['picture', 2],
  ] as const)('asks one host for %ss at most %i at a time', async (wants, most) => {
    const { server, most: seen, answer } = await holdingServer()
    const { exchange } = stage.exchanger()
    const all = Array.from({ length: 8 }, (_, i) =>
      exchange(aRequest(`${server.origin}/${String(i)}`, { wants })),
    )
    await answer(8, most)
    expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true)
    expect(seen()).toBe(most)
  })

  it('asks several hosts at the same time', async () => {
    const servers = await Promise.all([holdingServer(), holdingServer(), holdingServer()])
    const { exchange } = stage.exchanger()
    const all = servers.map(({ server }) => exchange(aRequest(server.origin)))
    // Nobody is answered before all were asked.
    await Promise.all(servers.map(({ answer }) => answer(1)))
    expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true)
  })

  it('asks one address for four hosts at most at a time, and lets them hold up nobody else', async () => {
    const { server, most, answer } = await holdingServer()
    const other = await stage.serve((_request, response) => response.end('<rss/>'))
    // This machine does not count, so its papers say that they are elsewhere.
    const connections = {
      ...makeConnections(standardLimits, toThisMachine),
      addressesOf: (name: string) =>
        Promise.resolve([name.endsWith('.example') ? '::ffff:127.0.0.1' : '127.0.0.1']),
    }
    const { exchange } = stage.exchanger({ connections })
    let held = 0
    const papers = Array.from({ length: 40 }, (_, n) =>
      exchange(aRequest(`http://paper${String(n)}.example:${String(server.port)}/`), () => (held += 1)),
    )
    expect((await exchange(aRequest(other.origin))).ok).toBe(true)
    await answer(40, 4)
    expect((await Promise.all(papers)).every(({ ok }) => ok)).toBe(true)
    expect(most()).toBe(4)
    expect(held).toBe(36)
  })

  it('asks where a name leads once, and connects to the address that it was counted at', async () => {
    const server = await stage.serve((_request, response) => response.end('<rss/>'))
    const asked: string[] = []
    const { exchange } = stage.exchanger({
      lookup: (hostname, options, done) => {
        asked.push(hostname)
        toThisMachine(hostname, options, done)
      },
    })
    for (const path of ['a', 'b'])
      await exchange(aRequest(`http://paper.example:${String(server.port)}/${path}`))
    expect(asked).toEqual(['paper.example'])
    expect(server.seen).toHaveLength(2)
  })

  it('takes a place at the host that a redirect leads to as well', async () => {
    const { server: target, most, answer } = await holdingServer()
    const sources = await Promise.all(
      [1, 2, 3].map(() =>
        stage.serve((_request, response) => response.writeHead(302, { location: target.origin }).end()),
      ),
    )
    const { exchange } = stage.exchanger()
    const redirected = sources.map(({ origin }) => exchange(aRequest(origin)))
    // The guard stops them at the target; the direct ones still come one by one.
    const direct = [exchange(aRequest(target.origin)), exchange(aRequest(target.origin))]
    await answer(2)
    await Promise.all([...redirected, ...direct])
    expect(most()).toBe(1)
  })

  it('leaves a host alone until the time it named', async () => {
    let now = Date.UTC(2026, 2, 3, 10)
    const clock = { now: () => now }
    const server = await stage.serve((request, response) => {
      if (request.url === '/busy') response.writeHead(429, { 'retry-after': '120' }).end()
      else response.end('<rss/>')
    })
    const { exchange } = stage.exchanger({ clock, rateLimit: makeRateLimit(clock) })
    const busy = {
      ok: false,
      failure: { kind: 'busy', host: `127.0.0.1:${String(server.port)}`, retryAt: now + 120_000 },
    }
    expect(await exchange(aRequest(`${server.origin}/busy`))).toEqual(busy)
    expect(await exchange(aRequest(`${server.origin}/other`))).toEqual(busy)
    now += 119_999
    expect(await exchange(aRequest(`${server.origin}/other`, { wants: 'picture' }))).toEqual(busy)
    expect(server.seen).toHaveLength(1)
    now += 1
    expect(await exchange(aRequest(`${server.origin}/other`))).toMatchObject({ ok: true })
  })

  it('remembers hosts that cool down from before, and tells of new ones', async () => {
    const now = Date.UTC(2026, 2, 3, 10)
    const clock = { now: () => now }
    const server = await stage.serve((_request, response) => {
      response.writeHead(503, { 'retry-after': '120' }).end()
    })
    const host = `127.0.0.1:${String(server.port)}`
    const cooldowns: unknown[] = []
    const rateLimit = makeRateLimit(clock, {
      cooldowns: [[host, now + 1000]],
      onCooldown: (rest) => cooldowns.push(rest),
    })
    const before = stage.exchanger({ clock, rateLimit })
    for (const wants of ['feed', 'page', 'picture', 'robots'] as const) {
      expect(await before.exchange(aRequest(server.origin, { wants }))).toMatchObject({
        ok: false,
        failure: { kind: 'busy', retryAt: now + 1000 },
      })
    }
    expect(server.seen).toHaveLength(0)
    const later = makeRateLimit(clock, {
      cooldowns: [[host, now]],
      onCooldown: (rest) => cooldowns.push(rest),
    })
    await stage.exchanger({ clock, rateLimit: later }).exchange(aRequest(server.origin))
    expect(server.seen).toHaveLength(1)
    expect(cooldowns).toEqual([[host, now + 120_000]])
  })

  it('follows a redirect no sooner than it says, and then does', async () => {
    let now = Date.UTC(2026, 2, 3, 10)
    const clock = { now: () => now }
    const server = await stage.serve((request, response) => {
      if (request.url === '/') response.writeHead(307, { location: '/later', 'retry-after': '120' }).end()
      else response.end('<rss/>')
    })
    const { exchange } = stage.exchanger({ clock })
    const busy = { ok: false, failure: { kind: 'busy', retryAt: now + 120_000 } }
    expect(await exchange(aRequest(server.origin))).toMatchObject(busy)
    expect(await exchange(aRequest(`${server.origin}/other`))).toMatchObject(busy)
    now += 120_000
    expect(await exchange(aRequest(server.origin))).toMatchObject({ ok: true })
    expect(server.seen.map(({ url }) => url)).toEqual(['/', '/', '/later'])
  })

  it.each([
    ['503 with a date', 503, 'Tue, 03 Mar 2026 10:05:00 GMT', 300_000],
    ['a time too short to take seriously', 429, '0', 60_000],
    ['a time longer than a week', 503, '1000000000000', 7 * 86_400_000],
  ])('reads %s', async (_what, status, retryAfter, waitMs) => {
    const now = Date.UTC(2026, 2, 3, 10)
    const server = await stage.serve((_request, response) => {
      response.writeHead(status, { 'retry-after': retryAfter }).end()
    })
    const { exchange } = stage.exchanger({ clock: { now: () => now } })
    expect(await exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'busy', retryAt: now + waitMs },
    })
  })

  it.each([undefined, 'soon', '-5', '1.5'])(
    'leaves a host alone for ten minutes when it says %j',
    async (said) => {
      const now = Date.UTC(2026, 2, 3, 10)
      const server = await stage.serve((_request, response) => {
        if (said !== undefined) response.setHeader('retry-after', said)
        response.writeHead(503).end()
      })
      const { exchange } = stage.exchanger({ clock: { now: () => now } })
      const busy = (retryAt: number | null) => ({ ok: false, failure: { kind: 'busy', retryAt } })
      expect(await exchange(aRequest(server.origin))).toMatchObject(busy(null))
      expect(await exchange(aRequest(server.origin))).toMatchObject(busy(now + 600_000))
      expect(server.seen).toHaveLength(1)
    },
  )
})
