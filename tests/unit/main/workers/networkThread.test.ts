/** Covers main/workers/networkThread.ts with a stand-in for the thread (tests/fixtures/workers/network.mjs). */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeLog } from '../../../../main/base/log.ts'
import { startNetworkThread } from '../../../../main/workers/networkThread.ts'
import type { NetworkThread } from '../../../../main/workers/networkThread.ts'

const entry = new URL('../../../fixtures/workers/network.mjs', import.meta.url)
const threads: NetworkThread[] = []
let lines: string[] = []

// The heart beats by hand.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(threads.splice(0).map((thread) => thread.close()))
  lines = []
})

const beat = () => vi.advanceTimersByTime(10_000)

function start(): NetworkThread {
  const thread = startNetworkThread({
    entry,
    version: '1.2.3',
    proxyFor: null,
    log: makeLog((line) => lines.push(line)),
  })
  threads.push(thread)
  return thread
}

const ask = (thread: NetworkThread, path: string) =>
  thread.exchange({
    url: `https://ann:pw@paper.example/${path}`,
    wants: 'feed',
    validators: null,
    approval: null,
  })

const gaveUp = (path: string) => ({
  ok: false,
  failure: { kind: 'reader-gave-up', url: `https://paper.example/${path}` },
})

describe('the network thread', () => {
  it('is told of host cooldowns at every start, and tells of new ones', async () => {
    const told: unknown[] = []
    let cooldowns: readonly (readonly [string, number])[] = [['a.example', 5]]
    const thread = startNetworkThread({
      entry,
      version: '1.2.3',
      proxyFor: null,
      cooldowns: () => cooldowns,
      onCooldown: (cooldown) => told.push(cooldown),
      log: makeLog(() => undefined),
    })
    threads.push(thread)
    expect(await ask(thread, 'echo')).toMatchObject({
      value: { workerData: { cooldowns: [['a.example', 5]] } },
    })
    cooldowns = [['b.example', 6]]
    await ask(thread, 'die')
    expect(await ask(thread, 'echo')).toMatchObject({
      value: { workerData: { cooldowns: [['b.example', 6]] } },
    })
    await ask(thread, 'cooldown')
    expect(told).toEqual([['busy.example', 7]])
  })

  it('tells who waits for others at the same address', async () => {
    let held = 0
    const request = {
      url: 'https://a.example/held',
      wants: 'feed',
      validators: null,
      approval: null,
    } as const
    await start().exchange(request, { onHeld: () => (held += 1) })
    expect(held).toBe(1)
  })

  it('is asked and answers, and is told the version', async () => {
    const thread = start()
    const [echo, failed] = await Promise.all([ask(thread, 'echo'), ask(thread, 'fail')])
    expect(echo).toMatchObject({
      ok: true,
      value: { request: { wants: 'feed' }, workerData: { version: '1.2.3' } },
    })
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'gone' } })
  })

  it.each(['die', 'throw'])(
    'fails what tells it to %s, asks the others again, and is there afterwards',
    async (end) => {
      const thread = start()
      const first = (await ask(thread, 'echo')) as unknown as { value: { threadId: number } }
      const later = `later?${String(first.value.threadId)}`
      const others = Array.from({ length: 5 }, () => ask(thread, later))
      const [guilty, again] = await Promise.all([ask(thread, end), ask(thread, end)])
      expect([guilty, again]).toEqual([gaveUp(end), gaveUp(end)])
      for (const other of await Promise.all(others)) expect(other).toMatchObject({ ok: true })
      expect(await ask(thread, 'echo')).toMatchObject({ ok: true })
      expect(lines.join('\n')).toContain('network thread ended')
      expect(lines.join('\n')).not.toContain('pw@')
    },
  )

  it('is replaced when it hangs', async () => {
    const thread = start()
    await ask(thread, 'echo')
    const hanging = ask(thread, 'hang')
    for (let i = 0; i < 3; i += 1) beat()
    expect(await hanging).toEqual(gaveUp('hang'))
    expect(await ask(thread, 'echo')).toMatchObject({ ok: true })
    expect(lines.join('\n')).toContain('network thread is silent')
  })

  it('is not replaced for an exchange that takes long', async () => {
    const thread = start()
    const waiting = ask(thread, 'wait')
    const before = await ask(thread, 'echo')
    for (let i = 0; i < 10; i += 1) {
      beat()
      expect(await ask(thread, 'echo')).toEqual({ ...before })
    }
    await thread.close()
    expect(await waiting).toEqual(gaveUp('wait'))
    expect(lines).toEqual([])
  })

  it('is left in peace when nothing is under way', async () => {
    const thread = start()
    await ask(thread, 'echo')
    for (let i = 0; i < 10; i += 1) beat()
    expect(lines).toEqual([])
  })

  it('tells a bug to the log and costs that exchange alone', async () => {
    const thread = start()
    const waiting = ask(thread, 'wait')
    expect(await ask(thread, 'bug')).toEqual(gaveUp('bug'))
    expect(lines.join('\n')).toContain('TypeError: a bug')
    expect(await ask(thread, 'echo')).toMatchObject({ ok: true })
    await thread.close()
    await waiting
  })

  it('answers everything that is asked after it was closed', async () => {
    const thread = start()
    await thread.close()
    expect(await ask(thread, 'echo')).toEqual(gaveUp('echo'))
    await thread.close()
  })

  it('fails when its entry is not there, each time, without end', async () => {
    const thread = startNetworkThread({
      entry: new URL('./nowhere.mjs', entry),
      version: '1.2.3',
      proxyFor: null,
      log: makeLog((line) => lines.push(line)),
    })
    threads.push(thread)
    expect(await ask(thread, 'echo')).toEqual(gaveUp('echo'))
    expect(await ask(thread, 'echo')).toEqual(gaveUp('echo'))
  })
})
