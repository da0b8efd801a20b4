/**
 * skeleton.ts — pieces of the small well-formed document that rss-parser reads. Room: main/parse. Pure.
 */
import { resolveWebUrl } from '../base/urls.ts'
import { resolveBase } from './base.ts'
import { decodeEntities, escapeText } from './entities.ts'
import { readPlain } from './fields.ts'
import type { XmlFormat } from './names.ts'
import { localName } from './names.ts'
import { attributesOf, elementEnd, nextTag } from './source.ts'
import type { Tag } from './source.ts'

const linkAttributes = ['href', 'rel', 'type', 'length', 'title']

export interface LinkGround {
  readonly text: string
  readonly format: XmlFormat
  /** What relative links stand on here; null when nothing was said. */
  readonly base: string | null
  readonly document: string | null
}

/**
 * A link by attribute, or by text; rss-parser stumbles over an Atom link without attributes. A link with an xml:base
 * of its own is made absolute, because nobody further on would know of it.
 */
export function linkElement(name: string, tag: Tag, value: string, ground: LinkGround): string {
  const { text, format } = ground
  const attributes = attributesOf(text, tag)
  const own = attributes.get('xml:base')
  const base = own === undefined ? null : resolveBase(own, ground.base, ground.document)
  if (attributes.has('href')) {
    const href = base === null ? null : resolveWebUrl(decodeEntities(attributes.get('href') ?? ''), base)
    if (href === null) return emptyElement(name, text, tag, linkAttributes)
    return `<${name} href="${escapeText(href)}"${writeAttributes(text, tag, linkAttributes.slice(1))}/>`
  }
  if (value === '') return ''
  const written = addressOf(value)
  const safe = escapeText(((base === null ? null : resolveWebUrl(written, base)) ?? written).slice(0, 4000))
  return format === 'atom' || name === 'atom:link'
    ? `<${name} href="${safe}"/>`
    : `<${name}>${safe}</${name}>`
}

/** The text of a link element; the address of the HTML link that some write there. */
export function addressIn(source: string): string {
  const plain = readPlain(source)
  const written = source.includes('<') ? source : plain
  const href = /<a\s[^<>]{0,2000}?\bhref\s*=\s*["']([^"'<>]{1,4000})["']/i.exec(
    written.startsWith('<![CDATA[') ? plain : written,
  )?.[1]
  return href === undefined ? plain : decodeEntities(href).trim()
}

/** No address holds `&amp;`: it was escaped twice. `http:/x` and `www.x` lost something on their way. */
function addressOf(text: string): string {
  const plain = text.replaceAll('&amp;', '&')
  if (/^\s*https?:\/(?!\/)/i.test(plain)) return plain.replace('/', '//')
  return /^\s*www\.[\w-]+\.[a-z]/i.test(plain) ? `http://${plain.trim()}` : plain
}

export function emptyElement(name: string, text: string, tag: Tag, attributes: readonly string[]): string {
  return `<${name}${writeAttributes(text, tag, attributes)}/>`
}

export function writeAttributes(text: string, tag: Tag, wanted: readonly string[]): string {
  const found = attributesOf(text, tag)
  return wanted
    .map((name) => {
      const value = found.get(name)
      if (value === undefined) return ''
      const decoded = decodeEntities(value.slice(0, 4000))
      const isAddress = name === 'href' || name === 'url'
      return ` ${name}="${escapeText(isAddress ? addressOf(decoded) : decoded)}"`
    })
    .join('')
}

/** People: of each `author` (or other role) between two places the `name`, or all its text when it has no parts. At most 20. */
export function namesIn(text: string, from: number, until: number, role = 'author'): readonly string[] {
  const names: string[] = []
  for (let at = from; names.length < 20;) {
    const tag = nextTag(text, at, until)
    if (tag === null) return names
    at = tag.end
    if (tag.kind !== 'open' || localName(tag.name) !== role) continue
    const end = elementEnd(text, tag.name, tag.end, { limit: until })
    const name = nameOf(text, tag.end, Math.min(end?.inner ?? until, until))
    if (name !== '') names.push(name)
    at = end?.end ?? until
  }
  return names
}

function nameOf(text: string, from: number, until: number): string {
  let hasParts = false
  for (let at = from; ;) {
    const tag = nextTag(text, at, until)
    if (tag === null) return hasParts ? '' : readPlain(text.slice(from, until))
    at = tag.end
    if (tag.kind === 'open' && localName(tag.name) === 'name') {
      const end = elementEnd(text, tag.name, tag.end, { limit: until })
      return end === null ? '' : readPlain(text.slice(tag.end, end.inner))
    }
    if (tag.kind === 'open' && /^(?:email|uri|url|homepage)$/.test(localName(tag.name))) hasParts = true
  }
}
