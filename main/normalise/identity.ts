/**
 * identity.ts — the ids of one document's items, which are the same tomorrow.
 *
 * Room:     main/normalise. Pure.
 * Promises: the order of items never decides an id; two feeds never share an id; items that are no copies of each other
 *           (copies.ts) never do. Which of them are known already is said by matchKnown.ts.
 * Knows:    outlets promise unique guids and break the promise (one guid for all, a counter behind it, http → https), and
 *           links are promised by nobody: the hourly news are always the same page.
 */
import { hash as hashOnce } from 'node:crypto'
import type { ArticleId, Millis } from '../../preload/contract/model.ts'
import { trimEndOf } from '../base/trims.ts'
import { groupHost } from './groupLines.ts'
import { isUsableGuid } from './guids.ts'
import { dropTracking } from './tracking.ts'

/** What decides an item's identity; `link` is absolute. */
export interface Identifiable {
  readonly guid: string | null
  readonly link: string | null
  readonly title: string
  readonly text: string
  /** Absent: it says none. */
  readonly publishedAt?: Millis | null
}

export interface Identity {
  readonly id: ArticleId
  /** Address without host, to find articles of the same page by; '' when there is none. */
  readonly secondKey: string
  /** The id is its guid's, and no other item of the document has that guid. */
  readonly isOwn: boolean
  /** Its guid's id, whether that is usable or not; null without a guid. */
  readonly guidId: ArticleId | null
  /** Ids by link (or by text where there is none), by title and date as well, and by text as well. Made when asked for. */
  readonly steps: () => Steps
}

type Steps = readonly [ArticleId, ArticleId, ArticleId]

/**
 * Gives each item of one document its id. The first rule that no other item of the document fits:
 *   guid           it is usable (guids.ts)
 *   guid and link  either may be missing; with no link title and text instead, with a guid and no link the title
 *   … and title and date
 *   … and text
 *
 * @returns Same length and order as `items`. Equal ids: copies that withoutCopies leaves out.
 * Cost:    one SHA-256 an item; three more for one without a guid of its own, or that nobody knows by its guid.
 * Limit:   an item may come under one rule today and under another tomorrow; matchKnown knows it under all of them.
 */
export function identify(feedId: string, items: readonly Identifiable[]): readonly Identity[] {
  const guids = new Map<string, number>()
  for (const { guid } of items) if (guid !== null) guids.set(guid, (guids.get(guid) ?? 0) + 1)
  const ladders = items.map((item) => {
    const { guid, link } = item
    const isOwn = isUsableGuid(guid) && guids.get(guid) === 1
    const guidId = guid === null ? null : idOfGuid(feedId, guid)
    const steps = stepsLater(feedId, item)
    const secondKey = secondKeyOf(link) || secondKeyOf(guid)
    return { isOwn, guidId, steps, secondKey, rungs: isOwn && guidId !== null ? [guidId] : steps() }
  })
  const holders = new Map<ArticleId, number>()
  for (const { rungs } of ladders) for (const id of rungs) holders.set(id, (holders.get(id) ?? 0) + 1)
  return ladders.map(({ rungs, ...rest }) => {
    const id = rungs.find((rung) => holders.get(rung) === 1) ?? rungs.at(-1) ?? rest.steps()[2]
    return { id, ...rest }
  })
}

export function idOfGuid(feedId: string, guid: string): ArticleId {
  return hash(feedId, 'guid', guid)
}

/** Path and query of an address, without a slash at the end and without tracking; '' for a home page or no address. */
export function secondKeyOf(address: string | null): string {
  const canonical = address === null ? null : canonicalUrl(address)
  if (canonical === null) return ''
  const { pathname, search } = canonical
  const path = trimEndOf(pathname, '/')
  return path === '' && search === '' ? '' : `${path}${search}`.slice(0, 2000)
}

/**
 * One spelling for addresses of the same page: https, no `www.`, one slash at the end of a path without a file
 * name, no fragment, no tracking. Null for what is not http(s).
 * Knows: WordPress serves a post under any path that ends in its slug; of the group's malformed paths only the slug counts.
 */
export function canonicalAddress(address: string): string | null {
  return canonicalUrl(address)?.href ?? null
}

/** Each change of an address costs as much as reading it: only what is there is taken away. */
function canonicalUrl(address: string): URL | null {
  if (address.length > 4000 || !isProbablyWeb.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.protocol === 'http:') url.protocol = 'https:'
  if (url.hostname.startsWith('www.')) url.hostname = url.hostname.slice('www.'.length)
  if (url.href.includes('#')) url.hash = ''
  if (url.username !== '') url.username = ''
  if (url.password !== '') url.password = ''
  dropTracking(url)
  const { pathname } = url
  const parts = pathname.split('/').filter((part) => part !== '')
  const slug = parts.at(-1) ?? ''
  const isGroup = groupHost.test(url.hostname)
  const path = isGroup && parts.some((part) => /%20|%2c|,/i.test(part)) ? [slug] : parts
  const end = path.length > 0 && !/\.[a-z0-9]{1,5}$/i.test(slug) && url.search === '' ? '/' : ''
  const canonical = `/${path.join('/')}${end}`
  if (canonical !== pathname) url.pathname = canonical
  return url
}

/** What a URL parser steps over before a scheme, and inside of it. */
const isProbablyWeb = /^[\u0000-\u0020]*h[\t\n\r]*t[\t\n\r]*t[\t\n\r]*p/i

function stepsLater(feedId: string, item: Identifiable): () => Steps {
  let steps: Steps | null = null
  return () => (steps ??= stepsOf(feedId, item))
}

function stepsOf(feedId: string, item: Identifiable): Steps {
  const { guid, link, title, text, publishedAt = null } = item
  const page = link === null ? '' : (canonicalAddress(link) ?? link)
  const piece = [guid ?? '', page, title, publishedAt === null ? '' : String(publishedAt)]
  return [placeId(feedId, item), hash(feedId, 'piece', ...piece), hash(feedId, 'piece+text', ...piece, text)]
}

function placeId(feedId: string, { guid, link, title, text }: Identifiable): ArticleId {
  if (guid !== null) return hash(feedId, 'guid+link', guid, link ?? title)
  if (link !== null) return hash(feedId, 'link', link)
  return hash(feedId, 'text', title, text.slice(0, 2000))
}

/** 32 hex digits. Lengths go in, so that no two lists of parts read the same. */
function hash(...parts: readonly string[]): ArticleId {
  const whole = parts.map((part) => `${String(part.length)}:${part}\u0000`).join('')
  return hashOnce('sha256', whole, 'hex').slice(0, 32) as ArticleId
}
