/** commentFeeds.ts — whether a feed holds what readers say, not what the paper says. Room: main/outlets. Pure. */
import type { FoundFeed } from '../model/discovery.ts'

/** WordPress: /comments/feed/ for all, and a feed of comments on each article. */
export function isOfComments({ url, title }: Pick<FoundFeed, 'url' | 'title'>): boolean {
  if (/\/comments\/(?:feed|default)|[?&]feed=comments/i.test(url)) return true
  return /\bcomments\b|\bcommentaires\b|\bkommentare?\b|-kommentar|\bcomentarios\b|コメント/i.test(
    title ?? '',
  )
}
