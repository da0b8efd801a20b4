/** openEnds.ts — CDATA sections and comments that somebody forgot to end. Room: main/parse. Pure, linear. */

/** A CDATA section or a comment that never ends would hide all that follows: then it is none. */
export function withoutOpenEnds(text: string): string {
  const sections = withoutOpenEnd(text, '<![CDATA[', ']]>')
  return withoutOpenEnd(sections, '<!--', '-->')
}

function withoutOpenEnd(text: string, open: string, close: string): string {
  if (!text.includes(open)) return text
  const last = text.lastIndexOf(open)
  const end = text.lastIndexOf(close)
  if (end > last) return text
  const from = text.indexOf(open, Math.max(0, end))
  const isInside = open === '<!--' && text.lastIndexOf('<![CDATA[', from) > text.lastIndexOf(']]>', from)
  return isInside ? text : text.slice(0, from) + text.slice(from).replaceAll(open, '')
}
