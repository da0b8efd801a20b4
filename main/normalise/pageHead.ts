/**
 * pageHead.ts — the lines on top of a saved page's text that say again who wrote it and where it stood.
 *
 * Room:     main/normalise. Pure.
 * Promises: only whole blocks among the first three spoken ones go, only when they say nothing else, and never all of
 *           the text; what they said is returned.
 * Knows:    the group's own pages are dissect.ts's business: their byline and outlet line stand together.
 */
import { toBlocks } from './blocks.ts'
import { readNames, tidyLine } from './byline.ts'
import { hasGroupMark } from './groupLines.ts'
import { titleKey } from './titles.ts'

export interface PageHead {
  readonly html: string
  readonly authors: readonly string[]
  readonly outletLine: string | null
}

/** @param site What the page calls its outlet; null when it does not. */
export function cutPageHead(html: string, authors: readonly string[], site: string | null): PageHead {
  const untouched = { html, authors, outletLine: null }
  if (hasGroupMark(html)) return untouched
  const blocks = toBlocks(html)
  const spoken = blocks.filter(({ text }) => text !== '')
  const dropped = new Set<unknown>()
  let names = authors
  let outletLine: string | null = null
  for (const block of spoken.slice(0, 3)) {
    const line = tidyLine(block.text)
    const isText = /^(?:p|div|h[2-6]|address|)$/.test(block.tag) && line.length <= 200
    const signed = isText ? namesOf(line, authors) : null
    if (signed !== null) {
      names = authors.length > 0 ? authors : signed
      dropped.add(block)
    } else if (isText && site !== null && titleKey(line) !== '' && titleKey(line) === titleKey(site)) {
      outletLine ??= line
      dropped.add(block)
    }
  }
  if (dropped.size === 0 || dropped.size === spoken.length) return untouched
  const kept = blocks.filter((block) => !dropped.has(block))
  return { html: kept.map((block) => block.html).join('\n'), authors: names, outletLine }
}

/** The names of a line that is nothing but a byline: the page's own people, or anybody behind "By". */
function namesOf(line: string, authors: readonly string[]): readonly string[] | null {
  const bare = line.replace(/^(?:written )?by[: ]\s*/i, '')
  const people = titleKey(authors.join('')).replaceAll('and', '')
  if (people !== '' && titleKey(bare).replaceAll('and', '') === people) return authors
  return bare === line ? null : readNames(line)
}
