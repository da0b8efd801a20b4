/**
 * jumps.ts — jumps inside of an article: footnotes and back, tables of contents.
 *
 * Room:     main/normalise. Pure, linear.
 * Promises: - a name is `a-` and letters, digits and `.:_~-`; so none is a property of a document, a form or an object.
 *           - each name stands once, and only where something leads to it; a jump to nothing is no link.
 *           - the names of what was clean stay as they are.
 */
import type { Attributes } from 'sanitize-html'
import { withoutFragment } from '../base/trims.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { escapeText } from '../parse/entities.ts'
import { htmlTags } from './htmlTags.ts'

const prefix = 'a-'
const longest = 200
const jump = / href="#(a-[^"]*)"/g
const target = / id="(a-[^"]*)"/g

/** The name of a place, by what the outlet calls it; null for none. */
export function placeName(written: string): string | null {
  const name = written.trim()
  if (name === '' || name.length > longest || /\s/.test(name)) return null
  const safe = name.replace(
    /[^\p{L}\p{M}\p{N}.:_~-]/gu,
    (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}`,
  )
  return safe.startsWith(prefix) && safe !== prefix ? safe : `${prefix}${safe}`
}

/** `#fn1`, or the article's own address with it, as a jump; null for any other address. @param page The article's. */
export function jumpTo(address: string, page: string): string | null {
  const at = address.indexOf('#')
  if (at < 0 || (at > 0 && pageOf(address) !== pageOf(page))) return null
  const fragment = address.slice(at + 1)
  if (fragment.startsWith(':~:')) return null
  const name = placeName(decoded(fragment))
  return name === null ? null : `#${name}`
}

/** One page, whatever the scheme, `www.`, the last slash and the parameters that count visitors. */
function pageOf(address: string): string {
  return withoutFragment(address)
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/[?&](?:utm_[a-z]+|fbclid|gclid)=[^&]*/g, '')
    .replace(/\/(?=$|\?)/, '')
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/**
 * Links to the article's own page with the name of a place in it, as bare jumps: where addresses stand on something else
 * than that page (another xml:base), nobody further on would know them for jumps.
 * @param page The article's own address. @param base What its addresses stand on.
 */
export function ownJumps(html: string, page: string | null, base: string): string {
  if (page === null || !html.includes('#') || pageOf(page) === pageOf(base)) return html
  const tags = htmlTags(html, () => true)
  const names = new Set(tags.flatMap(({ attributes: { id, name } }) => [id, name]))
  const parts: string[] = []
  let done = 0
  for (const { name, start, end, attributes } of tags) {
    const address = name === 'a' ? resolveWebUrl(attributes['href'] ?? '', base) : null
    const at = address?.indexOf('#') ?? -1
    if (address === null || at < 0 || pageOf(address) !== pageOf(page)) continue
    const fragment = [address.slice(at + 1), decoded(address.slice(at + 1))].find((one) => names.has(one))
    if (fragment === undefined) continue
    const tag = html.slice(start, end)
    const bare = tag.replace(
      /(\shref\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s"'>]+)/i,
      (_, before: string) => `${before}"#${escapeText(fragment)}"`,
    )
    parts.push(html.slice(done, start), bare)
    done = end
  }
  return done === 0 ? html : parts.join('') + html.slice(done)
}

/** The attributes with a name of ours in place of the outlet's. @param seen Names that are given away. */
export function withPlace(tag: string, attributes: Attributes, seen: Set<string>): Attributes {
  const { id, name, ...rest } = attributes
  if (id === undefined && name === undefined) return attributes
  const place = placeName(id ?? (tag === 'a' ? (name ?? '') : ''))
  if (place === null || seen.has(place)) return rest
  seen.add(place)
  return { ...rest, id: place }
}

/**
 * Jumps that lead nowhere, and names that nothing leads to, taken out of cleaned HTML.
 * @param elsewhere Where a jump leads whose place is not in the article: the address that the outlet wrote.
 */
export function settleJumps(html: string, elsewhere: ReadonlyMap<string, string>): string {
  if (!html.includes('"#a-') && !html.includes(' id="')) return html
  const places = new Set(Array.from(html.matchAll(target), ([, name = '']) => name))
  const wanted = new Set(Array.from(html.matchAll(jump), ([, name = '']) => name))
  return html
    .replace(jump, (whole: string, name: string) => {
      if (places.has(name)) return whole
      const address = elsewhere.get(`#${name}`)
      return address === undefined ? '' : ` href="${address.replaceAll('&', '&amp;').replaceAll('"', '%22')}"`
    })
    .replace(target, (whole: string, name: string) => (wanted.has(name) ? whole : ''))
}

/** Links with nothing in them that anybody could see or press; a place that something leads to stays. */
export function withoutEmptyLinks(html: string): string {
  return html.replace(/<a((?: [^<>]*)?)>(\s*)<\/a>/g, (_, attributes: string, blank: string) => {
    const place = / id="a-[^"]*"/.exec(attributes)?.[0]
    return place === undefined ? blank : `<a${place}>${blank}</a>`
  })
}
