/**
 * wordPressPosts.ts — the posts of a WordPress archive (wordPress.ts), read as a JSON Feed. Pure.
 *
 * Room:   main/outlets. Runs in a worker thread.
 * Knows:  protected posts carry no text and are left out.
 * Source: WordPress REST API handbook, /wp/v2/posts; outlets.md §1.7.
 */
import * as v from 'valibot'
import { isArchive } from './wordPress.ts'

const rendered = v.object({ rendered: v.string(), protected: v.optional(v.boolean(), false) })
const posts = v.array(
  v.looseObject({
    id: v.number(),
    link: v.string(),
    date_gmt: v.nullable(v.string()),
    modified_gmt: v.optional(v.nullable(v.string()), null),
    title: rendered,
    content: v.optional(rendered),
    excerpt: v.optional(rendered),
  }),
)

/** What came from a followed address, and how. */
export interface Arrived {
  readonly bytes: Uint8Array
  readonly contentType: string | null
  readonly finalUrl: string
}

/** What the parser reads: the document, or the JSON Feed that a WordPress archive amounts to. */
export function asFeed<T extends Arrived>(arrived: T): T {
  const { bytes, finalUrl } = arrived
  const archive = isArchive(finalUrl) ? archiveAsJsonFeed(bytes, finalUrl) : null
  return archive === null ? arrived : { ...arrived, bytes: archive, contentType: 'application/feed+json' }
}

/** @returns Bytes of a JSON Feed; null when it is no list of posts. */
export function archiveAsJsonFeed(bytes: Uint8Array, siteUrl: string): Uint8Array | null {
  const read = v.safeParse(posts, parsed(bytes))
  if (!read.success) return null
  const items = read.output
    .filter(({ content }) => content?.protected !== true)
    .map((post) => ({
      id: String(post.id),
      url: post.link,
      title: post.title.rendered,
      content_html: post.content?.rendered ?? post.excerpt?.rendered ?? '',
      ...(post.date_gmt === null ? {} : { date_published: `${post.date_gmt}Z` }),
      ...(post.modified_gmt === null ? {} : { date_modified: `${post.modified_gmt}Z` }),
    }))
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: new URL(siteUrl).host.replace(/^www\./, ''),
    home_page_url: new URL('/', siteUrl).href,
    items,
  }
  return new TextEncoder().encode(JSON.stringify(feed))
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
