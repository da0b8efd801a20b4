/** loadable.ts — the four phases of anything that has to be asked for. */
import type { Failure } from '../../preload/contract/failure.ts'

export type Loadable<T> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly value: T }
  | { readonly phase: 'failed'; readonly failure: Failure }

export const idle: Loadable<never> = { phase: 'idle' }
export const loading: Loadable<never> = { phase: 'loading' }

export function ready<T>(value: T): Loadable<T> {
  return { phase: 'ready', value }
}

/** The value, or null while there is none. */
export function valueOf<T>(loadable: Loadable<T>): T | null {
  return loadable.phase === 'ready' ? loadable.value : null
}
