/** keyedMutex.ts — one thing at a time for each key. */

export interface KeyedMutex {
  /** Runs `work` after all earlier work of the same key. */
  readonly take: <T>(key: string, work: () => Promise<T>) => Promise<T>
  /** Resolves when nothing is left. */
  readonly idle: () => Promise<void>
}

/** Work with the same key runs in order; different keys do not wait for each other. */
export function keyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return {
    take: (key, work) => {
      const turn = (last.get(key) ?? Promise.resolve()).then(work)
      const settled = turn
        .catch(() => undefined)
        .then(() => {
          if (last.get(key) === settled) last.delete(key)
        })
      last.set(key, settled)
      return turn
    },
    idle: async () => {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
