/**
 * wholeBody.ts — whether a body whose length was told wrongly came to its end, by its last bytes. Pure.
 *
 * Room:  main/fetch.
 * Knows: behind the end of a feed stand comments of caches ("served from cache"), scripts that a host puts under everything,
 *        and zeros. JSON says its end by a bracket; what is missing before it makes it unreadable further on.
 */
const closing = /<\/(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|html|opml|urlset|sitemapindex)\s{0,9}>/gi
const comment = /<!--(?:[^-]|-(?!->))*-->/g
const script = /<script\b[^<>]*>[^<]*<\/script\s{0,9}>/gi
const openBrace = 0x7b

/** @param first The first byte of the body. @param tail Its last ones, about a thousand. */
export function closesDocument(first: number, tail: Uint8Array): boolean {
  // UTF-16 and UTF-32 are ASCII with zeros between.
  const text = Buffer.from(tail).toString('latin1').replaceAll('\u0000', '').trimEnd()
  if (first === openBrace) return text.endsWith('}')
  const end = [...text.matchAll(closing)].at(-1)
  if (end === undefined) return false
  const behind = text.slice(end.index + end[0].length)
  return behind.replace(comment, '').replace(script, '').trim() === ''
}
