/**
 * story.ts — whether two articles are the same piece in two places.
 *
 * Room:     main/normalise. Pure.
 * Rule:     same normalised title and same first 40 words, or 0.9 of all five-word shingles in common.
 * Knows:    the group reuses whole paragraphs in different stories: whole bodies are compared, never paragraphs.
 */
import { titleKey } from './titles.ts'

export interface Told {
  readonly title: string
  /** Plain text of the cleaned body: without title copy, byline, outlet line and footer. */
  readonly text: string
}

export function isSameStory(a: Told, b: Told): boolean {
  const [first, second] = [wordsOf(a.text), wordsOf(b.text)]
  const key = titleKey(a.title)
  if (key !== '' && key === titleKey(b.title) && first.length > 0) {
    const opening = (words: readonly string[]) => words.slice(0, 40).join(' ')
    if (opening(first) === opening(second)) return true
  }
  return haveShinglesInCommon(first, second)
}

/** False for texts too short to say. */
export function haveShinglesInCommon(a: readonly string[], b: readonly string[]): boolean {
  return overlap(shingles(a), shingles(b)) >= 0.9
}

/** Words folded; each CJK character is a word of its own, because nothing stands between them. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

function shingles(words: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (let at = 0; at + 5 <= words.length; at++) found.add(words.slice(at, at + 5).join(' '))
  return found
}

/** Shared shingles over all shingles; 0 for texts too short to say. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < 10 || b.size < 10) return 0
  let shared = 0
  for (const one of a) if (b.has(one)) shared++
  return shared / (a.size + b.size - shared)
}
