/**
 * useLeaving.ts — lets what was told in passing go by itself.
 *
 * Promises: not while the pointer rests on it or something in it has the focus; soon after that is over.
 */
import { useEffect } from 'react'
import type { RefObject } from 'react'

const askAgainMs = 1000

/**
 * @param bar      What is looked at.
 * @param told     What is told; something else begins the time anew, null waits for nothing.
 * @param shownMs  How long it takes to read.
 */
export function useLeaving(
  bar: RefObject<HTMLElement | null>,
  told: object | null,
  shownMs: number,
  onLeave: () => void,
): void {
  useEffect(() => {
    if (told === null) return undefined
    let timer = setTimeout(leave, shownMs)
    function leave(): void {
      // Asked for rather than listened to: a bar that goes from under the pointer tells nobody that it was left.
      if (isLookedAt(bar.current)) timer = setTimeout(leave, askAgainMs)
      else onLeave()
    }
    return () => {
      clearTimeout(timer)
    }
  }, [bar, told, shownMs, onLeave])
}

function isLookedAt(bar: HTMLElement | null): boolean {
  return bar !== null && (bar.matches(':hover') || bar.contains(document.activeElement))
}
