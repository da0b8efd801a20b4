/**
 * standIns.ts — elements that stand for a player, a post of another site or a picture until a script has come, as the frame
 * or the picture that the script would make of them. embeds.ts makes links of the frames.
 *
 * Room:     main/normalise. Pure, linear. Not a wall: what it lets through, clean.ts stops.
 * Knows:    - one that holds a frame, a link or a picture already speaks for itself and stays.
 *           - `xmp` and `textarea` hold text, whatever it looks like.
 */
import { escapeText } from '../parse/entities.ts'
import { htmlTags } from './htmlTags.ts'
import type { HtmlTag } from './htmlTags.ts'
import { playerPage } from './playerPages.ts'

type Attributes = HtmlTag['attributes']

/** A quick look; most articles hold none of it. */
const anything =
  /<(?:oembed|xmp|textarea|image|input)\b|\sdata-[\w-]{0,40}?(?:url|src|href|embed|video|youtube|yt|vimeo|instgrm|permalink|tweet|bluesky|id|bg|background)[\w-]{0,40}\s{0,9}=|\srole\s*=\s*["']?img|<script\b[^>]{0,2000}(?:gist\.github|asciinema)|<figure\b[^>]{0,2000}url\(|tiktok-embed/i
const wanted = new Set(
  'oembed xmp textarea image input script div span figure blockquote section button p'.split(' '),
)

export function withoutStandIns(html: string): string {
  if (!anything.test(html)) return html
  const tags = htmlTags(html, (name) => wanted.has(name))
  const ends = endsOf(tags)
  const parts: string[] = []
  let done = 0
  const put = (from: number, to: number, text: string) => {
    if (from < done) return
    parts.push(html.slice(done, from), text)
    done = to
  }
  tags.forEach((tag, at) => {
    if (tag.kind === 'close' || tag.start < done) return
    const close = tags[ends.get(at) ?? -1]
    const inside = close === undefined ? '' : html.slice(tag.end, close.start)
    const whole = close?.end ?? tag.end
    const { name, attributes } = tag
    if (name === 'xmp' || name === 'textarea') {
      if (close !== undefined) put(tag.start, whole, `<pre>${inside.replaceAll('<', '&lt;')}</pre>`)
    } else if (name === 'image') {
      if (attributes['src'] !== undefined)
        put(tag.start, tag.end, `<img${html.slice(tag.start + 6, tag.end)}`)
    } else if (name === 'input') {
      if (/^image$/i.test(attributes['type'] ?? ''))
        put(tag.start, tag.end, picture(attributes['src'] ?? '', attributes))
    } else if (name === 'script') {
      const page = scriptPage(attributes['src'] ?? '')
      if (page !== null) put(tag.start, whole, frame(page, attributes))
    } else if (!/<(?:iframe|a|img|video|audio|picture)\b/i.test(inside)) {
      const address = pageOf(name, attributes)
      const background = address === null ? backgroundOf(name, attributes) : null
      if (address !== null) put(tag.end, tag.end, frame(address, attributes))
      else if (background !== null) put(tag.end, tag.end, picture(background, attributes))
    }
  })
  return parts.length === 0 ? html : parts.join('') + html.slice(done)
}

const frame = (address: string, attributes: Attributes) =>
  `<iframe src="${escapeText(address)}" title="${escapeText(attributes['title'] ?? attributes['data-title'] ?? '')}"></iframe>`

const picture = (address: string, attributes: Attributes) =>
  `<img src="${escapeText(address)}" alt="${escapeText(attributes['alt'] ?? attributes['aria-label'] ?? '')}">`

/** Where what the element stands for has its page; null when it stands for nothing. */
function pageOf(name: string, attributes: Attributes): string | null {
  if (name === 'oembed') return attributes['url'] ?? null
  const { class: classes = '' } = attributes
  const post = postOf(classes, attributes)
  if (post !== null) return post
  const said = attributes['data-oembed-url'] ?? attributes['data-oembed']
  if (said !== undefined && /^https?:\/\//i.test(said)) return said
  const written = [
    'data-src',
    'data-url',
    'data-embed-url',
    'data-iframe-src',
    'data-video-url',
    'data-video',
    'data-lazy-src',
    'data-embed',
  ]
    .map((one) => attributes[one] ?? '')
    .find(isPlayer)
  if (written !== undefined) return written
  const provider = `${classes} ${attributes['data-provider'] ?? ''} ${attributes['data-video-provider'] ?? ''} ${attributes['data-plyr-provider'] ?? ''}`
  const id = (...names: readonly string[]) =>
    names.map((one) => attributes[one]?.trim() ?? '').find((one) => one !== '') ?? ''
  const any = id(
    'data-id',
    'data-embed',
    'data-video-id',
    'data-videoid',
    'data-video',
    'data-plyr-embed-id',
    'data-embed-id',
  )
  const film =
    id('data-youtube-id', 'data-youtube', 'data-yt-id', 'data-ytid') ||
    (/youtube|\byt\b/i.test(provider) ? any : '')
  if (/^[\w-]{11}$/.test(film)) return `https://www.youtube.com/embed/${film}`
  const vimeo = id('data-vimeo-id', 'data-vimeo') || (/vimeo/i.test(provider) ? any : '')
  return /^\d{5,12}$/.test(vimeo) ? `https://player.vimeo.com/video/${vimeo}` : null
}

/** A post of another site that a script would draw. */
function postOf(classes: string, attributes: Attributes): string | null {
  const tweet = attributes['data-tweet-id'] ?? ''
  if (/^\d{2,20}$/.test(tweet)) return `https://twitter.com/i/status/${tweet}`
  const sky = /^at:\/\/(did:[\w:.-]{1,200})\/app\.bsky\.feed\.post\/(\w{1,40})$/.exec(
    attributes['data-bluesky-uri'] ?? '',
  )
  if (sky !== null) return `https://bsky.app/profile/${sky[1] ?? ''}/post/${sky[2] ?? ''}`
  if (/\bfb-(?:post|video)\b/.test(classes)) return attributes['data-href'] ?? null
  if (/\btiktok-embed\b/.test(classes)) return attributes['cite'] ?? null
  return attributes['data-instgrm-permalink'] ?? attributes['data-text-post-permalink'] ?? null
}

function isPlayer(address: string): boolean {
  const absolute = address.startsWith('//') ? `https:${address}` : address
  if (!/^https?:\/\//i.test(absolute) || absolute.length > 4000 || !URL.canParse(absolute)) return false
  const url = new URL(absolute)
  return playerPage(url).href !== url.href
}

/** Snippets and recordings that a script writes where it stands. */
function scriptPage(src: string): string | null {
  const found =
    /^(?:https?:)?\/\/(gist\.github\.com\/[\w.-]{1,80}\/\w{1,80}|asciinema\.org\/a\/\w{1,40})\.js(?:[?#]|$)/i.exec(
      src,
    )
  return found === null ? null : `https://${found[1] ?? ''}`
}

/** The picture of an element that says that it is one. */
function backgroundOf(name: string, attributes: Attributes): string | null {
  const { style = '', role = '' } = attributes
  const waiting =
    attributes['data-bg'] ?? attributes['data-background-image'] ?? attributes['data-background']
  if (waiting !== undefined)
    return (
      /^(?:url\(\s*["']?)?([^\s"'()<>]{1,4000}\.(?:jpe?g|png|webp|avif|gif)[^\s"'()<>]{0,500})/i.exec(
        waiting,
      )?.[1] ?? null
    )
  if (name !== 'figure' && role.trim().toLowerCase() !== 'img') return null
  return /background(?:-image)?\s*:[^;]{0,200}?url\(\s*["']?([^\s"'()<>]{1,4000})/i.exec(style)?.[1] ?? null
}

/** End tags by the place of their start tags; of two open ones the inner one ends first. */
function endsOf(tags: readonly HtmlTag[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>()
  const open = new Map<string, number[]>()
  tags.forEach(({ name, kind }, at) => {
    const waiting = open.get(name) ?? []
    open.set(name, waiting)
    if (kind === 'open') waiting.push(at)
    const start = kind === 'close' ? waiting.pop() : undefined
    if (start !== undefined) ends.set(start, at)
  })
  return ends
}
