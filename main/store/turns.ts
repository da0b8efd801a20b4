/** turns.ts — one thing at a time, without making anyone wait for more than they asked. */

/**
 * Makes `write` safe to ask for at any moment: one runs at a time, and all who ask while it runs share the next.
 *
 * A caller's promise settles with the first write that *began* after the call, so what it changed before
 * calling is in it, and no caller waits for changes that came later. (steno keeps its first caller waiting until
 * the queue is empty: still pending after 4 s of steady writes, safety.md §4.2.)
 */
export function sharedTurns<T>(write: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | null = null
  return () => {
    if (next !== null) return next
    const turn = last.then(() => {
      next = null
      return write()
    })
    next = turn
    last = turn.catch(() => undefined)
    return turn
  }
}

export interface Turns {
  /** Runs `work` after all earlier work of the same key. */
  readonly take: <T>(key: string, work: () => Promise<T>) => Promise<T>
  /** Resolves when nothing is left. */
  readonly idle: () => Promise<void>
}

/** Work with the same key runs in order; different keys do not wait for each other. */
export function turnsByKey(): Turns {
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

/**
 * Lets the rest of the program in when the present step has lasted for a while.
 *
 * @returns call it between pieces of work of at most a few milliseconds each.
 */
export function breather(stepMs = 6): () => Promise<void> | null {
  let since = performance.now()
  return () => {
    if (performance.now() - since < stepMs) return null
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now()
        resolve()
      })
    })
  }
}
