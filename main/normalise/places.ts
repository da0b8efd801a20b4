/**
 * places.ts — elements that have no place in an article, as those that have; and attributes in one spelling.
 *
 * Room:     main/normalise. Pure. Used inside of clean.ts's pass; the allow-list stands behind it.
 * Knows:    - words of two blocks run together where a block is opened and nothing is put in its place.
 *           - `tt`, `strike` and `center` are old, not gone: Chromium draws them, and outlets mean them.
 */
import type { Attributes } from 'sanitize-html'

export interface Place {
  readonly tagName: string
  readonly attribs: Attributes
}

const renamed = new Map<string, string>([
  ...(
    'center address main nav header footer hgroup search fieldset legend form dialog noindex marquee multicol layer ' +
    'article-body body html menuitem optgroup output'
  )
    .split(' ')
    .map((name) => [name, 'div'] as const),
  ['strike', 's'],
  ['tt', 'code'],
  ['acronym', 'abbr'],
  ['dir', 'ul'],
  ['menu', 'ul'],
  ['listing', 'pre'],
])

/** @param isKept Whether the element has a place of its own. */
export function placeOf(name: string, attributes: Attributes, isKept: boolean): Place {
  if (isKept) return { tagName: name, attribs: attributes }
  const tagName = renamed.get(name)
  if (tagName !== undefined)
    return { tagName, attribs: name === 'center' ? { ...attributes, align: 'center' } : attributes }
  // Something may lead to it.
  return attributes['id'] === undefined || isGone.has(name)
    ? { tagName: name, attribs: attributes }
    : { tagName: 'span', attribs: attributes }
}

const isGone = new Set(
  (
    'script style noscript template title textarea xmp iframe object embed applet svg select option datalist canvas ' +
    'audio video frameset noframes noembed head annotation annotation-xml source plaintext'
  ).split(' '),
)

const alignable = /^(?:td|th|tr|tbody|thead|tfoot|p|div|h[1-6])$/
const sides: Readonly<Record<string, string>> = {
  left: 'left',
  right: 'right',
  center: 'center',
  middle: 'center',
  justify: 'justify',
}
const markers = {
  ol: /^(?:[1aAiI])$/,
  ul: /^(?:disc|circle|square)$/,
  li: /^(?:[1aAiI]|disc|circle|square)$/,
}

/** `align` where it may stand and `type` of a list, in the one spelling that counts; without them where they say nothing. */
export function withSides(name: string, attributes: Attributes): Attributes {
  const { align, type, ...rest } = attributes
  if (align === undefined && type === undefined) return attributes
  const side = alignable.test(name) ? sides[align?.trim().toLowerCase() ?? ''] : undefined
  const written = type?.trim() ?? ''
  const marker =
    name in markers &&
    markers[name as keyof typeof markers].test(written.length === 1 ? written : written.toLowerCase())
  return {
    ...rest,
    ...(side === undefined ? {} : { align: side }),
    ...(marker ? { type: written.length === 1 ? written : written.toLowerCase() } : {}),
  }
}
