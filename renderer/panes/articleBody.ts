/**
 * articleBody.ts — an article's HTML, cleaned again and kept within limits, drawn into the frame in slices.
 *
 * Room:     renderer/panes.
 * Promises: - what the frame gets is built element by element from a tree; no markup is put into it as text.
 *           - the first slice stands when `drawBody` returns; the window answers between any two of the others. A slice is
 *             as large as what was drawn in about `sliceMs` before.
 *           - a table is one slice, because its columns are as wide as its widest cells; its size has a limit.
 * Knows:    an element with `dir="auto"` is asked for its direction anew with each child that it gets, which takes the time
 *           of all children before: the direction is found out here, once.
 */
import { articleLimits, weights } from '../../preload/contract/articleLimits.ts'
import type { ArticleLimits, Cut } from '../../preload/contract/articleLimits.ts'
import { beginningOfSource } from '../../preload/contract/articleText.ts'
import { keepWithinLimits } from '../../preload/contract/articleTree.ts'
import type { Part, Piece } from '../../preload/contract/articleTree.ts'
import { cleanAgain } from './secondCleaning.ts'

export interface ReadBody {
  readonly pieces: readonly Piece[]
  /** What this cleaning left out. */
  readonly cut: readonly Cut[]
  readonly direction: Direction
}

export type Direction = 'ltr' | 'rtl'

/** Draws the rest later, a slice at a time. */
export type Later = (work: () => void) => void

const sliceMs = 40
const firstSlice = 12_000
const sliceLimits = { least: 1_000, most: 200_000 } as const

/**
 * @param page The frame's: a window's own document takes no markup from a string (Trusted Types).
 * @param html Cleaned once; anything at all is safe to pass.
 */
export function readBody(page: Document, html: string, limits: ArticleLimits = articleLimits): ReadBody {
  const source = beginningOfSource(html, limits)
  // A document without a window: nothing in it loads, and none of it is ever shown.
  const { body } = page.implementation.createHTMLDocument('')
  body.innerHTML = cleanAgain(source)
  const { pieces, cut } = keepWithinLimits([...body.childNodes].flatMap(pieceOf), limits)
  return {
    pieces,
    cut: source === html ? cut : [...new Set<Cut>(['end', ...cut])],
    direction: directionOf(body),
  }
}

/** All of it, into what is not on the page yet, or folded. */
export function drawAtOnce(target: Element, { pieces }: ReadBody): void {
  for (const piece of pieces)
    target.append(typeof piece === 'string' ? piece : build(piece, target.ownerDocument))
}

/**
 * @param onDrawn All of it stands. Called before this returns when it fitted into one slice; never once `signal` is aborted.
 * @param later   Lets the window do what waits, and goes on.
 */
export function drawBody(
  target: Element,
  { pieces }: ReadBody,
  signal: AbortSignal,
  onDrawn: () => void,
  later: Later = (work) => setTimeout(work),
): void {
  const steps = draw(pieces, target)
  let room: number = firstSlice
  const slice = () => {
    if (signal.aborted) return
    const startedAt = performance.now()
    let left = room
    while (left > 0) {
      const step = steps.next()
      if (step.done === true) {
        onDrawn()
        return
      }
      left -= step.value
    }
    // Asking for a height lays out what was added: the time of it belongs to this slice.
    target.getBoundingClientRect()
    const took = Math.max(1, performance.now() - startedAt)
    room = Math.round(
      Math.max(sliceLimits.least, Math.min(sliceLimits.most, (room * sliceMs) / took, room * 2)),
    )
    later(slice)
  }
  slice()
}

/** The direction of the first letter; from left to right when there is none near the beginning. */
function directionOf(root: Element): Direction {
  const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let text = ''
  for (let looked = 0; looked < 100 && text.length < 2000 && texts.nextNode() !== null; looked += 1) {
    text += texts.currentNode.nodeValue?.slice(0, 2000).trim() ?? ''
  }
  const [letter] = /\p{L}/u.exec(text) ?? []
  const isRightToLeft =
    letter !== undefined &&
    /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u.test(
      letter,
    )
  return isRightToLeft ? 'rtl' : 'ltr'
}

function pieceOf(node: Node): Piece[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.nodeValue ?? '']
  if (node.nodeType !== Node.ELEMENT_NODE) return []
  const element = node as Element
  const attributes = Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value]))
  if (attributes['dir'] === 'auto') attributes['dir'] = directionOf(element)
  return [{ name: element.localName, attributes, children: [...element.childNodes].flatMap(pieceOf) }]
}

/** Adds piece by piece and says how much each weighs. What is heavy is added empty, and then filled. */
function* draw(pieces: readonly Piece[], target: Element): Generator<number> {
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      target.append(piece)
      yield piece.length
      continue
    }
    const weight = weightUpTo(piece, firstSlice)
    if (weight < firstSlice || piece.name === 'table' || isText(piece)) {
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

/** A paragraph is laid out anew with each word that it gets, so it comes whole; limits see to its length. */
const isText = ({ name }: Part) => /^(?:p|h[1-6]|pre|summary|dt|figcaption|caption)$/.test(name)

function build(piece: Part, page: Document): Element {
  const element = emptyOf(piece, page)
  for (const child of piece.children) element.append(typeof child === 'string' ? child : build(child, page))
  return element
}

function emptyOf({ name, attributes }: Part, page: Document): Element {
  const element = page.createElement(name)
  // `loading` counts only when it is there before the address.
  const names = Object.keys(attributes).sort((a, b) => Number(b === 'loading') - Number(a === 'loading'))
  for (const key of names) element.setAttribute(key, attributes[key] ?? '')
  return element
}

/** Counts no further than `enough`. */
function weightUpTo(piece: Piece, enough: number): number {
  if (typeof piece === 'string') return piece.length
  let sum: number = weights.element
  for (const child of piece.children) {
    if (sum >= enough) break
    sum += weightUpTo(child, enough - sum)
  }
  return sum
}
