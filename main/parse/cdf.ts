/**
 * cdf.ts — the Channel Definition Format of 1997: RSS but for addresses and dates, which stand in attributes.
 * Room: main/parse. Pure.
 */
import { escapeText } from './entities.ts'
import type { XmlFormat } from './names.ts'
import type { PreparedItem } from './prepareItem.ts'

type Attributes = ReadonlyMap<string, string>

/** The outlet's page, as an element of the skeleton; '' when the channel has none. */
export function cdfLink(attributes: Attributes, format: XmlFormat): string {
  const href = format === 'rss' ? attributes.get('href') : undefined
  return href === undefined ? '' : `<link>${escapeText(href.replaceAll('&amp;', '&'))}</link>`
}

export function addCdf(item: PreparedItem, attributes: Attributes, format: XmlFormat): void {
  const link = cdfLink(attributes, format)
  const date = format === 'rss' ? attributes.get('lastmod') : undefined
  if (link !== '') item.xml.push(link)
  if (date !== undefined) item.updated.push(date)
}
