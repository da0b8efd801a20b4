/**
 * source.ts — finds tags in the source text of a damaged or sound XML document.
 *
 * Room:     main/parse. Pure.
 * Promises: every function reads each character at most once, whatever the document; none throws.
 * Knows:    - a `<` that no name follows is text ("1 < 2").
 *           - CDATA and comments hide what stands in them.
 */
export interface Tag {
  /** Position of `<`. */
  readonly start: number
  /** Position after `>`. */
  readonly end: number
  readonly kind: 'open' | 'empty' | 'close' | 'doctype'
  /** As written, prefix included; '' for a doctype. */
  readonly name: string
}

/** Where an element's inside ends, and where the element itself ends. */
export interface ElementEnd {
  readonly inner: number
  readonly end: number
}

const maxDepth = 256
const nobody: readonly string[] = []

/** What may still be looked through in vain, in characters: without it each of many open ends costs the whole document. */
export interface Effort {
  left: number
}

export interface Bounds {
  /** Tags: the item's own name, or the next one's. */
  readonly until?: readonly string[]
  /** A position. */
  readonly limit?: number
  /** Charged for a search in vain. */
  readonly effort?: Effort
}

/**
 * The next tag at or after `from`, comments, CDATA and instructions skipped; null when there is none or the
 * document ends inside it. @param limit Nothing at or after it is looked at.
 */
export function nextTag(text: string, from: number, limit: number = text.length): Tag | null {
  let at = from
  for (;;) {
    const start = text.indexOf('<', at)
    if (start < 0 || start >= limit) return null
    const next = text.charCodeAt(start + 1)
    if (next === 0x21 || next === 0x3f) {
      if (/^<!doctype/i.test(text.slice(start, start + 9))) {
        const end = after(text, '>', start)
        return end === null ? null : { start, end, kind: 'doctype', name: '' }
      }
      const past = afterHidden(text, start)
      if (past === null) return null
      at = past
      continue
    }
    const isClose = next === 0x2f
    const nameStart = isClose ? start + 2 : start + 1
    if (!isNameStart(text.charCodeAt(nameStart))) {
      at = start + 1
      continue
    }
    const nameEnd = endOfName(text, nameStart)
    const end = tagEnd(text, nameEnd)
    if (end === null) return null
    const kind = isClose ? 'close' : text.charCodeAt(end - 2) === 0x2f ? 'empty' : 'open'
    return { start, end, kind, name: text.slice(nameStart, nameEnd) }
  }
}

/**
 * Where the element ends whose open tag ended at `from`: counts elements of the same name only, so markup that
 * is not well-formed inside it does no harm.
 * @param bounds What means "too far", so that the element was never closed.
 * @returns null when it is not closed, or nests deeper than 256.
 */
export function elementEnd(
  text: string,
  name: string,
  from: number,
  { until = nobody, limit = text.length, effort }: Bounds = {},
): ElementEnd | null {
  let depth = 1
  let at = from
  const gaveUp = (searched: number) => {
    if (effort !== undefined) effort.left -= searched - from
    return null
  }
  for (;;) {
    const start = text.indexOf('<', at)
    if (start < 0 || start >= limit) return gaveUp(start < 0 ? limit : start)
    const next = text.charCodeAt(start + 1)
    if (next === 0x21) {
      const past = afterHidden(text, start)
      if (past === null) return gaveUp(limit)
      at = past
      continue
    }
    const isClose = next === 0x2f
    const nameStart = isClose ? start + 2 : start + 1
    if (text.startsWith(name, nameStart) && !isNamePart(text.charCodeAt(nameStart + name.length))) {
      const end = tagEnd(text, nameStart + name.length)
      if (end === null) return gaveUp(limit)
      if (isClose) {
        depth--
        if (depth === 0) return { inner: start, end }
      } else if (text.charCodeAt(end - 2) !== 0x2f) {
        depth++
        if (depth > maxDepth) return gaveUp(start)
      }
      at = end
      continue
    }
    if (until.length > 0 && until.some((other) => isNameAt(text, nameStart, other))) return gaveUp(start)
    at = start + 1
  }
}

/**
 * The same for an element that `elementEnd` found no end of: a close tag in another case (`<pubDate>…</pubdate>`), else
 * the text, HTML's own elements included, up to the next tag. Null when there is no text. Looks at 64 KB.
 * @param outer Name of the element around it, whose end is never taken.
 */
