/**
 * parseFeed.ts — the source of an XML feed in, the outlet's own words out.
 *
 * Room:     main/parse, behind parseDocument.ts.
 * Imports:  rss-parser. No other file knows that it exists; its loose types stop at RawFeed.
 * Promises: no network, no disk, no clock, no opinion. What the outlet left out stays null.
 * Reads:    RSS 0.9x and 2.0, RDF 0.9 and 1.0, Atom 0.3 and 1.0, whole or damaged (prepare.ts).
 * Knows:    - titles and links may come back as objects, so every value goes through `textOf`.
 *           - RDF has no guid; `rdf:about` is the nearest thing.
 */
import Parser from 'rss-parser'
import { categoriesIn } from './categories.ts'
import { prepare } from './prepare.ts'
import type { Damage } from './prepare.ts'
import type { PreparedItem } from './prepareItem.ts'
import { hintsOf } from './hints.ts'
import { enclosuresOf, picturesOf } from './media.ts'
import { attributeOf, list, textOf } from './xmlValues.ts'
import type { FeedFormat, RawFeed, RawItem } from './types.ts'

const many = [
  'guid',
  'id',
  'atom:id',
  'dc:identifier',
  'link',
  'atom:link',
  'feedburner:origlink',
  'feedburner:origenclosurelink',
  'comments',
  'author',
  'atom:author',
  'creator',
  'dc:creator',
  'dc:author',
  'itunes:author',
  'contributor',
  'atom:contributor',
  'dc:contributor',
  'itunes:duration',
  'enclosure',
  'media:content',
  'media:thumbnail',
  'itunes:image',
] as const

/** rss-parser's answer for one item, under names of ours that it does not touch. */
export type Loose = Readonly<Record<string, unknown>>

const keptAs = (name: string) => `kept ${name}`

const itemFields = many.map((name) => [name, keptAs(name), { keepArray: true }] as const)
const feedFields = ['link', 'atom:link', 'icon', 'logo', 'image', 'itunes:image'].map(
  (name) => [name, keptAs(name), { keepArray: true }] as const,
)

/**
 * Reads a feed. @param source The decoded document. @param url Its own address; null when unknown.
 * @returns null when it is no feed at all; Damage when it is one that cannot be read.
 * @throws  Never for input: what rss-parser throws becomes Damage.
 */
export async function parseFeed(source: string, url: string | null = null): Promise<RawFeed | Damage | null> {
  const prepared = prepare(source, url)
  if (prepared === null || 'detail' in prepared) return prepared
  const parser = new Parser({
    customFields: { item: itemFields as never, feed: feedFields as never },
  })
  let parsed: Loose
  try {
    parsed = await parser.parseString(prepared.skeleton)
  } catch (error) {
    return { detail: error instanceof Error ? error.message.slice(0, 200) : 'unreadable' }
  }
  const looseItems = list(parsed['items']) as readonly Loose[]
  const { head, format } = prepared
  const hints = hintsOf(head)
  return {
    format,
    title: head.title ?? head.titled,
    siteUrl: pageLink(parsed) ?? null,
    language: head.language,
    iconUrl: iconOf(parsed),
    ttlMinutes: hints.ttlMinutes,
    hints,
    base: prepared.base,
    isRepaired: prepared.isRepaired,
    items: prepared.items.map((item, index) => {
      const loose = looseItems[index] ?? {}
      const raw = rawItem(item, loose, format)
      if (raw.authors.length > 0) return raw
      return { ...raw, authors: head.authors.length > 0 ? head.authors : helpersOf(loose) }
    }),
  }
}

function rawItem(item: PreparedItem, loose: Loose, format: FeedFormat): RawItem {
  const guid = guidOf(loose)
  const contentHtml = item.content
  const [published, ...others] = item.published
  const [updated, ...rest] = item.updated
  const authors = authorsOf(loose, format)
  const original = first(loose, 'feedburner:origlink')
  const idAsLink = format === 'atom' && isWeb(guid.text) ? guid.text : null
  const link = isWeb(original) ? original : (pageLink(loose) ?? idAsLink ?? item.elsewhere)
  // An address is the better name: some write the number of their journal here.
  const identifier = link === null ? first(loose, 'dc:identifier') : ''
  return {
    guid: guid.text ?? (identifier === '' ? null : identifier),
    isPermaLink: guid.isPermaLink,
    link,
    title: item.title ?? item.titled ?? item.media.beside.title,
    publishedText: published ?? null,
    updatedText: updated ?? null,
    spareDateTexts: [...others, ...rest],
    authors: authors.length > 0 ? authors : item.sourceAuthors,
    contentHtml,
    summaryHtml: item.summary ?? (contentHtml === null ? item.described : null),
    categories: categoriesIn(item.categories),
    pictures: picturesOf(loose, keptAs, item.media.beside),
    enclosures: enclosuresOf(loose, keptAs),
    commentsUrl: commentsOf(loose),
    language: item.language,
    base: item.base,
    textBase: item.textBase,
  }
}

