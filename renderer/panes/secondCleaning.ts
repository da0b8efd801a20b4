/**
 * secondCleaning.ts — the last wall but two: an article's HTML, cleaned again where it will be drawn.
 *
 * Room:     renderer/panes; the only home of dompurify.
 * Promises: what comes out holds nothing but the tags and attributes below; links lead to https, http or
 *           mailto, or to a place in the article (`#a-…`); pictures come from our picture scheme and from nowhere else. No
 *           id but a place's, no name, class, style, data-*, on*; no form, no frame, no SVG, no script. Formulas hold
 *           formulas and text, never HTML.
 * Knows:    - main/normalise/clean.ts cleans at ingest by the same list; this pass runs on Chromium's own
 *             parser, which is the one that counts. Behind it stand the frame without scripts and its
 *             Content-Security-Policy.
 *           - strings in, strings out: the template, in-place and return-DOM modes of DOMPurify have had holes
 *             of their own and are not used.
 */
import DOMPurify from 'dompurify'
import type { Config } from 'dompurify'
import { mathAttributes, mathLayouts, mathNames, mathNamespace } from '../../preload/contract/formulas.ts'

const tags =
  'a abbr article aside b bdi bdo big blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption ' +
  'figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span ' +
  'strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr'

const attributes =
  'href src srcset sizes alt title width height colspan rowspan datetime cite lang dir start reversed type loading id align value'

/** Attributes whose values are no addresses: the rule for addresses would take `width="160"` for a bad one. */
const plain =
  'sizes width height colspan rowspan datetime lang dir start reversed type loading id align value'

const config: Config = {
  ALLOWED_TAGS: [...tags.split(' '), ...mathNames],
  ALLOWED_ATTR: [...attributes.split(' '), ...mathAttributes.keys()],
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml', mathNamespace],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:|picture:\/\/kept\/|#a-)/i,
  ADD_URI_SAFE_ATTR: [...plain.split(' '), ...mathAttributes.keys()],
  SANITIZE_DOM: true,
  KEEP_CONTENT: true,
  // Besides those DOMPurify names itself: their content is not text for a reader.
  ADD_FORBID_CONTENTS: ['object', 'embed', 'applet', 'select', 'textarea', 'button'],
}

/** The longest side we draw, in CSS pixels; more is a trick. */
const longest = 10_000
const widest = 1000
const pictureAddress = /^picture:\/\/kept\/[0-9a-f]{40}$/
/** A place in the article, as main/normalise/jumps.ts names it: no property of any object begins so. */
const place = /^a-[\p{L}\p{M}\p{N}.:_~-]{1,1800}$/u
const linkAddress = /^(?:https?:\/\/[^\s\\]+|mailto:[^\s\\]+)$/i
const isLink = (value: string) =>
  linkAddress.test(value) || (value.startsWith('#') && place.test(value.slice(1)))
const sides = /^(?:left|right|center|justify)$/
const markers = /^(?:[1aAiI]|disc|circle|square)$/

const purifier = DOMPurify(window)
// HTML inside of a formula is where parsers disagree: it is never there, not even where MathML would allow it.
purifier.addHook('uponSanitizeElement', (node) => {
  const parent = node.parentElement
  if (node.nodeType !== Node.ELEMENT_NODE || parent?.namespaceURI !== mathNamespace) return
  const isWithin = (node as Element).namespaceURI === mathNamespace && mathLayouts.has(parent.localName)
  if (!isWithin)
    node.parentNode?.replaceChild(parent.ownerDocument.createTextNode(node.textContent ?? ''), node)
})
purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.namespaceURI === mathNamespace) {
    for (const { name, value } of Array.from(node.attributes))
      if (mathAttributes.get(name)?.test(value) !== true) node.removeAttribute(name)
    return
  }
  // Most elements of an article carry nothing: they are done.
  if (node.attributes.length === 0 && node.tagName !== 'IMG') return
  for (const name of mathAttributes.keys()) node.removeAttribute(name)
  const name = node.tagName.toLowerCase()
  if (name === 'img' || name === 'source') cleanPicture(node)
  else node.removeAttribute('src')
  if (name !== 'source' && name !== 'img') node.removeAttribute('srcset')
  if (name === 'a') keepIf(node, 'href', isLink)
  else node.removeAttribute('href')
  keepIf(node, 'id', (value) => place.test(value))
  keepIf(node, 'align', (value) => sides.test(value))
  keepIf(node, 'type', (value) => markers.test(value))
  keepIf(node, 'value', (value) => name === 'li' && /^-?\d{1,6}$/.test(value))
  keepIf(node, 'cite', (value) => /^https?:\/\//i.test(value))
  keepIf(node, 'width', (value) => isCount(value, longest))
  keepIf(node, 'height', (value) => isCount(value, longest))
  keepIf(node, 'colspan', (value) => isCount(value, widest))
  keepIf(node, 'rowspan', (value) => isCount(value, widest))
})

/**
 * Cleans one article's HTML for the frame.
 *
 * @param html  Already cleaned once; anything at all is safe to pass.
 * @returns     HTML by the list above; '' for nothing.
 * Source:      DOMPurify's README; OWASP's list of vectors in tests/unit/renderer.
 */
export function cleanAgain(html: string): string {
  return purifier.sanitize(html, config)
}

function cleanPicture(node: Element): void {
  keepIf(node, 'src', (value) => pictureAddress.test(value))
  keepIf(node, 'srcset', (value) =>
    value.split(',').every((one) => pictureAddress.test(one.trim().split(/\s/)[0] ?? '')),
  )
  if (node.tagName.toLowerCase() === 'img') node.setAttribute('loading', 'lazy')
}

function keepIf(node: Element, attribute: string, isGood: (value: string) => boolean): void {
  const value = node.getAttribute(attribute)
  if (value !== null && !isGood(value)) node.removeAttribute(attribute)
}

function isCount(value: string, most: number): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= most
}
