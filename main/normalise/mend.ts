/**
 * mend.ts — what an outlet said by style and by position, said by elements that both cleanings know: struck words, aligned
 * cells, lines of their own, formulas. And what it hid, left out.
 *
 * Room:     main/normalise. Pure. Not a wall: what comes out goes through clean.ts.
 * Promises: HTML that says nothing of the kind comes back as it is, without a tree being built.
 * Knows:    - `display:none` and `hidden` are not seen on the outlet's page; what holds a picture often waits there for a
 *             script, and is kept.
 *           - a `span` or a link with `display:block` is a line: beside another one its words would run together.
 *           - MathJax keeps its formulas as TeX in scripts, which a reader never sees run.
 *           - `aria-hidden` is seen there: it goes only where words beside it remain (KaTeX says every formula twice,
 *             headings carry a `#`). Stars that are all of a line stay.
 */
import { parseDocument } from 'htmlparser2'
import { articleLimits } from '../../preload/contract/articleLimits.ts'
import type { Part, Piece } from '../../preload/contract/articlePieces.ts'
import { withColumnSides } from './columnSides.ts'
import { capDepth } from './depth.ts'
import { isFormula, isFormulaName, lineOf, strictFormula } from './formulas.ts'
import { piecesOf, writePieces } from './pieces.ts'
import { isPixel } from './pictures.ts'

const hidden = /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|\s(?:aria-)?hidden[\s=>/]|<dialog\b/i
/** Any element that a formula may have; `mark`, `main` and the like are none. */
const formula = /<(?:m(?!ark\b|ain\b|enu\b|enuitem\b|eta\b|ap\b|arquee\b)[a-z]|semantics\b|annotation\b)/i
const style = /line-through|text-align|list-style/i
/** Said of cells where no browser looks for it. */
const sides = /<(?:col|colgroup|thead|tbody|tfoot|tr)\s[^<>]*\balign\b/i
/** Both for what is read and for what is drawn. */
const lines = /display\s*:\s*(?:block|flex|grid|list-item|table|flow-root)|math\/(?:tex|asciimath)/i
/** A formula further down is a line: what nests deeper than an article may loses its elements. */
const deepestFormula = 60

export interface Mending {
  /** Formulas as a line, for text that is only read. */
  readonly isText: boolean
}

interface Way extends Mending {
  /** What is hidden is all there is. */
  readonly isAllShown: boolean
}

export function mendMarkup(html: string, { isText }: Mending = { isText: false }): string {
  const isPlain = isText || !(style.test(html) || sides.test(html))
  if (!hidden.test(html) && !formula.test(html) && !lines.test(html) && isPlain) return html
  const tree = parseDocument(capDepth(html, articleLimits.nesting)).children.flatMap(piecesOf)
  const mended = mendAll(tree, 0, { isText, isAllShown: false })
  // A page that hides all of itself until a script has run.
  const isNothing = !mended.some(hasWords) && !mended.some(hasPicture)
  return writePieces(isNothing ? mendAll(tree, 0, { isText, isAllShown: true }) : mended)
}

function mendAll(pieces: readonly Piece[], depth: number, way: Way): Piece[] {
  const isSeen = pieces.map((piece) => typeof piece === 'string' || way.isAllShown || !isHidden(piece))
  const repeated = pieces.map((piece) => typeof piece !== 'string' && isRepeated(piece))
  const speaks = repeated.includes(true)
    ? pieces.map((piece, index) => isSeen[index] === true && hasWords(piece))
    : []
  const speaking = speaks.filter(Boolean).length
  const hasLines = pieces.some((piece) => typeof piece !== 'string' && isLine(piece))
  const firstThere = hasLines ? pieces.findIndex(isThere) : -1
  const following = hasLines ? nextThere(pieces) : []
  return pieces.flatMap((piece, index) => {
    if (typeof piece === 'string') return [piece]
    if (isSeen[index] === false) return []
    if (repeated[index] === true && speaking > (speaks[index] === true ? 1 : 0)) return []
    if (piece.name === 'script') return formulaIn(piece, pieces[index - 1])
    const mended = mendOne(piece, depth, way)
    if (!isLine(piece)) return mended
    const isFirst = firstThere === index
    const next = following[index + 1]
    // The next line brings its own break.
    const isBrokenAnyway = next === undefined || (typeof next !== 'string' && isLine(next))
    return [...(isFirst ? [] : [lineBreak()]), ...mended, ...(isBrokenAnyway ? [] : [lineBreak()])]
  })
}

const lineBreak = (): Part => ({ name: 'br', attributes: {}, children: [] })

