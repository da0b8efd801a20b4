/**
 * library.ts — a library on a folder of its own, for tests and benches; and articles of invented wording to fill it.
 *
 * A test says only the fact it is about: `anArticle({ title: 'Ferry' })`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../main/base/log.ts'
import type { ArticleDraft, StoredBody, StoredHeadline } from '../../main/model/article.ts'
import { openLibrary } from '../../main/store/library.ts'
import type { LibraryOptions } from '../../main/store/library.ts'
import type { Library } from '../../main/model/library.ts'
import type { StoredFeed } from '../../main/model/subscriptions.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'

/** 2026-03-04 12:00 UTC. */
export const aTime = Date.UTC(2026, 2, 4, 12)

export interface TestLibrary {
  readonly library: Library
  readonly folder: string
  /** Opens the same folder once more, as the next start does. The library before is closed first unless it "crashed". */
  readonly reopen: (how?: { readonly isCrash: boolean }) => Promise<TestLibrary>
  /** Closes, and removes the folder. */
  readonly close: () => Promise<void>
}

export type TestOptions = Partial<LibraryOptions>

/** A new empty library; its clock stands at `aTime` unless another is given. */
export async function openTestLibrary(options: TestOptions = {}): Promise<TestLibrary> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'kawaraban-library-')))
  const opened = await openLibrary({ log: silentLog, clock: { now: () => aTime }, ...options, folder })
  if (!opened.ok) throw new Error(`The library did not open: ${JSON.stringify(opened.failure)}`)
  const library = opened.value
  await library.headlinesReady
  return {
    library,
    folder,
    reopen: async (how = { isCrash: false }) => {
      if (!how.isCrash) await library.close()
      return openTestLibrary({ ...options, folder })
    },
    close: async () => {
      await library.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const aFeedId = 'harbour' as FeedId

export function articleId(text: string): ArticleId {
  return text as ArticleId
}

export function aFeed(facts: Partial<StoredFeed> = {}): StoredFeed {
  return {
    id: aFeedId,
    url: 'https://harbour.example/feed',
    name: 'The Harbour Post',
    ownTitle: null,
    siteUrl: 'https://harbour.example/',
    language: 'en',
    family: null,
    follow: [],
    iconUrl: null,
    folderId: null,
    position: 0,
    addedAt: aTime,
    unfollowedAt: null,
    ...facts,
  }
}

/** An article; its address, keys and hash follow from its id unless they are given. */
export function anArticle(
  headline: Partial<Omit<StoredHeadline, 'id'>> & { readonly id?: string } = {},
  body: Partial<StoredBody> = {},
): ArticleDraft {
  const id = headline.id ?? 'a1'
  return {
    headline: {
      secondKey: `/${id}`,
      contentHash: `hash-of-${id}`,
      url: `https://harbour.example/${id}`,
      title: `Lanterns on the quay, ${id}`,
      contributors: ['Aoi Hama'],
      sortedAt: aTime - 1000,
      publishedAt: aTime - 1000,
      arrivedAt: aTime,
      changedAt: null,
      snippet: 'The ferries were late again.',
      picture: null,
      record: -1,
      ...headline,
      id: articleId(id),
    },
    body: {
      cleaned: 1,
      bodyHtml: `<p>The text of ${id}.</p>`,
      outletNotesHtml: '',
      outletLine: null,
      credits: [],
      links: [],
      language: null,
      isExcerpt: false,
      pictures: [],
      base: 'https://harbour.example/',
      ...body,
    },
  }
}

export interface Filling {
  readonly feeds: number
  readonly articlesEach: number
  /** Length of each body in characters. */
  readonly bodyLength?: number
}

/** Follows `feed0` … and keeps articles `feed0-0` (the newest) … in each, a minute apart. */
export async function fillLibrary(library: Library, filling: Filling): Promise<readonly FeedId[]> {
  const ids = Array.from({ length: filling.feeds }, (_, n) => `feed${String(n)}` as FeedId)
  const followed = await library.changeSubscriptions((now) => ({
    ...now,
    feeds: ids.map((id, position) =>
      aFeed({ id, position, url: `https://${id}.example/feed`, name: `Paper ${String(position)}` }),
    ),
  }))
  if (!followed.ok) throw new Error(JSON.stringify(followed.failure))
  const work = [...ids.entries()]
  const fillOne = async () => {
    for (let next = work.shift(); next !== undefined; next = work.shift()) {
      const drafts = Array.from({ length: filling.articlesEach }, (_, n) => fillingArticle(next, n, filling))
      const kept = await library.articles.keep(next[1], drafts, [])
      if (!kept.ok) throw new Error(JSON.stringify(kept.failure))
    }
  }
  await Promise.all([fillOne(), fillOne(), fillOne(), fillOne()])
  return ids
}

const words =
  'lantern quay ferry council rain bridge market paper kiln weaver harvest tram island signal chorus archive 港 灯籠 市場 版画 橋'.split(
    ' ',
  )

function fillingArticle(
  [feed, feedId]: readonly [number, FeedId],
  n: number,
  { bodyLength = 1200 }: Filling,
): ArticleDraft {
  const id = `${feedId}-${String(n)}-${'0123456789abcdef'.repeat(2)}`
  const sortedAt = aTime - n * 60_000 - feed * 100
  const word = (k: number) => words[(n * 7 + feed * 3 + k * k) % words.length] ?? ''
  const title = `${Array.from({ length: 8 }, (_, k) => word(k)).join(' ')} ${String(n)}`
  const snippet = Array.from({ length: 42 }, (_, k) => word(k + n)).join(' ')
  const url = `https://${feedId}.example/2026/03/${id}/`
  return anArticle(
    {
      id,
      url,
      secondKey: `/2026/03/${id}`,
      contentHash: `${id.slice(0, 8)}${'f'.repeat(32)}`,
      title,
      contributors: ['Aoi Hama', 'Ren Kawase'],
      sortedAt,
      publishedAt: sortedAt,
      picture: `https://${feedId}.example/pictures/${id}.jpg`,
      snippet,
    },
    {
      bodyHtml: `<p>${snippet}</p>`
        .repeat(Math.ceil(bodyLength / (snippet.length + 7)))
        .slice(0, Math.max(bodyLength, 8)),
    },
  )
}
