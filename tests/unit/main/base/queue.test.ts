/** Covers main/base/queue.ts. Time and timers are handed in; nothing waits. */
import { describe, expect, it } from 'vitest'
import { makeQueue } from '../../../../main/base/queue.ts'
import type { Queue, Turn } from '../../../../main/base/queue.ts'

const aTurn = (key: string, facts: Partial<Turn> = {}): Turn => ({
  key,
  rank: 0,
  perKey: 1,
  gapMs: 0,
  ...facts,
})

/** Time that stands still until it is moved, and then wakes whoever is due. */
function handTime() {
  let time = 0
  let sleepers: { readonly at: number; readonly wake: () => void }[] = []
  return {
    now: () => time,
    later: (ms: number, wake: () => void) => {
      sleepers.push({ at: time + ms, wake })
    },
    move: (ms: number) => {
      time += ms
      const due = sleepers.filter(({ at }) => at <= time)
      sleepers = sleepers.filter(({ at }) => at > time)
      for (const { wake } of due) wake()
    },
  }
}

/** Tasks that end when told; `started` holds their names in order. */
function bench(queue: Queue) {
  const started: string[] = []
  const endings = new Map<string, () => void>()
  return {
    started,
    add: (name: string, turn: Turn) =>
      queue.run(turn, () => {
        started.push(name)
        return new Promise<string>((resolve) => {
          endings.set(name, () => {
            resolve(name)
          })
        })
      }),
    end: async (name: string) => {
      endings.get(name)?.()
      // The queue hears of it a few turns later.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const make = (inAll: readonly [number, number] = [24, 16]) => {
  const time = handTime()
  return { time, ...bench(makeQueue({ inAll, now: time.now, later: time.later })) }
}

describe('makeQueue', () => {
  it('answers what the task answers', async () => {
    const { add, end } = make()
    const answer = add('a', aTurn('k'))
    await end('a')
    expect(await answer).toBe('a')
  })

  it('runs one task per key, first come first served', async () => {
    const { add, end, started } = make()
    for (const name of ['a', 'b', 'c']) void add(name, aTurn('k'))
    expect(started).toEqual(['a'])
    await end('a')
    expect(started).toEqual(['a', 'b'])
    await end('b')
    expect(started).toEqual(['a', 'b', 'c'])
  })

  it('runs tasks of different keys side by side', () => {
    const { add, started } = make()
    for (const name of ['a', 'b', 'c']) void add(name, aTurn(name))
    expect(started).toEqual(['a', 'b', 'c'])
  })

  it('keeps to the limit in all, and goes round the keys', async () => {
    const { add, end, started } = make([1, 1])
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) void add(name, aTurn(name.charAt(0)))
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) {
      expect(started.at(-1)).toBe(name)
      await end(name)
    }
    expect(started).toHaveLength(6)
  })

  it('lets as many of one key run as the turn says', async () => {
    const { add, end, started } = make()
    for (const name of ['a', 'b', 'c']) void add(name, aTurn('k', { perKey: 2 }))
    expect(started).toEqual(['a', 'b'])
    await end('b')
    expect(started).toEqual(['a', 'b', 'c'])
  })

  it('prefers rank 0 on the same key and everywhere', async () => {
    const { add, end, started } = make([1, 1])
    void add('first', aTurn('x'))
    void add('picture', aTurn('k', { rank: 1 }))
    void add('other picture', aTurn('l', { rank: 1 }))
    void add('feed', aTurn('k'))
    await end('first')
    expect(started).toEqual(['first', 'feed'])
  })

  it('lets no rank 1 slip past a rank 0 that waits on its key', async () => {
    const { add, end, started } = make()
    void add('picture 1', aTurn('k', { rank: 1, perKey: 2 }))
    void add('feed', aTurn('k'))
    void add('picture 2', aTurn('k', { rank: 1, perKey: 2 }))
    expect(started).toEqual(['picture 1'])
    await end('picture 1')
    expect(started).toEqual(['picture 1', 'feed', 'picture 2'])
  })

  it('keeps places free for rank 0', () => {
    const { add, started } = make([3, 2])
    for (const name of ['p1', 'p2', 'p3']) void add(name, aTurn(name, { rank: 1 }))
    void add('feed', aTurn('f'))
    expect(started).toEqual(['p1', 'p2', 'feed'])
  })

  it('leaves a gap between two starts on one key, and none for other keys', async () => {
    const { add, end, started, time } = make()
    void add('a', aTurn('k', { gapMs: 1000 }))
    await end('a')
    void add('b', aTurn('k', { gapMs: 1000 }))
    void add('c', aTurn('l', { gapMs: 1000 }))
    expect(started).toEqual(['a', 'c'])
    time.move(999)
    expect(started).toEqual(['a', 'c'])
    time.move(1)
    expect(started).toEqual(['a', 'c', 'b'])
  })

  it('wakes for the nearest of several gaps', async () => {
    const { add, end, started, time } = make()
    for (const key of ['k', 'l']) {
      void add(`${key}1`, aTurn(key))
      await end(`${key}1`)
    }
    void add('k2', aTurn('k', { gapMs: 500 }))
    void add('l2', aTurn('l', { gapMs: 100 }))
    time.move(100)
    expect(started.slice(2)).toEqual(['l2'])
    time.move(400)
    expect(started.slice(2)).toEqual(['l2', 'k2'])
  })

  it('goes on after a task that rejects and one that throws', async () => {
    const queue = makeQueue({ inAll: [1, 1], ...handTime() })
    const bad = queue.run(aTurn('k'), () => Promise.reject(new Error('late')))
    const worse = queue.run(aTurn('k'), () => {
      throw new Error('at once')
    })
    const good = queue.run(aTurn('k'), () => Promise.resolve('done'))
    await expect(bad).rejects.toThrow('late')
    await expect(worse).rejects.toThrow('at once')
    expect(await good).toBe('done')
  })

  it('forgets keys that rest, not keys that wait', async () => {
    const { add, end, started, time } = make()
    void add('busy', aTurn('busy'))
    void add('waiting', aTurn('busy'))
    for (let i = 0; i < 600; i += 1) {
      void add(`t${String(i)}`, aTurn(`k${String(i)}`))
      await end(`t${String(i)}`)
      time.move(1000)
    }
    await end('busy')
    expect(started.at(-1)).toBe('waiting')
  })
})

