/** Covers main/store/changeFeed/changeFeed.ts. Pure: no disk, no clock. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import type { DomainChange, NumberedChange } from '../../../../main/model/changes.ts'
import { makeChangeFeed } from '../../../../main/store/changeFeed/changeFeed.ts'
import type { ArticleId } from '../../../../preload/contract/model.ts'

const marks = (...ids: readonly string[]): DomainChange => ({ kind: 'marks', ids: ids as ArticleId[] })
const numbers = (changes: readonly NumberedChange[] | null) => changes?.map(({ number }) => number) ?? null
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** What a consumer hears, as numbers; -n when it was told that it fell behind, up to n. */
function aConsumer() {
  const heard: number[] = []
  const calls: number[] = []
  return {
    heard,
    /** How many changes came with each call. */
    calls,
    onChanges: (news: readonly NumberedChange[]): void | Promise<void> => {
      calls.push(news.length)
      heard.push(...news.map(({ number }) => number))
    },
    onBehind: (number: number) => {
      heard.push(-number)
    },
  }
}

describe('changes', () => {
  it('are numbered one after the other, and read from any number on', () => {
    const feed = makeChangeFeed(silentLog)
    expect([feed.last(), feed.since(0)]).toEqual([0, []])
    for (const id of ['a', 'b', 'c']) feed.append(marks(id))
    expect(feed.last()).toBe(3)
    expect(numbers(feed.since(0))).toEqual([1, 2, 3])
    expect(feed.since(2)).toEqual([{ number: 3, change: marks('c') }])
    expect(feed.since(3)).toEqual([])
    expect(feed.since(4), 'a number that was never given').toBeNull()
  })

  it('are remembered up to a number of them, however many came', () => {
    const feed = makeChangeFeed(silentLog, { changes: 10, ids: 1000 })
    for (let n = 0; n < 5000; n += 1) feed.append(marks('a'))
    expect(numbers(feed.since(4990))).toEqual([4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000])
    expect(feed.since(4989)).toBeNull()
  })

  it('are remembered up to a number of ids, and the last one always', () => {
    const feed = makeChangeFeed(silentLog, { changes: 100, ids: 5 })
    feed.append(marks('a', 'b', 'c'))
    feed.append(marks('d', 'e'))
    expect(numbers(feed.since(0))).toEqual([1, 2])
    feed.append(marks('f'))
    expect([feed.since(0), numbers(feed.since(1))]).toEqual([null, [2, 3]])
    feed.append(marks(...Array.from({ length: 50 }, (_, n) => `m${String(n)}`)))
    expect([feed.since(2), numbers(feed.since(3))]).toEqual([null, [4]])
  })
})

describe('a consumer', () => {
  it('hears everything once and in order; what one piece of work changed, at once', async () => {
    const feed = makeChangeFeed(silentLog)
    const consumer = aConsumer()
    feed.subscribe({ from: 0, ...consumer })
    for (const id of ['a', 'b', 'c']) feed.append(marks(id))
    expect(consumer.heard, 'whoever changes something is not held up').toEqual([])
    await turn()
    feed.append(marks('d'))
    await turn()
    expect(consumer.heard).toEqual([1, 2, 3, 4])
    expect(consumer.calls).toEqual([3, 1])
  })

  it('begins where it says', async () => {
    const feed = makeChangeFeed(silentLog)
    for (const id of ['a', 'b', 'c']) feed.append(marks(id))
    const [late, new_] = [aConsumer(), aConsumer()]
    feed.subscribe({ from: 1, ...late })
    feed.subscribe({ from: feed.last(), ...new_ })
    await turn()
    expect([late.heard, new_.heard]).toEqual([[2, 3], []])
  })

  it('that takes its time hears what came meanwhile afterwards, and holds up no other', async () => {
    const feed = makeChangeFeed(silentLog)
    const [slow, quick] = [aConsumer(), aConsumer()]
    let finish: () => void = () => undefined
    let atWork = 0
    feed.subscribe({
      from: 0,
      onBehind: slow.onBehind,
      onChanges: async (news) => {
        atWork += 1
        expect(atWork, 'one call at a time').toBe(1)
        await slow.onChanges(news)
        await new Promise<void>((resolve) => {
          finish = resolve
        })
        atWork -= 1
      },
    })
    feed.subscribe({ from: 0, ...quick })
    for (const id of ['a', 'b', 'c']) {
      feed.append(marks(id))
      await turn()
    }
    expect([slow.heard, quick.heard]).toEqual([[1], [1, 2, 3]])
    finish()
    await turn()
    expect(slow.heard).toEqual([1, 2, 3])
  })

  it('that fell behind what is remembered is told so, and goes on from there', async () => {
    const feed = makeChangeFeed(silentLog, { changes: 4, ids: 1000 })
    const consumer = aConsumer()
    let finish: () => void = () => undefined
    feed.subscribe({
      from: 0,
      onBehind: consumer.onBehind,
      onChanges: async (news) => {
        await consumer.onChanges(news)
        if (news[0]?.number === 1)
          await new Promise<void>((resolve) => {
            finish = resolve
          })
      },
    })
    feed.append(marks('a'))
    await turn()
    for (let n = 0; n < 20; n += 1) feed.append(marks('b'))
    finish()
    await turn()
    feed.append(marks('c'))
    await turn()
    expect(consumer.heard).toEqual([1, -21, 22])
  })

  it('that throws misses nothing that comes later, and costs the others nothing', async () => {
    const feed = makeChangeFeed(silentLog)
    const [bad, good] = [aConsumer(), aConsumer()]
    feed.subscribe({
      from: 0,
      onBehind: bad.onBehind,
      onChanges: (news) => {
        void bad.onChanges(news)
        throw new Error('a bug')
      },
    })
    feed.subscribe({ from: 0, ...good })
    for (const id of ['a', 'b']) {
      feed.append(marks(id))
      await turn()
    }
    expect([bad.heard, good.heard]).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('that was taken away hears nothing more, not even what waits', async () => {
    const feed = makeChangeFeed(silentLog)
    const consumer = aConsumer()
    const leave = feed.subscribe({ from: 0, ...consumer })
    feed.append(marks('a'))
    leave()
    await turn()
    feed.append(marks('b'))
    await turn()
    expect(consumer.heard).toEqual([])
  })
})
