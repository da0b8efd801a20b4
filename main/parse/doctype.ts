/**
 * doctype.ts — a document type, and the few entities that it may declare.
 *
 * Room:     main/parse. Pure, linear.
 * Promises: nothing outside of the document is ever read. Only plain characters may be declared: no entity inside an
 *           entity, no parameter entity with a text, no external entity; a document type that wants more is refused.
 * Knows:    a list of names kept elsewhere (`<!ENTITY % HTMLlat1 PUBLIC "…" "…"> %HTMLlat1;`) is stepped over: HTML's own
 *           names are known without it.
 * Source:   safety.md tests 1, 2 and 4; old RSS 0.91 feeds declare HTML's names this way.
 */
import { decodeEntities, escapeText } from './entities.ts'

export type Entities = ReadonlyMap<string, string>

const mostEntities = 300
const longestValue = 200
const declaration =
  /\s+|<!--[^]*?-->|<!ENTITY\s+([\w.-]{1,60})\s+(?:"([^"%<]*)"|'([^'%<]*)')\s*>|<!(?:ELEMENT|ATTLIST|NOTATION)\b[^<>]*>|<!ENTITY\s+%\s+[\w.-]{1,60}\s+(?:PUBLIC\s+(?:"[^"<>]*"|'[^'<>]*')|SYSTEM)\s+(?:"[^"<>]*"|'[^'<>]*')\s*>|%[\w.-]{1,60};/y

/**
 * @param source From `<!DOCTYPE` to its `>`.
 * @returns Name → XML source that stands for it; empty for the usual document type; null for one to be refused.
 */
export function readDoctype(source: string): Entities | null {
  const entities = new Map<string, string>()
  const open = source.indexOf('[')
  if (open < 0) return entities
  const close = source.lastIndexOf(']')
  if (close < open || close - open > 65_536) return null
  const subset = source.slice(open + 1, close)
  declaration.lastIndex = 0
  while (declaration.lastIndex < subset.length) {
    const found = declaration.exec(subset)
    if (found === null) return null
    const [, name, double, single] = found
    if (name === undefined) continue
    const value = double ?? single ?? ''
    if (value.length > longestValue || /&(?!#)/.test(value) || entities.size >= mostEntities) return null
    if (!entities.has(name)) entities.set(name, escapeText(decodeEntities(value)))
  }
  return entities
}

/** Puts the values in; null when the text would grow beyond twice its length. Cost: one pass. */
export function withEntities(text: string, entities: Entities): string | null {
  if (entities.size === 0 || !text.includes('&')) return text
  let room = text.length + 65_536
  const full = text.replace(/&([a-zA-Z_][\w.-]{0,59});/g, (whole: string, name: string) => {
    const value = entities.get(name)
    if (value === undefined || room < 0) return whole
    room -= value.length
    return value
  })
  return room < 0 ? null : full
}
