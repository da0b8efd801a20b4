/**
 * identity.ts — ids that are the same tomorrow, and which article of today is one that we know.
 *
 * Room:     main/normalise. Pure.
 * Promises: the order of items never decides an id; a new item never takes an old one's id; two feeds never
 *           share an id.
 * Knows:    - outlets promise unique guids and break the promise (one guid for all, a counter behind it, http → https).
 *           - the second key is an address without scheme, host, fragment and tracking parameters. An address that
 *             several items of one document share (the home page) is nobody's second key.
 */
import { createHash } from 'node:crypto'
import type { ArticleId } from '../../preload/contract/model.ts'
import { trimEndOf } from '../base/trims.ts'
import { groupHost } from './groupLines.ts'
import { dropTracking } from './tracking.ts'
import type { KnownArticle } from './types.ts'

/** What decides an item's identity; `link` is absolute. */
export interface Identifiable {
  readonly guid: string | null
  readonly link: string | null
  readonly title: string
  readonly text: string
}

export interface Identity {
  readonly id: ArticleId
  /** '' when there is none. */
  readonly secondKey: string
}

/**
 * Gives each item of one document its id. The first rule that fits:
 *   guid          the guid appears once in this document
 *   guid + link   the guid is repeated in this document
 *   link          there is no guid
 *   title + text  there is neither; an edit will look like a new article
 *
 * @returns Same length and order as `items`. Equal ids mean the same article, twice in one document.
 * Cost:    one SHA-256 an item.
 * Limit:   a guid that goes from unique to repeated changes that article's id; its second key then finds it.
 */
export function identify(feedId: string, items: readonly Identifiable[]): readonly Identity[] {
  const guids = countOf(items.map(({ guid }) => guid))
  const ids = items.map((item) => idOf(feedId, item, (guids.get(item.guid ?? '') ?? 0) > 1))
  const keys = items.map(({ guid, link }) => secondKeyOf(link) || secondKeyOf(guid))
  const holders = new Map<string, Set<string>>()
  keys.forEach((key, index) => {
    const seen = holders.get(key) ?? new Set<string>()
    seen.add(ids[index] ?? '')
    holders.set(key, seen)
  })
  return ids.map((id, index) => {
    const key = keys[index] ?? ''
    return { id, secondKey: (holders.get(key)?.size ?? 0) > 1 ? '' : key }
  })
}

/**
 * Says which known article each one is: the same id, else the same second key. No known article is given out
 * twice, and an id always beats a second key.
 * @returns Same length and order as `fresh`; null for articles never seen before.
 */
export function matchKnown(
  fresh: readonly Identity[],
  known: readonly KnownArticle[],
): readonly (KnownArticle | null)[] {
  const byId = new Map(known.map((one) => [one.id, one]))
  const taken = new Set<string>()
  for (const { id } of fresh) if (byId.has(id)) taken.add(id)
  const byKey = new Map<string, KnownArticle>()
  for (const one of known) {
    if (one.secondKey !== '' && !taken.has(one.id) && !byKey.has(one.secondKey)) byKey.set(one.secondKey, one)
  }
  return fresh.map(({ id, secondKey }) => {
    const same = byId.get(id)
    if (same !== undefined) return same
    const likely = secondKey === '' ? undefined : byKey.get(secondKey)
    if (likely === undefined) return null
    byKey.delete(secondKey)
    return likely
  })
}

/** Path and query of an address, without a slash at the end and without tracking; '' for a home page or no address. */
export function secondKeyOf(address: string | null): string {
  const canonical = address === null ? null : canonicalAddress(address)
  if (canonical === null) return ''
  const { pathname, search } = new URL(canonical)
  const path = trimEndOf(pathname, '/')
  return path === '' && search === '' ? '' : `${path}${search}`.slice(0, 2000)
}

/**
 * One spelling for addresses of the same page: https, no `www.`, one slash at the end of a path without a file
 * name, no fragment, no tracking. Null for what is not http(s).
 * Knows: WordPress serves a post under any path that ends in its slug; of the group's malformed paths only the slug counts.
 */
export function canonicalAddress(address: string): string | null {
  if (address.length > 4000 || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.protocol = 'https:'
  url.hostname = url.hostname.replace(/^www\./, '')
  url.hash = ''
  url.username = ''
  url.password = ''
  dropTracking(url)
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const slug = parts.at(-1) ?? ''
  const isGroup = groupHost.test(url.hostname)
  const path = isGroup && parts.some((part) => /%20|%2c|,/i.test(part)) ? [slug] : parts
  const end = path.length > 0 && !/\.[a-z0-9]{1,5}$/i.test(slug) && url.search === '' ? '/' : ''
  url.pathname = `/${path.join('/')}${end}`
  return url.href
}

function idOf(feedId: string, { guid, link, title, text }: Identifiable, isRepeated: boolean): ArticleId {
  if (guid !== null && !isRepeated) return hash(feedId, 'guid', guid)
  if (guid !== null) return hash(feedId, 'guid+link', guid, link ?? title)
  if (link !== null) return hash(feedId, 'link', link)
  return hash(feedId, 'text', title, text.slice(0, 2000))
}

/** 32 hex digits. Lengths go in, so that no two lists of parts read the same. */
function hash(...parts: readonly string[]): ArticleId {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(`${String(part.length)}:${part}\u0000`)
  return sum.digest('hex').slice(0, 32) as ArticleId
}

function countOf(values: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
