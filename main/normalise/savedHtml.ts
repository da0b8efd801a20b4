/**
 * savedHtml.ts — the article in a whole HTML page: its text, title, date, names, address.
 *
 * Room:     main/normalise. Imports: htmlparser2. Pure.
 * Knows:    WordPress themes call the text `.entry-content`; others say it by microdata or JSON-LD; the last resort is
 *           the element that holds most paragraph text.
 */
import { DomUtils, parseDocument } from 'htmlparser2'
import { resolveWebUrl } from '../base/urls.ts'
import { escapeText } from '../parse/entities.ts'
import { capDepth } from './depth.ts'
import { readJsonLd } from './jsonLd.ts'
import { serialise } from './serialise.ts'
import { collapse, plainText } from './text.ts'

/** A page's parts before they are understood. */
export interface PageParts {
  readonly title: string | null
  readonly url: string | null
  readonly date: string | null
  readonly authors: readonly string[]
  readonly language: string | null
  readonly html: string
  /** What the page calls its outlet; null when it does not. */
  readonly site: string | null
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number]

const deepest = 400
const noise =
  /(?:^|\s)(?:sharedaddy|jp-relatedposts|wpcnt|sd-block|wp-block-jetpack-\S*|entry-footer|post-navigation|comments-area|share-buttons|related-posts)(?:\s|$)/
const dropped = new Set([
  'script',
  'style',
  'form',
  'nav',
  'noscript',
  'template',
  'button',
  'dialog',
  'header',
  'footer',
])

/** @returns null when the page holds no text. */
export function readHtmlPage(source: string): PageParts | null {
  const shallow = capDepth(source, deepest)
  const page = parseDocument(shallow)
  const elements = DomUtils.getElementsByTagName(() => true, page)
  const meta = (name: string) => metaOf(elements, name)
  const ld = readJsonLd(
    elements
      .filter((e) => e.name === 'script' && /ld\+json/i.test(e.attribs['type'] ?? ''))
      .map((e) => DomUtils.textContent(e)),
  )
  const html =
    articleHtml(elements) ??
    (ld.body === null ? null : `<p>${escapeText(ld.body).replace(/\n+/g, '</p><p>')}</p>`)
  const text = html ?? densest(elements) ?? shallow
  if (collapse(plainText(text)) === '') return null
  return {
    title: titleOfPage(elements, meta),
    url: addressOf(elements, meta),
    date: meta('article:published_time') ?? ld.published ?? timeOf(elements),
    authors: authorsOf(elements, meta, ld.authors),
    language: languageOf(elements),
    html: text,
    site: meta('og:site_name'),
  }
}

/** The first rung of the ladder that is there. */
function articleHtml(elements: readonly Element[]): string | null {
  const inArticle = (e: Element) => hasClass(e, 'entry-content') && hasParent(e, 'article')
  const rungs: readonly ((e: Element) => boolean)[] = [
    inArticle,
    (e) => hasClass(e, 'entry-content'),
    (e) => hasClass(e, 'post-content'),
    (e) => /(?:^|\s)articleBody(?:\s|$)/i.test(e.attribs['itemprop'] ?? ''),
  ]
  for (const rung of rungs) {
    const found = elements.find(rung)
    if (found !== undefined) return innerHtml(found)
  }
  return null
}

/** The element whose own paragraphs hold most text. */
function densest(elements: readonly Element[]): string | null {
  const only = elements.filter((e) => e.name === 'article')
  if (only.length === 1 && only[0] !== undefined) return innerHtml(only[0])
  const weights = new Map<Element, number>()
  for (const paragraph of elements) {
    if (!/^(?:p|blockquote|pre)$/.test(paragraph.name)) continue
    const { parent } = paragraph
    if (parent === null || !('name' in parent)) continue
    weights.set(parent, (weights.get(parent) ?? 0) + DomUtils.textContent(paragraph).trim().length)
  }
  const [best] = [...weights].sort((a, b) => b[1] - a[1])
  const body = best?.[0] ?? elements.find((e) => e.name === 'body')
  return body === undefined ? null : innerHtml(body)
}

