/**
 * parseFeed.ts — the source of an XML feed in, the outlet's own words out.
 *
 * Room:     main/parse, behind parseDocument.ts.
 * Imports:  rss-parser. No other file knows that it exists; its loose types stop at RawFeed.
 * Promises: no network, no disk, no clock, no opinion. What the outlet left out stays null.
 * Reads:    RSS 0.9x and 2.0, RDF 0.9 and 1.0, Atom 0.3 and 1.0, whole or damaged (prepare.ts).
 * Knows:    - titles, links and categories may come back as objects, so every value goes through `textOf`.
 *           - RDF has no guid; `rdf:about` is the nearest thing.
 */
import Parser from 'rss-parser'
import { prepare } from './prepare.ts'
import type { Damage } from './prepare.ts'
import type { PreparedItem } from './prepareItem.ts'
import { enclosuresOf, picturesOf } from './media.ts'
import { attributeOf, list, textOf } from './xmlValues.ts'
import type { FeedFormat, RawFeed, RawItem } from './types.ts'

const many = [
  'guid',
  'id',
  'atom:id',
  'link',
  'atom:link',
  'author',
  'atom:author',
  'creator',
  'dc:creator',
  'itunes:author',
  'category',
  'dc:subject',
  'enclosure',
  'media:content',
  'media:thumbnail',
  'itunes:image',
] as const

/** rss-parser's answer for one item, under names of ours that it does not touch. */
export type Loose = Readonly<Record<string, unknown>>

const keptAs = (name: string) => `kept ${name}`

const itemFields = many.map((name) => [name, keptAs(name), { keepArray: true }] as const)
const feedFields = ['link', 'atom:link', 'icon', 'logo', 'ttl', 'image', 'itunes:image'].map(
  (name) => [name, keptAs(name), { keepArray: true }] as const,
)

/**
 * Reads a feed. @param source The decoded document.
 * @returns null when it is no feed at all; Damage when it is one that cannot be read.
 * @throws  Never for input: what rss-parser throws becomes Damage.
 */
export async function parseFeed(source: string): Promise<RawFeed | Damage | null> {
  const prepared = prepare(source)
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
  const items = prepared.items.map((item, index) => rawItem(item, looseItems[index] ?? {}, prepared.format))
  return {
    format: prepared.format,
    title: prepared.title,
    siteUrl: pageLink(parsed) ?? null,
    language: prepared.language,
    iconUrl: iconOf(parsed),
    ttlMinutes: minutesOf(first(parsed, 'ttl')),
    isRepaired: prepared.isRepaired,
    items,
  }
}

function rawItem(item: PreparedItem, loose: Loose, format: FeedFormat): RawItem {
  const guid = guidOf(loose)
  const contentHtml = item.content
  return {
    guid: guid.text,
    isPermaLink: guid.isPermaLink,
    link: pageLink(loose) ?? (format === 'atom' && isWeb(guid.text) ? guid.text : null),
    title: item.title,
    publishedText: item.published,
    updatedText: item.updated,
    authors: authorsOf(loose),
    contentHtml,
    summaryHtml: item.summary ?? (contentHtml === null ? item.described : null),
    categories: categoriesOf(loose),
    pictures: picturesOf(loose, keptAs),
    enclosures: enclosuresOf(loose, keptAs),
    base: item.base,
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
  const pages = links.filter((link) => /^(?:alternate|)$/i.test((attributeOf(link, 'rel') ?? '').trim()))
  const html = pages.find((link) => /html/i.test(attributeOf(link, 'type') ?? 'html')) ?? pages[0]
  return attributeOf(html, 'href')?.trim() ?? null
}

function authorsOf(loose: Loose): string[] {
  const signed = [...values(loose, 'dc:creator'), ...values(loose, 'creator')]
  const owned = [
    ...values(loose, 'author'),
    ...values(loose, 'atom:author'),
    ...values(loose, 'itunes:author'),
  ]
  const names = (signed.length > 0 ? signed : owned).map(textOf).filter((name) => name !== '')
  return [...new Set(names)].slice(0, 50)
}

function categoriesOf(loose: Loose): string[] {
  const all = [...values(loose, 'category'), ...values(loose, 'dc:subject')]
  const names = all.map((c) => textOf(c) || attributeOf(c, 'label') || attributeOf(c, 'term') || '')
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 100)
}

function iconOf(parsed: Loose): string | null {
  const image = values(parsed, 'image')[0] as { url?: unknown } | undefined
  const url = typeof image === 'object' ? textOf(list(image.url)[0]) : ''
  const podcast = attributeOf(values(parsed, 'itunes:image')[0], 'href') ?? ''
  return [first(parsed, 'icon'), url, first(parsed, 'logo'), podcast].find((text) => text !== '') ?? null
}

function minutesOf(text: string): number | null {
  const minutes = Number.parseInt(text, 10)
  return minutes > 0 && minutes <= 525_600 ? minutes : null
}

const values = (loose: Loose, name: string) => list(loose[keptAs(name)])
const first = (loose: Loose, name: string) => textOf(values(loose, name)[0])
const isWeb = (text: string | null): boolean => text !== null && /^https?:\/\//i.test(text)
