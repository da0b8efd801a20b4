/**
 * pictures.ts — which address of an `img` is the picture, and which picture leads an article.
 *
 * Room:     main/normalise. Pure.
 * Knows:    - lazy loading hides the picture in `data-…` and shows a placeholder.
 *           - each script has a name of its own for it; what is shown until then is a drawing, a point, or nothing.
 *           - beacons are 1×1, hidden, or on hosts that do nothing else.
 *           - wordpress.com puts the author's gravatar among the pictures of a post.
 */
import { trimEndOf } from '../base/trims.ts'
import { partsOf } from '../base/urlParts.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { decodeEntities } from '../parse/entities.ts'
import type { RawEnclosure, RawItem } from '../parse/types.ts'

export { isSamePicture } from './samePicture.ts'

type Attributes = Readonly<Record<string, string | undefined>>

const beaconHosts =
  /^(?:pixel\.wp\.com|stats\.(?:wordpress|wp)\.com|(?:www\.)?google-analytics\.com|(?:[\w-]+\.)*doubleclick\.net|(?:sb|b)\.scorecardresearch\.com|pixel\.quantserve\.com|(?:[\w-]+\.)*feedsportal\.com|feedads\.g\.doubleclick\.net|feeds\.feedburner\.com|rss\.buysellads\.com|pixel\.[\w.-]+|beacon\.[\w.-]+|analytics\.[\w.-]+|track(?:ing)?\.[\w.-]+)$/
const beaconPaths = /\/(?:b|pixel|1x1)\.gif$|^\/tr\/?$|\/piwik\.php$|\/matomo\.php$/i
/** What stands in place of a picture until a script has come. */
const standIns =
  /\/(?:[\w-]{0,40}[-_])?(?:placeholder|clear|lazy|lazyload|loading|loader|blank|spacer|transparent|trans|pixel|grey|gray|1x1)\.(?:gif|svg|png)$/i
/** Where a script would have taken the picture from, the largest first. */
const lazyNames = [
  'data-orig-file',
  'data-large-file',
  'data-full-src',
  'data-hi-res-src',
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-actualsrc',
  'data-litespeed-src',
  'data-cfsrc',
  'data-ezsrc',
]
const lazySets = ['srcset', 'data-srcset', 'data-lazy-srcset', 'data-sizes-srcset', 'data-litespeed-srcset']

/**
 * The absolute address of the picture an `img` means; null for placeholders, beacons and what is not http(s).
 * @param sources `srcset` values of the `source` elements before it in a `picture`.
 */
export function pictureOf(
  attributes: Attributes,
  base: string,
  sources: readonly string[] = [],
): string | null {
  if (isPixel(attributes)) return null
  const sure = [
    ...lazySets.map((name) => largestOf(attributes[name])),
    ...lazyNames.map((name) => attributes[name]),
  ]
  const own = attributes['src']
  const asked = firstPicture(sure, base) ?? (isDoubtful(own) ? firstPicture(files(attributes), base) : null)
  return (
    asked ?? firstPicture([own, ...sources.map(largestOf)], base) ?? firstPicture(guesses(attributes), base)
  )
}