function guidOf(loose: Loose): { text: string | null; isPermaLink: boolean } {
  const guid = values(loose, 'guid')[0] ?? values(loose, 'id')[0] ?? values(loose, 'atom:id')[0]
  const text = guid === undefined ? textOf(loose['rdf:about']) : textOf(guid)
  const isPermaLink = attributeOf(guid, 'ispermalink')?.trim().toLowerCase() !== 'false'
  return { text: text === '' ? null : text, isPermaLink }
}

/** The page of an item or of the outlet: a link by text, else rel=alternate, html preferred. */
function pageLink(loose: Loose): string | null {
  const links = [...values(loose, 'link'), ...values(loose, 'atom:link')]
  const byText = links.map((link) => textOf(link)).find((text) => text !== '')
  if (byText !== undefined) return byText
  const pages = links.filter((link) => /^(?:alternate|)$/i.test(relOf(link)))
  const html = pages.find((link) => /html/i.test(attributeOf(link, 'type') ?? 'html')) ?? pages[0]
  return attributeOf(html, 'href')?.trim() ?? null
}

/** A link's relation; the registered ones may be written as addresses. */
function relOf(link: unknown): string {
  const rel = (attributeOf(link, 'rel') ?? '').trim()
  return rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//i, '')
}

/** Where readers comment: `comments`, or Atom's rel=replies that is a page. */
function commentsOf(loose: Loose): string | null {
  const own = first(loose, 'comments')
  if (own !== '' && !/\s/.test(own)) return own
  const replies = [...values(loose, 'link'), ...values(loose, 'atom:link')].find(
    (link) => relOf(link).toLowerCase() === 'replies' && /html/i.test(attributeOf(link, 'type') ?? 'html'),
  )
  return attributeOf(replies, 'href')?.trim() ?? null
}

/** Whoever signs, each once: in RSS `author` is an address of the office more often than a person. */
function authorsOf(loose: Loose, format: FeedFormat): string[] {
  const signed = ['dc:creator', 'creator', 'dc:author'].flatMap((name) => values(loose, name))
  const owned = [...values(loose, 'author'), ...values(loose, 'atom:author')]
  const people =
    format === 'atom'
      ? [...owned, ...signed]
      : [...signed, ...owned.filter((one) => signed.length === 0 || !textOf(one).includes('@'))]
  const names = (people.length > 0 ? people : values(loose, 'itunes:author'))
    .map(textOf)
    .filter((name) => name !== '')
  return [...new Set(names)].slice(0, 50)
}

/** Who had a hand in it: a byline where nobody else signs. */
function helpersOf(loose: Loose): string[] {
  const all = ['contributor', 'atom:contributor', 'dc:contributor'].flatMap((name) => values(loose, name))
  return [...new Set(all.map(textOf).filter((name) => name !== ''))].slice(0, 50)
}

function iconOf(parsed: Loose): string | null {
  const image = values(parsed, 'image')[0] as { url?: unknown } | undefined
  const url = typeof image === 'object' ? textOf(list(image.url)[0]) : ''
  const itunes = values(parsed, 'itunes:image')[0]
  const podcast = attributeOf(itunes, 'href') ?? attributeOf(itunes, 'url') ?? ''
  return [first(parsed, 'icon'), url, first(parsed, 'logo'), podcast].find((text) => text !== '') ?? null
}

const values = (loose: Loose, name: string) => list(loose[keptAs(name)])
const first = (loose: Loose, name: string) => textOf(values(loose, name)[0])
const isWeb = (text: string | null): boolean => text !== null && /^https?:\/\//i.test(text)
