/** inTurns.ts — long work in steps, with the window's other work in between. Room: renderer/panes. */

const turnMs = 30

/**
 * Takes steps for about `turnMs` (one at least), lets the window do what waits, and goes on.
 *
 * @param onDone Called before this returns when the work fits into one turn; never once `signal` is aborted.
 */
export function inTurns<T>(
  work: Generator<undefined, T>,
  signal: AbortSignal,
  onDone: (result: T) => void,
): void {
  const turn = () => {
    if (signal.aborted) return
    const startedAt = performance.now()
    do {
      const step = work.next()
      if (step.done === true) {
        onDone(step.value)
        return
      }
    } while (performance.now() - startedAt < turnMs)
    setTimeout(turn)
  }
  turn()
}
