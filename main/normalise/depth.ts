/**
 * depth.ts — markup that nests deeper than any reader needs, made shallow before a tree is built of it.
 *
 * Room:     main/normalise. Pure, linear.
 * Knows:    htmlparser2 needs time by the square of the depth: 100,000 open `div`s hold a thread for minutes.
 */
const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,30})(?=[\s/>])/g
/** Elements that never hold others of their kind directly, so that they cannot nest by themselves. */
const flat = new Set(
  (
    'area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup td th tr tbody ' +
    'thead tfoot rt rp'
  ).split(' '),
)

/** Drops start and end tags below `deepest`; their text stays. Shallow HTML comes back as it is. */
export function capDepth(html: string, deepest: number): string {
  let depth = 0
  let dropped = 0
  let from = 0
  const parts: string[] = []
  const drop = (start: number) => {
    const end = html.indexOf('>', start)
    parts.push(html.slice(from, start))
    from = end < 0 ? html.length : end + 1
    tag.lastIndex = from
  }
  tag.lastIndex = 0
  for (let found = tag.exec(html); found !== null; found = tag.exec(html)) {
    if (flat.has((found[2] ?? '').toLowerCase())) continue
    if (found[1] === '') {
      depth++
      if (depth > deepest) {
        dropped++
        drop(found.index)
      }
    } else if (dropped > 0) {
      dropped--
      depth--
      drop(found.index)
    } else if (depth > 0) depth--
  }
  return parts.length === 0 ? html : parts.join('') + html.slice(from)
}
