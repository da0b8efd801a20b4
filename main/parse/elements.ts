/**
 * elements.ts — what each element of an item is for, by its canonical name (names.ts). Room: main/parse. Data.
 * What stands in none of these tables is stepped over: georss, geo, cc, slash, podcast, whatever comes next.
 */
export type TextSlot = 'title' | 'titled' | 'content' | 'summary' | 'described'
export type DateSlot = 'published' | 'updated'

/** Texts that may hold markup, each with the place that it goes to. */
export const texts: ReadonlyMap<string, TextSlot> = new Map([
  ['title', 'title'],
  ['atom:title', 'title'],
  ['dc:title', 'titled'],
  ['itunes:title', 'titled'],
  ['description', 'summary'],
  ['summary', 'summary'],
  ['atom:summary', 'summary'],
  ['abstract', 'described'],
  ['dc:description', 'described'],
  ['dcterms:abstract', 'described'],
  ['itunes:summary', 'described'],
  ['media:description', 'described'],
  ['content:encoded', 'content'],
  ['content', 'content'],
  ['atom:content', 'content'],
  ['body', 'content'],
  ['xhtml:body', 'content'],
  ['xhtml:div', 'content'],
  ['fulltext', 'content'],
  ['fullitem', 'content'],
  ['yandex:full-text', 'content'],
  ['turbo:content', 'content'],
  ['excerpt:encoded', 'described'],
])

export const dates: ReadonlyMap<string, DateSlot> = new Map([
  ['pubdate', 'published'],
  ['published', 'published'],
  ['issued', 'published'],
  ['created', 'published'],
  ['date', 'published'],
  ['dc:date', 'published'],
  ['dcterms:date', 'published'],
  ['dcterms:created', 'published'],
  ['dcterms:issued', 'published'],
  ['atom:published', 'published'],
  ['atom:issued', 'published'],
  ['atom:created', 'published'],
  ['prism:publicationdate', 'published'],
  ['updated', 'updated'],
  ['modified', 'updated'],
  ['lastbuilddate', 'updated'],
  ['atom:updated', 'updated'],
  ['atom:modified', 'updated'],
  ['dcterms:modified', 'updated'],
  ['dcterms:available', 'updated'],
  ['dcterms:datesubmitted', 'updated'],
])

/** Small elements of plain text, with the attributes that mean something. */
export const plain: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['guid', ['ispermalink']],
  ['id', []],
  ['atom:id', []],
  ['dc:identifier', []],
  ['link', ['href', 'rel', 'type', 'length', 'title']],
  ['atom:link', ['href', 'rel', 'type', 'length', 'title']],
  ['feedburner:origlink', []],
  ['feedburner:origenclosurelink', []],
  ['author', []],
  ['atom:author', []],
  ['creator', []],
  ['dc:creator', []],
  ['dc:author', []],
  ['itunes:author', []],
  ['contributor', []],
  ['atom:contributor', []],
  ['dc:contributor', []],
  ['category', ['term', 'label']],
  ['atom:category', ['term', 'label']],
  ['dc:subject', []],
  ['media:category', ['label']],
  ['comments', []],
  ['itunes:duration', []],
])

/** Elements that say all in their attributes; what stands inside them is read as if it stood beside them. */
export const bare: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['enclosure', ['url', 'href', 'type', 'length']],
  ['media:content', ['url', 'type', 'medium', 'width', 'height', 'filesize', 'duration']],
  ['media:thumbnail', ['url', 'width', 'height']],
  ['itunes:image', ['href', 'url']],
  ['media:group', []],
])
