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
import { readHeadElement } from './prepareHead.ts'
import { addToItem, newItem } from './prepareItem.ts'
import type { PreparedItem } from './prepareItem.ts'
import { canonicalName, prefixesOf, rootFormat } from './names.ts'
import type { Prefixes, XmlFormat } from './names.ts'
import { attributesOf, nextTag } from './source.ts'
import type { Tag } from './source.ts'
import { resolveBase } from './base.ts'
import { escapeText } from './entities.ts'

export interface Prepared {
  readonly format: XmlFormat
  readonly skeleton: string
  /** In the order of the skeleton's items. */
  readonly items: readonly PreparedItem[]
  readonly title: string | null
  readonly language: string | null
  readonly isRepaired: boolean
}

/** Why a document cannot be read; `detail` is for the technical line. */
export interface Damage {
  readonly detail: string
}

export const mostItems = 20_000
/** More elements than this without an end mean that the document is noise. */
const mostUnclosed = 200

/** @returns null when no feed starts in the first 4 KB. */
export function prepare(source: string): Prepared | Damage | null {
  const clean = withoutControls(source)
  const begun = findRoot(clean)
  if (begun === null || 'detail' in begun) return begun
  const reading = new Reading(clean, begun.root, begun.format)
  const damage = reading.run(begun.root.end)
  if (damage !== null) return damage
  return reading.result(clean !== source || begun.isRepaired)
}

/** One pass over one document. */
class Reading {
  readonly #text: string
  readonly #root: Tag
  readonly #format: XmlFormat
  readonly #prefixes: Prefixes
  readonly #items: PreparedItem[] = []
  readonly #itemXml: string[] = []
  readonly #head: { xml: string; title: string | null; language: string | null }
  #base: string | null
  #unclosed = 0
  #isRepaired = false

  constructor(text: string, root: Tag, format: XmlFormat) {
    const attributes = attributesOf(text, root)
    this.#text = text
    this.#root = root
    this.#format = format
    this.#prefixes = prefixesOf(attributes, root.name)
    this.#base = resolveBase(attributes.get('xml:base'), null)
    this.#head = { xml: '', title: null, language: attributes.get('xml:lang') ?? null }
    if (root.name.toUpperCase() === root.name && root.name.length > 1) this.#isRepaired = true
  }

  run(from: number): Damage | null {
    let at = from
    for (;;) {
      const tag = nextTag(this.#text, at)
      if (tag === null) {
        this.#isRepaired = true
        return null
      }
      at = tag.end
      if (tag.kind === 'doctype') return { detail: 'a second document type' }
      const name = canonicalName(tag.name, this.#prefixes)
      if (tag.kind === 'close') {
        if (tag.name === this.#root.name) return null
      } else if (name === 'item' || name === 'entry') {
        if (this.#items.length >= mostItems) return null
        const end = this.#readItem(tag, name)
        if (end === null) {
          this.#isRepaired = true
          return null
        }
        at = end
      } else if (name === 'channel') {
        const attributes = attributesOf(this.#text, tag)
        this.#base = resolveBase(attributes.get('xml:base'), this.#base)
        this.#head.language ??= attributes.get('xml:lang') ?? null
      } else if (tag.kind === 'open' || name === 'link' || name === 'atom:link' || name === 'itunes:image') {
        at = readHeadElement(this.#text, tag, name, this.#format, this.#head) ?? this.#noteUnclosed(tag)
      }
      if (this.#unclosed > mostUnclosed) return { detail: 'elements are not closed, or nested too deep' }
    }
  }

  /** @returns Where reading goes on; null when the document ends inside the item, which is then dropped. */
  #readItem(open: Tag, itemName: string): number | null {
    const attributes = attributesOf(this.#text, open)
    const item = newItem(resolveBase(attributes.get('xml:base'), this.#base))
    const about = attributes.get('rdf:about') ?? attributes.get('about')
    let at = open.end
    for (;;) {
      const tag = open.kind === 'empty' ? open : nextTag(this.#text, at)
      if (tag === null) return null
      const name = canonicalName(tag.name, this.#prefixes)
      const isEnd = tag.kind === 'close' && name === itemName
      const isNextItem = tag !== open && tag.kind !== 'close' && (name === 'item' || name === 'entry')
      const isOuterEnd = tag.kind === 'close' && (name === 'channel' || tag.name === this.#root.name)
      if (isEnd || isNextItem || isOuterEnd || tag === open) {
        if (isNextItem || isOuterEnd) this.#isRepaired = true
        const attribute = about === undefined ? '' : ` rdf:about="${reEscape(about)}"`
        this.#items.push(item)
        this.#itemXml.push(`<${itemName}${attribute}>${item.xml.join('')}</${itemName}>`)
        return isEnd || tag === open ? tag.end : tag.start
      }
      at = tag.end
      if (tag.kind === 'doctype') continue
      if (tag.kind === 'close') continue
      const end = addToItem(item, this.#text, tag, name, this.#format, open.name)
      if (item.isRepaired) this.#isRepaired = true
      at = end ?? this.#noteUnclosed(tag)
      if (this.#unclosed > mostUnclosed) return null
    }
  }

  #noteUnclosed(tag: Tag): number {
    this.#unclosed++
    this.#isRepaired = true
    return tag.end
  }

  result(wasRepaired: boolean): Prepared {
    const items = this.#itemXml.join('')
    const { xml, title, language } = this.#head
    const skeleton = {
      rss: `<rss version="2.0"><channel>${xml}${items}</channel></rss>`,
      rdf: `<rdf:RDF><channel>${xml}</channel>${items}</rdf:RDF>`,
      atom: `<feed>${xml}${items}</feed>`,
    }[this.#format]
    const isRepaired = wasRepaired || this.#isRepaired
    return { format: this.#format, skeleton, items: this.#items, title, language, isRepaired }
  }
}

function findRoot(text: string): { root: Tag; format: XmlFormat; isRepaired: boolean } | Damage | null {
  const isJunkFirst = !/^\s*</.test(text)
  let from = isJunkFirst ? startOfFeed(text) : 0
  let isRepaired = isJunkFirst
  let doctypes = 0
  while (from !== null) {
    const tag = nextTag(text, from)
    if (tag === null) return null
    if (tag.kind === 'doctype') {
      doctypes++
      if (doctypes > 1 || text.slice(tag.start, tag.end).includes('['))
        return { detail: 'a document type with entities' }
      from = tag.end
      continue
    }
    const format = tag.kind === 'close' ? null : rootFormat(tag.name)
    if (format !== null) return { root: tag, format, isRepaired }
    if (isRepaired || /^(?:html|head|body)$/i.test(tag.name)) return null
    isRepaired = true
    from = startOfFeed(text)
  }
  return null
}

/** Where the feed starts behind junk, within the first 4 KB. */
function startOfFeed(text: string): number | null {
  const at = text.slice(0, 4096).search(/<\?xml\b|<rss[\s>]|<feed[\s>]|<(?:\w+:)?RDF[\s>]/i)
  return at < 0 ? null : at
}

/** XML forbids most control characters; some outlets send them. */
function withoutControls(text: string): string {
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
  return forbidden.test(text) ? text.replace(forbidden, '') : text
}

const reEscape = (encoded: string) => escapeText(encoded.replaceAll('&amp;', '&'))
