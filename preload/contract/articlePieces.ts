/** articlePieces.ts — an article's body as a plain tree, and what is left of its limits. Types only. Room: preload/contract. */
import type { ArticleLimits, Cut } from './articleLimits.ts'

export interface Part {
  /** Lower case. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Piece[]
}

/** A string is text, not markup. */
export type Piece = string | Part

/** What is left of each limit while the tree is walked. */
export interface Budget {
  characters: number
  elements: number
  pictures: number
  cells: number
  directionMarks: number
  readonly languages: Set<string>
  readonly limits: ArticleLimits
  readonly cut: Set<Cut>
}
