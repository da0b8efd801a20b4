/**
 * places.ts — a few places that many want at once; who comes first is served first.
 *
 * Room:     main/fetch. Pure but for the promises.
 */
export interface Places {
  /** Resolves when there is a place. Whoever took one gives it back, whatever happens meanwhile. */
  readonly take: () => Promise<void>
  readonly release: () => void
}

export function makePlaces(most: number): Places {
  const waiting: (() => void)[] = []
  let taken = 0
  return {
    take: () => {
      if (taken >= most) return new Promise((resolve) => waiting.push(resolve))
      taken += 1
      return Promise.resolve()
    },
    release: () => {
      const next = waiting.shift()
      if (next === undefined) taken -= 1
      else next()
    },
  }
}
