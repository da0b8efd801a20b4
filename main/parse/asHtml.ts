/**
 * asHtml.ts — markup that was written as XML, as the same markup in HTML.
 *
 * Room:     main/parse. Pure, linear.
 * Knows:    - HTML knows no element that is closed in itself: after `<i/>` or `<script/>` all that follows would stand
 *             inside of it. XML writes any empty element so.
 *           - HTML reads `</br>` as a second line break, and `<plaintext>` never ends there.
 *           - in source that was HTML from the start the slash may belong to an address (`<a href=https://a.example/>`).
 */
import { attributesOf, nextTag } from './source.ts'
import type { Tag } from './source.ts'

/** HTML's elements that have no end tag. */
const empty = new Set(
  'area base basefont bgsound br col command embed frame hr image img input keygen link meta param source track wbr'.split(
    ' ',
  ),
)

/** @param html Markup by the rules of XML; comments and CDATA sections are stepped over. */
export function xmlAsHtml(html: string): string {
  return rewrite(html, (tag, name) => {
    if (name === 'plaintext') return ''
    const local = name.slice(name.indexOf(':') + 1)
    if (empty.has(local)) return tag.kind === 'close' ? '' : null
    const written = tag.kind === 'empty' ? opened(html, tag) : null
    // HTML knows formulas by their bare names only.
    const prefix = /^(?:m|mml|math|mathml):(?=m|semantics|annotation)/.exec(name)?.[0]
    if (prefix === undefined) return written
    const source = written ?? html.slice(tag.start, tag.end)
    return source
      .replaceAll(`<${tag.name.slice(0, prefix.length)}`, '<')
      .replaceAll(`</${tag.name.slice(0, prefix.length)}`, '</')
  })
}

/** HTML in which somebody closed elements in themselves all the same: what XML tools write into CDATA. */
export function withoutSelfClosed(html: string): string {
  if (!mayHoldSelfClosed(html)) return html
  return rewrite(html, (tag, name) =>
    tag.kind === 'empty' && !empty.has(name) && !isInAddress(html, tag) ? opened(html, tag) : null,
  )
}

/** Mostly it is pictures and line breaks that end so, which HTML knows: only what stands before a `/>` is looked at. */
function mayHoldSelfClosed(html: string): boolean {
  for (let at = html.indexOf('/>'); at >= 0; at = html.indexOf('/>', at + 2)) {
    const open = html.lastIndexOf('<', at)
    const tag = open < 0 || at - open > 2000 ? '' : html.slice(open, at)
    const name = /^<([a-z]+)[\s/]|^<([a-z]+)$/i.exec(tag)
    const isKnown = name !== null && empty.has((name[1] ?? name[2] ?? '').toLowerCase())
    // A `<` in an attribute's value is no tag: then a quote is open.
    if (!isKnown || tag.split('"').length % 2 === 0 || tag.split("'").length % 2 === 0) return true
  }
  return false
}

/** @param change What stands for a tag; null when it stays as it is. */
function rewrite(html: string, change: (tag: Tag, name: string) => string | null): string {
  const parts: string[] = []
  let done = 0
  for (let at = 0; ;) {
    const tag = nextTag(html, at)
    if (tag === null) break
    at = tag.end
    if (tag.kind === 'doctype') continue
    const instead = change(tag, tag.name.toLowerCase())
    if (instead === null) continue
    parts.push(html.slice(done, tag.start), instead)
    done = tag.end
  }
  return done === 0 ? html : parts.join('') + html.slice(done)
}

/** `<i class="x"/>` → `<i class="x"></i>`; a `plaintext` never ends, a foreign root keeps its way of writing. */
function opened(html: string, { start, end, name }: Tag): string {
  return `${html.slice(start, end - 2).trimEnd()}></${name}>`
}

/** Whether the slash is the last letter of a value without quotes. */
function isInAddress(html: string, tag: Tag): boolean {
  const source = html.slice(tag.start, tag.end)
  if (!source.includes('=')) return false
  const last = [...attributesOf(html, tag)].at(-1)?.[1] ?? ''
  return last.endsWith('/') && source.endsWith(`${last}>`)
}