/** At each place the first piece there or behind it that is no white space. */
function nextThere(pieces: readonly Piece[]): readonly (Piece | undefined)[] {
  const found = new Array<Piece | undefined>(pieces.length)
  let next: Piece | undefined
  for (let at = pieces.length - 1; at >= 0; at--) {
    const piece = pieces[at]
    if (piece !== undefined && isThere(piece)) next = piece
    found[at] = next
  }
  return found
}

const isThere = (piece: Piece) => typeof piece !== 'string' || piece.trim() !== ''
const phrases = new Set(
  'a abbr b bdi big cite code em font i label mark q s small span strong sub sup time u'.split(' '),
)

const isLine = ({ name, attributes }: Part) =>
  phrases.has(name) &&
  /(?:^|[;\s])display\s*:\s*(?:block|flex|grid|list-item|table|flow-root)\b/i.test(attributes['style'] ?? '')

/** TeX that stands in a script; nothing when it was drawn beside it already. */
function formulaIn(script: Part, before: Piece | undefined): Piece[] {
  const type = script.attributes['type'] ?? ''
  if (!/^\s*math\/(?:tex|asciimath)/i.test(type)) return [script]
  const isDrawn =
    before !== undefined &&
    typeof before !== 'string' &&
    /MathJax/i.test(before.attributes['class'] ?? '') &&
    hasWords(before)
  const tex = script.children.map((child) => (typeof child === 'string' ? child : '')).join('')
  return isDrawn
    ? []
    : [
        {
          name: 'code',
          attributes: {},
          children: [tex.replace(/^\s*%\s*<!\[CDATA\[|%\s*\]\]>\s*$/g, '').trim()],
        },
      ]
}

function mendOne(part: Part, depth: number, way: Way): Piece[] {
  if (isFormulaName(part.name) && isFormula(part)) {
    const strict = way.isText || part.name !== 'math' || depth > deepestFormula ? null : strictFormula(part)
    return [strict ?? lineOf(part)]
  }
  const children = mendAll(part.children, depth + 1, way)
  // A formula with paragraphs in it is none.
  if (isFormulaName(part.name)) return children
  const css = part.attributes['style'] ?? ''
  const attributes = css === '' ? part.attributes : withStyle(part, css)
  const isStruck = /(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,100}line-through/i.test(css)
  if (part.name === 'table') return [withColumnSides({ ...part, attributes, children })]
  if (!isStruck || part.name === 's' || part.name === 'del') return [{ ...part, attributes, children }]
  const struck: Part = { name: 's', attributes: {}, children }
  return part.name === 'span' && Object.keys(attributes).every((name) => name === 'style' || name === 'class')
    ? [struck]
    : [{ ...part, attributes: withoutLine(attributes, css), children: [struck] }]
}

/** The line is an element now: a second look finds nothing to strike. */
const withoutLine = (attributes: Part['attributes'], css: string) => ({
  ...attributes,
  style: css.replaceAll(/line-through/gi, 'none'),
})

const markers: Readonly<Record<string, string>> = {
  decimal: '1',
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
  disc: 'disc',
  circle: 'circle',
  square: 'square',
}

function withStyle({ name, attributes }: Part, css: string): Part['attributes'] {
  const align = /(?:^|[;\s])text-align\s*:\s*(left|right|center|justify)\b/i.exec(css)?.[1]?.toLowerCase()
  const marker = /(?:^|[;\s])list-style(?:-type)?\s*:\s*([a-z-]{3,12})/i.exec(css)?.[1]?.toLowerCase()
  const type = name === 'ol' || name === 'ul' ? markers[marker ?? ''] : undefined
  return { ...attributes, ...(align === undefined ? {} : { align }), ...(type === undefined ? {} : { type }) }
}

/** Said a second time for the eye only, or a sign. */
const isRepeated = (part: Part) =>
  part.attributes['aria-hidden']?.trim().toLowerCase() === 'true' && !hasPicture(part)

function isHidden(part: Part): boolean {
  const { hidden: said, style: css = '', open } = part.attributes
  const isSaid =
    (said !== undefined && said.trim().toLowerCase() !== 'until-found') ||
    /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i.test(css) ||
    (part.name === 'dialog' && open === undefined)
  return isSaid && !hasPicture(part)
}

function hasPicture(piece: Piece): boolean {
  if (typeof piece === 'string') return false
  if (piece.name === 'img') return !isPixel(piece.attributes)
  return piece.children.some(hasPicture)
}

function hasWords(piece: Piece): boolean {
  if (typeof piece === 'string') return /[\p{L}\p{N}]/u.test(piece)
  return piece.name !== 'script' && piece.name !== 'style' && piece.children.some(hasWords)
}
