/** coalesced.ts — a write that may be asked for at any moment: who asks while one runs shares the next. */

/**
 * Makes `write` safe to ask for at any moment: one runs at a time, and all who ask while it runs share the next.
 *
 * A caller's promise settles with the first write that *began* after the call, so what it changed before
 * calling is in it, and no caller waits for changes that came later. (steno keeps its first caller waiting until
 * the queue is empty: still pending after 4 s of steady writes, safety.md §4.2.)
 */
export function coalesced<T>(write: () => Promise<T>): () => Promise<T> {
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
