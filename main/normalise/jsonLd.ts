/** jsonLd.ts — what a page says of its article in JSON-LD; never required. Room: main/normalise. Pure. */

export interface LinkedData {
  readonly body: string | null
  readonly published: string | null
  readonly authors: readonly string[]
}

const article = /^(?:News|Blog|Opinion|Review|Reportage|Analysis)?(?:Article|Posting|NewsArticle)$/

/** @param scripts Texts of the page's `application/ld+json` elements. */
export function readJsonLd(scripts: readonly string[]): LinkedData {
  for (const script of scripts.slice(0, 20)) {
    const found = candidates(parse(script)).find((one) => typesOf(one).some((type) => article.test(type)))
    if (found === undefined) continue
    return {
      body: text(found['articleBody']),
      published: text(found['datePublished']),
      authors: names(found['author']),
    }
  }
  return { body: null, published: null, authors: [] }
}

type Thing = Readonly<Record<string, unknown>>

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

function candidates(root: unknown): Thing[] {
  const roots = Array.isArray(root) ? (root as unknown[]) : [root]
  return roots.filter(isThing).flatMap((one) => {
    const graph = one['@graph']
    return Array.isArray(graph) ? (graph as unknown[]).filter(isThing) : [one]
  })
}

function typesOf(thing: Thing): string[] {
  const type = thing['@type']
  const all: unknown[] = Array.isArray(type) ? (type as unknown[]) : [type]
  return all.filter((one): one is string => typeof one === 'string')
}

function names(author: unknown): string[] {
  const all: unknown[] = Array.isArray(author) ? (author as unknown[]) : [author]
  return all.flatMap((one) => {
    const name = typeof one === 'string' ? one : isThing(one) ? text(one['name']) : null
    return name === null ? [] : [name]
  })
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return null
  }
}
