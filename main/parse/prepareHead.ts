/**
 * prepareHead.ts — one element of the feed's own head: title, address, language, picture, ttl.
 * Room: main/parse. Pure. Everything else of the head is left out.
 */
import { escapeText } from './entities.ts'
import { fieldLimit, readField, readPlain } from './fields.ts'
import type { XmlFormat } from './names.ts'
import { emptyElement, linkElement } from './prepareItem.ts'
import { attributesOf, elementEnd, nextTag } from './source.ts'
import type { Tag } from './source.ts'

export interface PreparedHead {
  xml: string
  title: string | null
  language: string | null
}

/** @returns Where reading goes on; null when the element is never closed. */
export function readHeadElement(
  text: string,
  tag: Tag,
  name: string,
  format: XmlFormat,
  head: PreparedHead,
): number | null {
  if (tag.kind === 'empty') {
    if (name === 'itunes:image') head.xml += emptyElement(name, text, tag, ['href'])
    else head.xml += linkElement(name, text, tag, '', format)
    return tag.end
  }
  const end = elementEnd(text, tag.name, tag.end, [])
  if (end === null) return null
  const source = text.slice(tag.end, Math.min(end.inner, tag.end + fieldLimit))
  switch (name) {
    case 'title': {
      const type = format === 'atom' && attributesOf(text, tag).get('type') === 'text' ? 'text' : 'html'
      head.title ??= readField(source, type).html || null
      break
    }
    case 'link':
    case 'atom:link':
      head.xml += linkElement(name, text, tag, readPlain(source), format)
      break
    case 'language':
    case 'dc:language':
      head.language = readPlain(source).slice(0, 35) || head.language
      break
    case 'ttl':
    case 'icon':
    case 'logo':
      head.xml += `<${name}>${escapeText(readPlain(source).slice(0, 4000))}</${name}>`
      break
    case 'image': {
      const url = childText(text, 'url', tag.end, end.inner)
      if (url !== null) head.xml += `<image><url>${escapeText(url)}</url></image>`
      break
    }
    default:
      break
  }
  return end.end
}

function childText(text: string, name: string, from: number, until: number): string | null {
  for (let at = from; ;) {
    const tag = nextTag(text, at, until)
    if (tag === null) return null
    if (tag.kind === 'open' && tag.name.replace(/^.*:/, '').toLowerCase() === name) {
      const end = elementEnd(text, tag.name, tag.end, [])
      return end === null ? null : readPlain(text.slice(tag.end, Math.min(end.inner, tag.end + 4000)))
    }
    at = tag.end
  }
}
