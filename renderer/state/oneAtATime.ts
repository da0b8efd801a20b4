/**
 * oneAtATime.ts — runs a piece of work once however often it is wished for: one run at a time, and one more
 * when a wish came in meanwhile. Every wish is answered by a run that began after it.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = async (): Promise<void> => {
    try {
      await work()
    } finally {
      running = next
      next = null
    }
  }
  return () => {
    if (running === null) {
      running = run()
      return running
    }
    next ??= running.then(run, run)
    return next
  }
}
