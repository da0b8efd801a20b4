/**
 * fields.ts — the text of one element, taken from the source instead of from xml2js, which loses the order of
 * mixed markup.
 *
 * Room:     main/parse. Pure, linear.
 * Promises: the result is HTML source: what the outlet meant as text is escaped, what it meant as markup is not.
 * Knows:    - escaped markup, CDATA and raw child elements all mean the same HTML in RSS.
 *           - Atom `type="text"` means literal text, so its references stay encoded.
 *           - Atom `type="xhtml"` has one `div` around it that is not content.
 */
import { decodeEntities, escapeText } from './entities.ts'

export type FieldType = 'html' | 'text' | 'xhtml'

export interface Field {
  readonly html: string
  /** True when it held what strict XML refuses. */
  readonly isRepaired: boolean
}

/** Longest source of a text field, in characters; a content field may have `contentLimit`. */
export const fieldLimit = 256 * 1024
export const contentLimit = 2 * 1024 * 1024

/** @param source The inner source of the element; cut at the limit by the caller. */
export function readField(source: string, type: FieldType): Field {
  if (!source.includes('<')) return readText(source, type)
  const pieces = splitCdata(source)
  if (pieces.some((piece) => !piece.isCdata && /<[/A-Za-z_]/.test(piece.text))) {
    const html = pieces.map((piece) => (piece.isCdata ? escapeText(piece.text) : piece.text)).join('')
    return { html: withoutWrapper(html, type).trim(), isRepaired: false }
  }
  const hasCdata = pieces.some((piece) => piece.isCdata)
  const text = pieces
    .map((piece) => {
      if (piece.isCdata) return type === 'text' ? escapeText(piece.text) : piece.text
      const outside = withoutComments(piece.text)
      if (hasCdata && outside.trim() === '') return ''
      return readText(outside, type).html
    })
    .join('')
  return { html: text.trim(), isRepaired: false }
}

/** Plain text of a small element (guid, author, category): decoded once, tags dropped, trimmed. */
export function readPlain(source: string): string {
  const cut = source.slice(0, fieldLimit)
  if (!cut.includes('<')) return decodeEntities(cut).trim()
  return splitCdata(cut)
    .map((piece) =>
      piece.isCdata ? piece.text : decodeEntities(withoutComments(piece.text).replace(/<[^<>]*>/g, '')),
    )
    .join('')
    .trim()
}

function readText(source: string, type: FieldType): Field {
  const isRepaired = source.includes('&') && /&(?!#?\w{1,32};)/.test(source)
  if (type === 'text') return { html: source.replaceAll('<', '&lt;').trim(), isRepaired }
  return { html: decodeEntities(source).trim(), isRepaired }
}

interface Piece {
  readonly text: string
  readonly isCdata: boolean
}

function splitCdata(source: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (;;) {
    const start = source.indexOf('<![CDATA[', at)
    if (start < 0) {
      pieces.push({ text: source.slice(at), isCdata: false })
      return pieces
    }
    if (start > at) pieces.push({ text: source.slice(at, start), isCdata: false })
    const end = source.indexOf(']]>', start + 9)
    pieces.push({ text: source.slice(start + 9, end < 0 ? undefined : end), isCdata: true })
    if (end < 0) return pieces
    at = end + 3
  }
}

function withoutComments(source: string): string {
  if (!source.includes('<!--')) return source
  let kept = ''
  let at = 0
  for (;;) {
    const start = source.indexOf('<!--', at)
    const end = start < 0 ? -1 : source.indexOf('-->', start + 4)
    if (end < 0) return kept + source.slice(at)
    kept += source.slice(at, start)
    at = end + 3
  }
}

/** Takes the `div` of Atom's xhtml away, and the prefix that its elements may carry. */
function withoutWrapper(html: string, type: FieldType): string {
  const plain = /<(?:xhtml|html|h):[a-z]/i.test(html)
    ? html.replace(/(<\/?)(?:xhtml|html|h):(?=[a-z])/gi, '$1')
    : html
  if (type !== 'xhtml') return plain
  const open = /^\s*<div\b[^>]*>/i.exec(plain)
  if (open === null) return plain
  const close = plain.lastIndexOf('</div')
  return plain.slice(open[0].length, close < open[0].length ? undefined : close)
}
