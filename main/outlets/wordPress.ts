/**
 * wordPress.ts — a WordPress site that names its REST address and no feed: where its posts are. Pure.
 *
 * Room:   main/outlets. Addresses only: what stands there is read in a worker thread (wordPressPosts.ts).
 * Knows:  only what the site itself names (rel="https://api.w.org/") is asked; no path is guessed.
 */
import { trimEndOf } from '../base/trims.ts'

const fields = 'id,date_gmt,modified_gmt,link,title,content,excerpt'

/** The address of the newest posts. @param root As the site names it, with or without pretty permalinks. */
export function archiveUrlOf(root: string): string {
  const url = new URL(root)
  const route = url.searchParams.get('rest_route')
  if (route === null) url.pathname = `${trimEndOf(url.pathname, '/')}/wp/v2/posts`
  else url.searchParams.set('rest_route', `${trimEndOf(route, '/')}/wp/v2/posts`)
  url.searchParams.set('per_page', '20')
  url.searchParams.set('_fields', fields)
  return url.href
}

/** Whether a followed address is such an archive. */
export function isArchive(url: string): boolean {
  return /\/wp\/v2\/posts(?:[?&/]|$)/.test(decodeURIComponentSafely(url)) && url.includes('_fields=')
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
