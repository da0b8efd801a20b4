/**
 * dissect.ts — an article's body taken apart: who wrote it, the outlet line, the text, the notes, the links.
 *
 * Room:     main/normalise. Pure.
 * Promises: what is cut is kept (notes, credits, links) or said elsewhere (title, names). An article that carries
 *           none of the group's marks comes back as it was, but for an exact copy of its title on top and WordPress's
 *           "The post … appeared first on …" at the end.
 * Cost:     a look at the text; a tree is built only for articles that carry a mark.
 */
import type { ArticleLink } from '../../preload/contract/model.ts'
import { linesOf, toBlocks } from './blocks.ts'
import type { Block } from './blocks.ts'
import { findByline, readNames, readWrittenBy, tidyLine } from './byline.ts'
import { creditPattern, groupHost, hasGroupMark, NAME, outletPattern } from './groupLines.ts'
import { cutLinks, readLink } from './links.ts'
import { cutFooter, isFooterLine } from './outletNotes.ts'
import { hostOf } from '../base/urls.ts'
import { escapeText } from '../parse/entities.ts'
import { plainText, startOf } from './text.ts'
import { endOfTitleCopy, isSameTitle, isTitleCopy } from './titleCopy.ts'
import { cutWordPressTail } from './wordPressTail.ts'

export interface Dissected {
  /** Empty when the body names nobody. */
  readonly contributors: readonly string[]
  readonly outletLine: string | null
  readonly bodyHtml: string
  readonly outletNotesHtml: string
  readonly credits: readonly string[]
  readonly links: readonly ArticleLink[]
  /** True for an article of the group: its byline wins over what the feed says. */
  readonly isGroup: boolean
}

/** @param title Plain text. @param address The article's page; an address of the group is a mark too. */
export function dissect(html: string, title: string, address: string | null = null): Dissected {
  const { bodyHtml, tail } = cutWordPressTail(html)
  const plain = { contributors: [], outletLine: null, credits: [], links: [], isGroup: false }
  const isGroup = hasGroupMark(bodyHtml) || (address !== null && groupHost.test(hostOf(address)))
  if (!isGroup) {
    return { ...plain, bodyHtml: withoutTitle(bodyHtml, title), outletNotesHtml: tail }
  }
  const blocks = toBlocks(bodyHtml).flatMap(openLines)
  const footer = cutFooter(blocks)
  const ends = cutEnds(footer.body)
  const head = cutHead(ends.body, title)
  const names = head.contributors.length > 0 ? head.contributors : ends.writtenBy
  return {
    contributors: names,
    outletLine: head.outletLine,
    bodyHtml: join(head.body),
    outletNotesHtml: [join(footer.notes), tail].filter((part) => part !== '').join('\n'),
    credits: ends.credits,
    links: ends.links,
    isGroup,
  }
}

interface Head {
  readonly contributors: readonly string[]
  readonly outletLine: string | null
  readonly body: readonly Block[]
}

/** Title copy, byline and outlet line; pictures among them stay. */
function cutHead(blocks: readonly Block[], title: string): Head {
  const spoken = blocks.filter(({ text }) => text !== '')
  const lines = spoken.map(({ text }) => text)
  const dropped = new Set<Block | undefined>()
  const copyAt = lines.slice(0, 2).findIndex((line) => isTitleCopy(line, title))
  const byline = findByline(lines, title)
  if (copyAt >= 0 && spoken.length > 1) dropped.add(spoken[copyAt])
  if (byline !== null) {
    dropped.add(spoken[byline.at]).add(spoken[byline.at + 1])
    return {
      contributors: byline.names,
      outletLine: byline.outletLine,
      body: blocks.filter((b) => !dropped.has(b)),
    }
  }
  const runIn = readRunIn(lines[0] ?? '', title)
  if (runIn !== null && spoken[0]?.tag !== 'blockquote') {
    const first = { tag: 'p', text: runIn.rest, html: `<p>${escapeText(runIn.rest)}</p>` }
    const body = blocks.flatMap((block) =>
      block === spoken[0] ? (runIn.rest === '' ? [] : [first]) : [block],
    )
    return { contributors: runIn.names, outletLine: runIn.outletLine, body }
  }
  const next = spoken[copyAt + 1]
  const hasOutlet = next !== undefined && copyAt <= 0 && outletPattern.test(tidyLine(next.text))
  if (hasOutlet && spoken.length > 2) dropped.add(next)
  const outletLine = hasOutlet ? tidyLine(next.text) : null
  return { contributors: [], outletLine, body: blocks.filter((block) => !dropped.has(block)) }
}

const runInPattern = new RegExp(
  String.raw`^(?<names>${NAME}(?:(?:, |,? and )${NAME}){0,3}) (?<outlet>(?:The )?Modern Tokyo (?:Times?|News))(?=\s|$)`,
  'u',
)

/** The head of a listing's excerpt, where title, byline, outlet line and text stand in one line. */
function readRunIn(
  text: string,
  title: string,
): { readonly names: readonly string[]; readonly outletLine: string; readonly rest: string } | null {
  const line = tidyLine(text)
  const after = line.slice(endOfTitleCopy(line, title)).trim()
  const found = runInPattern.exec(startOf(after, 300))
  const names = found?.groups?.['names'] === undefined ? null : readNames(found.groups['names'])
  if (found === null || names === null || (after === line && names.length > 3)) return null
  return { names, outletLine: found.groups?.['outlet'] ?? '', rest: after.slice(found[0].length).trim() }
}

interface Ends {
  readonly body: readonly Block[]
  readonly links: readonly ArticleLink[]
  readonly credits: readonly string[]
  readonly writtenBy: readonly string[]
}

/** Links and credits at the end, and "Written by NAME" before or between them. */
function cutEnds(blocks: readonly Block[]): Ends {
  const last = cutLinks(blocks)
  const signed = last.body.at(-1)
  const writtenBy = signed === undefined ? null : readWrittenBy(signed.text)
  if (writtenBy === null) return { ...last, writtenBy: [] }
  const before = cutLinks(last.body.slice(0, -1))
  return {
    body: before.body,
    links: [...before.links, ...last.links],
    credits: [...before.credits, ...last.credits],
    writtenBy,
  }
}

/** Lines of one paragraph stand alone when one of them is a line of the group's. */
function openLines(block: Block): Block[] {
  const lines = linesOf(block)
  const isKnown = (line: Block) => {
    const text = tidyLine(line.text)
    const isName = outletPattern.test(text) || isFooterLine(text) || creditPattern.test(text)
    return isName || readWrittenBy(text) !== null || readLink(line) !== null
  }
  return lines.length > 1 && lines.some(isKnown) ? lines : [block]
}

/** Another outlet's article: only an exact copy of the title, as a heading or paragraph of its own, and never the whole text. */
function withoutTitle(html: string, title: string): string {
  const found =
    /^(?:\s|<(?:div|article|section|header)\b[^>]{0,500}>)*(<(h[1-6]|p)\b[^>]{0,500}>([^]{1,1200}?)<\/\2\s*>)/i.exec(
      html.slice(0, 4000),
    )
  const [before, element, , inner] = found ?? []
  if (before === undefined || element === undefined || inner === undefined) return html
  if (!isSameTitle(plainText(inner), title)) return html
  const rest = html.slice(before.length)
  if (!/[\p{L}\p{N}]/u.test(rest.replace(/<[^<>]*>/g, ''))) return html
  return before.slice(0, before.length - element.length) + rest
}

const join = (blocks: readonly Block[]) => blocks.map(({ html }) => html).join('\n')
