/**
 * outletNotes.ts — the boilerplate at the end of an article, cut off and kept.
 *
 * Room:     main/normalise. Pure.
 * Rule:     from the block that starts the footer to the end, every block that is one of its lines goes; a block of
 *           more than 40 words that is none ends the cutting. Without that start: trailing blocks go while they match.
 */
import type { Block } from './blocks.ts'
import { tidyLine } from './byline.ts'
import { footerPatterns, footerStart, gluedArtLine, groupAddress } from './groupLines.ts'
import { escapeText } from '../parse/entities.ts'

export interface Cut {
  readonly body: readonly Block[]
  readonly notes: readonly Block[]
}

export function cutFooter(blocks: readonly Block[]): Cut {
  const start = blocks.findIndex(({ text }) => footerStart.test(tidyLine(text)))
  const cut = start < 0 ? cutTrailing(blocks) : cutFrom(blocks, start)
  return cut.notes.length > 0 || start >= 0 ? unglue(cut) : unglue({ body: blocks, notes: [] })
}

/** True for one of the footer's lines, or several of them run together. */
export function isFooterLine(text: string): boolean {
  const line = tidyLine(text)
  return footerPatterns.some((pattern) => pattern.test(line))
}

function cutFrom(blocks: readonly Block[], start: number): Cut {
  const body = blocks.slice(0, start)
  const notes: Block[] = []
  for (let at = start; at < blocks.length; at++) {
    const block = blocks[at]
    if (block === undefined) break
    if (isFooterLine(block.text) || groupAddress.test(tidyLine(block.text))) notes.push(block)
    else if (tidyLine(block.text).split(' ').length > 40) {
      body.push(...blocks.slice(at))
      break
    } else body.push(block)
  }
  return { body, notes }
}

function cutTrailing(blocks: readonly Block[]): Cut {
  let end = blocks.length
  while (end > 0 && isFooterLine(blocks[end - 1]?.text ?? '')) end--
  return { body: blocks.slice(0, end), notes: blocks.slice(end) }
}

/** Takes the art line off the last sentence that it was stuck to. */
function unglue({ body, notes }: Cut): Cut {
  const at = body.findLastIndex(({ text }) => gluedArtLine.test(text) && !/^\s*[–-]/u.test(text))
  const block = body[at]
  if (block === undefined || /<a\b/i.test(block.html)) return { body, notes }
  const line = gluedArtLine.exec(block.text)?.[0] ?? ''
  const text = block.text.slice(0, block.text.length - line.length).trimEnd()
  const rest = { ...block, text, html: `<p>${escapeText(text)}</p>` }
  const cut = line.replace(/^\s*[–-]\s*/u, '')
  const note = { tag: 'p', text: cut, html: `<p>${escapeText(cut)}</p>` }
  return { body: body.map((one, index) => (index === at ? rest : one)), notes: [note, ...notes] }
}
