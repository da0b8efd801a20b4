/**
 * pictures.ts — which address of an `img` is the picture, and which picture leads an article.
 *
 * Room:     main/normalise. Pure.
 * Knows:    - lazy loading hides the picture in `data-…` and shows a placeholder.
 *           - beacons are 1×1, hidden, or on hosts that do nothing else.
 *           - wordpress.com puts the author's gravatar among the pictures of a post.
 */
import { trimEndOf } from '../base/trims.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { decodeEntities } from '../parse/entities.ts'
import type { RawItem } from '../parse/types.ts'

type Attributes = Readonly<Record<string, string | undefined>>

const beaconHosts =
  /^(?:pixel\.wp\.com|stats\.(?:wordpress|wp)\.com|(?:www\.)?google-analytics\.com|(?:[\w-]+\.)*doubleclick\.net|(?:sb|b)\.scorecardresearch\.com|pixel\.quantserve\.com|(?:[\w-]+\.)*feedsportal\.com|feedads\.g\.doubleclick\.net|feeds\.feedburner\.com|rss\.buysellads\.com|pixel\.[\w.-]+|beacon\.[\w.-]+|analytics\.[\w.-]+|track(?:ing)?\.[\w.-]+)$/
const beaconPaths =
  /\/(?:b|pixel|blank|spacer|transparent|1x1|clear)\.gif$|^\/tr\/?$|\/piwik\.php$|\/matomo\.php$/i

/**
 * The absolute address of the picture an `img` means; null for placeholders, beacons, SVG and what is not http(s).
 * @param sources `srcset` values of the `source` elements before it in a `picture`.
 */
export function pictureOf(
  attributes: Attributes,
  base: string,
  sources: readonly string[] = [],
): string | null {
  if (isPixel(attributes)) return null
  const candidates = [
    ...[attributes['srcset'], attributes['data-srcset'], attributes['data-lazy-srcset']].map(largestOf),
    attributes['data-orig-file'],
    attributes['data-large-file'],
    attributes['data-src'],
    attributes['data-lazy-src'],
    attributes['data-original'],
    attributes['src'],
    ...sources.map(largestOf),
  ]
  for (const candidate of candidates) {
    if (candidate === undefined || candidate === null || candidate === '') continue
    const address = resolveWebUrl(candidate, base)
    if (address !== null && isPicture(address)) return address
  }
  return null
}

/** The largest candidate of a `srcset`; of equals the first. Reads at most 64 KB and 200 candidates. */
export function largestOf(srcset: string | undefined): string | null {
  if (srcset === undefined || srcset === '') return null
  let best: string | null = null
  let bestSize = -1
  let rest = srcset.slice(0, 65_536)
  for (let count = 0; count < 200; count++) {
    const found = /^[\s,]*(\S+)/.exec(rest)
    if (found?.[1] === undefined) break
    rest = rest.slice(found[0].length)
    const url = trimEndOf(found[1], ',')
    const comma = url === found[1] ? rest.indexOf(',') : 0
    const descriptor = rest.slice(0, comma < 0 ? undefined : comma)
    rest = comma < 0 ? '' : rest.slice(comma)
    const size = Number(/(?:^|\s)(\d{1,6}(?:\.\d{1,3})?)[wx](?:\s|$)/.exec(descriptor)?.[1] ?? 1)
    if (url !== '' && size > bestSize && !url.startsWith('data:')) {
      best = url
      bestSize = size
    }
  }
  return best
}

/** The picture beside the headline: what the feed names, else the first of the text. */
export function leadPicture(item: RawItem, html: string, base: string): string | null {
  const named = [
    ...item.pictures.filter(({ width, height }) => (width ?? 64) >= 32 && (height ?? 64) >= 32),
    ...item.enclosures.filter(
      ({ type, url }) =>
        /^image\//i.test(type ?? '') || (type === null && /\.(?:jpe?g|png|webp)$/i.test(url)),
    ),
  ]
  for (const { url } of named) {
    const address = resolveWebUrl(url, base)
    if (address !== null && isPicture(address) && isLead(address)) return address
  }
  for (const [tag] of html.matchAll(/<img\b[^<>]{0,8000}>/gi)) {
    const attributes = attributesOf(tag)
    const address = pictureOf(attributes, base)
    if (address !== null && isLead(address) && !isTiny(attributes)) return address
  }
  return null
}

export function isPixel(attributes: Attributes): boolean {
  const sides = [attributes['width'], attributes['height']].map(
    (side) => /^\s*(\d+)(?:px)?\s*$/.exec(side ?? '')?.[1],
  )
  if (sides.some((side) => side !== undefined && Number(side) <= 1)) return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')
}

function isPicture(address: string): boolean {
  const { hostname, pathname } = new URL(address)
  return !beaconHosts.test(hostname) && !beaconPaths.test(pathname) && !/\.svgz?$/i.test(pathname)
}

function isLead(address: string): boolean {
  return !/gravatar\.com\/(?:avatar|blavatar)|\/(?:avatar|blavatar)\/[0-9a-f]{20,}|s\.w\.org\/images\/core\/emoji|\/(?:emoji|smilies)\//i.test(
    address,
  )
}

function isTiny(attributes: Attributes): boolean {
  const [width, height] = [Number(attributes['width']), Number(attributes['height'])]
  return (width > 0 && width < 48) || (height > 0 && height < 48)
}

function attributesOf(tag: string): Attributes {
  const found: Record<string, string> = {}
  for (const [, name = '', a, b, c] of tag.matchAll(
    /(?<![\w-])([a-z][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    found[name.toLowerCase()] ??= decodeEntities(a ?? b ?? c ?? '')
  }
  return found
}
