/**
 * prepareItem.ts — one element of an item: kept as text beside the skeleton, written into it, or left out.
 *
 * Room:     main/parse. Pure.
 * Promises: what is written into the skeleton is well-formed and comes from a fixed list of names.
 */
import { resolveBase } from './base.ts'
import { decodeEntities, escapeText } from './entities.ts'
import { contentLimit, fieldLimit, readField, readPlain } from './fields.ts'
import type { FieldType } from './fields.ts'
import { attributesOf, elementEnd, nextTag } from './source.ts'
import type { Tag } from './source.ts'
import type { XmlFormat } from './names.ts'

export interface PreparedItem {
  readonly xml: string[]
  title: string | null
  content: string | null
  summary: string | null
  /** Text that stands in when there is no summary (media:description). */
  described: string | null
  published: string | null
  updated: string | null
  base: string | null
  isRepaired: boolean
}

export function newItem(base: string | null): PreparedItem {
  const texts = { title: null, content: null, summary: null, described: null, published: null, updated: null }
  return { xml: [], ...texts, base, isRepaired: false }
}

type TextSlot = 'title' | 'content' | 'summary' | 'described'

const texts = new Map<string, TextSlot>([
  ['title', 'title'],
  ['dc:title', 'title'],
  ['description', 'summary'],
  ['summary', 'summary'],
  ['atom:summary', 'summary'],
  ['dc:description', 'described'],
  ['itunes:summary', 'described'],
  ['media:description', 'described'],
  ['content:encoded', 'content'],
  ['content', 'content'],
  ['atom:content', 'content'],
  ['body', 'content'],
  ['xhtml:body', 'content'],
  ['xhtml:div', 'content'],
  ['fulltext', 'content'],
])

const dates = new Map<string, 'published' | 'updated'>([
  ['pubdate', 'published'],
  ['published', 'published'],
  ['issued', 'published'],
  ['created', 'published'],
  ['date', 'published'],
  ['dc:date', 'published'],
  ['dcterms:created', 'published'],
  ['dcterms:issued', 'published'],
  ['atom:published', 'published'],
  ['updated', 'updated'],
  ['modified', 'updated'],
  ['atom:updated', 'updated'],
  ['dcterms:modified', 'updated'],
])

/** Small elements of plain text, with the attributes that mean something. */
const plain = new Map<string, readonly string[]>([
  ['guid', ['ispermalink']],
  ['id', []],
  ['atom:id', []],
  ['link', ['href', 'rel', 'type', 'length', 'title']],
  ['atom:link', ['href', 'rel', 'type', 'length', 'title']],
  ['author', []],
  ['atom:author', []],
  ['creator', []],
  ['dc:creator', []],
  ['itunes:author', []],
  ['category', ['term', 'label']],
  ['dc:subject', []],
])

/** Elements that say all in their attributes; what stands inside them is read as if it stood beside them. */
const bare = new Map<string, readonly string[]>([
  ['enclosure', ['url', 'type', 'length']],
  ['media:content', ['url', 'type', 'medium', 'width', 'height']],
  ['media:thumbnail', ['url', 'width', 'height']],
  ['itunes:image', ['href']],
  ['media:group', []],
])

/**
 * Reads the element that `tag` opens. @param itemName The item's name as written.
 * @returns Where reading goes on; null when the element is never closed.
 */
export function addToItem(
  item: PreparedItem,
  text: string,
  tag: Tag,
  name: string,
  format: XmlFormat,
  itemName: string,
): number | null {
  const own = bare.get(name)
  if (own !== undefined) {
    if (own.length > 0) item.xml.push(emptyElement(name, text, tag, own))
    return tag.end
  }
  const attributes = plain.get(name)
  if (tag.kind === 'empty') {
    if (name.endsWith('link')) item.xml.push(linkElement(name, text, tag, '', format))
    else if (attributes !== undefined && attributes.length > 0)
      item.xml.push(emptyElement(name, text, tag, attributes))
    return tag.end
  }
  const end = elementEnd(text, tag.name, tag.end, [itemName])
  if (end === null) return null
  const slot = texts.get(name)
  if (slot !== undefined) addText(item, slot, text, tag, end.inner, format)
  else if (attributes !== undefined) addPlain(item, name, text, tag, end.inner, attributes, format)
  else {
    const date = dates.get(name)
    if (date !== undefined)
      item[date] ??= readPlain(text.slice(tag.end, Math.min(end.inner, tag.end + 400))) || null
  }
  return end.end
}

