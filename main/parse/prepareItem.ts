/**
 * prepareItem.ts — one element of an item: kept as text beside the skeleton, written into it, or left out.
 *
 * Room:     main/parse. Pure.
 * Promises: what is written into the skeleton is well-formed and comes from a fixed list of names (elements.ts).
 */
import { resolveBase } from './base.ts'
import { categoryOf, isCategory } from './categories.ts'
import type { Category } from './categories.ts'
import { bare, dates, plain, texts } from './elements.ts'
import type { DateSlot, TextSlot } from './elements.ts'
import { decodeEntities, escapeText } from './entities.ts'
import { contentLimit, fieldLimit, fieldType, readField, readPlain } from './fields.ts'
import type { XmlFormat } from './names.ts'
import { withInnerBases } from './innerBases.ts'
import { mediaContent, newMedia, noteBeside, openGroup } from './mediaElement.ts'
import type { MediaState } from './mediaElement.ts'
import { addressIn, emptyElement, linkElement, namesIn, writeAttributes } from './skeleton.ts'
import { endAroundItems } from './nestedItems.ts'
import { attributesOf, elementEnd, repairedEnd } from './source.ts'
import type { Effort, Tag } from './source.ts'

export interface PreparedItem {
  readonly xml: string[]
  title: string | null
  /** Title that stands in when there is none (dc:title). */
  titled: string | null
  content: string | null
  summary: string | null
  /** Text that stands in when there is no summary (media:description). */
  described: string | null
  /** Dates as written, in document order. */
  readonly published: string[]
  readonly updated: string[]
  /** Who the entry was copied from (Atom `source`). */
  sourceAuthors: readonly string[]
  base: string | null
  textBase: string | null
  language: string | null
  /** The address of a text that stands elsewhere (Atom content with `src`). */
  elsewhere: string | null
  readonly media: MediaState
  readonly categories: Category[]
  isRepaired: boolean
  /** Elements whose end had to be guessed. */
  unclosed: number
}

export interface ItemGround {
  readonly text: string
  readonly format: XmlFormat
  /** The item's name as written. */
  readonly itemName: string
  /** The document's own address. */
  readonly document: string | null
  readonly effort: Effort
}

export function newItem(base: string | null, language: string | null): PreparedItem {
  const texts = { title: null, titled: null, content: null, summary: null, described: null }
  const said = {
    sourceAuthors: [],
    base,
    textBase: null,
    language,
    elsewhere: null,
    media: newMedia(),
    categories: [],
    isRepaired: false,
    unclosed: 0,
  }
  return { xml: [], ...texts, published: [], updated: [], ...said }
}

/**
 * Reads the element that `tag` opens. @param name Its canonical name.
 * @returns Where reading goes on; null when the element is never closed.
 */
export function addToItem(item: PreparedItem, tag: Tag, name: string, ground: ItemGround): number | null {
  const { text, format, itemName } = ground
  const own = bare.get(name)
  if (own !== undefined) {
    if (name === 'media:group') openGroup(item.media, tag, ground)
    else if (name === 'media:content') item.xml.push(mediaContent(item.media, tag, own, ground))
    else item.xml.push(emptyElement(name, text, tag, own))
    return tag.end
  }
  const attributes = plain.get(name)
  // CDF has its addresses in links of HTML.
  if (name === 'a' && format === 'rss') {
    item.xml.push(linkElement('link', tag, '', { ...ground, base: item.base }))
    return tag.end
  }
  if (tag.kind === 'empty') {
    if (name.endsWith('link')) item.xml.push(linkElement(name, tag, '', { ...ground, base: item.base }))
    else if (isCategory(name)) item.categories.push(categoryOf(name, text, tag, ''))
    else if (attributes !== undefined && attributes.length > 0)
      item.xml.push(emptyElement(name, text, tag, attributes))
    else if (name === 'content' && format === 'atom') readElsewhere(item, tag, ground)
    return tag.end
  }
  const slot = texts.get(name)
  const date = dates.get(name)
  const closed = elementEnd(text, tag.name, tag.end, { until: [itemName], effort: ground.effort })
  const isWanted = slot !== undefined || date !== undefined || attributes !== undefined
  const around = closed === null && !isWanted ? endAroundItems(text, tag, itemName, ground.effort) : null
  if (around !== null) return around
  const end = closed ?? (isWanted ? repairedEnd(text, tag.name, tag.end, itemName) : null)
  if (end === null) return null
  if (closed === null) {
    item.isRepaired = true
    item.unclosed++
  }
  noteBeside(item.media, name, tag, text.slice(tag.end, Math.min(end.inner, tag.end + 8000)))
  if (slot !== undefined) addText(item, slot, tag, end.inner, ground)
  else if (attributes !== undefined) addPlain(item, name, tag, end.inner, attributes, ground)
  else if (date !== undefined) addDate(item, date, text.slice(tag.end, Math.min(end.inner, tag.end + 400)))
  else if (name === 'source' && format === 'atom') item.sourceAuthors = namesIn(text, tag.end, end.inner)
  else if (name === 'image') addPicture(item, tag, end.inner, ground)
  return end.end
}

