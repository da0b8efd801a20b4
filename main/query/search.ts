/**
 * search.ts — what people take to be the same words. Pure.
 *
 * Room:     main/query.
 * Promises: every word must occur in the title, a name, the outlet's name or the snippet; case and width do not
 *           matter, and a word may stand inside another, which is how Japanese is found.
 * Limit:    no index of words: the folded text of all headlines is looked through (haystack.ts).
 */
import type { StoredFeed } from '../store/types.ts'

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

/**
 * One spelling for what people take to be the same: full and half width, upper and lower case, printers' quotes and dashes
 * and those of the keyboard. Without printers' signs most Western texts take one byte a letter instead of two.
 */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  const folded = text.normalize('NFKC').toLowerCase()
  return printed.test(folded)
    ? folded.replace(singleQuotes, "'").replace(doubleQuotes, '"').replace(dashes, '-').replace(unseen, '')
    : folded
}

const printed = /[\u00ad\u200b-\u201f\u2032\u2033\u2060\ufeff]/
const singleQuotes = /[\u2018-\u201b\u2032]/g
const doubleQuotes = /[\u201c-\u201f\u2033]/g
const dashes = /[\u2010-\u2015]/g
/** Marks of breaking and of direction. */
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/g

function isPlain(text: string): boolean {
  return !/[^\x20-\x7e\s]/.test(text)
}
