/**
 * besideText.ts — the pictures that come beside an article's text, as figures to stand in it.
 *
 * Room:     main/normalise. Pure.
 * Promises: no picture twice: what the text shows already, in whatever size, is left out, and of one picture in many forms the
 *           largest is taken. A thumbnail or a podcast's art stands in only where there is no other picture.
 * Knows:    - a Mastodon post has its pictures here, with descriptions by those who cannot see them.
 *           - a planet gives the author's face to each post; a podcast gives each episode the picture of them all.
 */
import { resolveWebUrl } from '../base/urls.ts'
import { escapeText } from '../parse/entities.ts'
import type { RawItem, RawPicture } from '../parse/types.ts'
import { htmlTags } from './htmlTags.ts'
import { isLead, isPicture, isPictureFile, largestOf } from './pictures.ts'
import { pictureName } from './samePicture.ts'
import { collapse, oneLine } from './text.ts'

interface Beside {
  /** What addresses stand on. */
  readonly base: string
  /** The picture of the whole feed; null when there is none. */
  readonly feedPicture: string | null
  /** Plain text of the article. */
  readonly text: string
  /** The item's own; '' for none. */
  readonly title: string
}

const smallest = 32
const mostTags = 5000
/** What shows a picture, or leads to one. */
const kinds = new Set(['img', 'source', 'a', 'video', 'object', 'embed', 'meta', 'link', 'amp-img'])

/** @param html The article's text. @returns The article's text with its pictures. */
export function withPicturesBeside(item: RawItem, html: string, facts: Beside): string {
  if (item.pictures.length === 0 && item.enclosures.length === 0) return html
  const all = candidates(item, facts)
  if (all.length === 0) return html
  const own = best(all.filter(({ kind }) => kind === 'picture'))
  const spare = [
    ...all.filter(({ kind }) => kind === 'thumbnail'),
    ...all.filter(({ kind }) => kind === 'art'),
  ]
  const hasNone = own.length === 0 && !/<(?:img|amp-img)\b/i.test(html)
  const stands = hasNone ? best(spare).slice(0, 1) : own
  if (areSeenAtOnce(stands, html)) return html
  const shown = namesIn(html, facts.base)
  const figures = stands.filter(({ url }) => !shown.has(pictureName(url))).map((one) => figure(one, facts))
  if (figures.length === 0) return html
  const isLeading = figures.length === 1 && facts.title !== '' && shown.size === 0
  return isLeading ? `${figures.join('')}${html}` : `${html}${figures.join('')}`
}

/** Whether pictures come with an item that are not merely a sign of it. */
export const hasPictures = ({ pictures, enclosures }: RawItem): boolean =>
  pictures.some(({ kind }) => kind === 'picture') || enclosures.some(isPictureFile)

/** With absolute addresses, without what is no picture of the article. */
function candidates(item: RawItem, { base, feedPicture }: Beside): readonly RawPicture[] {
  const enclosed = item.enclosures.filter(isPictureFile).map(({ url }) => pictureAt(url))
  const feeds = feedPicture === null ? null : pictureName(feedPicture)
  return [...item.pictures, ...enclosed].flatMap((one) => {
    const url = resolveWebUrl(one.url, base)
    if (url === null || !isPicture(url) || !isLead(url)) return []
    if ((one.width ?? smallest) < smallest && (one.height ?? smallest) < smallest) return []
    return one.kind !== 'picture' && pictureName(url) === feeds ? [] : [{ ...one, url }]
  })
}

const pictureAt = (url: string): RawPicture => ({
  url,
  width: null,
  height: null,
  kind: 'picture',
  group: null,
  title: null,
  description: null,
  credit: null,
})

/** Of one picture in many forms the largest, in the place of the first, with what is said of any. */
function best(pictures: readonly RawPicture[]): readonly RawPicture[] {
  const found = new Map<string, RawPicture>()
  const byGroup = new Map<string, string>()
  for (const one of pictures) {
    const words = [one.description, one.title].join('\n')
    // Members of a group of which different things are said are different pictures.
    const group = one.group === null ? null : `${String(one.group)}\n${words}`
    const name = (group === null ? undefined : byGroup.get(group)) ?? pictureName(one.url)
    if (group !== null) byGroup.set(group, name)
    const before = found.get(name)
    const isLarger = before === undefined || sizeOf(one) > sizeOf(before)
    const [larger, other] = isLarger ? [one, before] : [before, one]
    found.set(name, {
      ...larger,
      title: larger.title ?? other?.title ?? null,
      description: larger.description ?? other?.description ?? null,
      credit: larger.credit ?? other?.credit ?? null,
    })
  }
  return [...found.values()]
}

const sizeOf = ({ width, height }: RawPicture) => (width ?? 0) * 10_000 + (height ?? 0)

/**
 * Mostly the feed names the picture that stands on top of the text, by the same address: then what follows its tag need not be
 * looked through. Tags of a beginning are tags of the whole.
 */
function areSeenAtOnce(pictures: readonly RawPicture[], html: string): boolean {
  if (pictures.length === 0) return true
  const ends = pictures.map(({ url }) => {
    const at = html.indexOf(url)
    return at < 0 ? -1 : html.indexOf('>', at + url.length)
  })
  if (ends.includes(-1)) return false
  const tags = htmlTags(html.slice(0, Math.max(...ends) + 1), (name) => name === 'img').slice(0, mostTags)
  const shown = new Set(tags.map(({ attributes }) => attributes['src']))
  return pictures.every(({ url }) => shown.has(url))
}

/** Names of all pictures that the text shows or leads to. */
function namesIn(html: string, base: string): ReadonlySet<string> {
  const names = new Set<string>()
  if (!html.includes('<')) return names
  for (const { attributes } of htmlTags(html, (name) => kinds.has(name)).slice(0, mostTags)) {
    for (const [name, value] of Object.entries(attributes)) {
      if (!/^(?:src|href|poster|data|content|data-[\w-]{1,40}|srcset)$/.test(name)) continue
      const address = name.endsWith('srcset') ? largestOf(value) : value
      const url = address === null ? null : resolveWebUrl(address, base)
      if (url !== null) names.add(pictureName(url))
    }
  }
  return names
}

function figure({ url, width, height, title, description, credit }: RawPicture, facts: Beside): string {
  const [described = '', named = '', credited = ''] = [description, title, credit].map((html) =>
    oneLine(html ?? ''),
  )
  const alt = described || (named === facts.title ? '' : named)
  const isSaid = alt !== '' && (collapse(facts.text).includes(alt) || alt === facts.title)
  const caption = [isSaid ? '' : alt, credited].filter((words) => words !== '').join(' · ')
  const sides = [
    width === null ? '' : ` width="${String(width)}"`,
    height === null ? '' : ` height="${String(height)}"`,
  ].join('')
  const picture = `<img src="${escapeText(url)}" alt="${escapeText(alt)}"${sides}>`
  return `<figure>${picture}${caption === '' ? '' : `<figcaption>${escapeText(caption)}</figcaption>`}</figure>`
}
