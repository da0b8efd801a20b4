/** root.ts — where the feed starts in a document, junk and document types before it. Room: main/parse. Pure. */
import { readDoctype } from './doctype.ts'
import type { Entities } from './doctype.ts'
import { rootFormat } from './names.ts'
import type { XmlFormat } from './names.ts'
import { doctypeEnd, nextTag } from './source.ts'
import type { Tag } from './source.ts'

export interface Root {
  readonly root: Tag
  readonly format: XmlFormat
  readonly isRepaired: boolean
  /** Declared by the document type; usually empty. */
  readonly entities: Entities
}

/** @returns null when no feed starts in the first 4 KB; the reason when its document type is refused. */
export function findRoot(text: string): Root | { readonly detail: string } | null {
  const isJunkFirst = !/^\s*</.test(text)
  let from = isJunkFirst ? startOfFeed(text) : 0
  let isRepaired = isJunkFirst
  let entities: Entities = new Map()
  let doctypes = 0
  while (from !== null) {
    const tag = nextTag(text, from)
    if (tag === null) return null
    if (tag.kind === 'doctype') {
      const end = doctypeEnd(text, tag)
      const declared = readDoctype(text.slice(tag.start, end))
      doctypes++
      if (doctypes > 1 || declared === null) return { detail: 'a document type with entities' }
      entities = declared
      from = end
      continue
    }
    const format = tag.kind === 'close' ? null : rootFormat(tag.name)
    if (format !== null) return { root: tag, format, isRepaired, entities }
    if (isRepaired || /^(?:html|head|body)$/i.test(tag.name)) return null
    isRepaired = true
    from = startOfFeed(text)
  }
  return null
}

/** Where the feed starts behind junk, within the first 4 KB. */
function startOfFeed(text: string): number | null {
  const at = text.slice(0, 4096).search(/<\?xml\b|<(?:\w+:)?(?:rss|feed|RDF)[\s>]|<channel[\s>]/i)
  return at < 0 ? null : at
}