describe('tasks that share something', () => {
  const sharing = (key: string, onHeld?: () => void) =>
    aTurn(key, { shared: { key: 'server', atMost: 2, ...(onHeld === undefined ? {} : { onHeld }) } })

  it('run as many at once as may, and the others in their order', async () => {
    const { add, end, started } = make()
    for (const key of ['a', 'b', 'c', 'd']) void add(key, sharing(key))
    expect(started).toEqual(['a', 'b'])
    await end('b')
    expect(started).toEqual(['a', 'b', 'c'])
    await end('a')
    expect(started).toEqual(['a', 'b', 'c', 'd'])
  })

  it('take no places and no turns from others while they wait', () => {
    const { add, started } = make([3, 3])
    for (let n = 0; n < 50; n += 1) void add(`s${String(n)}`, sharing(`s${String(n)}`))
    void add('other', aTurn('other'))
    expect(started).toEqual(['s0', 's1', 'other'])
  })

  it('tell once that they wait for nothing else', async () => {
    const { add, end } = make()
    const told: string[] = []
    for (const key of ['a', 'b', 'c', 'd'])
      void add(
        key,
        sharing(key, () => told.push(key)),
      )
    await end('a')
    expect(told).toEqual(['c', 'd'])
  })
})

describe('a queue that sets slow tasks aside', () => {
  const makePatient = (atMost: number) => {
    const time = handTime()
    const queue = makeQueue({
      inAll: [2, 2],
      now: time.now,
      later: time.later,
      aside: { afterMs: 1000, atMost },
    })
    return { time, ...bench(queue) }
  }

  it('lets others start while servers are silent, and takes the places back', async () => {
    const { time, started, add, end } = makePatient(10)
    for (const key of ['a', 'b', 'c', 'd', 'e']) void add(key, aTurn(key))
    expect(started).toEqual(['a', 'b'])
    time.move(1000)
    expect(started).toEqual(['a', 'b', 'c', 'd'])
    await end('a')
    await end('b')
    expect(started).toEqual(['a', 'b', 'c', 'd'])
    await end('c')
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('keeps the key of a slow task taken', () => {
    const { time, started, add } = makePatient(10)
    void add('a1', aTurn('a'))
    void add('a2', aTurn('a'))
    time.move(5000)
    expect(started).toEqual(['a1'])
  })

  it('sets aside only so many', () => {
    const { time, started, add } = makePatient(1)
    for (const key of ['a', 'b', 'c', 'd']) void add(key, aTurn(key))
    time.move(1000)
    expect(started).toEqual(['a', 'b', 'c'])
  })
})
