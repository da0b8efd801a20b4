/**
 * names.ts — element names by what they mean: namespaces decide, not the prefix an outlet happened to choose.
 * Room: main/parse. Pure.
 */
import type { FeedFormat } from './types.ts'

export type XmlFormat = Exclude<FeedFormat, 'json'>

/** Written prefix → the prefix that we use; '' for the feed's own vocabulary. */
export type Prefixes = ReadonlyMap<string, string>

const known: readonly (readonly [start: string, prefix: string])[] = [
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/', 'atom'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/', '-'],
  ['http://purl.org/rss/1.0', ''],
  ['http://my.netscape.com/rdf/simple/0.9', ''],
  ['http://channel.netscape.com/rdf/simple/0.9', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['http://purl.org/dc/elements/', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast', 'itunes'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
]

export function prefixesOf(attributes: ReadonlyMap<string, string>, rootName: string): Prefixes {
  const found = new Map<string, string>()
  const rootPrefix = rootName.includes(':') ? rootName.slice(0, rootName.indexOf(':')).toLowerCase() : ''
  const isAtom = localName(rootName) === 'feed'
  for (const [name, value] of attributes) {
    if (!name.startsWith('xmlns:')) continue
    const uri = value.trim().toLowerCase()
    const match = known.find(([start]) => uri.startsWith(start))
    if (match !== undefined && match[1] !== '-') {
      found.set(name.slice(6), isAtom && match[1] === 'atom' ? '' : match[1])
    }
  }
  if (rootPrefix !== '' && rootPrefix !== 'rdf' && !found.has(rootPrefix)) found.set(rootPrefix, '')
  return found
}

/** Lower-case name with our prefix: `dc:creator`, `title`. */
export function canonicalName(name: string, prefixes: Prefixes): string {
  const lower = name.toLowerCase()
  const colon = lower.indexOf(':')
  if (colon < 0) return lower
  const prefix = lower.slice(0, colon)
  const ours = prefixes.get(prefix) ?? prefix
  const local = lower.slice(colon + 1)
  return ours === '' || ours === 'rss' ? local : `${ours}:${local}`
}

export function rootFormat(name: string): XmlFormat | null {
  switch (localName(name)) {
    case 'rss':
      return 'rss'
    case 'rdf':
      return 'rdf'
    case 'feed':
      return 'atom'
    default:
      return null
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}
