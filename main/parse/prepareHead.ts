/**
 * prepareHead.ts — one element of the feed's own head: title, address, language, picture, people, when to ask again.
 * Room: main/parse. Pure. Everything else of the head is left out.
 */
import { escapeText } from './entities.ts'
import { fieldLimit, fieldType, readField, readPlain } from './fields.ts'
import type { XmlFormat } from './names.ts'
import { localName } from './names.ts'
import { addressIn, emptyElement, linkElement, namesIn } from './skeleton.ts'
import { attributesOf, elementEnd, nextTag, repairedEnd } from './source.ts'
import type { Effort, Tag } from './source.ts'

export interface PreparedHead {
  xml: string
  title: string | null
  /** Title that stands in when there is none (dc:title). */
  titled: string | null
  language: string | null
  /** They sign what nobody else signs. */
  authors: readonly string[]
  ttl: string
  /** sy:updatePeriod and sy:updateFrequency. */
  period: string
  frequency: string
  base: string
  readonly hours: string[]
  readonly days: string[]
  /** Elements whose end had to be guessed. */
  unclosed: number
}

export function newHead(language: string | null): PreparedHead {
  return {
    xml: '',
    title: null,
    titled: null,
    language,
    authors: [],
    ttl: '',
    period: '',
    frequency: '',
    base: '',
    hours: [],
    days: [],
    unclosed: 0,
  }
}

export interface HeadGround {
  readonly text: string
  readonly format: XmlFormat
  readonly base: string | null
  readonly document: string | null
  readonly effort: Effort
}

/** @returns Where reading goes on; null when the element is never closed. */
export function readHeadElement(
  tag: Tag,
  name: string,
  head: PreparedHead,
  ground: HeadGround,
): number | null {
  const { text, format } = ground
  if (tag.kind === 'empty') {
    if (name === 'itunes:image') head.xml += emptyElement(name, text, tag, ['href', 'url'])
    else head.xml += linkElement(name, tag, '', ground)
    return tag.end
  }
  const closed = elementEnd(text, tag.name, tag.end, { effort: ground.effort })
  if (closed === null) head.unclosed++
  const end = closed ?? repairedEnd(text, tag.name, tag.end, '')
  if (end === null) return null
  const source = text.slice(tag.end, Math.min(end.inner, tag.end + fieldLimit))
  switch (name) {
    case 'title':
    case 'atom:title': {
      const type = format === 'atom' ? (fieldType(attributesOf(text, tag)) ?? 'guess') : 'html'
      head.title ??= readField(source, type).html || null
      break
    }
    case 'dc:title':
    case 'itunes:title':
      head.titled ??= readField(source, 'html').html || null
      break
    case 'link':
    case 'atom:link':
      head.xml += linkElement(name, tag, addressIn(source), ground)
      break
    case 'language':
    case 'dc:language':
      head.language = readPlain(source).slice(0, 35) || head.language
      break
    case 'ttl':
      head.ttl = readPlain(source).slice(0, 20)
      break
    case 'sy:updateperiod':
      head.period = readPlain(source).slice(0, 20).toLowerCase()
      break
    case 'sy:updatebase':
      head.base = readPlain(source).slice(0, 40)
      break
    case 'sy:updatefrequency':
      head.frequency = readPlain(source).slice(0, 20)
      break
    case 'skiphours':
      head.hours.push(...childTexts(text, 'hour', tag.end, end.inner, 48))
      break
    case 'skipdays':
      head.days.push(...childTexts(text, 'day', tag.end, end.inner, 14))
      break
    case 'dc:creator':
    case 'dc:author':
      if (head.authors.length < 20) head.authors = [...head.authors, readPlain(source).slice(0, 4000)]
      break
    case 'author':
    case 'atom:author':
      if (head.authors.length < 20) head.authors = [...head.authors, ...namesIn(text, tag.start, end.inner)]
      break
    case 'icon':
    case 'logo':
    case 'atom:icon':
    case 'atom:logo':
      head.xml += `<${localName(name)}>${escapeText(readPlain(source).slice(0, 4000))}</${localName(name)}>`
      break
    case 'image': {
      const url = childTexts(text, 'url', tag.end, end.inner, 1)[0]
      if (url !== undefined) head.xml += `<image><url>${escapeText(url)}</url></image>`
      break
    }
    case 'itunes:image':
      head.xml += emptyElement(name, text, tag, ['href', 'url'])
      break
    default:
      break
  }
  return end.end
}

function childTexts(text: string, name: string, from: number, until: number, most: number): string[] {
  const found: string[] = []
  const limit = Math.min(until, from + 65_536)
  for (let at = from, tried = 0; found.length < most && tried < most * 2;) {
    const tag = nextTag(text, at, limit)
    if (tag === null) break
    at = tag.end
    if (tag.kind !== 'open' || localName(tag.name) !== name) continue
    tried++
    const end = elementEnd(text, tag.name, tag.end, { limit }) ?? repairedEnd(text, tag.name, tag.end, '')
    if (end === null) continue
    found.push(readPlain(text.slice(tag.end, Math.min(end.inner, tag.end + 4000))))
    at = end.end
  }
  return found
}