function addText(
  item: PreparedItem,
  slot: TextSlot,
  text: string,
  tag: Tag,
  inner: number,
  format: XmlFormat,
): void {
  if (item[slot] !== null) return
  const attributes = format === 'atom' ? attributesOf(text, tag) : null
  const type = attributes === null ? 'html' : fieldType(attributes.get('type'))
  if (type === null) return
  const limit = slot === 'content' ? contentLimit : fieldLimit
  const field = readField(text.slice(tag.end, Math.min(inner, tag.end + limit)), type)
  if (field.isRepaired) item.isRepaired = true
  if (field.html === '') return
  item[slot] = field.html
  if (slot === 'content') item.base = resolveBase(attributes?.get('xml:base'), item.base)
}

/** RFC 4287 §3.1.1 and §4.1.3.1; null for what is no text. */
function fieldType(type: string | undefined): FieldType | null {
  const name = type?.trim().toLowerCase() ?? 'html'
  if (name === 'text' || name === 'text/plain') return 'text'
  if (name === 'xhtml' || name.endsWith('xhtml+xml')) return 'xhtml'
  return name === 'html' || name === '' || name === 'text/html' || name === 'escaped' ? 'html' : null
}

function addPlain(
  item: PreparedItem,
  name: string,
  text: string,
  tag: Tag,
  inner: number,
  attributes: readonly string[],
  format: XmlFormat,
): void {
  const value = name.endsWith('author') ? nameOf(text, tag.end, inner) : readPlain(text.slice(tag.end, inner))
  if (name.endsWith('link')) {
    item.xml.push(linkElement(name, text, tag, value, format))
    return
  }
  const written = attributes.length === 0 ? '' : writeAttributes(text, tag, attributes)
  const safe = escapeText(value.slice(0, 4000))
  item.xml.push(`<${name}${written}>${safe}</${name}>`)
}

/** The `name` inside an author, or all its text. */
function nameOf(text: string, from: number, until: number): string {
  for (let at = from; ;) {
    const tag = nextTag(text, at, until)
    if (tag === null) return readPlain(text.slice(from, until))
    if (tag.kind === 'open' && /(?:^|:)name$/i.test(tag.name)) {
      const end = elementEnd(text, tag.name, tag.end, [])
      return end === null ? '' : readPlain(text.slice(tag.end, end.inner))
    }
    at = tag.end
  }
}

/** A link by attribute, or by text; rss-parser stumbles over an Atom link without attributes. */
export function linkElement(name: string, text: string, tag: Tag, value: string, format: XmlFormat): string {
  if (attributesOf(text, tag).has('href')) return emptyElement(name, text, tag, plain.get('link') ?? [])
  if (value === '') return ''
  const safe = escapeText(value.slice(0, 4000))
  return format === 'atom' || name === 'atom:link'
    ? `<${name} href="${safe}"/>`
    : `<${name}>${safe}</${name}>`
}

export function emptyElement(name: string, text: string, tag: Tag, attributes: readonly string[]): string {
  return `<${name}${writeAttributes(text, tag, attributes)}/>`
}

function writeAttributes(text: string, tag: Tag, wanted: readonly string[]): string {
  const found = attributesOf(text, tag)
  return wanted
    .map((name) => {
      const value = found.get(name)
      return value === undefined ? '' : ` ${name}="${escapeText(decodeEntities(value.slice(0, 4000)))}"`
    })
    .join('')
}