function addText(item: PreparedItem, slot: TextSlot, tag: Tag, inner: number, ground: ItemGround): void {
  if (item[slot] !== null) return
  const { text, format, document } = ground
  const hasAttributes = tag.end - tag.start > tag.name.length + 4
  const attributes = hasAttributes || format === 'atom' ? attributesOf(text, tag) : null
  const said = format === 'atom' && attributes !== null ? fieldType(attributes) : 'html'
  // Content may be a picture; a title or a summary is words, whatever type somebody gave it.
  if (said === null && slot === 'content') {
    readElsewhere(item, tag, ground)
    return
  }
  const type = said ?? 'guess'
  const limit = slot === 'content' ? contentLimit : fieldLimit
  const source = text.slice(tag.end, Math.min(inner, tag.end + limit))
  const field = readField(source, type, format === 'atom' && said === 'html')
  if (field.isRepaired) item.isRepaired = true
  if (field.html === '') {
    if (slot === 'content' && attributes !== null) readElsewhere(item, tag, ground)
    return
  }
  item[slot] = field.html
  if (slot !== 'content' && (slot !== 'summary' || item.content !== null)) return
  const own = resolveBase(attributes?.get('xml:base'), item.base, document)
  const inside = resolveBase(field.base ?? undefined, own, document)
  item[slot] = withInnerBases(field.html, inside, document)
  item.textBase = inside === item.base ? null : inside
  item.language = attributes?.get('xml:lang') ?? item.language
}

function readElsewhere(item: PreparedItem, tag: Tag, { text }: ItemGround): void {
  const attributes = attributesOf(text, tag)
  const isPicture = /^\s*image\//i.test(attributes.get('type') ?? '')
  if (isPicture)
    item.xml.push(
      `<enclosure url="${escapeText(decodeEntities(attributes.get('src') ?? ''))}" type="image"/>`,
    )
  else item.elsewhere ??= attributes.get('src')?.replaceAll('&amp;', '&') ?? null
}

function addDate(item: PreparedItem, slot: DateSlot, source: string): void {
  const text = readPlain(source)
  if (text !== '' && item[slot].length < 5) item[slot].push(text)
}

function addPlain(
  item: PreparedItem,
  name: string,
  tag: Tag,
  inner: number,
  attributes: readonly string[],
  ground: ItemGround,
): void {
  const { text, format } = ground
  const role = /(?:author|contributor)$/.exec(name)?.[0]
  if (role !== undefined) {
    for (const one of namesIn(text, tag.start, inner, role)) item.xml.push(element(name, '', one))
    return
  }
  if (name === 'link' || name === 'atom:link') {
    const value = addressIn(text.slice(tag.end, Math.min(inner, tag.end + fieldLimit)))
    item.xml.push(linkElement(name, tag, value, { text, format, base: item.base, document: ground.document }))
    return
  }
  const value = readPlain(text.slice(tag.end, inner))
  if (isCategory(name)) {
    item.categories.push(categoryOf(name, text, tag, value))
    return
  }
  const written = attributes.length === 0 ? '' : writeAttributes(text, tag, attributes)
  item.xml.push(element(name, written, value))
}

/** `image` is no element of an item, but many use it, with an address inside or a `url` inside. */
function addPicture(item: PreparedItem, tag: Tag, inner: number, { text }: ItemGround): void {
  const source = text.slice(tag.end, Math.min(inner, tag.end + 4000))
  const url = /<url>([^]*?)<\/url>/i.exec(source)?.[1] ?? source
  const address = readPlain(url)
  if (/^(?:https?:)?\/\/\S+$/i.test(address)) item.xml.push(`<media:thumbnail url="${escapeText(address)}"/>`)
}

const element = (name: string, attributes: string, value: string) =>
  `<${name}${attributes}>${escapeText(value.slice(0, 4000))}</${name}>`
