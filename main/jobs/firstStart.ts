/**
 * firstStart.ts — what a new library holds: our welcome edition, and the outlets of the starter file as families.
 *
 * Room:     main/jobs.
 * Promises: happens once in a library's life; what the reader unfollows afterwards stays away. Needs no network.
 *           A starter file allows nothing: where one leads to is for the reader to allow.
 */
import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import type { ArticleId, FeedId, FolderId } from '../../preload/contract/model.ts'
import type { Starter } from '../outlets/starter.ts'
import type { StoredFeed, StoredFolder } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'
import { feedIdOf } from './feedId.ts'
import { ownFeed } from './importPage.ts'

export const welcomeId = 'welcome' as FeedId

const welcomeEdition = v.array(
  v.object({ slug: v.string(), title: v.string(), html: v.string(), contributors: v.array(v.string()) }),
)

export interface FirstStart {
  readonly readStarter: () => Starter
  /** The welcome edition as parsed JSON, in the reader's language. */
  readonly readWelcome: () => unknown
  readonly language: 'en' | 'ja'
}

export async function firstStart(context: JobContext, options: FirstStart): Promise<void> {
  const { library, clock } = context
  if (library.subscriptions().isStarted) return
  const now = clock.now()
  const { language } = options
  const starter = options.readStarter()
  const families = starter.families.map((family, index): StoredFolder => {
    return {
      id: randomUUID() as FolderId,
      title: family.title,
      parentId: null,
      position: index + 1,
      family: family.key,
    }
  })
  const feeds = starter.outlets.map((outlet, index): StoredFeed => {
    const folder = families.find(({ family }) => family === outlet.family)
    return {
      id: feedIdOf(outlet.feedUrl),
      url: outlet.feedUrl,
      name: outlet.name,
      ownTitle: null,
      siteUrl: outlet.siteUrl,
      language: outlet.language,
      family: outlet.family,
      follow: outlet.follow,
      iconUrl: null,
      folderId: folder?.id ?? null,
      position: folder === undefined ? families.length + 1 + index : index,
      addedAt: now,
      unfollowedAt: null,
    }
  })
  const welcome = ownFeed(welcomeId, 'kawaraban:welcome', 'Kawaraban', now, { language })
  const written = await library.changeSubscriptions((before) => ({
    ...before,
    feeds: [...before.feeds, welcome, ...feeds],
    folders: [...before.folders, ...families],
    isStarted: true,
  }))
  if (!written.ok) context.log.warn('first start not written', written.failure)
  const first = await keepWelcome(context, options.readWelcome(), now)
  await library.changeSettings({ lastView: { kind: 'feed', feedId: welcomeId }, lastArticle: first })
}

/** @returns The article to open first; null when the edition is unreadable, which costs the edition only. */
async function keepWelcome(context: JobContext, json: unknown, now: number): Promise<ArticleId | null> {
  const edition = v.safeParse(welcomeEdition, json)
  if (!edition.success) {
    context.log.warn('welcome edition is damaged')
    return null
  }
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Kawaraban',
    items: edition.output.map(({ slug, title, html, contributors }, index) => ({
      id: slug,
      title,
      content_html: html,
      authors: contributors.map((name) => ({ name })),
      // The first article is the newest, so that it stands on top.
      date_published: new Date(now - index * 60_000).toISOString(),
    })),
  }
  const ingest = await context.parserPool.ingest({
    feedId: welcomeId,
    bytes: new TextEncoder().encode(JSON.stringify(document)),
    contentType: 'application/feed+json',
    finalUrl: 'https://github.com/kawaraban/kawaraban',
    known: [],
    now,
    language: null,
    cleanAtMost: 100,
  })
  if (!ingest.ok) {
    context.log.warn('welcome edition was refused', ingest.failure)
    return null
  }
  const kept = await context.library.articles.keep(welcomeId, ingest.value.added, [])
  return kept.ok ? (ingest.value.added[0]?.headline.id ?? null) : null
}
