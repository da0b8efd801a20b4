/** health.ts — whether what the reader does is being kept, for whoever wants to say so. */
import type { Failure } from '../../preload/contract/failure.ts'
import type { LibraryHealth } from '../model/library.ts'

export interface Health {
  readonly now: () => LibraryHealth
  readonly set: (health: LibraryHealth) => void
  /** Tells the listeners once more: something was repaired, or put aside. */
  readonly tellAgain: () => void
  readonly listen: (listener: (health: LibraryHealth) => void) => () => void
}

export const wellness: LibraryHealth = { phase: 'ok' }

const forbidden = ['EROFS', 'EACCES', 'EPERM']

/** A place that may not be written to is read-only; everything else is trouble that may end by itself. */
export function illness(failure: Failure): LibraryHealth {
  const isReadOnly =
    failure.kind === 'store-newer' ||
    failure.kind === 'store-restored' ||
    failure.kind === 'refused' ||
    (failure.kind === 'store-write' && forbidden.includes(failure.code))
  return { phase: isReadOnly ? 'read-only' : 'trouble', failure }
}

/** Listeners hear of changes only. */
export function makeHealth(): Health {
  const listeners = new Set<(health: LibraryHealth) => void>()
  let health = wellness
  return {
    now: () => health,
    set: (next) => {
      if (JSON.stringify(next) === JSON.stringify(health)) return
      health = next
      for (const listener of listeners) listener(health)
    },
    tellAgain: () => {
      for (const listener of listeners) listener(health)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
