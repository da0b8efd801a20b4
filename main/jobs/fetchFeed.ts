/**
 * fetchFeed.ts — one feed, once: ask, compare, read, keep, remember.
 *
 * Room:     main/jobs. The work avoided is the best work: 304, then the same bytes, then parsing.
 * Promises: articles are only added or changed, never removed; a failure costs this feed alone and keeps what it had.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { hostOf } from '../base/urls.ts'
import type { Exchange } from '../fetch/types.ts'
import type { Ingest } from '../normalise/types.ts'
import type { FetchRecord, StoredFeed } from '../store/types.ts'
import type { JobContext } from './context.ts'
import { knownArticles } from './knownArticles.ts'
import { restMs, retryDelayMs } from './nextFetch.ts'

export interface FetchResult {
  /** Articles that were not there before. */
  readonly added: number
  readonly changed: number
}

const nothingNew: FetchResult = { added: 0, changed: 0 }

/** A first fetch with more articles than this keeps them raw and cleans each at first use (design.md §6). */
export const cleanAtMost = 20

/** Asks the feed and keeps what came. The fetch record tells the rest, failure included. */
export async function fetchFeed(context: JobContext, feed: StoredFeed): Promise<Outcome<FetchResult>> {
  const record = context.library.fetchRecord(feed.id)
  const isFirst = record.bodyHash === ''
  const answer = await context.network.exchange({
    url: feed.url,
    wants: 'feed',
    validators: isFirst ? null : { etag: record.etag, lastModified: record.lastModified },
    approvedOrigin: feed.approvedOrigin,
  })
  if (!answer.ok) return rememberFailure(context, feed, answer.failure)
  return keepAnswer(context, feed, answer.value)
}

/** Keeps an answer that is already here, such as the one that discovery got. */
export async function keepAnswer(
  context: JobContext,
  feed: StoredFeed,
  answer: Exchange,
): Promise<Outcome<FetchResult>> {
  const { library, press, clock } = context
  const record = library.fetchRecord(feed.id)
  const now = clock.now()
  if (answer.kind === 'unchanged' || answer.hash === record.bodyHash) {
    library.changeFetchRecord(feed.id, {
      ...freshRecord(answer, now, null),
      ...(answer.kind === 'unchanged' && answer.validators === null
        ? { etag: record.etag, lastModified: record.lastModified }
        : {}),
    })
    return ok(nothingNew)
  }
  await library.headlinesReady
  const ingest = await press.ingest({
    feedId: feed.id,
    bytes: answer.bytes,
    contentType: answer.contentType,
    finalUrl: answer.finalUrl,
    known: await knownArticles(library, feed.id),
    now,
    language: feed.language,
    cleanAtMost,
  })
  if (!ingest.ok) return rememberFailure(context, feed, ingest.failure)
  const { added, changed, ttlMinutes, isRepaired } = ingest.value
  if (added.length + changed.length > 0) {
    const kept = await library.keepArticles(feed.id, added, changed)
    if (!kept.ok) return rememberFailure(context, feed, kept.failure)
  }
  await rememberOutlet(context, feed, ingest.value)
  library.changeFetchRecord(feed.id, {
    ...freshRecord(answer, now, ttlMinutes),
    bodyHash: answer.hash,
    isRepaired,
    picturesWanted: wantedBuckets(
      context,
      feed,
      new Set([...added, ...changed].map((draft) => draft.headline.id)),
    ),
  })
  return ok({ added: added.length, changed: changed.length })
}

function freshRecord(answer: Exchange, now: number, ttlMinutes: number | null): Partial<FetchRecord> {
  return {
    etag: answer.validators?.etag ?? null,
    lastModified: answer.validators?.lastModified ?? null,
    checkedAt: now,
    nextAt: now + restMs(answer.cacheLife.freshForMs, ttlMinutes),
    failures: 0,
    failure: null,
    failedSince: null,
  }
}

function rememberFailure(context: JobContext, feed: StoredFeed, failure: Failure): Outcome<never> {
  const record = context.library.fetchRecord(feed.id)
  const now = context.clock.now()
  const isCounted = failure.kind !== 'offline'
  const failures = record.failures + (isCounted ? 1 : 0)
  context.library.changeFetchRecord(feed.id, {
    failure,
    failures,
    failedSince: record.failedSince ?? now,
    checkedAt: isCounted ? now : record.checkedAt,
    nextAt: Math.max(isCounted ? 0 : record.nextAt, now + retryDelayMs(failure, failures, now)),
  })
  context.log.warn('feed failed', { url: feed.url, ...failure })
  return { ok: false, failure }
}

/** Takes over what the document says of its outlet, when it says more than we know. */
async function rememberOutlet(context: JobContext, feed: StoredFeed, ingest: Ingest): Promise<void> {
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

/** Buckets that hold any of `ids`, and those that still waited. */
function wantedBuckets(context: JobContext, feed: StoredFeed, ids: ReadonlySet<string>): readonly number[] {
  const buckets = new Set(context.library.fetchRecord(feed.id).picturesWanted)
  for (const headline of context.library.headlinesOf(feed.id)) {
    if (ids.has(headline.id)) buckets.add(headline.bucket)
  }
  return [...buckets]
}
