/** rememberOutlet.ts — takes over what a document says of its outlet, when it says more than we know. */
import { hostOf } from '../base/urls.ts'
import type { PackedIngest } from '../model/ingest.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'

export async function rememberOutlet(
  context: JobContext,
  feed: StoredFeed,
  ingest: PackedIngest,
): Promise<void> {
  const facts = {
    // A name from the catalogue or a starter is the better one: WordPress titles end in slogans.
    name: isPlaceholder(feed) ? (ingest.title ?? feed.name) : feed.name,
    siteUrl: feed.siteUrl ?? ingest.siteUrl,
    language: feed.language ?? ingest.language,
    iconUrl: feed.iconUrl ?? ingest.iconUrl,
  }
  const isNews =
    facts.name !== feed.name ||
    facts.siteUrl !== feed.siteUrl ||
    facts.language !== feed.language ||
    facts.iconUrl !== feed.iconUrl
  if (!isNews) return
  const written = await context.library.changeSubscriptions((now) => ({
    ...now,
    feeds: now.feeds.map((each) => (each.id === feed.id ? { ...each, ...facts } : each)),
  }))
  if (!written.ok) context.log.warn('outlet facts not written', { url: feed.url, ...written.failure })
}

function isPlaceholder(feed: StoredFeed): boolean {
  return feed.name === '' || feed.name === hostOf(feed.url)
}