export function repairedEnd(text: string, name: string, from: number, outer: string): ElementEnd | null {
  const next = text.indexOf('<', from)
  if (next < 0) return null
  if (text.charCodeAt(next + 1) === 0x2f) {
    const end = tagEnd(text, next + 2 + name.length)
    const written = text.slice(next + 2, next + 2 + name.length)
    if (end !== null && written.toLowerCase() === name.toLowerCase()) return { inner: next, end }
  }
  const tag = nextTag(text, next, from + 65_536)
  if (tag?.kind === 'open' && markup.test(tag.name)) return markupEnd(text, from, outer)
  if (next - from > 65_536 || text.slice(from, next).trim() === '') return null
  return { inner: next, end: next }
}

const markup =
  /^(?:a|abbr|b|blockquote|big|br|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|pre|q|s|small|span|strike|strong|sub|sup|t[dhrt]|table|tbody|u|ul)$/i

/** Behind the markup: at the next element that is no HTML, or behind the stray end of one (`<title>…</subtitle>`). */
function markupEnd(text: string, from: number, outer: string): ElementEnd | null {
  for (let at = from; ;) {
    const tag = nextTag(text, at, from + 65_536)
    if (tag === null) return null
    at = tag.end
    if (markup.test(tag.name)) continue
    if (text.slice(from, tag.start).trim() === '') return null
    const isStray = tag.kind === 'close' && tag.name !== outer
    return { inner: tag.start, end: isStray ? tag.end : tag.start }
  }
}

/** Attributes of a tag, names lower-cased, values as written (still encoded); the first of two wins. At most 64. */
export function attributesOf(text: string, tag: Tag): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const source = text.slice(tag.start + 1 + tag.name.length, tag.end - 1)
  const pattern = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g
  for (const [, name = '', double, single, bare] of source.matchAll(pattern)) {
    const key = name.toLowerCase()
    if (!found.has(key)) found.set(key, double ?? single ?? bare ?? '')
    if (found.size >= 64) break
  }
  return found
}

/** Past a comment, CDATA section, instruction or other declaration that starts at `start`; null when it never ends. */
function afterHidden(text: string, start: number): number | null {
  if (text.startsWith('<![CDATA[', start)) return after(text, ']]>', start + 9)
  if (text.startsWith('<!--', start)) return after(text, '-->', start + 4)
  return after(text, '>', start + 2)
}

function after(text: string, what: string, from: number): number | null {
  const at = text.indexOf(what, from)
  return at < 0 ? null : at + what.length
}

/** Past the `>` of a tag, quotes respected; an unpaired quote does not swallow more than 64 KB. */
function tagEnd(text: string, from: number): number | null {
  let quote = 0
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (quote !== 0) {
      if (c === quote) quote = 0
      else if (at - from > 65_536) return after(text, '>', from)
    } else if (c === 0x3e) return at + 1
    else if (c === 0x22 || c === 0x27) quote = c
    else if (c === 0x3c) return at
  }
  return quote === 0 ? null : after(text, '>', from)
}

/** Past a document type, its subset included, where `nextTag` sees its first `>` only. Looks at 64 KB. */
export function doctypeEnd(text: string, { start, end }: Tag): number {
  const open = text.slice(start, end).indexOf('[')
  if (open < 0) return end
  const subset = start + open
  for (let at = text.indexOf(']', subset); at >= 0; at = text.indexOf(']', at + 1)) {
    const next = /\S/g
    next.lastIndex = at + 1
    if (next.exec(text)?.[0] === '>') return next.lastIndex
    if (at - subset > 65_536) break
  }
  return after(text, ']', subset) ?? end
}

function endOfName(text: string, from: number): number {
  let at = from
  while (at < text.length && isNamePart(text.charCodeAt(at))) at++
  return at
}

const isNameAt = (text: string, at: number, name: string) =>
  text.startsWith(name, at) && !isNamePart(text.charCodeAt(at + name.length))

const isNameStart = (c: number) =>
  (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f || c > 0x7f

const isNamePart = (c: number) => isNameStart(c) || (c >= 0x30 && c <= 0x3a) || c === 0x2d || c === 0x2e
