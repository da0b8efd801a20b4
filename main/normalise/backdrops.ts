/**
 * backdrops.ts — what a film shows before it plays, and pictures behind an element, as pictures of the article.
 *
 * Room:     main/normalise. Pure, linear.
 * Promises: for articles that have no picture else; each once, where it stands; at most ten. What is repeated as a pattern,
 *           and what is as small as a sign, is none.
 */
import { resolveWebUrl } from '../base/urls.ts'
import { escapeText } from '../parse/entities.ts'
import { htmlTags } from './htmlTags.ts'
import type { HtmlTag } from './htmlTags.ts'
import { isDrawing, isLead, isPicture } from './pictures.ts'
import { pictureName } from './samePicture.ts'

const most = 10
const smallest = 48
const anything = /poster|background|data-bg/i
const hasPicture = /<(?:img|amp-img|amp-anim|picture)\b/i
const film = /^(?:video|amp-video|amp-youtube|amp-brightcove)$/
/** A picture may stand in them. */
const container =
  /^(?:div|section|figure|a|span|p|td|th|li|header|footer|article|aside|main|h[1-6]|center|blockquote|figcaption)$/
const behindNames = ['data-bg', 'data-background', 'data-background-image', 'data-bg-src', 'data-lazy-bg']

/** @param html The article's text. @returns The same where it has pictures, or nothing is behind anything. */
export function withPicturesBehind(html: string, base: string): string {
  if (!anything.test(html) || hasPicture.test(html)) return html
  const seen = new Set<string>()
  const parts: string[] = []
  let done = 0
  for (const tag of htmlTags(html, () => true)) {
    if (tag.kind === 'close' || seen.size >= most) continue
    const address = film.test(tag.name)
      ? (tag.attributes['poster'] ?? tag.attributes['data-poster'])
      : behind(tag)
    const url = address === undefined ? null : resolveWebUrl(address.trim(), base)
    if (url === null || !isPicture(url) || !isLead(url) || isDrawing(url) || seen.has(pictureName(url)))
      continue
    seen.add(pictureName(url))
    const words = tag.attributes['aria-label'] ?? tag.attributes['title'] ?? ''
    // Rows and tables hold no picture: it stands before the whole article.
    const isInside = tag.kind === 'open' && container.test(tag.name)
    const at = isInside ? tag.end : film.test(tag.name) ? tag.start : done
    parts.push(html.slice(done, at), `<img src="${escapeText(url)}" alt="${escapeText(words)}">`)
    done = at
  }
  return parts.length === 0 ? html : parts.join('') + html.slice(done)
}

/** The address of the picture that an element stands on. */
function behind({ attributes }: HtmlTag): string | undefined {
  const style = (attributes['style'] ?? '').slice(0, 4000)
  if (isSmall(style) || /(?:^|[\s;:])repeat(?:-[xy])?(?=[\s;]|$)/i.test(style)) return undefined
  const said = /\bbackground(?:-image)?\s*:([^;]*)/i.exec(style)?.[1] ?? ''
  const waiting = behindNames.map((name) => attributes[name]).find((value) => value !== undefined) ?? ''
  return addressIn(said) ?? addressIn(waiting) ?? (waiting === '' ? attributes['background'] : waiting)
}

/** Of `url("…")`; null where none is written. */
function addressIn(value: string): string | null {
  const inside = /\burl\(([^()]{1,3000})\)/i.exec(value)?.[1]?.trim()
  return inside === undefined ? null : inside.replace(/^["']|["']$/g, '').trim()
}

function isSmall(style: string): boolean {
  return ['width', 'height'].some((side) => {
    const size = new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*(\\d{1,6})px`, 'i').exec(style)?.[1]
    return size !== undefined && Number(size) < smallest
  })
}
