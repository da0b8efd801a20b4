/**
 * guids.ts — which guids name an article, and in how many ways one guid may be spelled.
 *
 * Room:     main/normalise. Pure.
 * Knows:    ids are hashes of guids, so another spelling of a guid is found by hashing the spellings that it may have had:
 *           this finds articles of libraries that hold nothing of their guids but that hash.
 */
import { trimEndOf } from '../base/trims.ts'
import { dropTracking } from './tracking.ts'

const placeholders = new Set(
  'na nil null none nan no noguid noid undefined unknown empty default false true guid id tbd todo objectobject'.split(
    ' ',
  ),
)

/** False for what stands where a guid should: nothing, "N/A", 0, a home page. */
export function isUsableGuid(guid: string | null): guid is string {
  if (guid === null) return false
  if (isHomePage(guid)) return false
  const letters = guid
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return letters !== '' && !/^0+$/.test(letters) && !placeholders.has(letters)
}

/** A word without a number in it may name an article, or all of them in turn. */
export function isDoubtfulGuid(guid: string): boolean {
  return guid.length <= 24 && !/\p{N}/u.test(guid) && !/^[a-z]+:\/\//i.test(guid)
}

function isHomePage(guid: string): boolean {
  return /^https?:\/\/[^/?#\s]+\/?(?:index\.(?:html?|php))?$/i.test(guid)
}

const address = /^https?:\/\/(?:www\.)?([^/?#]+)(\/[^?#]*)?(\?[^#]*)?(#.*)?$/i
const counter = /#\d{1,3}$/
/** A counter rises by one with each change, so the one before is near. */
const countersBack = 30

/** Other spellings of the same address: scheme, `www.`, the slash at its end, tracking. Nothing for other guids. */
export function spellingsOf(guid: string): readonly string[] {
  const parts = guid.length > 2000 ? null : address.exec(guid)
  if (parts === null) return []
  const [, host = '', path = '', query = '', fragment = ''] = parts
  const bare = trimEndOf(path, '/')
  const queries = query === '' ? [''] : [query, withoutTracking(query)]
  const found = new Set<string>()
  for (const start of ['https://', 'https://www.', 'http://', 'http://www.']) {
    for (const end of [bare, `${bare}/`, path]) {
      for (const asked of queries) found.add(`${start}${host}${end}${asked}${fragment}`)
    }
  }
  found.delete(guid)
  return [...found]
}

/** The same guid with another counter behind it, or none: `…#0` became `…#1`. Nearest first. */
export function countersOf(guid: string): readonly string[] {
  if (guid.length > 2000) return []
  const stem = guid.replace(counter, '')
  const now = stem === guid ? -1 : Number(guid.slice(stem.length + 1))
  const from = Math.max(0, now - countersBack)
  const numbers = Array.from({ length: now - from + 2 }, (_, n) => now + 1 - n).filter((n) => n >= from)
  return [...numbers.map((n) => `${stem}#${String(n)}`), stem].filter((one) => one !== guid)
}

/** The guid without its counter. */
export function stemOf(guid: string): string {
  return guid.replace(counter, '')
}

function withoutTracking(query: string): string {
  const url = new URL(`https://a.invalid/${query}`)
  dropTracking(url)
  return url.search
}
