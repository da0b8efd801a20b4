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
}

export interface PageFacts {
  readonly links: readonly PageLink[]
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
const linksAtMost = 300
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
  let silent = 0

  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'link' && links.length < linksAtMost) links.push(linkOf(attributes))
      else if (name === 'meta') {
        const key = attributes['property'] ?? attributes['name'] ?? attributes['http-equiv']
        if (key !== undefined && meta.size < linksAtMost && !meta.has(key.toLowerCase())) {
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
      else if (silent === 0) textLength += text.trim().length
    },
    onclosetag: (name) => {
      if (name === 'title') isInTitle = false
      else if (isSilent(name)) silent = Math.max(0, silent - 1)
    },
  })
  parser.end(capDepth(html.slice(0, readAtMost), deepest))
  return { links, base, title, meta, language, hasPassword, forms, textLength }
}

/** What is not read as text; an SVG has a title of its own. */
function isSilent(name: string): boolean {
  return name === 'script' || name === 'style' || name === 'svg'
}

function linkOf(attributes: Readonly<Record<string, string>>): PageLink {
  return {
    rel: (attributes['rel'] ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    href: attributes['href'] ?? '',
    type: bareType(attributes['type'] ?? ''),
    title: attributes['title'] ?? '',
    sizes: attributes['sizes'] ?? '',
  }
}

/** `Application/RSS+XML; charset=utf-8` → `application/rss+xml`. */
export function bareType(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
