/**
 * articleTree.ts — an article's body as a plain tree, made to keep within limits. Used by both cleanings, each after its own
 * reading and its own allow-list.
 *
 * Room:     preload/contract. Pure: the tree that comes in is not changed.
 * Promises: - linear in the size of the tree; recursion goes as deep as the tree, which its readers keep below 600.
 *           - what keeps within the limits comes out as it went in.
 *           - nothing is left out without being named in `cut`.
 */
import { articleLimits } from './articleLimits.ts'
import type { ArticleLimits, Cut } from './articleLimits.ts'
import { splitParagraphs } from './articleParagraphs.ts'
import type { Budget, Part, Piece } from './articlePieces.ts'
import { tameTable } from './articleTables.ts'
import { tameText, wholeStart } from './articleText.ts'

export interface Limited {
  readonly pieces: readonly Piece[]
  readonly cut: readonly Cut[]
}

export function keepWithinLimits(pieces: readonly Piece[], limits: ArticleLimits = articleLimits): Limited {
  const { characters, elements, pictures, cells, directionMarks } = limits
  const cut = new Set<Cut>()
  const languages = new Set<string>()
  const budget = { characters, elements, pictures, cells, directionMarks, languages, limits, cut }
  // In this order, so that what comes out is still: what is counted last is what will be counted the next time.
  const shaped = shape(pieces, 0, false, budget)
  return { pieces: beginning(splitParagraphs(shaped, limits), budget), cut: [...cut] }
}

/** Elements that a window can draw, with text and attributes that it can draw. */
function shape(pieces: readonly Piece[], depth: number, isCode: boolean, budget: Budget): Piece[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [tameText(piece, budget, isCode)]
    if (depth >= budget.limits.nesting) return shape(piece.children, depth, isCode, budget)
    if (piece.name === 'img') {
      budget.pictures -= 1
      if (budget.pictures < 0) return described(piece, budget)
    }
    const tame = piece.name === 'table' ? tameTable(piece, budget) : piece
    const attributes = tameAttributes(tame.attributes, budget)
    const children = shape(tame.children, depth + 1, isCode || tame.name === 'pre', budget)
    return [{ name: tame.name, attributes, children }]
  })
}

function described({ attributes }: Part, budget: Budget): readonly Piece[] {
  budget.cut.add('pictures')
  const words = attributes['alt'] ?? ''
  return words === '' ? [] : [tameText(words.slice(0, budget.limits.attribute), budget, false)]
}

/** Up to the last letter and the last element that there is room for. */
function beginning(pieces: readonly Piece[], budget: Budget): Piece[] {
  const kept: Piece[] = []
  for (const piece of pieces) {
    if (budget.characters <= 0 || budget.elements <= 0) {
      if (typeof piece !== 'string' || piece.trim() !== '') budget.cut.add('end')
      break
    }
    if (typeof piece === 'string') {
      const isWhole = piece.length <= budget.characters
      if (!isWhole) budget.cut.add('end')
      const text = isWhole ? piece : wholeStart(piece, budget.characters)
      budget.characters -= text.length
      kept.push(text)
    } else {
      budget.elements -= 1
      kept.push({ ...piece, children: beginning(piece.children, budget) })
    }
  }
  return kept
}

const languageTag = /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,6}$/i

function tameAttributes(given: Part['attributes'], budget: Budget): Part['attributes'] {
  const names = Object.keys(given)
  if (names.length === 0) return given
  const kept: Record<string, string> = {}
  for (const name of names) {
    const value = given[name] ?? ''
    if (name === 'lang' && !isLanguage(value, budget)) continue
    if (name === 'dir') {
      budget.directionMarks -= 1
      if (budget.directionMarks < 0) {
        budget.cut.add('marks')
        continue
      }
    }
    // An address that was cut would be another one; those are short enough, or none (main/base/urls.ts).
    const isWords = name === 'title' || name === 'alt'
    kept[name] = isWords ? value.slice(0, budget.limits.attribute) : value
  }
  return kept
}

function isLanguage(tag: string, { languages, limits }: Budget): boolean {
  const folded = tag.toLowerCase()
  if (languages.has(folded)) return true
  if (languages.size >= limits.languages || !languageTag.test(tag)) return false
  languages.add(folded)
  return true
}
