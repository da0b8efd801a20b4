/**
 * embeds.ts — players and frames become plain links before the cleaning, pictures that wait for a script become pictures;
 * nothing in an article loads by itself.
 *
 * Room:     main/normalise. Pure, linear. Not a wall: what it lets through, clean.ts stops.
 * Knows:    - a player that is never closed, or closed in itself, holds nothing: what follows is the article.
 *           - we run no scripts, so `noscript` speaks to us: its pictures, players and links are the article's, and where it
 *             stands beside the picture that a script would have filled, it stands for it.
 */
import { resolveWebUrl } from '../base/urls.ts'
import { decodeEntities, escapeText } from '../parse/entities.ts'
import { endsOf, frameAddresses, isSameSite, isWaiting, titleOf } from './embedTags.ts'
import { ampAddress, ampNoise, isAmpPlayer } from './ampPlayers.ts'
import { htmlTags } from './htmlTags.ts'
import type { HtmlTag } from './htmlTags.ts'
import { attributesOf, isSamePicture, pictureOf } from './pictures.ts'
import { playerPage } from './playerPages.ts'
import { oneLine, plainText } from './text.ts'

type Attributes = HtmlTag['attributes']

/** A quick look; most articles hold none of it. */
const anything = /<(?:iframe|video|audio|object|embed|noscript|(?:amp|lite)-|youtube-|meta|link)/i
const known = new Set([
  'iframe',
  'video',
  'audio',
  'object',
  'embed',
  'noscript',
  'img',
  'source',
  'param',
  'meta',
  'link',
])
const isWanted = (name: string) => known.has(name) || /^(?:amp|lite|youtube)-/.test(name)
/** Frames that carry no content of the article. */
const unwanted =
  /(?:^|\.)(?:widgets\.wp\.com|doubleclick\.net|googlesyndication\.com|googletagmanager\.com|ads?\.[^/]+)$/
const pictureFile = /\.(?:jpe?g|png|gif|webp|avif|svg)$/i
/** Letters in a frame of the article's own that are more than the name of a button. */
const fewWords = 12

/** Replaces each player by a paragraph with a link to the page where it plays. */
export function embedsAsLinks(html: string, base: string): string {
  return anything.test(html) ? new Replacing(html, base, 0).run() : html
}

class Replacing {
  readonly #html: string
  readonly #base: string
  readonly #depth: number
  readonly #tags: readonly HtmlTag[]
  /** Where each element ends: the place of its end tag. */
  readonly #ends: ReadonlyMap<number, number>
  readonly #parts: string[] = []
  readonly #links = new Set<string>()
  /** End tags of elements that go without what is in them. */
  readonly #unwrapped = new Set<number>()
  #from = 0
  #hasPicture: boolean

  constructor(html: string, base: string, depth: number) {
    this.#html = html
    this.#base = base
    this.#depth = depth
    this.#tags = htmlTags(html, isWanted)
    this.#ends = endsOf(this.#tags)
    this.#hasPicture = this.#tags.some(({ name }) => name === 'img' || name === 'amp-img')
  }

