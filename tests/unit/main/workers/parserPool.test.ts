/** Covers main/workers/parserPool.ts with small workers of our own: no documents, no waiting. */
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { startParserPool } from '../../../../main/workers/parserPool.ts'
import type { StartTimer } from '../../../../main/workers/parserPool.ts'
import { aBody, anIngest } from '../../../fixtures/builders.ts'

const entry = new URL('../../../fixtures/workers/pressFixture.mjs', import.meta.url)

/** Timers that fire when the test says so. */
function handTimers() {
  const running = new Set<{ readonly ms: number; readonly then: () => void }>()
  const startTimer: StartTimer = (ms, then) => {
    const timer = { ms, then }
    running.add(timer)
    return () => running.delete(timer)
  }
  const fire = (ms: number) => {
    for (const timer of [...running]) {
      if (timer.ms !== ms) continue
      running.delete(timer)
      timer.then()
    }
  }
  return { startTimer, fire, running }
}

const pools: ReturnType<typeof startParserPool>[] = []
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

function aPool(size = 1, startTimer: StartTimer = handTimers().startTimer) {
  const pool = startParserPool({
    entry,
    size,
    timeLimitMs: 15_000,
    idleMs: 60_000,
    memoryMb: 32,
    log: silentLog,
    startTimer,
  })
  pools.push(pool)
  return pool
}

const asked = (finalUrl: string) => anIngest('document', { finalUrl })
const gaveUp = (url: string) => ({ ok: false, failure: { kind: 'reader-gave-up', url } })

describe('startPressPool', () => {
  it('answers with what the worker found', async () => {
    const outcome = await aPool().ingest(asked('https://a.example/'))
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'ingest', length: 8 } })
  })

  it('moves the bytes of a task instead of copying them', async () => {
    const input = asked('https://a.example/')
    await aPool().ingest(input)
    expect(input.bytes.byteLength).toBe(0)
  })

  it('sends bytes that share their memory with others without taking that memory away', async () => {
    const shared = new Uint8Array(64)
    const outcome = await aPool().ingest(anIngest(shared.subarray(8, 16)))
    expect(outcome).toMatchObject({ ok: true, value: { length: 8 } })
    expect(shared.byteLength).toBe(64)
  })

  it('gives up a task that hangs, and does the next one', async () => {
    const timers = handTimers()
    const pool = aPool(1, timers.startTimer)
    const hung = pool.ingest(asked('https://hang.example/'))
    const next = pool.ingest(asked('https://b.example/'))
    timers.fire(15_000)
    expect(await hung).toEqual(gaveUp('https://hang.example/'))
    expect(await next).toMatchObject({ ok: true })
  })

  it.each(['https://die.example/', 'https://throw.example/', 'https://memory.example/'])(
    'gives up the task whose worker broke down (%s), and does the next one',
    async (url) => {
      const pool = aPool()
      const broken = pool.ingest(asked(url))
      const next = pool.ingest(asked('https://b.example/'))
      expect(await broken).toEqual(gaveUp(url))
      expect(await next).toMatchObject({ ok: true })
    },
  )

  it('gives up a task that is a bug of ours, and keeps the worker', async () => {
    const pool = aPool()
    expect(await pool.ingest(asked('https://bug.example/'))).toEqual(gaveUp('https://bug.example/'))
    expect(await pool.ingest(asked('https://b.example/'))).toMatchObject({ ok: true, value: { count: 2 } })
  })

  it('gives each worker one task at a time', async () => {
    const pool = aPool(2)
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => pool.ingest(asked(`https://${String(n)}.example/`))),
    )
    const threads = outcomes.map((outcome) =>
      outcome.ok ? (outcome.value as unknown as { thread: number }).thread : 0,
    )
    expect(new Set(threads).size).toBe(2)
  })

  it('ends a worker that has had nothing to do, and starts one again when there is work', async () => {
    const timers = handTimers()
    const pool = aPool(1, timers.startTimer)
    const first = await pool.ingest(asked('https://a.example/'))
    timers.fire(60_000)
    expect(timers.running.size).toBe(0)
    const second = await pool.ingest(asked('https://b.example/'))
    expect([first, second]).toMatchObject([{ value: { count: 1 } }, { value: { count: 1 } }])
  })

  it('gets ready for documents that are expected, no more than it may, and rests when none comes', async () => {
    const { startTimer, fire, running } = handTimers()
    const pool = aPool(2, startTimer)
    pool.expect(0)
    expect(running.size).toBe(0)
    pool.expect(100)
    pool.expect(100)
    expect(running.size).toBe(2)
    expect(await pool.ingest(asked('https://a.example/'))).toMatchObject({ ok: true })
    expect(running.size).toBe(2)
    fire(60_000)
    expect(running.size).toBe(0)
    expect(await pool.ingest(asked('https://a.example/'))).toMatchObject({ ok: true })
  })

  it('names the file, the page or the article that it gave up', async () => {
    const pool = aPool()
    await pool.close()
    const bytes = new Uint8Array([1])
    expect(await pool.readSavedPage({ feedId: 'f', name: 'page.txt', bytes, now: 0 })).toEqual(
      gaveUp('page.txt'),
    )
    expect(await pool.discover({ bytes, contentType: null, url: 'https://c.example/', link: null })).toEqual(
      gaveUp('https://c.example/'),
    )
    expect(await pool.clean([aBody()])).toEqual(gaveUp('https://paper.example/'))
  })

  it('answers everything that waits when it is closed', async () => {
    const pool = aPool()
    const waiting = ['hang', 'b', 'c'].map((name) => pool.ingest(asked(`https://${name}.example/`)))
    await pool.close()
    expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual([false, false, false])
  })
})
