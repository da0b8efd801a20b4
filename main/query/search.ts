/**
 * search.ts — which headlines the searched words fit. Pure.
 *
 * Room:     main/query.
 * Promises: every word must occur in the title, a name, the outlet's name or the snippet; case and width do not
 *           matter, and a word may stand inside another, which is how Japanese is found.
 * Limit:    no index: every headline is looked at. Measured in docs/notes/the-library-on-disk.md.
 */
import type { StoredHeadline } from '../normalise/types.ts'
import type { StoredFeed } from '../store/types.ts'

export type Matches = (headline: StoredHeadline) => boolean

/** Words of a search, folded; empty for nothing to search. */
export function wordsOf(search: string): readonly string[] {
  return [...new Set(fold(search).split(/\s+/u))].filter((word) => word !== '')
}

/** What decides for one feed's headlines; the outlet's name is looked at once. */
export function matcherFor(words: readonly string[], feed: StoredFeed | null): Matches {
  const outlet = feed === null ? '' : fold(`${feed.ownTitle ?? ''}\n${feed.name}`)
  const wanted = words.filter((word) => !outlet.includes(word))
  if (wanted.length === 0) return () => true
  return (headline) => {
    const text = fold(`${headline.title}\n${headline.contributors.join('\n')}\n${headline.snippet}`)
    return wanted.every((word) => text.includes(word))
  }
}

/** One spelling for what people take to be the same: full and half width, upper and lower case. */
export function fold(text: string): string {
  return isPlain(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase()
}

function isPlain(text: string): boolean {
  return !/[^\x20-\x7e\s]/.test(text)
}
