/**
 * welcome.ts — our own edition, which every new library opens with.
 *
 * Room:     main/jobs. Needs no network: it comes with the program.
 * Promises: what of it is lost comes back with the next round, for no server has it.
 */
import * as v from 'valibot'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { JobContext } from '../model/jobContext.ts'

export const welcomeId = 'welcome' as FeedId

const welcomeEdition = v.array(
  v.object({ slug: v.string(), title: v.string(), html: v.string(), contributors: v.array(v.string()) }),
)

/** @param readEdition As `readWelcome` of firstStart.ts. Not called when nothing is lost. */
export async function mendWelcome(context: JobContext, readEdition: () => unknown): Promise<void> {
  const { library } = context
  await library.lookAfter(welcomeId)
  const lost = library.headlinesOf(welcomeId).find(({ contentHash }) => contentHash === '')
  // As old as it was, so that it stays where it is in the list.
  if (lost !== undefined) await keepWelcome(context, readEdition(), lost.arrivedAt)
}

/** @returns The article to open first; null when the edition is unreadable, which costs the edition only. */
export async function keepWelcome(
  context: JobContext,
  json: unknown,
  now: number,
): Promise<ArticleId | null> {
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
