/**
 * wordPress.ts — a WordPress site that names its REST address and no feed: its posts, read as a JSON Feed. Pure.
 *
 * Room:   main/outlets.
 * Knows:  only what the site itself names (rel="https://api.w.org/") is asked; no path is guessed. Protected posts
 *         carry no text and are left out.
 * Source: WordPress REST API handbook, /wp/v2/posts; outlets.md §1.7.
 */
import * as v from 'valibot'

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

const fields = 'id,date_gmt,modified_gmt,link,title,content,excerpt'

/** The address of the newest posts. @param root As the site names it, with or without pretty permalinks. */
export function archiveUrlOf(root: string): string {
  const url = new URL(root)
  const route = url.searchParams.get('rest_route')
  if (route === null) url.pathname = `${url.pathname.replace(/\/+$/, '')}/wp/v2/posts`
  else url.searchParams.set('rest_route', `${route.replace(/\/+$/, '')}/wp/v2/posts`)
  url.searchParams.set('per_page', '20')
  url.searchParams.set('_fields', fields)
  return url.href
}

/** Whether a followed address is such an archive. */
export function isArchive(url: string): boolean {
  return /\/wp\/v2\/posts(?:[?&/]|$)/.test(decodeURIComponentSafely(url)) && url.includes('_fields=')
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

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
