/**
 * embeds.ts — players and frames become plain links before the cleaning; nothing in an article loads by itself.
 *
 * Room:     main/normalise. Pure, linear. Not a wall: what it lets through, clean.ts stops.
 */
import { decodeEntities, escapeText } from '../parse/entities.ts'
import { resolveWebUrl } from '../base/urls.ts'

const embed = /<(iframe|video|audio)\b/gi
const address =
  /\s(?:data-lazy-src|data-src|src)\s*=\s*(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^\s"'>]{1,4000}))/i
/** Frames that carry no content of the article. */
const unwanted =
  /(?:^|\.)(?:widgets\.wp\.com|doubleclick\.net|googlesyndication\.com|googletagmanager\.com|ads?\.[^/]+)$/

/** Replaces each `iframe`, `video` and `audio` by a paragraph with a link to what it would have loaded. */
export function embedsAsLinks(html: string, base: string): string {
  if (!/<(?:iframe|video|audio)\b/i.test(html)) return html
  const parts: string[] = []
  const closes = new Map<string, number>()
  const lower = html.toLowerCase()
  let at = 0
  embed.lastIndex = 0
  for (let found = embed.exec(html); found !== null; found = embed.exec(html)) {
    const name = (found[1] ?? '').toLowerCase()
    const tagEnd = html.indexOf('>', found.index)
    if (tagEnd < 0) break
    // Where the next close tag stands is looked for once; where none is ahead, or none ends, there never will be one.
    const known = closes.get(name) ?? 0
    const close = known === -1 || known >= tagEnd ? known : lower.indexOf(`</${name}`, tagEnd)
    const closeEnd = close < 0 ? -1 : html.indexOf('>', close)
    closes.set(name, closeEnd < 0 ? -1 : close)
    const end = closeEnd < 0 ? tagEnd + 1 : closeEnd + 1
    parts.push(html.slice(at, found.index), linkTo(html.slice(found.index, end), base))
    at = end
    embed.lastIndex = end
  }
  return parts.join('') + html.slice(at)
}

function linkTo(element: string, base: string): string {
  const source =
    address.exec(/^<[^>]*>/.exec(element)?.[0] ?? '') ??
    address.exec(/<source\b[^<>]{1,8000}>/i.exec(element)?.[0] ?? '')
  const raw = source?.[1] ?? source?.[2] ?? source?.[3]
  const target = raw === undefined ? null : resolveWebUrl(decodeEntities(raw), base)
  if (target === null) return ''
  const url = pageOf(new URL(target))
  if (unwanted.test(url.hostname)) return ''
  return `<p><a href="${escapeText(url.href)}">▶ ${escapeText(url.hostname.replace(/^www\./, ''))}</a></p>`
}

/** The page where a person can watch what a player would have played. */
function pageOf(url: URL): URL {
  const id = /^\/embed\/([\w-]{6,20})/.exec(url.pathname)?.[1]
  if (id !== undefined && /^(?:www\.)?youtube(?:-nocookie)?\.com$/.test(url.hostname)) {
    return new URL(`https://www.youtube.com/watch?v=${id}`)
  }
  const video = /^\/video\/(\d+)/.exec(url.pathname)?.[1]
  if (video !== undefined && url.hostname === 'player.vimeo.com') return new URL(`https://vimeo.com/${video}`)
  return url
}
