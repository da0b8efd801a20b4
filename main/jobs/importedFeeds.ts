/**
 * importedFeeds.ts — what a list of papers from somebody else's hand may set: addresses, titles and folders. Nothing else.
 *
 * Room:     main/jobs. Pure.
 * Promises: every list that is read from a file (a starter file, OPML) comes to the library as these, and nothing but
 *           `importFeeds` makes one: no approval of private addresses, no name or password, no interval, no picture, no rule
 *           of keeping can come out of a file. What is no web address is left out and told.
 * Knows:    a folder's name is text for a person and never a path on this disk.
 */
import { hostOf, parseWebUrl, withoutSecrets } from '../base/urls.ts'
import type { Report } from '../outlets/entries.ts'
import type { Starter } from '../outlets/starter.ts'

declare const checked: unique symbol

export interface ImportedFeed {
  /** http(s), without user name and password. */
  readonly url: string
  /** Plain text; the host when the file gives none. */
  readonly title: string
  /** From the outermost; empty for the top. */
  readonly folderPath: readonly string[]
  readonly [checked]: true
}

/** As found in a file. */
export interface FoundFeed {
  readonly url: string
  readonly title: string | null
  readonly folderPath: readonly string[]
}

const longestAddress = 2000
const longestTitle = 200
const deepest = 8
const most = 5000

/** In the order of the file; the same address counts once. */
export function importFeeds(
  found: readonly FoundFeed[],
  report: Report = () => undefined,
): readonly ImportedFeed[] {
  const kept = new Map<string, ImportedFeed>()
  for (const { url, title, folderPath } of found) {
    const address = webAddressOf(url)
    if (address === null) report(plainTitle(title ?? url), 'not an http(s) address')
    else if (kept.size >= most && !kept.has(address)) report(address, `more than ${String(most)}`)
    else if (!kept.has(address)) {
      const name = plainTitle(title ?? '')
      const path = folderPath.map(plainTitle).filter((folder) => folder !== '')
      const feed = { url: address, title: name || hostOf(address), folderPath: path.slice(0, deepest) }
      kept.set(address, feed as Omit<ImportedFeed, typeof checked> as ImportedFeed)
    }
  }
  return [...kept.values()]
}

/** A starter file that is not ours, reduced to what a list may set: its families are folders. */
export function asImported(starter: Starter, report?: Report): Starter {
  const titles = new Map(starter.families.map(({ key, title }) => [key, plainTitle(title)]))
  const found = starter.outlets.map(({ feedUrl, name, family }) => {
    const folder = family === null ? undefined : titles.get(family)
    return { url: feedUrl, title: name, folderPath: folder === undefined ? [] : [folder] }
  })
  const keyOf = (title: string | undefined) =>
    [...titles].find(([, each]) => title !== undefined && each === title)?.[0] ?? null
  return {
    families: starter.families.map(({ key, title }) => ({ key, title: plainTitle(title) || key })),
    outlets: importFeeds(found, report).map(({ url, title, folderPath }) => ({
      feedUrl: url,
      name: title,
      siteUrl: null,
      language: null,
      family: keyOf(folderPath[0]),
      follow: [],
    })),
  }
}

function webAddressOf(text: string): string | null {
  const trimmed = text.trim()
  const url = trimmed.length > longestAddress ? null : parseWebUrl(trimmed)
  return url === null ? null : withoutSecrets(url.href)
}

/** One line of text: no control, direction or invisible characters, no halves of characters, not longer than fits. */
function plainTitle(text: string): string {
  const plain = text
    .slice(0, longestTitle * 10)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, '')
    .trim()
  return Array.from(plain).slice(0, longestTitle).join('').trim()
}
