/**
 * categories.ts — what an item is filed under. Room: main/parse. Pure.
 * Knows: blog software gives an item five of them, more than it has other elements: they do not go through the skeleton.
 */
import { decodeEntities } from './entities.ts'
import { attributesOf } from './source.ts'
import type { Tag } from './source.ts'

const most = 100
const longest = 4000

/** In the order in which they count. */
const kinds = ['category', 'atom:category', 'dc:subject', 'media:category'] as const
type Kind = (typeof kinds)[number]

export interface Category {
  readonly kind: Kind
  readonly text: string
}

/** @param name Canonical. */
export function isCategory(name: string): name is Kind {
  return (kinds as readonly string[]).includes(name)
}

/** @param words Plain text of the element; '' where its attributes say it. */
export function categoryOf(kind: Kind, text: string, tag: Tag, words: string): Category {
  if (words !== '' || tag.end - tag.start <= tag.name.length + 4)
    return { kind, text: words.slice(0, longest) }
  const attributes = attributesOf(text, tag)
  const said = (name: string) => decodeEntities((attributes.get(name) ?? '').slice(0, longest))
  return {
    kind,
    text: kind === 'dc:subject' ? '' : said('label') || (kind === 'media:category' ? '' : said('term')),
  }
}

/** Each once. */
export function categoriesIn(found: readonly Category[]): readonly string[] {
  const names = kinds.flatMap((kind) => found.flatMap((one) => (one.kind === kind ? [one.text] : [])))
  return [...new Set(names.filter((name) => name !== ''))].slice(0, most)
}
