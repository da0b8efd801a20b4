/** media.ts — pictures and enclosures of an XML item, in document order. Room: main/parse. Pure. */
import type { RawEnclosure, RawPicture } from './types.ts'
import type { MediaWords } from './mediaElement.ts'
import { attributeOf, list, textOf } from './xmlValues.ts'

type Loose = Readonly<Record<string, unknown>>
type Naming = (name: string) => string

const mostMedia = 100

/** media:content and media:thumbnail that are pictures, then the podcast's own. */
export function picturesOf(loose: Loose, keptAs: Naming, beside: MediaWords): RawPicture[] {
  const contents = list(loose[keptAs('media:content')]).filter(isPicture)
  const thumbnails = list(loose[keptAs('media:thumbnail')])
  const podcast = list(loose[keptAs('itunes:image')])
  const found = [
    ...contents.map((value) => picture(attributeOf(value, 'url'), value, 'picture')),
    ...thumbnails.map((value) => picture(attributeOf(value, 'url'), value, 'thumbnail')),
    ...podcast.map((value) => picture(attributeOf(value, 'href') ?? attributeOf(value, 'url'), value, 'art')),
  ].filter((one) => one !== null)
  // Said beside several pictures, it is said of none of them.
  const [only, second] = found
  const isOne = only !== undefined && (second === undefined || second.kind !== 'picture')
  const isSilent = only?.title === null && only.description === null && only.credit === null
  return (isOne && isSilent ? [{ ...only, ...beside }, ...found.slice(1)] : found).slice(0, mostMedia)
}

/** RSS enclosures, Atom links of rel=enclosure, and media:content that is sound or film; each address once. */
export function enclosuresOf(loose: Loose, keptAs: Naming): RawEnclosure[] {
  const links = [...list(loose[keptAs('link')]), ...list(loose[keptAs('atom:link')])]
  const duration = secondsOf(textOf(list(loose[keptAs('itunes:duration')])[0]))
  const original = textOf(list(loose[keptAs('feedburner:origenclosurelink')])[0])
  const enclosures = list(loose[keptAs('enclosure')]).map((value) => enclosure(value, 'url', duration))
  const [first] = enclosures
  if (first !== null && first !== undefined && /^https?:\/\/\S+$/i.test(original))
    enclosures[0] = { ...first, url: original }
  const all = [
    ...enclosures,
    ...links
      .filter((link) => attributeOf(link, 'rel')?.trim().toLowerCase() === 'enclosure')
      .map((link) => enclosure(link, 'href', duration)),
    ...list(loose[keptAs('media:content')])
      .filter((value) => /^(?:audio|video)/i.test(kindOf(value)))
      .map((value) => enclosure(value, 'url', duration)),
  ].filter((one) => one !== null)
  const seen = new Set<string>()
  return all.filter(({ url }) => !seen.has(url) && seen.add(url)).slice(0, mostMedia)
}

function kindOf(value: unknown): string {
  return attributeOf(value, 'medium')?.trim() || (attributeOf(value, 'type')?.trim() ?? '')
}

function isPicture(value: unknown): boolean {
  const kind = kindOf(value)
  if (kind !== '') return /^image/i.test(kind)
  const url = attributeOf(value, 'url') ?? ''
  if (/\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)/i.test(url)) return true
  // Something with a width, without a length and with no other file's name.
  const hasWidth = count(attributeOf(value, 'width')) !== null && attributeOf(value, 'duration') === null
  return hasWidth && !/\.(?:mp[34]|m4[av]|webm|ogg|mov|pdf|swf)(?:[?#]|$)/i.test(url)
}

function picture(url: string | null, value: unknown, kind: RawPicture['kind']): RawPicture | null {
  const address = url?.trim() ?? ''
  if (address === '') return null
  return {
    url: address,
    width: count(attributeOf(value, 'width')),
    height: count(attributeOf(value, 'height')),
    kind,
    group: count(attributeOf(value, 'group')),
    title: attributeOf(value, 'named'),
    description: attributeOf(value, 'said'),
    credit: attributeOf(value, 'credited'),
  }
}

function enclosure(value: unknown, where: 'url' | 'href', duration: number | null): RawEnclosure | null {
  const address = (attributeOf(value, where) ?? attributeOf(value, 'href'))?.trim() ?? ''
  if (address === '') return null
  return {
    url: address,
    type: attributeOf(value, 'type'),
    bytes: count(attributeOf(value, 'length') ?? attributeOf(value, 'filesize')),
    durationSeconds: secondsOf(attributeOf(value, 'duration') ?? '') ?? duration,
  }
}

/** `3725`, `62:05`, `1:02:05`; null for anything else, and for nothing. */
export function secondsOf(text: string): number | null {
  const parts = text.trim().split(':')
  if (parts.length > 3 || !parts.every((part) => /^\d{1,6}(?:\.\d+)?$/.test(part))) return null
  const seconds = Math.round(parts.reduce((sum, part) => sum * 60 + Number(part), 0))
  return seconds > 0 ? seconds : null
}

function count(text: string | null): number | null {
  const number = text === null ? Number.NaN : Number.parseInt(text, 10)
  return number > 0 && Number.isSafeInteger(number) ? number : null
}
