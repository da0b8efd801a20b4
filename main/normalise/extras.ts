/**
 * extras.ts — what comes with an article besides its text: sound, film, files, and the page where readers talk.
 *
 * Room:     main/normalise. Pure.
 * Promises: only http(s) addresses; nothing that the text itself links to; at most 20. Labels are the outlet's own
 *           words and numbers, so they need no translation.
 * Knows:    blog software gives every article a comments address that is the article's own page with a fragment:
 *           whoever opens the article is there already.
 */
import type { ArticleLink } from '../../preload/contract/model.ts'
import { withoutFragment } from '../base/trims.ts'
import { resolveWebUrl } from '../base/urls.ts'
import type { RawEnclosure, RawItem } from '../parse/types.ts'
import { isPictureFile } from './pictures.ts'

const most = 20
/** Each is looked for in the whole text. */
const looked = 100

/** @param html The article's text. @param page Its own page; null when it has none. */
export function extrasOf(item: RawItem, html: string, page: string | null, base: string): ArticleLink[] {
  const media = item.enclosures
    .slice(0, looked)
    .filter((one) => !isPictureFile(one))
    .flatMap((one): ArticleLink[] => {
      const url = html.includes(one.url) ? null : resolveWebUrl(one.url, base)
      return url === null || url === page ? [] : [{ kind: 'media', url, label: labelOf(one, url) }]
    })
  const talk = item.commentsUrl
  // Mostly the page itself; that is seen without taking addresses apart.
  const isHere = talk === null || (page !== null && talk.startsWith(`${page}#`))
  const comments = isHere ? null : resolveWebUrl(talk, base)
  const isElsewhere = comments !== null && pageOf(comments) !== pageOf(page ?? '')
  return [
    ...media.slice(0, most),
    ...(isElsewhere ? [{ kind: 'comments', url: comments, label: '' } as const] : []),
  ]
}

/** `tides.mp3 · 34:05 · 12.3 MB`, as far as the outlet says. */
function labelOf({ bytes, durationSeconds }: RawEnclosure, url: string): string {
  const name = nameIn(url)
  const size = bytes === null || bytes < 10_000 ? null : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
  const length = durationSeconds === null ? null : clock(durationSeconds)
  return [name, length, size].filter((part) => part !== null).join(' · ')
}

/** The file's name; the host where the address has none. */
function nameIn(url: string): string {
  const { pathname, host } = new URL(url)
  const last = pathname.split('/').findLast((part) => part !== '') ?? ''
  try {
    return (
      decodeURIComponent(last)
        .replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, '')
        .slice(0, 120) || host
    )
  } catch {
    return last.slice(0, 120)
  }
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.round(seconds) % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}

const pageOf = (url: string) => withoutFragment(url).replace(/^http:/i, 'https:')