/** What a page shows until a script has come is often a drawing or a point of a format that photos are never kept in. */
const isDoubtful = (src: string | undefined) =>
  src === undefined || /\.(?:gif|svg)(?:[?#]|$)|^\s*(?:#|$)/i.test(src)
const photo = /^[^\s,{}<>]{1,2000}\.(?:jpe?g|png|webp|avif)(?:[?#][^\s,]{0,500})?$/i
/** Attributes that lead elsewhere, or say something of the picture. */
const elsewhere =
  /^(?:alt|title|longdesc|usemap|href|data-(?:pin|share|link|permalink|href|author|avatar|poster|still|static|fallback|placeholder)[\w-]*)$/

/** Any other attribute that holds the file of a photo. */
function files(attributes: Attributes): readonly string[] {
  return Object.entries(attributes).flatMap(([name, value = '']) =>
    name !== 'src' && !elsewhere.test(name) && photo.test(value.trim()) ? [value.trim()] : [],
  )
}

function firstPicture(candidates: readonly (string | null | undefined)[], base: string): string | null {
  for (const candidate of candidates) {
    // An address within the page is the page.
    if (candidate === undefined || candidate === null || /^\s*(?:#|$)/.test(candidate)) continue
    const address = resolveWebUrl(candidate, base)
    if (address !== null && isPicture(address)) return address
  }
  return null
}

/** Each script has a name of its own for it: `data-…src`, or any whose value is a picture's address. */
function guesses(attributes: Attributes): readonly (string | null)[] {
  return Object.entries(attributes).flatMap(([name, value = '']) => {
    if (name === 'src' || elsewhere.test(name) || value === '' || value.length > 20_000) return []
    if (name.endsWith('srcset')) return [largestOf(value)]
    const isNamed = /(?:src|url|image|img|original|file|bg|background|lazy|lazyload|echo)$/.test(name)
    return (isNamed || photo.test(value.trim())) &&
      /^(?:https?:|\.{0,2}\/)|\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)/i.test(value.trim())
      ? [value]
      : []
  })
}

/** A picture that is there to be counted and not to be seen: it leaves no words either. */
export function isBeacon(src: string, base: string): boolean {
  const address = resolveWebUrl(src, base)
  if (address === null) return false
  const { hostname, pathname } = partsOf(address)
  return beaconHosts.test(hostname) || beaconPaths.test(pathname)
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

/** A file that came with an item, and that a window can draw. */
export function isPictureFile({ type, url }: Pick<RawEnclosure, 'type' | 'url'>): boolean {
  const said = (type ?? '').trim()
  if (/^image(?:\/|$)/i.test(said)) return !/tiff|djvu|photoshop|hei[cf]|jxl|dng/i.test(said)
  return !/^(?:audio|video|text)\//i.test(said) && /\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)/i.test(url)
}

/** The picture beside the headline: what the feed names, else the first of the text. */
export function leadPicture(item: RawItem, html: string, base: string): string | null {
  const named = [
    ...item.pictures.filter(({ width, height }) => (width ?? 64) >= 32 && (height ?? 64) >= 32),
    ...item.enclosures.filter(isPictureFile),
  ]
  for (const { url } of named) {
    const address = resolveWebUrl(url, base)
    if (address !== null && isPicture(address) && isLead(address) && !isDrawing(address)) return address
  }
  for (const [tag] of html.matchAll(/<img\b[^<>]{0,8000}>/gi)) {
    const attributes = attributesOf(tag)
    const address = pictureOf(attributes, base)
    if (address !== null && isLead(address) && !isDrawing(address) && !isTiny(attributes)) return address
  }
  return null
}

/** Both sides are one point or none; or one is a point and nothing is said of the other; or it is hidden. */
export function isPixel(attributes: Attributes): boolean {
  const style = attributes['style'] ?? ''
  const isHidden = /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)
  if (isHidden || isStretched(style, 'width') || isStretched(style, 'height')) return isHidden
  const [width, height] = ['width', 'height'].map((side) => sideOf(attributes[side]) ?? sideIn(style, side))
  const isSmall = (side: number | null | undefined) => side !== null && side !== undefined && side <= 1
  if (isSmall(width) && isSmall(height)) return true
  return (width === 1 && height === null) || (height === 1 && width === null)
}

function sideOf(written: string | undefined): number | null {
  const number = /^\s*(\d{1,6})(?:px)?\s*$/.exec(written ?? '')?.[1]
  return number === undefined ? null : Number(number)
}

/** The style says another size than an attribute does, and counts. */
const isStretched = (style: string, side: string) =>
  style !== '' &&
  new RegExp(`(?:^|;)\\s*${side}\\s*:\\s*(?:[2-9]\\d?|1\\d{1,2})(?:\\.\\d+)?(?:%|r?em|vw|vh)`, 'i').test(
    style.slice(0, 500),
  )

function sideIn(style: string, side: string): number | null {
  const found = new RegExp(`(?:^|;)\\s*${side}\\s*:\\s*(\\d{1,6})px`, 'i').exec(style.slice(0, 500))?.[1]
  return found === undefined ? null : Number(found)
}

/** @param address As resolveWebUrl gives it. */
export function isPicture(address: string): boolean {
  const { hostname, pathname } = partsOf(address)
  return !beaconHosts.test(hostname) && !beaconPaths.test(pathname) && !standIns.test(pathname)
}

/** A character that a blog program replaces by a picture of it. */
export function isEmoji(address: string): boolean {
  return /s\.w\.org\/images\/core\/emoji|\/(?:emoji|smilies|twemoji)\//i.test(address)
}

/** Mostly a logo or a formula: none leads an article. */
export const isDrawing = (address: string) => /\.svgz?$/i.test(partsOf(address).pathname)

export function isLead(address: string): boolean {
  return !/gravatar\.com\/(?:avatar|blavatar)|\/(?:avatar|blavatar)\/[0-9a-f]{20,}|s\.w\.org\/images\/core\/emoji|\/(?:emoji|smilies)\//i.test(
    address,
  )
}

function isTiny(attributes: Attributes): boolean {
  const [width, height] = [Number(attributes['width']), Number(attributes['height'])]
  return (width > 0 && width < 48) || (height > 0 && height < 48)
}

export function attributesOf(tag: string): Attributes {
  const found: Record<string, string> = {}
  for (const [, name = '', a, b, c] of tag.matchAll(
    /(?<![\w-])([a-z][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    found[name.toLowerCase()] ??= decodeEntities(a ?? b ?? c ?? '')
  }
  return found
}
