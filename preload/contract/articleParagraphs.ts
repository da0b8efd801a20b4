/**
 * articleParagraphs.ts — paragraphs that are too long for one, as several. Nothing is left out.
 *
 * Room:     preload/contract. Pure; linear in the size of the tree.
 * Knows:    Chromium breaks a paragraph's lines in a time that grows by the square of its length: a million letters in one
 *           hold it 8 s, in fifty 0.4 s. Text that stands in no `p` is a paragraph all the same.
 */
import { weights } from './articleLimits.ts'
import type { ArticleLimits } from './articleLimits.ts'
import { beginningOf, weightOf } from './articleText.ts'
import type { Part, Piece } from './articlePieces.ts'

/** Elements that stand within a line; one that holds a block breaks it (`<a><div>`). */
export const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)
/** Lines in it are broken where the outlet broke them. */
const asItStands = new Set(['pre'])
const tableParts = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup'])

export function splitParagraphs(pieces: readonly Piece[], { paragraph }: ArticleLimits): readonly Piece[] {
  const kinds = new WeakMap<Part, boolean>()
  const known = new WeakMap<Part, number>()
  return blocks(pieces)

  /** What stands in a block: runs of inline pieces, each a paragraph of its own, and blocks. */
  function blocks(all: readonly Piece[]): readonly Piece[] {
    const out: Piece[] = []
    let run: Piece[] = []
    let weight = 0
    const flush = () => {
      if (weight <= paragraph) out.push(...run)
      else out.push(...slices(run, paragraph).map((children) => ({ name: 'div', attributes: {}, children })))
      run = []
      weight = 0
    }
    for (const piece of all) {
      if (typeof piece === 'string' || inline.has(piece.name)) {
        // Blocks within an inline element stand in the same paragraph as all around it, for who lays it out.
        run.push(...(typeof piece === 'string' || isInline(piece) ? [piece] : block(piece)))
        weight += weigh(piece)
      } else {
        flush()
        out.push(...block(piece))
      }
    }
    flush()
    return sameOr(all, out)
  }

  function block(part: Part): readonly Piece[] {
    if (asItStands.has(part.name)) return [part]
    // A `p` cannot hold the blocks that it would be split into.
    if (part.name === 'p' && part.children.every((child) => typeof child === 'string' || isInline(child))) {
      const weight = part.children.reduce((sum, child) => sum + weigh(child), 0)
      return weight <= paragraph
        ? [part]
        : slices(part.children, paragraph).map((children) => ({ ...part, children }))
    }
    const children = tableParts.has(part.name) ? rowsOrCells(part.children) : blocks(part.children)
    return [children === part.children ? part : { ...part, children }]
  }

  /** Between rows and cells stand only blanks. */
  function rowsOrCells(all: readonly Piece[]): readonly Piece[] {
    return sameOr(
      all,
      all.flatMap((piece) => (typeof piece === 'string' ? [piece] : block(piece))),
    )
  }

  /** An inline element that holds a block is a block (`<a><div>`). */
  function isInline(part: Part): boolean {
    const before = kinds.get(part)
    if (before !== undefined) return before
    // A formula is one sign, however much stands in it.
    const isSo =
      part.name === 'math' ||
      (inline.has(part.name) && part.children.every((child) => typeof child === 'string' || isInline(child)))
    kinds.set(part, isSo)
    return isSo
  }

  function weigh(piece: Piece): number {
    if (typeof piece === 'string') return weightOf(piece)
    const before = known.get(piece)
    if (before !== undefined) return before
    const turns = piece.attributes['dir'] === undefined ? 0 : weights.directionMark
    const sum = piece.children.reduce((all, child) => all + weigh(child), weights.element + turns)
    known.set(piece, sum)
    return sum
  }

  /** Inline pieces in groups that weigh at most `most` each, or hardly more. */
  function slices(all: readonly Piece[], most: number): readonly (readonly Piece[])[] {
    const groups: Piece[][] = []
    let group: Piece[] = []
    let room = most
    const next = () => {
      if (group.length > 0) groups.push(group)
      group = []
      room = most
    }
    const add = (piece: Piece, weight: number) => {
      group.push(piece)
      room -= weight
    }
    for (const piece of all) {
      const weight = weigh(piece)
      if (weight <= room) add(piece, weight)
      else if (typeof piece === 'string') {
        for (let rest = piece; rest !== '';) {
          if (room < most / 2 && rest.length > room) next()
          let start = beginningOf(rest, room)
          if (weightOf(start) > room && group.length > 0) {
            next()
            start = beginningOf(rest, room)
          }
          add(start, weightOf(start))
          rest = rest.slice(start.length)
        }
      } else {
        next()
        if (weight <= most) add(piece, weight)
        // It is a block from now on: what it holds is a paragraph, or several, of its own.
        else if (!isInline(piece)) add({ name: 'div', attributes: {}, children: piece.children }, most)
        // What wraps what is too long is repeated around each part of it; a little room is kept for the wrapping.
        else
          for (const children of slices(piece.children, roomWithin(most))) {
            next()
            add({ ...piece, children }, most)
          }
      }
    }
    next()
    return groups
  }
}

const roomWithin = (most: number) => Math.max(most / 2, most - weights.element - weights.directionMark)

function sameOr(before: readonly Piece[], after: readonly Piece[]): readonly Piece[] {
  const isSame = before.length === after.length && after.every((piece, index) => piece === before[index])
  return isSame ? before : after
}