  /** Once. */
  run(): string {
    for (let at = 0; at < this.#tags.length; at++) at = this.#tag(at)
    return this.#parts.length === 0 ? this.#html : this.#parts.join('') + this.#html.slice(this.#from)
  }

  /** Where the first player leads, after `run`. */
  get first(): string | null {
    return this.#links.values().next().value ?? null
  }

  /** @returns The last tag that has been dealt with. */
  #tag(at: number): number {
    const tag = this.#tags[at]
    if (tag !== undefined && this.#unwrapped.has(at)) this.#put(tag.start, tag.end, '')
    if (tag === undefined || tag.kind === 'close') return at
    const { name, attributes } = tag
    if (name === 'noscript') return this.#noscript(at, tag)
    if (name === 'iframe') return this.#whole(at, tag, this.#frame(tag, this.#inside(at)))
    if (name === 'video' || name === 'audio') return this.#film(at, tag)
    if (name === 'object') return this.#object(at, tag)
    if (name === 'embed')
      return this.#whole(at, tag, this.#thing(attributes['src'] ?? attributes['data-src'], attributes, ''))
    if (name === 'meta' || name === 'link') return this.#named(at, tag)
    if (name === 'amp-img' || name === 'amp-anim') return this.#ampPicture(at, tag)
    if (ampNoise.has(name)) return this.#whole(at, tag, '')
    if (isAmpPlayer(name)) {
      const address = ampAddress(name, attributes) || this.#sourceIn(at)
      const link = this.#link(address, titleOf(attributes))
      return link === null ? at : this.#whole(at, tag, link)
    }
    return at
  }

  #frame(tag: HtmlTag, inside: string): string {
    const { attributes } = tag
    const title = titleOf(attributes)
    // Some players leave a link to their page inside, with the name of what they play.
    const own = /<a\b[^<>]{0,4000}>/i.exec(inside)?.[0]
    const address = own === undefined ? undefined : attributesOf(own)['href']
    const candidates = frameAddresses(attributes)
    const player = candidates.map((one) => resolveWebUrl(one, this.#base)).find((one) => one !== null)
    if (address !== undefined && player !== undefined && isSameSite(address, player)) {
      const link = this.#link(address, oneLine(inside) || title)
      if (link !== null) return link
    }
    for (const candidate of candidates) {
      const link = this.#link(candidate, title)
      if (link !== null) return link
    }
    const { srcdoc = '' } = attributes
    if (srcdoc === '' || this.#depth > 0 || player !== undefined) return ''
    const nested = new Replacing(srcdoc, this.#base, this.#depth + 1)
    const text = nested.run()
    const linked = nested.first ?? attributesOf(/<a\b[^<>]{0,4000}>/i.exec(srcdoc)?.[0] ?? '')['href']
    const link = linked === undefined ? null : this.#link(linked, title)
    // No player: what the frame holds is the article's.
    return link ?? (nested.first === null && oneLine(srcdoc).length >= fewWords ? `<div>${text}</div>` : '')
  }

  #film(at: number, tag: HtmlTag): number {
    const { attributes } = tag
    const link = [...frameAddresses(attributes), this.#sourceIn(at)]
      .map((address) => this.#link(address, titleOf(attributes)))
      .find((one) => one !== null)
    if (link !== undefined) return this.#whole(at, tag, link)
    // Words for old browsers go; a link to the film, or a player of another kind, stays.
    const holdsMore = /<(?:a|iframe|object|embed|img)\b/i.test(this.#inside(at))
    return holdsMore ? this.#unwrap(at, tag) : this.#whole(at, tag, '')
  }

  #object(at: number, tag: HtmlTag): number {
    const { attributes } = tag
    const inside = this.#inside(at)
    const end = this.#ends.get(at) ?? at
    const within = this.#tags.slice(at + 1, Math.min(end, at + 200))
    const parameter = within.find(
      ({ name, attributes: of }) =>
        name === 'param' && /^(?:movie|src|url|filename)$/i.test(of['name'] ?? ''),
    )
    const embed = within.find(({ name }) => name === 'embed')
    const addresses = [attributes['data'], parameter?.attributes['value'], embed?.attributes['src']]
    const words = inside.length < 20_000 ? oneLine(inside) : ''
    for (const address of addresses) {
      const thing = this.#thing(address, attributes, words)
      if (thing !== '') return this.#whole(at, tag, thing)
    }
    return this.#unwrap(at, tag)
  }

  /** A picture or a player, as its type or its name says; '' for what no browser plays any more. */
  #thing(address: string | undefined, attributes: Attributes, words: string): string {
    if (address === undefined) return ''
    const type = attributes['type'] ?? ''
    const path = address.split(/[?#]/, 1)[0] ?? ''
    if (/^image\//i.test(type) || pictureFile.test(path)) {
      const alt = words || (attributes['alt'] ?? attributes['title'] ?? '')
      const sides = ['width', 'height'].map((side) => ` ${side}="${escapeText(attributes[side] ?? '')}"`)
      return `<img src="${escapeText(address)}" alt="${escapeText(alt)}"${sides.join('')}>`
    }
    const link = this.#link(address, titleOf(attributes))
    const isFlash = /\.swf$/i.test(path) || /shockwave-flash/i.test(type)
    return link === null || (isFlash && !this.#hasPage(address)) ? '' : link
  }

  #hasPage(address: string): boolean {
    const target = resolveWebUrl(address, this.#base)
    return target !== null && playerPage(new URL(target)).href !== target
  }

  /** A picture that is said in the head of a piece of microdata, where the text shows none. */
  #named(at: number, tag: HtmlTag): number {
    const { itemprop = '', content, href } = tag.attributes
    const address = content ?? href
    if (!/^(?:image|thumbnailUrl)$/i.test(itemprop) || address === undefined || this.#hasPicture) return at
    this.#hasPicture = true
    this.#put(tag.start, tag.end, `<img src="${escapeText(address)}" alt="">`)
    return at
  }

  #ampPicture(at: number, tag: HtmlTag): number {
    const kept = ['src', 'srcset', 'alt', 'width', 'height', 'title'].flatMap((name) => {
      const value = tag.attributes[name]
      return value === undefined ? [] : [` ${name}="${escapeText(value)}"`]
    })
    const isSingle = /<noscript/i.test(this.#inside(at)) || this.#inside(at).trim() === ''
    this.#put(tag.start, tag.end, `<img${kept.join('')}>`)
    const end = this.#ends.get(at)
    if (!isSingle || end === undefined) return at
    const close = this.#tags[end]
    if (close !== undefined) this.#put(tag.end, close.end, '')
    return end
  }

  #noscript(at: number, tag: HtmlTag): number {
    const end = this.#ends.get(at)
    const close = end === undefined ? undefined : this.#tags[end]
    if (end === undefined || close === undefined) {
      this.#put(tag.start, tag.end, '')
      return at
    }
    const inside = this.#html.slice(tag.end, close.start)
    // Some write it escaped, for a script to take out.
    const text = /^\s*&lt;/.test(inside) ? decodeEntities(inside) : inside
    const isOurs =
      /<(?:img|iframe|video|audio|object|embed|a)\b/i.test(text) && !/javascript/i.test(plainText(text))
    const beside = this.#besides(at, end)
    const pictures = htmlTags(text, (name) => name === 'img' || name === 'source')
    const real = pictures
      .map(({ attributes }) => pictureOf(attributes, this.#base))
      .find((address) => address !== null)
    if (
      !isOurs ||
      (pictures.length > 0 && real === undefined && !/<(?:a|iframe|video|audio)\b/i.test(text))
    ) {
      this.#put(tag.start, close.end, '')
      return end
    }
    const inner = this.#depth > 0 ? text : embedsOnce(text, this.#base, this.#links)
    const shown = beside === null ? null : pictureOf(beside.attributes, this.#base)
    const isTwice = real !== undefined && shown !== null && isSamePicture(shown, real)
    const stands =
      real === undefined || beside === null || isTwice ? null : isWaiting(beside.attributes, shown)
    if (stands === true && beside !== null && beside.end <= tag.start) this.#put(beside.start, beside.end, '')
    this.#put(tag.start, close.end, isTwice ? '' : inner)
    if (stands !== true || beside === null || beside.end <= tag.start) return end
    this.#put(beside.start, beside.end, '')
    return end + 1
  }

  /** The picture right before or right behind, with nothing between. */
  #besides(at: number, end: number): HtmlTag | null {
    const [before, after] = [this.#tags[at - 1], this.#tags[end + 1]]
    const [open, close] = [this.#tags[at], this.#tags[end]]
    if (open === undefined || close === undefined) return null
    const isBare = (from: number, to: number) =>
      to - from < 2000 &&
      /^(?:\s|<\/?(?:picture|source|span|a|div)\b[^<>]*>)*$/i.test(this.#html.slice(from, to))
    if (before?.name === 'img' && isBare(before.end, open.start)) return before
    return after?.name === 'img' && isBare(close.end, after.start) ? after : null
  }

  /** The element and all that is in it. */
  #whole(at: number, tag: HtmlTag, text: string): number {
    const end = this.#ends.get(at)
    const close = end === undefined ? undefined : this.#tags[end]
    this.#put(tag.start, close?.end ?? tag.end, text)
    return end ?? at
  }

  /** What is in it is dealt with as if it stood there alone. */
  #unwrap(at: number, tag: HtmlTag): number {
    this.#put(tag.start, tag.end, '')
    const end = this.#ends.get(at)
    if (end !== undefined) this.#unwrapped.add(end)
    return at
  }

  #inside(at: number): string {
    const [tag, close] = [this.#tags[at], this.#tags[this.#ends.get(at) ?? -1]]
    return tag === undefined || close === undefined ? '' : this.#html.slice(tag.end, close.start)
  }

  #sourceIn(at: number): string {
    const end = this.#ends.get(at) ?? at
    for (let next = at + 1; next < end; next++) {
      const tag = this.#tags[next]
      const address =
        tag?.name === 'source' ? (tag.attributes['src'] ?? tag.attributes['data-src']) : undefined
      if (address !== undefined) return address
    }
    return ''
  }

  #put(start: number, end: number, text: string): void {
    if (start < this.#from) return
    this.#parts.push(this.#html.slice(this.#from, start), text)
    this.#from = end
  }

  /** Null for what leads nowhere; '' for what is no content. */
  #link(address: string, title: string): string | null {
    const target = address === '' ? null : resolveWebUrl(address, this.#base)
    if (target === null) return null
    const url = playerPage(new URL(target))
    if (unwanted.test(url.hostname)) return ''
    this.#links.add(url.href)
    const host = url.hostname.replace(/^www\./, '')
    const name = title === '' || title === host ? host : `${title} · ${host}`
    return `<p><a href="${escapeText(url.href)}">▶ ${escapeText(name)}</a></p>`
  }
}

/** The inside of a `noscript`; a player that stands before it already is not said twice. */
function embedsOnce(html: string, base: string, links: ReadonlySet<string>): string {
  const replaced = new Replacing(html, base, 1)
  const text = replaced.run()
  const { first } = replaced
  return first !== null && links.has(first) && /^\s*<p><a href="[^"]*">▶ [^<]*<\/a><\/p>\s*$/.test(text)
    ? ''
    : text
}
