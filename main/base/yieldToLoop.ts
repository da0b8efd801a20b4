/** yieldToLoop.ts — long work on the main thread in steps, with the rest of the program between them. */

/**
 * Lets the rest of the program in when the present step has lasted for a while.
 *
 * @returns call it between pieces of work of at most a few milliseconds each.
 */
export function yieldToLoop(stepMs = 6): () => Promise<void> | null {
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
