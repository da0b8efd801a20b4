/**
 * fields.ts — the text of one element, taken from the source instead of from xml2js, which loses the order of
 * mixed markup.
 *
 * Room:     main/parse. Pure, linear.
 * Promises: the result is HTML source: what the outlet meant as text is escaped, what it meant as markup is not.
 * Knows:    - escaped markup, CDATA and raw child elements all mean the same HTML in RSS.
 *           - Atom `type="text"` means literal text, so its references stay encoded.
 *           - Atom `type="xhtml"` has one `div` around it that is not content.
 *           - raw child elements are written by the rules of XML: they are written anew by those of HTML (asHtml.ts).
 *           - CDATA in CDATA is one (innerCdata.ts).
 *           - some call raw markup `type="html"` and escape what stands in it: what is HTML there is decoded.
 */
import { trimEndOf } from '../base/trims.ts'
import { withoutSelfClosed, xmlAsHtml } from './asHtml.ts'
import { decodeEntities, escapeText } from './entities.ts'
import { textOfOddCdata, withoutCdataMarks } from './innerCdata.ts'

/** `guess`: Atom without a type, which should be text and often is markup. */
export type FieldType = 'html' | 'text' | 'xhtml' | 'base64' | 'guess'

export interface Field {
  readonly html: string
  /** True when it held what strict XML refuses. */
  readonly isRepaired: boolean
  /** xml:base of the `div` around Atom's xhtml, as written. */
  readonly base?: string | null
}

/** Longest source of a text field, in characters; a content field may have `contentLimit`. */
export const fieldLimit = 256 * 1024
export const contentLimit = 2 * 1024 * 1024

/** RFC 4287 §3.1.1 and §4.1.3.1, and Atom 0.3's `mode`; null for what is no text. */
export function fieldType(attributes: ReadonlyMap<string, string>): FieldType | null {
  if (attributes.get('mode')?.trim().toLowerCase() === 'base64') return 'base64'
  const name = attributes.get('type')?.trim().toLowerCase().split(';')[0] ?? ''
  if (name === '') return 'guess'
  if (name === 'html' || name === 'text/html' || name === 'escaped') return 'html'
  if (name === 'xhtml' || name.endsWith('xhtml+xml')) return 'xhtml'
  if (name === 'text/xml' || name === 'application/xml') return 'xhtml'
  if (name === 'application/octet-stream') return 'base64'
  return name === 'text' || name.startsWith('text/') ? 'text' : null
}

/**
 * @param source         The inner source of the element; cut at the limit by the caller.
 * @param isSaidToBeHtml Atom's `type="html"`: all of it is escaped, or ought to be.
 */
export function readField(source: string, asked: FieldType, isSaidToBeHtml = false): Field {
  if (asked === 'base64') return readBase64(source)
  const type = asked === 'guess' ? (isProbablyHtml(source) ? 'html' : 'text') : asked
  if (!source.includes('<')) {
    const { html, isRepaired } = readText(source, type)
    if (type === 'text') return { html: html.trim(), isRepaired }
    return { html: withoutSelfClosed(withoutSums(withoutCdataMarks(html).trim())), isRepaired }
  }
  const odd = textOfOddCdata(source)
  if (odd !== null)
    return { html: type === 'text' ? escapeText(odd) : withoutSelfClosed(odd), isRepaired: true }
  const pieces = splitCdata(source)
  if (pieces.some((piece) => !piece.isCdata && /<[/A-Za-z_]/.test(piece.text))) {
    const isEscapedInside =
      isSaidToBeHtml &&
      pieces.every((piece) => piece.isCdata || isMarkup.test(decodeEntities(textIn(piece.text))))
    const html = pieces
      .map(({ text, isCdata }) =>
        isCdata ? escapeText(text) : isEscapedInside ? withInnerDecoded(text) : text,
      )
      .join('')
    return withoutWrapper(xmlAsHtml(html), type)
  }
  const texts = pieces.map((piece) => {
    if (piece.isCdata)
      return { html: type === 'text' ? escapeText(piece.text) : piece.text, isRepaired: false }
    return readText(withoutComments(piece.text), type)
  })
  const html = withoutSums(
    texts
      .map((text) => text.html)
      .join('')
      .trim(),
  )
  return {
    html: type === 'text' ? html : withoutSelfClosed(html),
    isRepaired: texts.some((text) => text.isRepaired),
  }
}

