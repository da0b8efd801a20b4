/**
 * firstStart.ts — what a new library holds: our welcome edition, and the outlets of the starter file as families.
 *
 * Room:     main/jobs.
 * Promises: happens once in a library's life; what the reader unfollows afterwards stays away. Needs no network.
 *           A starter file allows nothing: where one leads to is for the reader to allow.
 */
import { randomUUID } from 'node:crypto'
import type { FolderId } from '../../preload/contract/model.ts'
import type { Starter } from '../outlets/starter.ts'
import type { StoredFeed, StoredFolder } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'
import { feedIdOf } from './feedId.ts'
import { ownFeed } from './importPage.ts'
import { keepWelcome, welcomeId } from './welcome.ts'

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
