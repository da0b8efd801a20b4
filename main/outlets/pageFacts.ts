/**
 * pageFacts.ts — one pass over a page: its links, names and forms, as written. Pure.
 *
 * Room:     main/outlets. htmlparser2 reads the tags; no tree is built.
 * Promises: looks at the first 1 MB of text and keeps bounded lists, whatever the page is.
 * Knows:    some sites put feed links into the body, so the head is not enough.
 */
import { Parser } from 'htmlparser2'
import { capDepth } from '../normalise/depth.ts'

export interface PageLink {
  /** Lower-case tokens of rel. */
  readonly rel: readonly string[]
  readonly href: string
  /** Lower case, without parameters; empty when absent. */
  readonly type: string
  readonly title: string
  readonly sizes: string
  /** As written; empty when absent. */
  readonly hreflang: string
}

/** A link that a person would click. */
export interface PageAnchor {
  readonly href: string
  /** Its text and title, cut. */
  readonly text: string
  readonly rel: readonly string[]
  readonly type: string
}

export interface PageFacts {
  readonly links: readonly PageLink[]
  /** Those whose address, text or rel might speak of feeds; at most 500. */
  readonly feedAnchors: readonly PageAnchor[]
  /** Content of the first meta refresh that a browser with scripts would follow; null when absent. */
  readonly refresh: string | null
  /** First `<base href>`; null when absent. */
  readonly base: string | null
  /** First `<title>` outside of pictures; empty when absent. */
  readonly title: string
  /** By lower-case `name`, `property` or `http-equiv`; the first of a name counts. */
  readonly meta: ReadonlyMap<string, string>
  readonly language: string | null
  readonly hasPassword: boolean
  /** Actions of the page's forms. */
  readonly forms: readonly string[]
  /** Characters of text outside of scripts and styles, as far as the page was read. */
  readonly textLength: number
}

const readAtMost = 1024 * 1024
const linksAtMost = 2000
const metaAtMost = 300
const anchorsAtMost = 500
const feedWord = /(?:^|[^a-z])(?:rss|atom|xml ?feed|feeds?)(?:$|[^a-z])|フィード/i
/** `/rss.aspx?id=3`, `/services/rss_politics.cms`, `/sport.xml`, `feed:…`. */
const feedAddress = /rss|[/.](?:rdf|atom|feeds?\d?)(?:$|[/.?#_-])|\.xml(?:$|[?#])|^(?:feeds?|itpc|pcast):/i
/** htmlparser2 needs time by the square of the depth. */
const deepest = 500

export function readPage(html: string): PageFacts {
  const links: PageLink[] = []
  const forms: string[] = []
  const meta = new Map<string, string>()
  let base: string | null = null
  let title = ''
  let titles = 0
  let language: string | null = null
  let hasPassword = false
  let textLength = 0
  let isInTitle = false
  let refresh: string | null = null
  let noscript = 0
  let silent = 0
  const feedAnchors: PageAnchor[] = []
  let anchor: { readonly href: string; text: string; rel: readonly string[]; type: string } | null = null

  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'a' && attributes['href'] !== undefined) {
        const { rel, type, href, title: text } = linkOf(attributes)
        anchor = { href, text, rel, type }
      }
      if (name === 'noscript') noscript += 1
      if (name === 'img' && anchor !== null) anchor.text += ` ${attributes['alt'] ?? ''}`
      if (name === 'link' && links.length < linksAtMost) links.push(linkOf(attributes))
      else if (name === 'meta') {
        const isRefresh = attributes['http-equiv']?.trim().toLowerCase() === 'refresh'
        if (isRefresh && noscript === 0) refresh ??= attributes['content'] ?? null
        const key = attributes['property'] ?? attributes['name'] ?? attributes['http-equiv']
        if (key !== undefined && meta.size < metaAtMost && !meta.has(key.toLowerCase())) {
          meta.set(key.toLowerCase(), attributes['content'] ?? '')
        }
      } else if (name === 'base') base ??= attributes['href'] ?? null
      else if (name === 'html') language ??= attributes['lang'] ?? attributes['xml:lang'] ?? null
      else if (name === 'form' && forms.length < 50) forms.push(attributes['action'] ?? '')
      else if (name === 'input') hasPassword ||= attributes['type']?.trim().toLowerCase() === 'password'
      else if (isSilent(name)) silent += 1
      else if (name === 'title' && silent === 0) {
        titles += 1
        isInTitle = titles === 1
      }
    },
    ontext: (text) => {
      if (isInTitle) title = (title + text).slice(0, 2000)
      else if (silent === 0) {
        textLength += text.trim().length
        if (anchor !== null && anchor.text.length < 100) anchor.text += text
      }
    },
    onclosetag: (name) => {
      if (name === 'a' && anchor !== null) {
        if (feedAnchors.length < anchorsAtMost && speaksOfFeeds(anchor)) feedAnchors.push(anchor)
        anchor = null
      }
      if (name === 'noscript') noscript = Math.max(0, noscript - 1)
      if (name === 'title') isInTitle = false
      else if (isSilent(name)) silent = Math.max(0, silent - 1)
    },
  })
  parser.end(capDepth(html.slice(0, readAtMost), deepest))
  return { links, feedAnchors, refresh, base, title, meta, language, hasPassword, forms, textLength }
}

/** What is not read as text; an SVG has a title of its own. */
function isSilent(name: string): boolean {
  return name === 'script' || name === 'style' || name === 'svg'
}

/** A short text with the word in it, or an address or a rel that says so; a headline about feeds is longer. */
function speaksOfFeeds({ href, text, rel, type }: PageAnchor): boolean {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= 40 && feedWord.test(plain)) return true
  return feedAddress.test(href.slice(0, 500)) || rel.includes('feed') || /rss|atom|feed/.test(type)
}

function linkOf(attributes: Readonly<Record<string, string>>): PageLink {
  return {
    rel: (attributes['rel'] ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    href: attributes['href'] ?? '',
    type: bareType(attributes['type'] ?? ''),
    title: attributes['title'] ?? '',
    sizes: attributes['sizes'] ?? '',
    hreflang: attributes['hreflang'] ?? '',
  }
}

/** `Application/RSS+XML; charset=utf-8` → `application/rss+xml`. */
export function bareType(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
