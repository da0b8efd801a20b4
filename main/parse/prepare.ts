/**
 * prepare.ts — any document that means to be a feed, as a small well-formed skeleton that rss-parser can read,
 * with the texts and dates kept beside it.
 *
 * Room:     main/parse. Pure.
 * Promises: linear in the length of the document; the skeleton is well-formed whatever came in; only complete
 *           items come out of a truncated document; at most 20,000 items; DTDs are never read.
 * Knows:    - junk before the first tag (PHP warnings), missing versions, upper-case names, odd prefixes,
 *             items outside the channel, several channels, unclosed items (feeds.md §1).
 *           - one bad Atom date rejects the whole feed in rss-parser, so dates never reach it.
 *           - texts never reach it either: mixed markup would lose its order, and snippets nobody reads would cost
 *             more than all the rest.
 */
import { resolveBase } from './base.ts'
import { addCdf, cdfLink } from './cdf.ts'
import { withoutControls } from './controls.ts'
import { withEntities } from './doctype.ts'
import { escapeText } from './entities.ts'
import { canonicalName, localName, prefixesOf, withDeclared } from './names.ts'
import type { Prefixes, XmlFormat } from './names.ts'
import { withoutOpenEnds } from './openEnds.ts'
import { newHead, readHeadElement } from './prepareHead.ts'
import type { PreparedHead } from './prepareHead.ts'
import { addToItem, newItem } from './prepareItem.ts'
import type { PreparedItem } from './prepareItem.ts'
import { endOfInner } from './nestedItems.ts'
import { findRoot } from './root.ts'
import type { Root } from './root.ts'
import { attributesOf, nextTag } from './source.ts'
import type { Effort, Tag } from './source.ts'

export interface Prepared {
  readonly format: XmlFormat
  readonly skeleton: string
  /** In the order of the skeleton's items. */
  readonly items: readonly PreparedItem[]
  readonly head: PreparedHead
  readonly base: string | null
  readonly isRepaired: boolean
}

/** Why a document cannot be read; `detail` is for the technical line. */
export interface Damage {
  readonly detail: string
}

export const mostItems = 20_000
/** An element that holds nothing comes back from rss-parser as '', and `''.link` is a function of every string. */
const nothing = '<nothing/>'
/** More elements than this without an end mean that the document is noise. */
const mostUnclosed = 200
/** The same for elements whose end could be guessed: every item of a feed may have one or two. */
const mostGuessed = 2000
/** So many times the document's length may be looked through for ends that are not there. */
const mostLookedThrough = 20

/**
 * @param document The document's own address, for a relative xml:base; null when unknown.
 * @returns null when no feed starts in the first 4 KB.
 */
export function prepare(source: string, document: string | null = null): Prepared | Damage | null {
  const clean = withoutOpenEnds(withoutControls(source))
  const begun = findRoot(clean)
  if (begun === null || 'detail' in begun) return begun
  if (begun.entities.size === 0) return read(clean, begun, document, clean !== source)
  const full = withEntities(clean.slice(begun.root.start), begun.entities)
  const again = full === null ? null : findRoot(full)
  if (full === null || again === null || 'detail' in again) return { detail: 'entities that grow' }
  return read(full, again, document, clean !== source || begun.isRepaired)
}

function read(text: string, root: Root, document: string | null, wasRepaired: boolean): Prepared | Damage {
  const reading = new Reading(text, root, document)
  // A document that is one entry is a feed of one.
  const isEntry = localName(root.root.name) === 'entry'
  const damage = reading.run(isEntry ? root.root.start : root.root.end)
  return damage ?? reading.result(wasRepaired || root.isRepaired)
}

/** One pass over one document. */
class Reading {
  readonly #text: string
  readonly #root: Tag
  readonly #format: XmlFormat
  readonly #document: string | null
  readonly #items: PreparedItem[] = []
  readonly #itemXml: string[] = []
  readonly #head: PreparedHead
  #prefixes: Prefixes
  #base: string | null
  #unclosed = 0
  #guessed = 0
  #isRepaired = false
  readonly #effort: Effort

