/**
 * innerCdata.ts — CDATA in CDATA, which XML does not know, and CDATA that is spelled as it is not. Pure, linear.
 *
 * Room:  main/parse.
 * Knows: - a script in a post brings a section of its own (`//<![CDATA[ … //]]>`), and whoever puts the post into CDATA forgets
 *          to break it up: XML ends the outer section there, and the rest of the post would be the lesson about its source.
 *        - some put a section into a section, or escape one: in HTML it is nothing, and a parser of HTML drops what is in it.
 */
const begin = /<!?\s{0,3}\[\s{0,3}CDATA\s{0,3}\[/i
const beginAll = new RegExp(begin, 'gi')
const endAtEnd = /\]\s{0,3}\]\s{0,3}>$/

/**
 * The text of a field that is one section with others in it, or one that is spelled oddly; null for what XML can read.
 * `]]]]><![CDATA[>`, which breaks an end up, is what XML can read.
 */
export function textOfOddCdata(source: string): string | null {
  const trimmed = source.trim()
  const found = begin.exec(trimmed)
  const last = endAtEnd.exec(trimmed)
  if (found?.index !== 0 || last === null) return null
  const inner = trimmed.slice(found[0].length, last.index)
  const end = inner.indexOf(']]>')
  const isWhole =
    found[0] === '<![CDATA[' && last[0] === ']]>' && (end < 0 || !begin.test(inner.slice(0, end)))
  return isWhole ? null : withoutCdataMarks(inner)
}

/** HTML without the marks of sections; what stands in them stays. */
export function withoutCdataMarks(html: string): string {
  return begin.test(html) ? html.replace(beginAll, '').replaceAll(']]>', '') : html
}
