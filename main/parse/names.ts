/**
 * names.ts — element names by what they mean: namespaces decide, not the prefix an outlet happened to choose.
 * Room: main/parse. Pure.
 */
import type { FeedFormat } from './types.ts'

export type XmlFormat = Exclude<FeedFormat, 'json'>

/** Written prefix → the prefix that we use; '' for the feed's own vocabulary. The key '' is the default namespace. */
export type Prefixes = ReadonlyMap<string, string>

/** By the start of the namespace's address, lower-case, http; '-' is a vocabulary that we only step over. */
const known: readonly (readonly [start: string, prefix: string])[] = [
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/', 'atom'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication', 'sy'],
  ['http://purl.org/rss/1.0/modules/slash', 'slash'],
  ['http://purl.org/rss/1.0/modules/', '-'],
  ['http://purl.org/rss/1.0', ''],
  ['http://purl.org/net/rss1.1', ''],
  ['http://my.netscape.com/rdf/simple/0.9', ''],
  ['http://my.netscape.com/publish/formats/rss', ''],
  ['http://channel.netscape.com/rdf/simple/0.9', ''],
  ['http://backend.userland.com/', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://cyber.law.harvard.edu/rss', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['http://purl.org/dc/elements/', 'dc'],
  ['http://purl.org/metadata/dublin_core', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://tools.search.yahoo.com/mrss', 'media'],
  ['http://video.search.yahoo.com/mrss', 'media'],
  ['http://www.rssboard.org/media-rss', 'media'],
  ['http://www.itunes.com/dtds/podcast', 'itunes'],
  ['http://example.com/dtds/podcast', 'itunes'],
  ['http://wellformedweb.org/commentapi', 'wfw'],
  ['http://rssnamespace.org/feedburner/ext', 'feedburner'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
]

/** They are copied for each element that declares some. */
const mostPrefixes = 200

/** The prefixes that hold inside the root. */
export function prefixesOf(attributes: ReadonlyMap<string, string>, rootName: string): Prefixes {
  const rootPrefix = rootName.includes(':') ? rootName.slice(0, rootName.indexOf(':')).toLowerCase() : ''
  const found = new Map(withDeclared(new Map(), attributes, localName(rootName) === 'feed'))
  // The root's own default namespace is the feed's vocabulary, whatever address it has.
  found.delete('')
  if (rootPrefix !== '' && rootPrefix !== 'rdf' && !found.has(rootPrefix)) found.set(rootPrefix, '')
  return found
}

/** `outer` with what the element's own `xmlns` attributes say. @param isAtom The feed's own vocabulary is Atom's. */
export function withDeclared(
  outer: Prefixes,
  attributes: ReadonlyMap<string, string>,
  isAtom: boolean,
): Prefixes {
  let found: Map<string, string> | null = null
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    const uri = value
      .trim()
      .toLowerCase()
      .replace(/^https:/, 'http:')
    const prefix = known.find(([start]) => uri.startsWith(start))?.[1] ?? '-'
    const ours = isAtom && prefix === 'atom' ? '' : prefix
    // An unknown vocabulary keeps the prefix that it was written with.
    if (name !== 'xmlns' && ours === '-') continue
    found ??= new Map(outer)
    if (found.size >= mostPrefixes) break
    found.set(name === 'xmlns' ? '' : name.slice(6), ours)
  }
  return found ?? outer
}

/** Lower-case name with our prefix: `dc:creator`, `title`; `-:title` is a title in somebody else's vocabulary. */
export function canonicalName(name: string, prefixes: Prefixes): string {
  const lower = name.toLowerCase()
  const colon = lower.indexOf(':')
  const prefix = colon < 0 ? '' : lower.slice(0, colon)
  const ours = prefixes.get(prefix) ?? prefix
  const local = lower.slice(colon + 1)
  return ours === '' || ours === 'rss' ? local : `${ours}:${local}`
}

export function rootFormat(name: string): XmlFormat | null {
  switch (localName(name)) {
    case 'rss':
    case 'channel':
      return 'rss'
    case 'rdf':
      return 'rdf'
    case 'feed':
    case 'entry':
      return 'atom'
    default:
      return null
  }
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}
