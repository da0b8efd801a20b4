/**
 * links.ts — the lines between text and footer that are links or credits: prints, shop, book, sources, "ALL PHOTOS BY …".
 *
 * Room:     main/normalise. Pure.
 * Promises: a link keeps its address and its words; nothing is dropped that is not returned.
 */
import type { ArticleLink } from '../../preload/contract/model.ts'
import type { Block } from './blocks.ts'
import { tidyLine } from './byline.ts'
import { artLinks, creditPattern, groupHost, shopSentence, sourceLine } from './groupLines.ts'
import { hostOf, resolveWebUrl } from '../base/urls.ts'
import { decodeEntities } from '../parse/entities.ts'

export interface Tail {
  readonly body: readonly Block[]
  readonly links: readonly ArticleLink[]
  readonly credits: readonly string[]
}

/** Takes link and credit lines off the end, back to the last block that is something else. */
export function cutLinks(blocks: readonly Block[]): Tail {
  const links: ArticleLink[] = []
  const credits: string[] = []
  let end = blocks.length
  for (; end > 0; end--) {
    const block = blocks[end - 1]
    if (block === undefined || /<img\b/i.test(block.html)) break
    const line = tidyLine(block.text)
    if (creditPattern.test(line)) credits.unshift(line)
    else {
      const link = readLink(block)
      if (link === null) break
      links.unshift(link)
    }
  }
  return { body: blocks.slice(0, end), links, credits }
}

/** The link that a whole line is; null when the line is text. */
export function readLink(block: Block): ArticleLink | null {
  const line = lineWithAddress(block)
  const address = resolveWebUrl(/^https?:\/\/\S+/u.exec(line)?.[0] ?? '', null)
  if (address === null) return null
  if (artLinks.profile.test(line)) {
    const rest = line.replace(artLinks.profile, '').replace(/^[\s–-]+/u, '')
    const url = artLinks.profile.exec(line)?.[0] ?? address
    return {
      kind: shopSentence.test(line) || rest === '' ? 'shop' : 'print',
      url,
      label: rest === '' ? hostOf(url) : rest,
    }
  }
  const print = artLinks.print.exec(line)
  if (print !== null) {
    const url = /^\S+?\.html/u.exec(line)?.[0] ?? address
    const label = (print.groups?.['label'] ?? '').trim().replace(/^[–-]\s*/u, '')
    return { kind: 'print', url, label: label === '' ? nameInAddress(url) : label }
  }
  if (artLinks.book.test(line)) return { kind: 'book', url: address, label: labelBehind(line, address) }
  if (artLinks.site.test(line)) return { kind: 'site', url: address, label: labelBehind(line, address) }
  const source = sourceLine.exec(line)
  if (source === null) return null
  const isGroup = groupHost.test(hostOf(address))
  return {
    kind: isGroup ? 'site' : 'source',
    url: address,
    label: source.groups?.['label'] ?? hostOf(address),
  }
}

/** The line, with the address of its only link in front when the words alone are shown. */
function lineWithAddress({ text, html }: Block): string {
  const line = tidyLine(text)
  if (/^https?:\/\//u.test(line)) return line
  if (html.length > 4000) return line
  const [only, ...others] = [...html.matchAll(/<a\b[^<>]*>/gi)]
  if (only === undefined || others.length > 0) return line
  const [, double, single] = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(only[0]) ?? []
  const address = decodeEntities(double ?? single ?? '').trim()
  const isArt = artLinks.profile.test(address) || artLinks.print.test(address) || artLinks.book.test(address)
  return isArt ? `${address} – ${line}` : line
}

function labelBehind(line: string, address: string): string {
  const rest = line.replace(/^\S+/u, '').replace(/^[\s–-]+/u, '')
  return rest === '' ? hostOf(address) : rest
}

/** `/featured/stillness-of-nara-sawako-utsumi.html` → "stillness of nara sawako utsumi". */
function nameInAddress(url: string): string {
  return /\/([^/]+)\.html$/u.exec(url)?.[1]?.replaceAll('-', ' ') ?? hostOf(url)
}
