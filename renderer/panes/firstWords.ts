/**
 * firstWords.ts — whether a title is nothing but the beginning of the text below it: then it is not set a second time.
 * Room: renderer/panes. Pure.
 */
import type { Piece } from '../../preload/contract/articlePieces.ts'

/** A title that was cut with an ellipsis where the text goes on, or that is the whole text. "Rain" above "Rain fell" is a title. */
export function isBeginning(title: string, pieces: readonly Piece[]): boolean {
  const isCut = /(?:…|\.\.\.)$/.test(title)
  const said = foldedBlanks(title.replace(/(?:…|\.\.\.)$/, ''))
  if (said === '') return false
  const text = foldedBlanks(beginningOf(pieces, title.length * 2 + 200))
  return isCut ? text.startsWith(said) && text.length > said.length : text === said
}

const foldedBlanks = (text: string) => text.replace(/\s+/g, '')

/** The first letters of the text, and a little more. */
function beginningOf(pieces: readonly Piece[], most: number): string {
  let text = ''
  for (const piece of pieces) {
    if (text.length >= most) break
    if (typeof piece === 'string') text += piece
    else if (piece.name !== 'rt' && piece.name !== 'rp')
      text += beginningOf(piece.children, most - text.length)
  }
  return text
}
