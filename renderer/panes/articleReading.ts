/**
 * articleReading.ts — an article's HTML, cleaned again and kept within limits, as a tree to be drawn.
 *
 * Room:     renderer/panes.
 * Promises: - whatever stands in the tree came through `cleanAgain`.
 *           - a long article is cleaned a piece at a time, and the window answers between two pieces: the cleaner needs
 *             about 15 µs an element.
 * Knows:    - what is parsed here belongs to a document without a window: nothing in it runs or loads.
 *           - an element with `dir="auto"` is asked for its direction anew with each child that it gets, which takes the time
 *             of all children before: the direction is found out here, once.
 */
import { articleLimits } from '../../preload/contract/articleLimits.ts'
import type { ArticleLimits, Cut } from '../../preload/contract/articleLimits.ts'
import { beginningOfSource } from '../../preload/contract/articleText.ts'
import { keepWithinLimits } from '../../preload/contract/articleTree.ts'
import type { Part, Piece } from '../../preload/contract/articlePieces.ts'
import { cleanAgain } from './secondCleaning.ts'

export interface ReadBody {
  readonly pieces: readonly Piece[]
  /** What this cleaning left out. */
  readonly cut: readonly Cut[]
  readonly direction: Direction
}

export type Direction = 'ltr' | 'rtl'

/** Elements that are cleaned at once. */
const usualStep = 1_500
/** As much work for the cleaner as an element. */
const lettersForAnElement = 130

/**
 * Each step is a little work; its result is the whole tree. A short article takes one step.
 *
 * @param page The frame's: a window's own document takes no markup from a string (Trusted Types).
 * @param html Cleaned once; anything at all is safe to pass.
 * @param step Elements that are cleaned at once.
 */
export function* readBody(
  page: Document,
  html: string,
  limits: ArticleLimits = articleLimits,
  step = usualStep,
): Generator<undefined, ReadBody> {
  const source = beginningOfSource(html, limits)
  const body = parse(page, source)
  for (const element of body.querySelectorAll('[dir="auto" i]'))
    element.setAttribute('dir', directionOf(element))
  const direction = directionOf(body)
  const pieces = yield* cleanChildren(body, [], step)
  const limited = keepWithinLimits(pieces, limits)
  return {
    pieces: limited.pieces,
    cut: source === html ? limited.cut : [...new Set<Cut>(['end', ...limited.cut])],
    direction,
  }
}

/** @param wrap Elements that the children need around them to be parsed as what they are, outermost first. */
function* cleanChildren(
  parent: Element,
  wrap: readonly string[],
  atOnce: number,
): Generator<undefined, Piece[]> {
  const page = parent.ownerDocument
  const out: Piece[] = []
  let markup: string[] = []
  let size = 0
  const flush = () => {
    if (markup.length > 0) out.push(...cleanMarkup(page, markup.join(''), wrap))
    markup = []
    size = 0
  }
  for (const node of parent.childNodes) {
    const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : null
    const within = element === null ? 0 : element.getElementsByTagName('*').length
    if (element !== null && within > atOnce) {
      flush()
      yield
      out.push(...(yield* cleanLarge(element, wrap, atOnce)))
      continue
    }
    const text = element === null ? textOf(node) : element.outerHTML
    markup.push(text)
    size += 1 + within + text.length / lettersForAnElement
    if (size < atOnce) continue
    flush()
    yield
  }
  flush()
  return out
}

/** The element without its children, and then these. What the cleaner takes away with all that is in it, goes here too. */
function* cleanLarge(
  element: Element,
  wrap: readonly string[],
  atOnce: number,
): Generator<undefined, Piece[]> {
  const page = element.ownerDocument
  const name = element.localName
  const shell = element.cloneNode(false) as Element
  const [cleaned] = cleanMarkup(page, shell.outerHTML, wrap)
  if (typeof cleaned !== 'string' && cleaned?.name === name) {
    return [{ ...cleaned, children: yield* cleanChildren(element, wrapFor(name, wrap), atOnce) }]
  }
  shell.textContent = 'x'
  const staysInside = cleanMarkup(page, shell.outerHTML, wrap).length > 0
  return staysInside ? yield* cleanChildren(element, [], atOnce) : []
}

const tableParts = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup'])

const wrapFor = (name: string, wrap: readonly string[]): readonly string[] =>
  tableParts.has(name) ? [...(name === 'table' ? [] : wrap), name] : []

function cleanMarkup(page: Document, markup: string, wrap: readonly string[]): readonly Piece[] {
  const open = wrap.map((name) => `<${name}>`).join('')
  const close = wrap.toReversed().map((name) => `</${name}>`)
  let pieces: readonly Piece[] = piecesIn(parse(page, cleanAgain(`${open}${markup}${close.join('')}`)))
  for (const name of wrap) {
    pieces = pieces.flatMap((piece) =>
      typeof piece !== 'string' && piece.name === name ? piece.children : [],
    )
  }
  return pieces
}

function parse(page: Document, html: string): Element {
  const { body } = page.implementation.createHTMLDocument('')
  body.innerHTML = html
  return body
}

function piecesIn(parent: Element): Piece[] {
  return Array.from(parent.childNodes).flatMap((node): readonly Piece[] => {
    if (node.nodeType === Node.TEXT_NODE) return [node.nodeValue ?? '']
    return node.nodeType === Node.ELEMENT_NODE ? [partOf(node as Element)] : []
  })
}

function partOf(element: Element): Part {
  const attributes = Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value]))
  return { name: element.localName, attributes, children: piecesIn(element) }
}

/** Text as source; nothing for comments and the like. */
function textOf(node: Node): string {
  if (node.nodeType !== Node.TEXT_NODE) return ''
  return (node.nodeValue ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u

/** The direction of the first letter; from left to right when there is none near the beginning. */
function directionOf(root: Element): Direction {
  const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let text = ''
  for (let looked = 0; looked < 100 && text.length < 2000 && texts.nextNode() !== null; looked += 1) {
    text += texts.currentNode.nodeValue?.slice(0, 2000).trim() ?? ''
  }
  const [letter] = /\p{L}/u.exec(text) ?? []
  return letter !== undefined && rightToLeft.test(letter) ? 'rtl' : 'ltr'
}
