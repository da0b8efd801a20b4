/**
 * clean.ts — the first of the two cleanings: an allow-list, at ingest or at first use, in a worker.
 *
 * Room:     main/normalise. Imports: sanitize-html (only here).
 * Promises: only elements and attributes of the list come out; every link is absolute http(s) or mailto, without
 *           credentials and tracking, or a jump to a place in the article (jumps.ts); every picture points to our own scheme; nothing loads by itself. Cleaning
 *           twice changes nothing. The second cleaning is DOMPurify in the window: never rely on this one alone.
 * Cost:     about 0.7 ms an article of 5 KB.
 * Source:   docs/notes/safety.md; deny-lists lost in every reader that had one.
 */
import sanitizeHtml from 'sanitize-html'
import type { Attributes, IOptions } from 'sanitize-html'
import { resolveWebUrl } from '../base/urls.ts'
import { pictureKey } from '../base/pictureKey.ts'
import { mathAttributes, mathNames } from '../../preload/contract/formulas.ts'
import { articleLimits } from '../../preload/contract/articleLimits.ts'
import type { Cut } from '../../preload/contract/articleLimits.ts'
import { beginningOfSource } from '../../preload/contract/articleText.ts'
import { withBareLinks } from './bareLinks.ts'
import { cleaningVersion } from './cleaningVersion.ts'
import { capDepth } from './depth.ts'
import { embedsAsLinks } from './embeds.ts'
import { jumpTo, settleJumps, withoutEmptyLinks, withPlace } from './jumps.ts'
import { mendMarkup } from './mend.ts'
import { withoutStandIns } from './standIns.ts'
import { shownPicture } from './shownPicture.ts'
import { limitBody } from './limitBody.ts'
import { placeOf, withSides } from './places.ts'
import { dropTracking } from './tracking.ts'
import type { StoredBody } from '../model/article.ts'

export { cleaningVersion } from './cleaningVersion.ts'

export interface Cleaned {
  readonly html: string
  /** Remote addresses of its pictures in order, each once. */
  readonly pictures: readonly string[]
  /** What was left out because no window could draw it. */
  readonly cut: readonly Cut[]
}

const deepest = articleLimits.nesting
const mostPasses = 4

const tags = (
  'a abbr article aside b bdi bdo big blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption ' +
  'figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub ' +
  'summary sup table tbody td tfoot th thead time tr u ul var wbr'
).split(' ')

const allowed = new Set([...tags, ...mathNames])

/** Gone with everything inside. `plaintext` is not here: it never ends and would take the rest of the article along. */
const gone = (
  'script style noscript template title textarea xmp iframe object embed applet svg select option datalist canvas ' +
  'audio video frameset noframes noembed head annotation annotation-xml'
).split(' ')

const directions = new Set(['ltr', 'rtl', 'auto'])

/** @param base Absolute address that relative links stand on. */
export function cleanBody(html: string, base: string): Cleaned {
  if (html === '') return { html: '', pictures: [], cut: [] }
  const pictures = new Set<string>()
  const source = beginningOfSource(html, articleLimits)
  // Last, because what is taken out before may have hidden tags from it.
  let text = mendMarkup(capDepth(closeOpenEnds(embedsAsLinks(withoutStandIns(source), base)), deepest))
  const elsewhere = new Map<string, string>()
  // An element that was dropped may have kept its neighbours apart (`<p><x-y><p>`): then they are sorted out again.
  for (let pass = 0; pass < mostPasses; pass++) {
    const seen = { hasDropped: false, places: new Set<string>(), elsewhere }
    const cleaned = sanitizeHtml(text, optionsFor(base, pictures, seen))
    // What `img` leaves when it shows nothing; no text can look like it.
    const result = cleaned.replaceAll('<img />', '').trim()
    const isStill = !seen.hasDropped || result === text
    text = result
    if (isStill) break
  }
  const limited = limitBody(text)
  const isCut = limited.cut.length > 0
  const settled = withoutEmptyLinks(settleJumps(limited.html, elsewhere))
  return {
    html: withBareLinks(settled),
    pictures: isCut ? thoseIn(limited.html, [...pictures]) : [...pictures],
    cut: source === html ? limited.cut : [...new Set<Cut>(['end', ...limited.cut])],
  }
}

/**
 * A body that may be shown. Earlier versions come along; a body that was cleaned before keeps its list of pictures.
 */
export function cleanStoredBody(body: StoredBody): StoredBody {
  if (body.cleaned === cleaningVersion) return body
  const main = cleanBody(body.bodyHtml, body.base)
  const notes = cleanBody(body.outletNotesHtml, body.base)
  const wasKept = thoseIn(main.html, body.pictures)
  return {
    ...body,
    cleaned: cleaningVersion,
    bodyHtml: main.html,
    outletNotesHtml: notes.html,
    pictures: [...new Set([...main.pictures, ...wasKept, ...notes.pictures])],
    cut: [...new Set([...(body.cut ?? []), ...main.cut, ...notes.cut])],
  }
}

/** Those of the pictures that the cleaned HTML shows. */
function thoseIn(html: string, pictures: readonly string[]): readonly string[] {
  if (pictures.length === 0) return pictures
  const shown = new Set(Array.from(html.matchAll(/picture:\/\/kept\/([0-9a-f]{40})/g), ([, key]) => key))
  return pictures.filter((url) => shown.has(pictureKey(url)))
}

