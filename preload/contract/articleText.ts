/**
 * articleText.ts — one run of an article's text, tamed: no endless word, no pile of accents, few marks of direction.
 *
 * Room:     preload/contract. Pure; linear in the length of the text.
 * Promises: ordinary text comes back as it is, and what comes out comes out of a second call unchanged.
 */
import { weights } from './articleLimits.ts'
import type { ArticleLimits, Cut } from './articleLimits.ts'

/** Embeddings, overrides, isolates, and the three implicit marks (UAX #9 §2). */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const dictionaryLetters = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/g
/**
 * Letters of scripts that put blanks between words, digits, signs and marks. Not the signs that end a Japanese or Chinese
 * phrase: a line may be broken after them.
 */
const unbroken =
  /(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{N}\p{M}!-/:-@[-`{-~\u00a1-\u00ac\u00ae-\u00bf\u00d7\u00f7\u200c\u200d\u2060\ufeff])+/gu
const accents = /\p{M}+/gu

/**
 * The beginning of HTML source that is no longer, and holds no more tags, than any article; cut at a tag. It looks at no
 * meaning, so nothing that is hidden from it can be large.
 */
export function beginningOfSource(html: string, limits: ArticleLimits): string {
  let end = Math.min(html.length, limits.sourceCharacters)
  let at = html.indexOf('<')
  for (let tags = 0; at >= 0 && at < end; at = html.indexOf('<', at + 1)) {
    tags += 1
    if (tags > limits.sourceTags) end = at
  }
  return end < html.length ? html.slice(0, end) : html
}

export interface TextBudget {
  directionMarks: number
  readonly limits: ArticleLimits
  readonly cut: Set<Cut>
}

/**
 * @param budget   Its `directionMarks` are used up.
 * @param isCode   Lines in it are broken where the outlet broke them, so a long word costs nothing.
 */
export function tameText(text: string, budget: TextBudget, isCode: boolean): string {
  const { limits, cut } = budget
  // First of all: a mark may stand between two halves of a word.
  let tame = text.replace(directionMarks, (mark) => {
    budget.directionMarks -= 1
    if (budget.directionMarks >= 0) return mark
    cut.add('marks')
    return ''
  })
  if (tame.length > limits.accents) {
    tame = tame.replace(accents, (run) => {
      if (run.length <= limits.accents) return run
      cut.add('words')
      return wholeStart(run, limits.accents)
    })
  }
  if (tame.length <= limits.word || isCode) return tame
  return tame.replace(unbroken, (run) => {
    if (run.length <= limits.word) return run
    cut.add('words')
    return `${wholeStart(run, limits.word - 1)}…`
  })
}

/** How much a run of text weighs in a paragraph. */
export function weightOf(text: string): number {
  return (
    text.length +
    countOf(text, dictionaryLetters) * (weights.dictionaryLetter - 1) +
    countOf(text, directionMarks) * weights.directionMark
  )
}

/**
 * The longest beginning of `text` that weighs at most `room`, up to a place where a line may be broken when there is one in
 * its second half. Never empty for a text that is not.
 */
export function beginningOf(text: string, room: number): string {
  let end = Math.min(text.length, Math.max(1, room))
  // Three steps at most: a letter weighs `directionMark` + 1 at most, and what weighs so much is rare in prose.
  while (end > 1 && weightOf(text.slice(0, end)) > room) end = Math.floor(end / 2)
  if (end >= text.length) return text
  const blank = Math.max(...[' ', '\n', '。'].map((mark) => text.lastIndexOf(mark, end - 1)))
  return wholeStart(text, blank >= end / 2 ? blank + 1 : end)
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0
  pattern.lastIndex = 0
  while (pattern.test(text)) count += 1
  pattern.lastIndex = 0
  return count
}

/** `text` up to `end`, or one unit less or more: no character is cut in two, and something is left. */
export function wholeStart(text: string, end: number): string {
  const before = text.charCodeAt(end - 1)
  const isHalf = before >= 0xd800 && before <= 0xdbff
  return text.slice(0, isHalf ? (end > 1 ? end - 1 : end + 1) : end)
}
