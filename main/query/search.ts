/**
 * search.ts — what people take to be the same words. Pure.
 *
 * Room:     main/query.
 * Promises: every word must occur in the title, a name, the outlet's name or the snippet, in whatever spelling
 *           (fold.ts), and a word may stand inside another, which is how Japanese is found.
 * Limit:    no index of words: the folded text of all headlines is looked through (haystack.ts).
 */
import type { StoredFeed } from '../model/subscriptions.ts'
import { fold } from './fold.ts'

/** Words of a search, folded; empty for nothing to search. */
export function wordsOf(search: string): readonly string[] {
  return [...new Set(fold(search).split(/\s+/u))].filter((word) => word !== '')
}

/** The words that a headline of this feed must still hold: the outlet's own name counts for all of them. */
export function wordsWanted(words: readonly string[], feed: StoredFeed | null): readonly string[] {
  if (feed === null) return words
  const outlet = fold(`${feed.ownTitle ?? ''}\n${feed.name}`)
  return words.filter((word) => !outlet.includes(word))
}