function innerHtml(element: Element): string {
  for (const parent of [element, ...DomUtils.getElementsByTagName(() => true, element.children)]) {
    // One pass over the children of each; taking them away one by one costs the square of their number.
    parent.children = parent.children.filter((child) => !('attribs' in child) || !isNoise(child))
  }
  return serialise(element.children).trim()
}

function isNoise({ name, attribs }: Pick<Element, 'name' | 'attribs'>): boolean {
  const isWidget = name === 'iframe' && (attribs['src'] ?? '').includes('widgets.wp.com')
  return (
    dropped.has(name) || isWidget || attribs['id'] === 'jp-post-flair' || noise.test(attribs['class'] ?? '')
  )
}

function titleOfPage(elements: readonly Element[], meta: (name: string) => string | null): string | null {
  const heading = elements.find((e) => e.name === 'h1' && hasClass(e, 'entry-title'))
  const title = elements.find((e) => e.name === 'title')
  const candidates = [
    heading === undefined ? '' : DomUtils.textContent(heading),
    meta('og:title') ?? '',
    title === undefined ? '' : withoutSite(collapse(DomUtils.textContent(title))),
    DomUtils.textContent(elements.find((e) => e.name === 'h1') ?? []),
  ]
  return candidates.map(collapse).find((text) => text !== '') ?? null
}

/** `Title | The Paper` → `Title`. @param title In one line. */
function withoutSite(title: string): string {
  const at = Math.max(...['|', '–', '—', '-'].map((sign) => title.lastIndexOf(sign)))
  const isBetweenBlanks = at > 0 && /^\s.\s$/u.test(title.slice(at - 1, at + 2))
  const length = title.length - at - 2
  return isBetweenBlanks && length >= 2 && length <= 60 ? title.slice(0, at).trimEnd() : title
}

function addressOf(elements: readonly Element[], meta: (name: string) => string | null): string | null {
  const canonical = elements.find(
    (e) => e.name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(e.attribs['rel'] ?? ''),
  )
  return resolveWebUrl(canonical?.attribs['href'] ?? meta('og:url') ?? '', null)
}

function timeOf(elements: readonly Element[]): string | null {
  const times = elements.filter((e) => e.name === 'time' && (e.attribs['datetime'] ?? '') !== '')
  const best = ['entry-date', 'published']
    .map((name) => times.find((e) => hasClass(e, name)))
    .find((e) => e !== undefined)
  const old = elements.find((e) => e.name === 'abbr' && hasClass(e, 'published'))
  return (best ?? times[0])?.attribs['datetime'] ?? old?.attribs['title'] ?? null
}

function authorsOf(
  elements: readonly Element[],
  meta: (name: string) => string | null,
  ld: readonly string[],
): string[] {
  const signed = elements.find((e) => hasClass(e, 'fn') && hasParentClass(e, 'author'))
  const name = signed === undefined ? '' : collapse(DomUtils.textContent(signed))
  if (name !== '') return [name]
  return ld.length > 0 ? [...ld] : [meta('author') ?? ''].filter((text) => text !== '')
}

function languageOf(elements: readonly Element[]): string | null {
  const lang = elements.find((e) => e.name === 'html')?.attribs['lang'] ?? ''
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}$/i.test(lang) ? lang : null
}

function metaOf(elements: readonly Element[], name: string): string | null {
  const found = elements.find(
    (e) => e.name === 'meta' && (e.attribs['property'] === name || e.attribs['name'] === name),
  )
  const text = found?.attribs['content']?.trim() ?? ''
  return text === '' ? null : text
}

/** Of an element that holds much, each of its descendants may ask. */
const classesSeen = new WeakMap<Element, ReadonlySet<string>>()

function hasClass(element: Element, name: string): boolean {
  const written = element.attribs['class']
  if (written === undefined) return false
  const seen = classesSeen.get(element) ?? new Set(written.split(/\s+/))
  classesSeen.set(element, seen)
  return seen.has(name)
}

function hasParent(element: Element, name: string): boolean {
  return ancestors(element).some((one) => one.name === name)
}

function hasParentClass(element: Element, name: string): boolean {
  return ancestors(element).some((one) => hasClass(one, name))
}

function ancestors(element: Element): Element[] {
  const found: Element[] = []
  for (let at = element.parent; at !== null && 'name' in at; at = at.parent) found.push(at)
  return found
}
