/**
 * formulas.ts — a formula as a strict tree of MathML, or as one line of text: never as other numbers.
 *
 * Room:     main/normalise. Pure.
 * Promises: what comes out as a tree holds nothing but the elements of preload/contract/formulas.ts, each with as many parts
 *           as it must have, and text in those that hold words. All else becomes a line (`1/32`, `2^10`, `(a+b)/c`).
 */
import { mathAttributes, mathLayouts, mathWords } from '../../preload/contract/formulas.ts'
import type { Part, Piece } from '../../preload/contract/articlePieces.ts'

/** Larger ones become a line: time to draw grows with depth, and an article has other limits besides. */
const mostElements = 300
const deepest = 20

const phrases = new Set('b i em strong span sub sup br small u'.split(' '))
const unseen = new Set([
  'mphantom',
  'annotation',
  'annotation-xml',
  'none',
  'mprescripts',
  'maligngroup',
  'malignmark',
])
const content = new Set(
  (
    'apply ci cn csymbol bind lambda share cerror cbytes cs divide times plus minus power root exp ln log sin cos tan sum int ' +
    'diff eq neq gt lt geq leq in union intersect'
  ).split(' '),
)

export const isFormulaName = (name: string): boolean =>
  mathLayouts.has(name) || mathWords.has(name) || others.has(name) || content.has(name)
const others = new Set(
  'mspace mstyle merror mpadded mphantom mfenced menclose maction semantics annotation annotation-xml mmultiscripts mprescripts none mlabeledtr'.split(
    ' ',
  ),
)

/** Whether all that stands in it belongs to a formula. */
export function isFormula({ children }: Part): boolean {
  return children.every(
    (child) =>
      typeof child === 'string' ||
      ((isFormulaName(child.name) || phrases.has(child.name)) &&
        (unseen.has(child.name) || isFormula(child))),
  )
}

/** The formula by the strict list; null when it has to be a line. */
export function strictFormula(math: Part): Part | null {
  let elements = 0
  const read = (piece: Piece, depth: number): readonly Piece[] | null => {
    if (typeof piece === 'string') return piece.trim() === '' ? [] : [part('mtext', {}, [piece.trim()])]
    elements += 1
    if (elements > mostElements || depth > deepest) return null
    const { name } = piece
    if (unseen.has(name)) return name === 'mphantom' || name.startsWith('annotation') ? [] : null
    if (mathWords.has(name)) return [part(name, kept(piece), [textOf(piece)])]
    if (name === 'mspace') return [part('mspace', {}, [])]
    if (name === 'semantics' || name === 'maction') return readAll(firstOf(piece), depth)
    if (name === 'mstyle' || name === 'mpadded' || name === 'merror')
      return wrapped('mrow', readAll(piece.children, depth))
    if (name === 'mfenced') return wrapped('mrow', readAll(fenced(piece), depth))
    const parts = mathLayouts.get(name)
    if (parts === undefined || name === 'math') return null
    const children = readAll(piece.children, depth + 1)
    if (children === null || (parts !== null && children.length !== parts)) return null
    return [part(name, kept(piece), children)]
  }
  const readAll = (pieces: readonly Piece[], depth: number): readonly Piece[] | null => {
    const all: Piece[] = []
    for (const piece of pieces) {
      const found = read(piece, depth)
      if (found === null) return null
      all.push(...found)
    }
    return all
  }
  const children = readAll(math.children, 1)
  const hasWords = children?.some((child) => typeof child !== 'string' && textOf(child) !== '') ?? false
  return children === null || !hasWords ? null : part('math', kept(math), children)
}

