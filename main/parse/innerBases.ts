/**
 * innerBases.ts — xml:base on elements inside of XHTML: addresses below them are made absolute, because nobody further
 * on would know of it.
 *
 * Room:     main/parse. Pure, linear.
 * Promises: text without such an attribute comes back as it is; nothing but `href` and `src` changes. A jump to a place
 *           in the text stays a jump: whatever its base, it leads to the document that it stands in (RFC 3986 §4.4).
 */
import { withoutFragment } from '../base/trims.ts'
import { resolveWebUrl } from '../base/urls.ts'
import { resolveBase } from './base.ts'
import { decodeEntities, escapeText } from './entities.ts'
import { attributesOf, nextTag } from './source.ts'

const deepest = 256

/** @param outer What addresses stand on outside of those elements. */
export function withInnerBases(html: string, outer: string | null, document: string | null): string {
  if (!html.includes('xml:base')) return html
  const parts: string[] = []
  /** The elements that are open, and what holds inside of each; `own` is null above the first xml:base. */
  const open: { readonly name: string; readonly own: string | null }[] = []
  let names: ReadonlySet<string> | null = null
  let done = 0
  for (let at = 0; ;) {
    const tag = nextTag(html, at)
    if (tag === null) break
    at = tag.end
    if (tag.kind === 'close') {
      const index = open.findLastIndex(({ name }) => name === tag.name)
      if (index >= 0) open.length = index
      continue
    }
    if (tag.kind === 'doctype') continue
    const inherited = open.at(-1)?.own ?? null
    const source = html.slice(tag.start, tag.end)
    const written = source.includes('xml:base') ? attributesOf(html, tag).get('xml:base') : undefined
    const own = written === undefined ? inherited : resolveBase(written, inherited ?? outer, document)
    if (tag.kind === 'open' && open.length < deepest) open.push({ name: tag.name, own })
    if (own === null || !/\s(?:href|src)\s*=/i.test(source)) continue
    names ??= namesIn(html)
    parts.push(html.slice(done, tag.start), absolute(source, own, names))
    done = tag.end
  }
  return done === 0 ? html : parts.join('') + html.slice(done)
}

function absolute(tag: string, base: string, names: ReadonlySet<string>): string {
  return tag.replace(
    /(\s(?:href|src)\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi,
    (whole: string, start: string, double?: string, single?: string) => {
      const address = resolveWebUrl(decodeEntities(double ?? single ?? ''), base)
      if (address === null) return whole
      const hash = address.indexOf('#')
      const isWithin = hash > 0 && address.slice(0, hash) === withoutFragment(base)
      const place = isWithin ? decoded(address.slice(hash + 1)) : ''
      return names.has(place) ? `${start}"#${escapeText(place)}"` : `${start}"${escapeText(address)}"`
    },
  )
}

/** Of all places that something may lead to. */
function namesIn(html: string): ReadonlySet<string> {
  const found = html.matchAll(/\s(?:id|xml:id|name)\s*=\s*(?:"([^"]+)"|'([^']+)')/gi)
  return new Set(Array.from(found, ([, double, single]) => decodeEntities(double ?? single ?? '')))
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
