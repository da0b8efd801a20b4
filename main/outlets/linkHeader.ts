/** linkHeader.ts — a `Link` header as a list. Pure. Source: RFC 8288 §3; commas and semicolons may stand in quotes. */

export interface HeaderLink {
  /** As written, not resolved. */
  readonly href: string
  /** By lower-case name; the first of a name counts. */
  readonly parameters: ReadonlyMap<string, string>
}

// Written so that no run of blanks can be matched in two ways.
const one = /<([^<>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+(?:\s*=(?:\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)?)*)/g
const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=(?:\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+)))?)?/g

/** At most the first 16 KB and 100 links; damaged parts are passed over. */
export function parseLinkHeader(header: string | null): readonly HeaderLink[] {
  const links: HeaderLink[] = []
  for (const [, href = '', rest = ''] of (header ?? '').slice(0, 16_384).matchAll(one)) {
    const parameters = new Map<string, string>()
    for (const [, name = '', quoted, bare] of rest.matchAll(parameter)) {
      const value = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
      if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value)
    }
    links.push({ href: href.trim(), parameters })
    if (links.length === 100) break
  }
  return links
}
