/**
 * careful.ts — which servers are asked carefully: a connection for each request, and answers mended that break rules.
 *
 * Room: main/fetch. Remembered for a day, then asked as everybody is: servers get repaired.
 */
export interface Careful {
  readonly has: (origin: string) => boolean
  readonly add: (origin: string) => void
}

const keptForMs = 24 * 3_600_000
const keptAtMost = 2000

/** @param now Steady clock. */
export function makeCareful(now: () => number): Careful {
  const until = new Map<string, number>()
  return {
    has: (origin) => (until.get(origin) ?? 0) > now(),
    add: (origin) => {
      if (until.size >= keptAtMost) until.clear()
      until.set(origin, now() + keptForMs)
    },
  }
}
