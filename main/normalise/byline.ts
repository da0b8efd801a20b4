/**
 * byline.ts — who wrote an article of the group.
 *
 * Room:     main/normalise. Pure.
 * Promises: a byline is believed only (a) among the first four blocks, (b) with an outlet line as the next block,
 *           (c) when it is not the title. The pattern alone would take "Japanese Art and Heavenly Night" for two people.
 */
import { bylinePattern, gluedAnd, outletPattern, writtenByPattern } from './groupLines.ts'
import { titleKey } from './titles.ts'

export interface Byline {
  readonly names: readonly string[]
  /** The outlet line, as it stood. */
  readonly outletLine: string
  /** Position of the byline; the outlet line is the next one. */
  readonly at: number
}

/** @param lines Texts of the article's first blocks, empty ones left out. */
export function findByline(lines: readonly string[], title: string): Byline | null {
  for (let at = 0; at < Math.min(4, lines.length - 1); at++) {
    const outletLine = tidyLine(lines[at + 1] ?? '')
    if (!outletPattern.test(outletLine)) continue
    const line = tidyLine(lines[at] ?? '')
    const names = titleKey(line) === titleKey(title) ? null : readNames(line)
    if (names !== null) return { names, outletLine, at }
  }
  return null
}

/** The names in a byline; null when the line is none. "A, B, and C" → three names; "Utsumiand Lee" is repaired. */
export function readNames(text: string): readonly string[] | null {
  const line = tidyLine(text)
  if (line.length > 200 || outletPattern.test(line)) return null
  const candidate = bylinePattern.test(line) ? line : line.replace(gluedAnd, '$1 and ')
  if (!bylinePattern.test(candidate)) return null
  return splitNames(candidate.replace(/^(?:(?:Written )?[Bb]y[: ]\s*)/u, ''))
}

/** "Written by NAME", which sawakoart.com puts behind the text; null when the line says something else. */
export function readWrittenBy(text: string): readonly string[] | null {
  const line = tidyLine(text)
  const names = line.length > 200 ? null : writtenByPattern.exec(line)?.[1]
  return names === null || names === undefined ? null : splitNames(names)
}

export function tidyLine(text: string): string {
  return text.replace(/[\s\u00a0]+/gu, ' ').trim()
}

/** @param line Tidy. */
function splitNames(line: string): string[] {
  return line.split(/, ?and |, ?| and /u).filter((name) => name !== '')
}
