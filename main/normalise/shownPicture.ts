/**
 * shownPicture.ts — what an `img` leaves in a cleaned article: a picture of our own scheme, its words, or nothing.
 *
 * Room:     main/normalise. Pure but for the list of pictures that it adds to.
 */
import { articleLimits } from '../../preload/contract/articleLimits.ts'
import { isDataAddress, readDataPicture } from '../base/dataPicture.ts'
import { keyOfPictureAddress, pictureAddress } from '../base/pictureKey.ts'
import { isBeacon, isEmoji, isPixel, pictureOf } from './pictures.ts'

type Attributes = Readonly<Record<string, string>>

/** More pictures than this are shown when somebody else kept them, and never fetched for this article. */
const mostPictures = 1000
/** Of all pictures of one article that stand in their own addresses, in characters. */
const mostDataCharacters = 4_000_000

/**
 * @param sources  `srcset` values of the `source` elements before it in a `picture`.
 * @param pictures Addresses of those that the article shows; a new one is added.
 * @returns        Attributes of a picture; words in its place; null for nothing.
 */
export function shownPicture(
  attributes: Attributes,
  base: string,
  sources: readonly string[],
  pictures: Set<string>,
): Record<string, string> | string | null {
  const src = attributes['src'] ?? ''
  const words = (attributes['alt'] ?? '').trim().slice(0, articleLimits.attribute)
  if (isPixel(attributes)) return null
  if (keyOfPictureAddress(src) !== null) return drawn(src, attributes)
  const remote = pictureOf(attributes, base, sources) ?? withinItself(src, pictures)
  if (remote === null) return words === '' || isBeacon(src, base) ? null : words
  // The character itself goes along with the letters around it.
  if (isEmoji(remote) && /^\P{ASCII}{1,12}$/u.test(words)) return words
  if (pictures.size < mostPictures) pictures.add(remote)
  return drawn(pictureAddress(remote), attributes)
}

/** A raster picture that stands in its own address, in one spelling. */
function withinItself(src: string, pictures: ReadonlySet<string>): string | null {
  const picture = isDataAddress(src) ? readDataPicture(src) : null
  if (picture === null || pictures.has(picture.address)) return picture?.address ?? null
  let room = mostDataCharacters - picture.address.length
  for (const one of pictures) if (isDataAddress(one)) room -= one.length
  return room < 0 || pictures.size >= mostPictures ? null : picture.address
}

function drawn(src: string, attributes: Attributes): Record<string, string> {
  const { alt, title, width, height, lang, dir } = attributes
  const kept = { alt, title, lang, dir, width: side(width), height: side(height) }
  const given = Object.entries(kept).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { src, ...Object.fromEntries(given), loading: 'lazy', decoding: 'async' }
}

function side(text: string | undefined): string | undefined {
  const number = Number(/^\s*(\d{1,5})(?:px)?\s*$/.exec(text ?? '')?.[1] ?? 0)
  return number > 0 && number <= 10_000 ? String(number) : undefined
}
