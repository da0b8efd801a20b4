/**
 * secondCleaning.ts — the last wall but two: an article's HTML, cleaned again where it will be drawn.
 *
 * Room:     renderer/panes; the only home of dompurify.
 * Promises: what comes out holds nothing but the tags and attributes below; links lead to https, http or
 *           mailto; pictures come from our picture scheme and from nowhere else. No id, name, class, style,
 *           data-*, on*; no form, no frame, no SVG, no script.
 * Knows:    - main/normalise/clean.ts cleans at ingest by the same list; this pass runs on Chromium's own
 *             parser, which is the one that counts. Behind it stand the frame without scripts and its
 *             Content-Security-Policy.
 *           - strings in, strings out: the template, in-place and return-DOM modes of DOMPurify have had holes
 *             of their own and are not used.
 */
import DOMPurify from 'dompurify'
import type { Config } from 'dompurify'

const tags =
  'a abbr article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption ' +
  'figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span ' +
  'strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr'

const attributes =
  'href src srcset sizes alt title width height colspan rowspan datetime cite lang dir start reversed type loading'

/** Attributes whose values are no addresses: the rule for addresses would take `width="160"` for a bad one. */
const plain = 'sizes width height colspan rowspan datetime lang dir start reversed type loading'

const config: Config = {
  ALLOWED_TAGS: tags.split(' '),
  ALLOWED_ATTR: attributes.split(' '),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:|picture:\/\/kept\/)/i,
  ADD_URI_SAFE_ATTR: plain.split(' '),
  SANITIZE_DOM: true,
  KEEP_CONTENT: true,
  // Besides those DOMPurify names itself: their content is not text for a reader.
  ADD_FORBID_CONTENTS: ['object', 'embed', 'applet', 'select', 'textarea', 'button'],
}

/** The longest side we draw, in CSS pixels; more is a trick. */
const longest = 10_000
const widest = 1000
const pictureAddress = /^picture:\/\/kept\/[0-9a-f]{40}$/
const linkAddress = /^(?:https?:\/\/[^\s\\]+|mailto:[^\s\\]+)$/i

const purifier = DOMPurify(window)
purifier.addHook('afterSanitizeAttributes', (node) => {
  const name = node.tagName.toLowerCase()
  if (name === 'img' || name === 'source') cleanPicture(node)
  else node.removeAttribute('src')
  if (name !== 'source' && name !== 'img') node.removeAttribute('srcset')
  if (name === 'a') keepIf(node, 'href', (value) => linkAddress.test(value))
  else node.removeAttribute('href')
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
