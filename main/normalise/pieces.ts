/**
 * pieces.ts — htmlparser2's tree as plain pieces, and pieces as source. Room: main/normalise. Pure.
 * Knows: the source is written as sanitize-html writes it, so that what was clean stays letter by letter what it was.
 */
import type { Piece } from '../../preload/contract/articlePieces.ts'
import { escapeText } from '../parse/entities.ts'
import type { Node } from './serialise.ts'

const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** Comments and instructions are none. */
export function piecesOf(node: Node): Piece[] {
  if ('attribs' in node) {
    const { name, attribs, children } = node
    return [{ name, attributes: { ...attribs }, children: children.flatMap(piecesOf) }]
  }
  return 'data' in node && node.nodeType === 3 ? [node.data] : []
}

export function writePieces(pieces: readonly Piece[]): string {
  return pieces.map(write).join('')
}

function write(piece: Piece): string {
  if (typeof piece === 'string') return escapeText(piece).replaceAll('&quot;', '"')
  const { name, children } = piece
  const attributes = Object.entries(piece.attributes).filter(isWritable).map(attribute).join('')
  return empty.has(name)
    ? `<${name}${attributes} />`
    : `<${name}${attributes}>${writePieces(children)}</${name}>`
}

const isWritable = ([name]: [string, string]) => /^[^\s"'<>/=]+$/.test(name)
const attribute = ([name, value]: [string, string]) => ` ${name}="${escapeText(value)}"`
