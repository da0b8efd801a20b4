/** Covers main/store/keyedMutex.ts and coalesced.ts. No clock, no disk. */
import { describe, expect, it } from 'vitest'
import { coalesced } from '../../../../main/store/coalesced.ts'
import { keyedMutex } from '../../../../main/store/keyedMutex.ts'

function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return {
    opened,
    open: () => {
      open()
    },
  }
}

describe('sharedTurns', () => {
  it('lets all who ask during a write share the next one', async () => {
    const gates = [gate(), gate()]
    let writes = 0
    const turn = coalesced(async () => {
      const number = (writes += 1)
      await gates[number - 1]?.opened
      return number
    })
    const first = turn()
    await Promise.resolve()
    const later = [turn(), turn(), turn()]
    gates.forEach((each) => {
      each.open()
    })
    expect([await first, ...(await Promise.all(later)), writes]).toEqual([1, 2, 2, 2, 2])
  })

  it('answers the first caller before the writes of later callers are done', async () => {
    const second = gate()
    let writes = 0
    const turn = coalesced(async () => {
      if ((writes += 1) === 2) await second.opened
      return writes
    })
    const first = turn()
    await Promise.resolve()
    const later = turn()
    expect(await first).toBe(1)
    second.open()
    expect(await later).toBe(2)
  })

  it('goes on after a write that threw, and tells only those who waited for it', async () => {
    let writes = 0
    const turn = coalesced(() =>
      (writes += 1) === 1 ? Promise.reject(new Error('bug')) : Promise.resolve('fine'),
    )
    const first = turn()
    await expect(first).rejects.toThrow('bug')
    expect(await turn()).toBe('fine')
  })
})

describe('turnsByKey', () => {
  it('keeps the order within a key and does not hold up another', async () => {
    const mutex = keyedMutex()
    const slow = gate()
    const done: string[] = []
    const all = [
      mutex.take('a', async () => {
        await slow.opened
        done.push('a1')
      }),
      mutex.take('a', () => Promise.resolve(void done.push('a2'))),
      mutex.take('b', () => Promise.resolve(void done.push('b1'))),
    ]
    await all[2]
    slow.open()
    await Promise.all(all)
    await mutex.idle()
    expect(done).toEqual(['b1', 'a1', 'a2'])
  })
})
