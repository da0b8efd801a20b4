/** random.ts — chance that a test can repeat: the same seed gives the same course. (mulberry32, public domain.) */
export interface Random {
  /** 0 … count - 1. */
  readonly among: (count: number) => number
  /** Undefined of nothing. */
  readonly oneOf: <T>(things: readonly T[]) => T | undefined
  readonly chance: (probability: number) => boolean
}

export function randomFrom(seed: number): Random {
  let state = seed * 2_654_435_761 + 1
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const among = (count: number) => Math.floor(next() * count)
  return {
    among,
    oneOf: (things) => things[among(things.length)],
    chance: (probability) => next() < probability,
  }
}
