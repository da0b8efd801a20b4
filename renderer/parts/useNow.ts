/** useNow.ts — the time, a minute at a time, for "12 min. ago". */
import { useSyncExternalStore } from 'react'

const minuteMs = 60_000
let now = Date.now()

function subscribe(changed: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now()
    changed()
  }, minuteMs)
  return () => {
    clearInterval(timer)
  }
}

function read(): number {
  // Young enough to be the same for all rows of one drawing, never older than a minute.
  if (Date.now() - now >= minuteMs) now = Date.now()
  return now
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, read)
}
