/** media.ts — pictures and enclosures of an XML item, in document order. Room: main/parse. Pure. */
import type { RawEnclosure, RawPicture } from './types.ts'
import { attributeOf, list } from './xmlValues.ts'

type Loose = Readonly<Record<string, unknown>>
type Naming = (name: string) => string

const mostMedia = 100

/** media:content and media:thumbnail that are pictures, then the podcast's own. */
export function picturesOf(loose: Loose, keptAs: Naming): RawPicture[] {
  const contents = list(loose[keptAs('media:content')]).filter(isPicture)
  const thumbnails = list(loose[keptAs('media:thumbnail')])
  const podcast = list(loose[keptAs('itunes:image')])
  const found = [
    ...[...contents, ...thumbnails].map((value) => picture(attributeOf(value, 'url'), value)),
    ...podcast.map((value) => picture(attributeOf(value, 'href'), value)),
  ]
  return found.filter((one) => one !== null).slice(0, mostMedia)
}

/** RSS enclosures and Atom links of rel=enclosure. */
export function enclosuresOf(loose: Loose, keptAs: Naming): RawEnclosure[] {
  const links = [...list(loose[keptAs('link')]), ...list(loose[keptAs('atom:link')])]
  const byLink = links
    .filter((link) => attributeOf(link, 'rel') === 'enclosure')
    .map((link) => enclosure(attributeOf(link, 'href'), link))
  const byElement = list(loose[keptAs('enclosure')]).map((value) =>
    enclosure(attributeOf(value, 'url'), value),
  )
  return [...byElement, ...byLink].filter((one) => one !== null).slice(0, mostMedia)
}

function isPicture(value: unknown): boolean {
  const medium = attributeOf(value, 'medium')?.toLowerCase() ?? null
  if (medium !== null && medium !== '') return medium === 'image'
  const type = attributeOf(value, 'type')
  if (type !== null && type !== '') return /^image\//i.test(type)
  return /\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)/i.test(attributeOf(value, 'url') ?? '')
}

function picture(url: string | null, value: unknown): RawPicture | null {
  const address = url?.trim() ?? ''
  if (address === '') return null
  return {
    url: address,
    width: count(attributeOf(value, 'width')),
    height: count(attributeOf(value, 'height')),
  }
}

function enclosure(url: string | null, value: unknown): RawEnclosure | null {
  const address = url?.trim() ?? ''
  if (address === '') return null
  return { url: address, type: attributeOf(value, 'type'), bytes: count(attributeOf(value, 'length')) }
}

function count(text: string | null): number | null {
  const number = text === null ? Number.NaN : Number.parseInt(text, 10)
  return number > 0 && Number.isSafeInteger(number) ? number : null
}
