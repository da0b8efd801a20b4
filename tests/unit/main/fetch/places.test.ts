/** Covers main/fetch/places.ts, and body.ts where it takes one. Pure. */
import { describe, expect, it } from 'vitest'
import { readBody } from '../../../../main/fetch/body.ts'
import { standardLimits } from '../../../../main/fetch/limits.ts'
import { makePlaces } from '../../../../main/fetch/places.ts'

const caps = (places = makePlaces(1)) => ({
  wireBytes: 100,
  plainBytes: 100,
  ratio: standardLimits.ratio,
  ratioFromBytes: standardLimits.ratioFromBytes,
  encodings: 2,
  pace: standardLimits.pace,
  largeFromBytes: 10,
  largePlaces: places,
})

/** A body whose pieces come when they are let go. */
function aBody(size: number, more: Promise<void>) {
  return (async function* () {
    yield new Uint8Array(size)
    await more
    yield new Uint8Array(1)
  })()
}

describe('bodies under way', () => {
  it('are held a few large ones at a time, in the order they came; small ones wait for nobody', async () => {
    const shared = caps()
    const ended: string[] = []
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const read = async (name: string, size: number, more: Promise<void>) => {
      await readBody(aBody(size, more), [], shared)
      ended.push(name)
    }
    const first = read('first', 20, held)
    const second = read('second', 20, Promise.resolve())
    const third = read('third', 20, Promise.resolve())
    await read('small', 5, Promise.resolve())
    expect(ended).toEqual(['small'])
    letGo()
    await Promise.all([first, second, third])
    expect(ended).toEqual(['small', 'first', 'second', 'third'])
  })

  it('give their place back when they are too large, or break off', async () => {
    const shared = caps()
    const broken = (async function* () {
      yield new Uint8Array(20)
      await Promise.resolve()
      throw new Error('reset')
    })()
    await expect(readBody(broken, [], shared)).rejects.toThrow('reset')
    await expect(readBody(aBody(95, Promise.resolve()), [], { ...shared, plainBytes: 90 })).rejects.toThrow(
      /90 bytes/,
    )
    expect((await readBody(aBody(20, Promise.resolve()), [], shared)).size).toBe(21)
  })
})
