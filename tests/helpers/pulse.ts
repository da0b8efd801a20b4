/**
 * pulse.ts — whether a window and its main process answer: the longest time that either was held by one piece of work.
 *
 * Knows: the window's beat is a message of its own page, as often as it can; a test's question would wait in the same queue.
 */
import type { ElectronApplication, Page } from 'playwright-core'

export interface Pulse {
  /** Milliseconds of the longest silence since the last call, of the page and of the main thread. */
  readonly longest: () => Promise<{ readonly page: number; readonly main: number }>
}

interface Beat {
  longest: number
  last: number
}

/** Begins to listen; goes on until the program ends or the page is left. */
export async function feelPulse(app: ElectronApplication, page: Page): Promise<Pulse> {
  await page.evaluate(() => {
    const beat: Beat = { longest: 0, last: performance.now() }
    Object.assign(window, { beat })
    const { port1, port2 } = new MessageChannel()
    const tick = () => {
      const now = performance.now()
      beat.longest = Math.max(beat.longest, now - beat.last)
      beat.last = now
    }
    port2.onmessage = tick
    setInterval(() => {
      port1.postMessage(null)
      tick()
    }, 10)
  })
  await app.evaluate(() => {
    const beat: Beat = { longest: 0, last: performance.now() }
    Object.assign(globalThis, { beat })
    setInterval(() => {
      const now = performance.now()
      beat.longest = Math.max(beat.longest, now - beat.last)
      beat.last = now
    }, 10)
  })
  const read = () => {
    const { beat } = globalThis as unknown as { beat: Beat }
    const silence = Math.max(beat.longest, performance.now() - beat.last)
    beat.longest = 0
    return silence
  }
  return { longest: async () => ({ page: await page.evaluate(read), main: await app.evaluate(read) }) }
}
