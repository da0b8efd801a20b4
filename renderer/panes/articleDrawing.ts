/**
 * articleDrawing.ts — an article's tree, drawn into the frame in slices.
 *
 * Room:     renderer/panes.
 * Promises: - what the frame gets is built element by element; no markup is put into it as text.
 *           - the window answers between two slices. A slice is as large as what was drawn in about `sliceMs` before.
 *           - a table is one slice, because its columns are as wide as its widest cells; its size has a limit.
 */
import { mathNames, mathNamespace } from '../../preload/contract/formulas.ts'
import { weights } from '../../preload/contract/articleLimits.ts'
import { inline } from '../../preload/contract/articleParagraphs.ts'
import type { Part, Piece } from '../../preload/contract/articlePieces.ts'

const sliceMs = 60
/** Weights (preload/contract/articleLimits.ts). What was drawn is looked through again with each slice, so they are not tiny. */
const slices = { first: 12_000, least: 6_000, most: 200_000 } as const

/** All of it at once, into what is not on the page yet, or folded. */
export function drawAtOnce(target: Element, pieces: readonly Piece[]): void {
  for (const piece of pieces)
    target.append(typeof piece === 'string' ? piece : build(piece, target.ownerDocument))
}

/** Each step is one slice, laid out. A short article takes one step. */
export function* drawInSlices(target: Element, pieces: readonly Piece[]): Generator<undefined, null> {
  let room: number = slices.first
  let left = room
  let startedAt = performance.now()
  for (const weight of draw(pieces, target)) {
    left -= weight
    if (left > 0) continue
    // Asking for a height lays out what was added: the time of it belongs to this slice.
    target.getBoundingClientRect()
    const took = Math.max(1, performance.now() - startedAt)
    const fitting = Math.min((room * sliceMs) / took, room * 2)
    room = Math.max(slices.least, Math.min(slices.most, fitting))
    yield
    left = room
    startedAt = performance.now()
  }
  return null
}

/** Adds piece by piece and says how much each weighs. What is heavy is added empty, and then filled. */
function* draw(pieces: readonly Piece[], target: Element): Generator<number> {
  for (const each of pieces) {
    const piece = typeof each === 'string' ? each : countedDown(each)
    if (typeof piece === 'string') {
      target.append(piece)
      yield piece.length
      continue
    }
    const weight = weightUpTo(piece, slices.first)
    if (weight < slices.first || isWhole(piece)) {
      target.append(build(piece, target.ownerDocument))
      yield weight
      continue
    }
    const element = emptyOf(piece, target.ownerDocument)
    target.append(element)
    yield weights.element
    yield* draw(piece.children, element)
  }
}

/** A paragraph is laid out anew with each word that it gets, and a table with each row; limits see to their size. */
function isWhole({ name, children }: Part): boolean {
  if (name === 'table') return true
  const isParagraph = /^(?:p|h[1-6]|pre|summary|dt|figcaption)$/.test(name)
  return isParagraph && children.every((child) => typeof child === 'string' || isInline(child))
}

const isInline = ({ name, children }: Part): boolean =>
  inline.has(name) && children.every((child) => typeof child === 'string' || isInline(child))

function build(part: Part, page: Document): Element {
  const piece = countedDown(part)
  const element = emptyOf(piece, page)
  for (const child of piece.children) element.append(typeof child === 'string' ? child : build(child, page))
  const only = alone.test(piece.name) ? onlyChildOf(element) : null
  if (only?.localName === 'img') only.className = 'alone'
  return element
}

/** What a picture may fill by itself; CSS's `:only-child` does not see the words beside it. */
const alone = /^(?:p|a|div|center)$/

function onlyChildOf(element: Element): Element | null {
  const nodes = Array.from(element.childNodes).filter(
    (node) => node.nodeType !== 3 || node.nodeValue?.trim() !== '',
  )
  return nodes.length === 1 && nodes[0]?.nodeType === 1 ? (nodes[0] as Element) : null
}

const formulas: ReadonlySet<string> = new Set(mathNames)

function emptyOf({ name, attributes }: Part, page: Document): Element {
  const element = formulas.has(name) ? page.createElementNS(mathNamespace, name) : page.createElement(name)
  // `loading` counts only when it is there before the address.
  if (attributes['loading'] !== undefined) element.setAttribute('loading', attributes['loading'])
  for (const [key, value] of Object.entries(attributes))
    if (key !== 'loading') element.setAttribute(key, value)
  return element
}

/** Every item that is added to a list counting down gives a new number to all before it: so each brings its own. */
function countedDown(list: Part): Part {
  if (list.name !== 'ol' || list.attributes['reversed'] === undefined) return list
  const { start } = list.attributes
  const attributes = Object.fromEntries(
    Object.entries(list.attributes).filter(([name]) => name !== 'reversed' && name !== 'start'),
  )
  const isItem = (child: Piece): child is Part => typeof child !== 'string' && child.name === 'li'
  const first = start === undefined ? list.children.filter(isItem).length : Number(start)
  let value = Number.isInteger(first) ? first : 1
  const children = list.children.map((child) =>
    isItem(child) ? { ...child, attributes: { ...child.attributes, value: String(value--) } } : child,
  )
  return { ...list, attributes, children }
}

/** Counts no further than `enough`. */
function weightUpTo(piece: Piece, enough: number): number {
  if (typeof piece === 'string') return piece.length
  let sum: number = piece.name === 'details' ? weights.details : weights.element
  for (const child of piece.children) {
    if (sum >= enough) break
    sum += weightUpTo(child, enough - sum)
  }
  return sum
}