  constructor(text: string, { root, format }: Root, document: string | null) {
    const attributes = attributesOf(text, root)
    this.#text = text
    this.#effort = { left: text.length * mostLookedThrough + 65_536 }
    this.#root = root
    this.#format = format
    this.#document = document
    this.#prefixes = prefixesOf(attributes, root.name)
    this.#base = resolveBase(attributes.get('xml:base'), null, document)
    this.#head = newHead(attributes.get('xml:lang') ?? null)
    this.#head.xml += cdfLink(attributes, this.#format)
    if (root.name.toUpperCase() === root.name && root.name.length > 1 && format !== 'rdf')
      this.#isRepaired = true
  }

  run(from: number): Damage | null {
    let at = from
    for (;;) {
      const tag = nextTag(this.#text, at)
      if (tag === null) {
        // An entry that stands alone was the whole document.
        const isWhole = localName(this.#root.name) === 'entry' && this.#items.length > 0
        if (!isWhole) this.#isRepaired = true
        return null
      }
      at = tag.end
      if (tag.kind === 'doctype') return { detail: 'a second document type' }
      const name = this.#nameOf(tag, this.#prefixes)
      if (tag.kind === 'close') {
        if (tag.name !== this.#root.name) continue
        const again = this.#nextRoot(at)
        if (again === null) return null
        at = again
      } else if (isItem(name)) {
        if (this.#items.length >= mostItems) return null
        const end = this.#readItem(tag, name)
        if (end === null) {
          this.#isRepaired = true
          return null
        }
        at = end
      } else if (name === 'channel') {
        const attributes = attributesOf(this.#text, tag)
        this.#base = resolveBase(attributes.get('xml:base'), this.#base, this.#document)
        this.#head.language ??= attributes.get('xml:lang') ?? null
        this.#head.xml += cdfLink(attributes, this.#format)
        this.#prefixes = withDeclared(this.#prefixes, attributes, this.#format === 'atom')
      } else if (name === 'items') {
        // RSS 1.0 lists its items here; some put the items themselves inside.
        continue
      } else if (tag.kind === 'open' || name === 'link' || name === 'atom:link' || name === 'itunes:image') {
        const ground = {
          text: this.#text,
          format: this.#format,
          base: this.#base,
          document: this.#document,
          effort: this.#effort,
        }
        at = readHeadElement(tag, name, this.#head, ground) ?? this.#noteUnclosed(tag)
        if (this.#head.unclosed > 0) this.#isRepaired = true
      }
      const isNoise = Math.max(this.#unclosed, this.#head.unclosed) > mostUnclosed || this.#effort.left < 0
      if (isNoise || this.#guessed > mostGuessed)
        return { detail: 'elements are not closed, or nested too deep' }
    }
  }

  /** Some write one document behind the other: where the inside of the next begins. */
  #nextRoot(from: number): number | null {
    const tag = nextTag(this.#text, from)
    if (tag?.kind !== 'open' || tag.name !== this.#root.name || localName(tag.name) === 'entry') return null
    this.#isRepaired = true
    return tag.end
  }

  /** @returns Where reading goes on; null when the document ends inside the item, which is then dropped. */
  #readItem(open: Tag, itemName: string): number | null {
    const attributes = attributesOf(this.#text, open)
    const isAtom = this.#format === 'atom'
    const prefixes = withDeclared(this.#prefixes, attributes, isAtom)
    const base = resolveBase(attributes.get('xml:base'), this.#base, this.#document)
    const item = newItem(base, attributes.get('xml:lang') ?? null)
    addCdf(item, attributes, this.#format)
    const before = this.#unclosed
    const ground = {
      text: this.#text,
      format: this.#format,
      itemName: open.name,
      document: this.#document,
      effort: this.#effort,
    }
    /** Items that were written into this one. */
    const inner: Tag[] = []
    let at = open.end
    for (;;) {
      const tag = open.kind === 'empty' ? open : nextTag(this.#text, at)
      if (tag === null) {
        // Nothing but its end is missing; an item that was cut in the middle of an element is not whole.
        const isWhole = item.unclosed === 0 && this.#unclosed === before && item.title !== null
        if (isWhole && item.xml.some((one) => named.test(one))) this.#keep(item, attributes)
        return null
      }
      const name = this.#nameOf(tag, prefixes)
      const isEnd = tag.kind === 'close' && name === itemName
      const isOtherItem = tag !== open && tag.kind !== 'close' && isItem(name)
      const innerEnd = isOtherItem && tag.kind === 'open' ? endOfInner(this.#text, tag, this.#effort) : null
      if (isOtherItem && (tag.kind === 'empty' || innerEnd !== null)) {
        if (innerEnd !== null) inner.push(tag)
        this.#isRepaired = true
        at = innerEnd ?? tag.end
        continue
      }
      const isNextItem = isOtherItem
      const isOuterEnd = tag.kind === 'close' && (name === 'channel' || tag.name === this.#root.name)
      if (isEnd || isNextItem || isOuterEnd || tag === open) {
        if (isNextItem || isOuterEnd) this.#isRepaired = true
        this.#keep(item, attributes)
        for (const one of inner) if (this.#items.length < mostItems) this.#readItem(one, itemName)
        return isEnd || tag === open ? tag.end : tag.start
      }
      at = tag.end
      if (tag.kind === 'doctype') continue
      if (tag.kind === 'close') continue
      const end = addToItem(item, tag, name, ground)
      if (item.isRepaired) this.#isRepaired = true
      at = end ?? this.#noteUnclosed(tag)
      if (Math.max(this.#unclosed, item.unclosed) > mostUnclosed || this.#effort.left < 0) return null
    }
  }

  #keep(item: PreparedItem, attributes: ReadonlyMap<string, string>): void {
    // Whatever it was called: rss-parser knows one name in each format, and its items go by their order.
    const name = this.#format === 'atom' ? 'entry' : 'item'
    const about = aboutOf(attributes)
    const attribute = about === undefined ? '' : ` rdf:about="${reEscape(about)}"`
    this.#guessed += item.unclosed
    this.#items.push(item)
    this.#itemXml.push(`<${name}${attribute}>${item.xml.join('') || nothing}</${name}>`)
  }

  /** The canonical name; an element may declare namespaces of its own. */
  #nameOf(tag: Tag, prefixes: Prefixes): string {
    const room = tag.end - tag.start - tag.name.length
    if (tag.kind === 'close' || room < 12) return canonicalName(tag.name, prefixes)
    if (!this.#text.slice(tag.start, tag.end).includes('xmlns')) return canonicalName(tag.name, prefixes)
    const attributes = attributesOf(this.#text, tag)
    return canonicalName(tag.name, withDeclared(prefixes, attributes, this.#format === 'atom'))
  }

  #noteUnclosed(tag: Tag): number {
    this.#unclosed++
    this.#isRepaired = true
    return tag.end
  }

  result(wasRepaired: boolean): Prepared {
    const items = this.#itemXml.join('')
    const head = this.#head
    const said = head.xml || nothing
    const skeleton = {
      rss: `<rss version="2.0"><channel>${said}${items}</channel></rss>`,
      rdf: `<rdf:RDF><channel>${said}</channel>${items}</rdf:RDF>`,
      atom: `<feed>${said}${items}</feed>`,
    }[this.#format]
    const isRepaired = wasRepaired || this.#isRepaired
    return { format: this.#format, skeleton, items: this.#items, head, base: this.#base, isRepaired }
  }
}

/** Some put Atom's entries into RSS. */
const isItem = (name: string) => name === 'item' || name === 'entry' || name === 'atom:entry'

/** What says which item it is; without it the item's end could make another article of it. */
const named = /^<(?:(?:atom:)?(?:id|link)|guid)\b/

/** RDF's name of an item, whatever prefix RDF has here. */
function aboutOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const about = attributes.get('rdf:about') ?? attributes.get('about')
  if (about !== undefined) return about
  for (const [name, value] of attributes) if (name.endsWith(':about')) return value
  return undefined
}

const reEscape = (encoded: string) => escapeText(encoded.replaceAll('&amp;', '&'))
