/**
 * mediaElement.ts — a picture's element with what is said of it, and which elements are one work in many forms.
 *
 * Room:     main/parse. Pure, linear: of an element no more than its first 8,000 characters are looked through.
 * Knows:    - `media:description`, `media:title` and `media:credit` stand in `media:content`, or in the `media:group` around it,
 *             or beside it in the item.
 *           - what one `media:group` holds is one work in many forms.
 * Source:   Media RSS 1.5.1.
 */
import { escapeText } from './entities.ts'
import { readField } from './fields.ts'
import { localName } from './names.ts'
import { elementEnd, nextTag } from './source.ts'
import type { Effort, Tag } from './source.ts'
import { writeAttributes } from './skeleton.ts'

const looked = 8000
const mostWords = 2000

/** HTML source. */
export interface MediaWords {
  readonly title: string | null
  readonly description: string | null
  readonly credit: string | null
}

export const noWords: MediaWords = { title: null, description: null, credit: null }

/** What has been read of an item's media so far. */
export interface MediaState {
  /** The number of the last group; groups begin with 1. */
  group: number
  groupEnd: number
  groupWords: MediaWords
  /** Behind the last element that may hold words of its own. */
  end: number
  /** What is said beside the pictures. */
  beside: MediaWords
}

export const newMedia = (): MediaState => ({
  group: 0,
  groupEnd: 0,
  groupWords: noWords,
  end: 0,
  beside: noWords,
})

interface Ground {
  readonly text: string
  readonly itemName: string
  readonly effort: Effort
}

/** A `media:content` for the skeleton. */
export function mediaContent(
  media: MediaState,
  tag: Tag,
  attributes: readonly string[],
  ground: Ground,
): string {
  const end = innerEnd(tag, ground)
  const inGroup = tag.start < media.groupEnd
  const own = wordsIn(ground.text, tag.end, end)
  const words = isSilent(own) && inGroup ? media.groupWords : own
  media.end = Math.max(media.end, end)
  const written = writeAttributes(ground.text, tag, attributes)
  const group = inGroup ? ` group="${String(media.group)}"` : ''
  return `<media:content${written}${group}${asAttributes(words)}/>`
}

export function openGroup(media: MediaState, tag: Tag, ground: Ground): void {
  const end = innerEnd(tag, ground)
  media.group += 1
  media.groupEnd = end
  media.groupWords = wordsIn(ground.text, tag.end, end)
  media.end = Math.max(media.end, end)
}

/** Words that stand in the item itself. @param name Canonical. */
export function noteBeside(media: MediaState, name: string, tag: Tag, source: string): void {
  const said = /^media:(?:title|description|credit)$/.test(name) ? name.slice('media:'.length) : null
  if (said === null || tag.start < media.end || media.beside[said as keyof MediaWords] !== null) return
  media.beside = { ...media.beside, [said]: readWords(source) }
}

const isSilent = (words: MediaWords) =>
  words.title === null && words.description === null && words.credit === null

const asAttributes = ({ title, description, credit }: MediaWords) =>
  Object.entries({ said: description, named: title, credited: credit })
    .map(([name, html]) => (html === null ? '' : ` ${name}="${escapeText(html)}"`))
    .join('')

function wordsIn(text: string, from: number, until: number): MediaWords {
  const limit = Math.min(until, from + looked)
  let words = noWords
  for (let at = from; at < limit;) {
    const tag = nextTag(text, at, limit)
    if (tag === null) return words
    at = tag.end
    if (tag.kind !== 'open') continue
    const name = localName(tag.name)
    // `content`: what another picture says is not said of this one.
    if (!/^(?:title|description|credit|content)$/.test(name)) continue
    const end = elementEnd(text, tag.name, tag.end, { limit })
    if (end === null) return words
    at = end.end
    if (name === 'content' || words[name as keyof MediaWords] !== null) continue
    words = { ...words, [name]: readWords(text.slice(tag.end, end.inner)) }
  }
  return words
}

function readWords(source: string): string | null {
  const { html } = readField(source.slice(0, looked), 'html')
  return html === '' ? null : html.slice(0, mostWords)
}

function innerEnd(tag: Tag, { text, itemName, effort }: Ground): number {
  if (tag.kind !== 'open') return tag.end
  return elementEnd(text, tag.name, tag.end, { until: [itemName], effort })?.inner ?? tag.end
}