/** What one pass has come across. */
interface Seen {
  hasDropped: boolean
  /** Names of places, each given once. */
  readonly places: Set<string>
  /** Jumps → the addresses that they were written as, where those were whole. */
  readonly elsewhere: Map<string, string>
}

function optionsFor(base: string, pictures: Set<string>, seen: Seen): IOptions {
  let sources: string[] = []
  const quoted = (tagName: string, attribs: Attributes) => ({ tagName, attribs: withCite(attribs, base) })
  const cell = (tagName: string, attribs: Attributes) => ({ tagName, attribs: withNumbers(attribs, 1000) })
  return {
    allowedTags: [...allowed],
    nonTextTags: gone,
    nestingLimit: deepest,
    onOpenTag: (name) => {
      if (!allowed.has(name) && name !== 'source') seen.hasDropped = true
    },
    parseStyleAttributes: false,
    allowedSchemes: ['http', 'https', 'mailto', 'picture'],
    allowedSchemesByTag: { a: ['http', 'https', 'mailto'] },
    allowProtocolRelative: false,
    allowedAttributes: {
      '*': ['title', 'lang', 'dir', 'id', 'align'],
      a: ['href'],
      img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      col: ['span'],
      colgroup: ['span'],
      ol: ['start', 'reversed', 'type'],
      ul: ['type'],
      li: ['value', 'type'],
      ...Object.fromEntries(mathNames.map((name) => [name, [...mathAttributes.keys()]])),
      time: ['datetime'],
      del: ['datetime', 'cite'],
      ins: ['datetime', 'cite'],
      blockquote: ['cite'],
      q: ['cite'],
    },
    transformTags: {
      '*': (name, given) => {
        const { tagName, attribs } = placeOf(name, given, allowed.has(name))
        return {
          tagName,
          attribs: withSides(tagName, withPlace(tagName, withDirection(attribs), seen.places)),
        }
      },
      a: (tagName, attribs) => ({ tagName, attribs: withLink(attribs, base, seen.elsewhere) }),
      source: (tagName, attribs) => {
        const set = attribs['srcset'] ?? attribs['data-srcset'] ?? attribs['data-lazy-srcset']
        if (set !== undefined && sources.length < 20) sources.push(set)
        return { tagName, attribs }
      },
      picture: (tagName, attribs) => {
        sources = []
        return { tagName, attribs }
      },
      img: (tagName, attribs) => {
        const before = sources
        sources = []
        const shown = shownPicture(attribs, base, before, pictures)
        // What is left out leaves the words that describe it, in the line.
        return typeof shown === 'string'
          ? { tagName: 'span', attribs: {}, text: shown }
          : { tagName, attribs: shown ?? {} }
      },
      td: cell,
      th: cell,
      col: cell,
      colgroup: cell,
      ol: (tagName, attribs) => ({ tagName, attribs: withNumbers(attribs, 100_000) }),
      li: (tagName, attribs) => ({ tagName, attribs: withNumbers(attribs, 100_000) }),
      del: quoted,
      ins: quoted,
      blockquote: quoted,
      q: quoted,
    },
  }
}

function withDirection(attributes: Attributes): Attributes {
  const { dir, ...rest } = attributes
  if (dir === undefined) return attributes
  const folded = dir.trim().toLowerCase()
  return directions.has(folded) ? { ...rest, dir: folded } : rest
}

function withLink(attributes: Attributes, base: string, elsewhere: Map<string, string>): Attributes {
  const { href, ...rest } = attributes
  const written = href?.trim() ?? ''
  const address = href === undefined ? null : linkAddress(written, base)
  const jump = jumpTo(written.startsWith('#') ? written : (address ?? ''), base)
  if (jump !== null) {
    if (address !== null) elsewhere.set(jump, address)
    return { ...rest, href: jump }
  }
  return address === null ? rest : { ...rest, href: address }
}

/** Absolute http(s) or mailto; null for the rest. */
function linkAddress(href: string, base: string): string | null {
  if (href.startsWith('#')) return null
  if (/^mailto:/i.test(href)) return /^mailto:[^\s<>"'\\\u0000-\u001f]{3,500}$/i.test(href) ? href : null
  const address = resolveWebUrl(href, base)
  if (address === null) return null
  const url = new URL(address)
  dropTracking(url)
  return url.href
}

function withNumbers(attributes: Attributes, most: number): Attributes {
  const isFine = ([name, value]: [string, string]) =>
    !/^(?:colspan|rowspan|span|start|value)$/.test(name) ||
    (/^-?\d{1,6}$/.test(value) &&
      Number(value) <= most &&
      (Number(value) >= 0 || /^(?:start|value)$/.test(name)))
  return Object.fromEntries(Object.entries(attributes).filter(isFine))
}

function withCite(attributes: Attributes, base: string): Attributes {
  const { cite, ...rest } = attributes
  const address = cite === undefined ? null : resolveWebUrl(cite, base)
  return address === null ? rest : { ...rest, cite: address }
}

/** Takes the start tags of elements away that would be dropped with all that follows because they never end. */
function closeOpenEnds(html: string): string {
  let text = html
  for (const name of gone) {
    if (name === 'script' || name === 'style') continue
    const open = new RegExp(`<${name}\\b[^>]{0,4000}>?`, 'gi')
    if (!open.test(text)) continue
    const lastClose = lastIndexOfClose(text, name)
    text = text.slice(0, lastClose) + text.slice(lastClose).replace(open, '')
  }
  return text
}

function lastIndexOfClose(text: string, name: string): number {
  return Math.max(0, text.toLowerCase().lastIndexOf(`</${name}`))
}
