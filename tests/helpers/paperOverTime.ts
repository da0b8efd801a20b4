/**
 * paperOverTime.ts — one paper, read document after document, with what a library would hold of it: articles, their order,
 * and which of them the reader has read. No disk, no network; the clock goes on by an hour with each document.
 */
import { ingest } from '../../main/normalise/ingest.ts'
import type { ArticleDraft, StoredHeadline } from '../../main/model/article.ts'
import type { KnownArticle } from '../../main/model/ingest.ts'
import { placeAfter } from '../../main/base/documentOrder.ts'
import { newestFirst } from '../../main/store/headlineRows.ts'
import { anIngest, noon, rss } from '../fixtures/builders.ts'

export interface Item {
  readonly guid?: string
  readonly link?: string
  readonly title?: string
  readonly date?: number
  readonly text?: string
}

export interface Paper {
  /** Reads a document. @returns titles of what came in as new, newest first. */
  readonly publish: (items: readonly Item[]) => Promise<readonly string[]>
  /** Titles in the order of the list. */
  readonly titles: () => readonly string[]
  readonly headlines: () => readonly StoredHeadline[]
  readonly read: (title: string) => void
  readonly readAll: () => void
  readonly unread: () => readonly string[]
  readonly known: () => readonly KnownArticle[]
  /** Is there, and comes again with nothing but what an older version kept of it. */
  readonly hold: (headlines: readonly StoredHeadline[]) => void
}

export function aPaper(feedId = 'feed-1'): Paper {
  let headlines: readonly StoredHeadline[] = []
  const marks = new Set<string>()
  let now = noon
  const known = () =>
    headlines.map(({ id, secondKey, contentHash, publishedAt, alias, url, title, snippet }) => ({
      id,
      secondKey,
      contentHash,
      publishedAt,
      ...(alias === undefined ? {} : { alias }),
      told: { url, title, snippet },
    }))
  const put = (drafts: readonly ArticleDraft[]) => {
    const byId = new Map(headlines.map((one) => [one.id, one]))
    for (const { headline } of drafts) {
      const before = byId.get(headline.id)
      const { arrivedAt, place = 0, sortedAt } = before ?? headline
      byId.set(headline.id, { ...headline, arrivedAt, place, sortedAt })
    }
    headlines = [...byId.values()].sort(newestFirst)
  }
  return {
    publish: async (items) => {
      now += 3_600_000
      const place = placeAfter(headlines, now)
      const read = await ingest({
        ...anIngest(rss(items.map(source).join(''))),
        feedId,
        known: known(),
        now,
        place,
      })
      if (!read.ok) throw new Error(JSON.stringify(read.failure))
      const { added, changed } = read.value
      put([...added, ...changed])
      return added.map(({ headline }) => headline.title)
    },
    titles: () => headlines.map(({ title }) => title),
    headlines: () => headlines,
    read: (title) => {
      for (const one of headlines) if (one.title === title) marks.add(one.id)
    },
    readAll: () => {
      for (const { id } of headlines) marks.add(id)
    },
    unread: () => headlines.filter(({ id }) => !marks.has(id)).map(({ title }) => title),
    known,
    hold: (held) => {
      headlines = [...headlines, ...held].sort(newestFirst)
    },
  }
}

function source({ guid, link, title, date, text }: Item): string {
  return [
    '<item>',
    title === undefined ? '' : `<title>${title}</title>`,
    link === undefined ? '' : `<link>${link.replaceAll('&', '&amp;')}</link>`,
    guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`,
    date === undefined ? '' : `<pubDate>${new Date(date).toUTCString()}</pubDate>`,
    text === undefined ? '' : `<description>${text}</description>`,
    '</item>',
  ].join('')
}
