/** work.ts — how a section of a dialog does something: what came of it, or what failed, is said where it was wished. */
import type { ReactNode } from 'react'
import type { Outcome } from '../../preload/contract/failure.ts'

/**
 * @param at    The place of the dialog where it was wished, and where it is told.
 * @param said  What is said when it was done; null for nothing.
 */
export type Work = <T>(
  at: string,
  work: () => Promise<Outcome<T>>,
  said: (value: T) => string | null,
) => Promise<void>

/** What is told at a place of the dialog. */
export type Told = (at: string) => ReactNode