/** The formula as text in one line. */
export function lineOf(piece: Piece): string {
  if (typeof piece === 'string') return tidy(piece)
  const { name, children } = piece
  const parts = children.filter((child) => typeof child !== 'string' || child.trim() !== '')
  const at = (index: number) => {
    const one = parts[index]
    return one === undefined ? '' : lineOf(one)
  }
  if (unseen.has(name)) return ''
  if (mathWords.has(name)) return tidy(textOf(piece))
  switch (name) {
    case 'mspace':
      return ' '
    case 'semantics':
    case 'maction':
      return at(0)
    case 'mfenced':
      return join(fenced(piece).map(lineOf))
    case 'mfrac':
      return piece.attributes['linethickness']?.startsWith('0') === true
        ? `C(${at(0)}, ${at(1)})`
        : `${closed(at(0))}/${closed(at(1))}`
    case 'msqrt':
      return `√${closed(join(parts.map(lineOf)))}`
    case 'mroot':
      return `${closed(at(0))}^(1/${closed(at(1))})`
    case 'msup':
      return `${closed(at(0))}^${closed(at(1))}`
    case 'mover':
      return isMark(at(1)) ? `${at(0)}${at(1)}` : `${closed(at(0))}^${closed(at(1))}`
    case 'msub':
    case 'munder':
      return `${closed(at(0))}_${closed(at(1))}`
    case 'msubsup':
    case 'munderover':
      return `${closed(at(0))}_${closed(at(1))}^${closed(at(2))}`
    case 'mmultiscripts':
      return scripts(piece)
    case 'mtable':
      return `[${parts.map(lineOf).join('; ')}]`
    case 'mtr':
    case 'mlabeledtr':
      return parts.map(lineOf).join(', ')
    default:
      return content.has(name) ? parts.map(lineOf).join(' ').trim() : join(parts.map(lineOf))
  }
}

/** Two digits that stood apart stay apart: `1 1/2`. */
function join(lines: readonly string[]): string {
  let all = ''
  for (const line of lines) all += /\d$/.test(all) && /^\d/.test(line) ? ` ${line}` : line
  return all
}

/** In brackets, when it is more than one word or number. */
const closed = (line: string) =>
  /^[\p{L}\p{N}\p{M}.,∞′″*†]*$/u.test(line) || /^\([^()]*\)$/.test(line) ? line : `(${line})`

const isMark = (line: string) => line.length === 1 && !/[\p{L}\p{N}]/u.test(line)

/** `_6^12 C`: lower and upper before, then the letter with its own. */
function scripts({ children }: Part): string {
  const parts = children.filter((child): child is Part => typeof child !== 'string')
  const middle = parts.findIndex(({ name }) => name === 'mprescripts')
  const pairs = (all: readonly Part[]) =>
    all
      .map((one, index) =>
        one.name === 'none' || lineOf(one) === ''
          ? ''
          : `${index % 2 === 0 ? '_' : '^'}${closed(lineOf(one))}`,
      )
      .join('')
  const [base, ...after] = middle < 0 ? parts : parts.slice(0, middle)
  const before = middle < 0 ? [] : parts.slice(middle + 1)
  const letter = base === undefined ? '' : lineOf(base)
  return `${pairs(before)}${before.length > 0 ? ' ' : ''}${letter}${pairs(after)}`
}

/** `mfenced` is no part of what Chromium draws: its brackets and commas are written out. */
function fenced({ attributes, children }: Part): readonly Piece[] {
  const sign = (text: string) => part('mo', {}, [text])
  const parts = children.filter((child) => typeof child !== 'string')
  const commas = (attributes['separators'] ?? ',').replace(/\s/g, '')
  const inner = parts.flatMap((one, index) => {
    const comma = commas.charAt(Math.min(index - 1, commas.length - 1))
    return index === 0 || comma === '' ? [one] : [sign(comma), one]
  })
  return [
    sign((attributes['open'] ?? '(').slice(0, 4)),
    ...inner,
    sign((attributes['close'] ?? ')').slice(0, 4)),
  ]
}

const firstOf = ({ children }: Part): readonly Piece[] =>
  children.filter((child) => typeof child !== 'string').slice(0, 1)

function kept({ attributes }: Part): Record<string, string> {
  const given = Object.entries(attributes).map(([name, value]) => {
    const isNone = name === 'linethickness' && /^0(?:\.0*)?(?:[a-z]{2}|%)?$/.test(value.trim())
    return [name, isNone ? '0' : value.trim().toLowerCase()] as const
  })
  return Object.fromEntries(given.filter(([name, value]) => mathAttributes.get(name)?.test(value) === true))
}

function textOf(part: Part): string {
  return part.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
    .trim()
}

/** Signs that nobody sees, as signs that one does: function application, times, comma, plus. */
const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('\u2061', '')
    .replaceAll('\u2062', '·')
    .replaceAll('\u2063', ',')
    .replaceAll('\u2064', '+')

const wrapped = (name: string, children: readonly Piece[] | null) =>
  children === null ? null : [part(name, {}, children)]

const part = (name: string, attributes: Record<string, string>, children: readonly Piece[]): Part => ({
  name,
  attributes,
  children,
})