/** The text between the tags, still encoded. */
const textIn = (markup: string) => markup.replace(/<[^<>]*>/g, ' ')

/** References between the tags decoded: their markup was meant. */
const withInnerDecoded = (markup: string) =>
  markup.replace(/(<[^<>]*>)|[^<]+/g, (text: string, tag?: string) =>
    tag === undefined ? decodeEntities(text) : text,
  )

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

function readText(source: string, type: 'html' | 'text' | 'xhtml'): Field {
  const isRepaired = source.includes('&') && /&(?!#?\w{1,32};)/.test(source)
  return { html: type === 'text' ? source.replaceAll('<', '&lt;') : decodeEntities(source), isRepaired }
}

/** Where no tag ends none begins: `1 <x` is a sum. */
function withoutSums(html: string): string {
  return html.includes('<') && !html.includes('>') ? html.replaceAll('<', '&lt;') : html
}

/** Bytes of text, in base64; nothing when they are no text, and what stands there when it is not base64 at all. */
function readBase64(source: string): Field {
  const plain = readPlain(source)
  const written = plain.replace(/\s+/g, '')
  // Base64 has line breaks, never blanks between words.
  if (
    /\S +\S/.test(plain) ||
    !/^[A-Za-z0-9+/_-]*={0,2}$/.test(written) ||
    trimEndOf(written, '=').length % 4 === 1
  ) {
    return { ...readField(source, 'guess'), isRepaired: true }
  }
  const text = Buffer.from(written, 'base64').toString('utf8')
  if (/[\u0000-\u0008\ufffd]/.test(text)) return { html: '', isRepaired: false }
  return { html: isMarkup.test(text) ? text.trim() : escapeText(text.trim()), isRepaired: false }
}

/** A whole element of HTML, or one that needs no end. */
export const isMarkup =
  /<\/(?:a|abbr|b|blockquote|cite|code|div|em|figure|font|h[1-6]|i|li|ol|p|pre|q|s|small|span|strong|sub|sup|table|u|ul)\s*>|<(?:br|hr|p)\s*\/?>|<img\s/i

/** Source of no declared type: HTML when it is marked up, or when it holds references besides those of XML. */
function isProbablyHtml(source: string): boolean {
  if (/<!\[CDATA\[|&/.test(source)) {
    const text = readPlain(source)
    return isMarkup.test(text) || /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]{2,8});/i.test(text)
  }
  return source.includes('<')
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
function withoutWrapper(html: string, type: FieldType): Field {
  const prefix = /^\s*<([\w-]{1,20}):(?:div|body|p|span)\b/i.exec(html)?.[1] ?? 'xhtml|html|h'
  const plain = new RegExp(`<(?:${prefix}):[a-z]`, 'i').test(html)
    ? html.replace(new RegExp(`(</?)(?:${prefix}):(?=[a-z])`, 'gi'), '$1')
    : html
  const open = type === 'xhtml' ? /^\s*<div\b[^>]*>/i.exec(plain)?.[0] : undefined
  if (open === undefined) return { html: plain.trim(), isRepaired: false }
  const close = plain.lastIndexOf('</div')
  const inner = plain.slice(open.length, close < open.length ? undefined : close)
  const base = /\sxml:base\s*=\s*["']([^"'<>]{1,4000})["']/i.exec(open)?.[1] ?? null
  return { html: inner.trim(), isRepaired: false, base }
}
