/** work.ts — how a section of a dialog does something: what came of it, or what failed, is said by the dialog. */
import type { Outcome } from '../../preload/contract/failure.ts'

/** @param said What is said when it was done; null for nothing. */
export type Work = <T>(work: () => Promise<Outcome<T>>, said: (value: T) => string | null) => Promise<void>
