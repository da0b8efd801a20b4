/**
 * fetchFeed.ts — one feed, once: ask, compare, read, keep, remember.
 *
 * Room:     main/jobs. The work avoided is the best work: 304, then the same bytes, then parsing.
 * Promises: articles are only added or changed, never removed; a failure costs this feed alone and keeps what it had,
 *           its validators included.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { AddressClass, Failure, Outcome } from '../../preload/contract/failure.ts'
import { placeAfter } from '../base/documentOrder.ts'
import { releaseBuffer } from '../base/releaseBuffer.ts'
import { originOf } from '../base/urls.ts'
import type { Approval, Exchange } from '../model/exchange.ts'
import type { FeedHints, PackedIngest } from '../model/ingest.ts'
import { findByFeedUrl } from '../outlets/catalogue.ts'
import type { FetchRecord } from '../model/fetchRecord.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext, WithChance, WithClock, WithLibrary } from '../model/jobContext.ts'
import { groupOf } from '../store/recordGroups.ts'
import { adoptMove } from './adoptMove.ts'
import { rememberFailure } from './rememberFailure.ts'
import { rememberOutlet } from './rememberOutlet.ts'
import { planAfterAnswer, rhythmOf } from './schedule.ts'
import { knownArticles } from './knownArticles.ts'
import type { HeadlineReader } from '../model/articleStore.ts'
import type { FetchRecordStore, SettingsStore } from '../model/library.ts'

export interface FetchResult {
  /** Articles that were not there before. */
  readonly added: number
  readonly changed: number
}

const nothingNew: FetchResult = { added: 0, changed: 0 }

/** A first fetch with more articles than this keeps them raw and cleans each at first use (design.md §6). */
export const cleanAtMost = 20

export interface FetchHooks {
  /** It waits for others at the address of its server. */
  readonly onHeld?: () => void
  /** The answer is here, and is read from now on. */
  readonly onAnswer?: () => void
  /** What the reader allows for this once; absent: what was allowed before. */
  readonly approval?: Approval | null
  readonly onReached?: (to: AddressClass) => void
}

/** Asks the feed and keeps what came. The fetch record tells the rest, failure included. */
export async function fetchFeed(
  context: JobContext,
  feed: StoredFeed,
  { onHeld, onAnswer, onReached, approval = null }: FetchHooks = {},
): Promise<Outcome<FetchResult>> {
  // What the server is told belongs to what is here.
  await context.library.lookAfter(feed.id)
  const record = context.library.fetchRecord(feed.id)
  const isFirst = record.bodyHash === ''
  const request = {
    url: feed.url,
    wants: 'feed' as const,
    validators: isFirst ? null : { etag: record.etag, lastModified: record.lastModified },
    ...(isFirst ? {} : { knownHash: record.bodyHash }),
    approval: approval ?? context.approvals.of(feed.url),
    credentials: context.secrets.of(feed.id, feed.url),
  }
  const answer = await context.network.exchange(request, {
    ...(onHeld === undefined ? {} : { onHeld }),
    ...(onReached === undefined ? {} : { onReached }),
  })
  if (!answer.ok) return rememberFailure(context, feed, answer.failure)
  onAnswer?.()
  return keepAnswer(context, feed, answer.value, (url) =>
    context.network.exchange(
      {
        ...request,
        url,
        validators: null,
        credentials: originOf(url) === originOf(feed.url) ? request.credentials : null,
      },
      onReached === undefined ? {} : { onReached },
    ),
  )
}

/**
 * Keeps an answer that is already here, such as the one that discovery got.
 *
 * @param followOn Asks where a page in the place of the feed sends its readers; null: it is not followed. A feed that is
 *                 found there on several days moves as by a permanent redirect.
 */
export async function keepAnswer(
  context: JobContext,
  feed: StoredFeed,
  answer: Exchange,
  followOn: ((url: string) => Promise<Outcome<Exchange>>) | null = null,
): Promise<Outcome<FetchResult>> {
  const { library, parserPool, clock } = context
  const record = library.fetchRecord(feed.id)
  const now = clock.now()
  if (answer.kind !== 'fresh' || answer.hash === record.bodyHash) {
    if (answer.kind === 'fresh') releaseBuffer(answer.bytes)
    library.changeFetchRecord(feed.id, {
      ...freshRecord(context, answer, record),
      // A 304 may leave out what did not change.
      ...(answer.kind === 'unchanged' && answer.validators === null
        ? { etag: record.etag, lastModified: record.lastModified }
        : {}),
    })
    await adoptMove(context, feed, answer.redirects)
    return ok(nothingNew)
  }
  await library.headlinesReady
  const ingest = await parserPool.ingest({
    feedId: feed.id,
    bytes: answer.bytes,
    contentType: answer.contentType,
    finalUrl: answer.finalUrl,
    known: knownArticles(library, feed.id),
    now,
    language: feed.language,
    zone: findByFeedUrl(context.catalogue, feed.url)?.zone ?? null,
    cleanAtMost,
    place: placeAfter(library.headlinesOf(feed.id), now),
  })
  if (!ingest.ok) {
    const { leadsTo, failure } = withoutWay(ingest.failure)
    if (leadsTo === null || followOn === null) return rememberFailure(context, feed, failure)
    const next = await followOn(leadsTo)
    if (!next.ok) return rememberFailure(context, feed, next.failure)
    const redirects = [...answer.redirects, { status: 301, to: leadsTo }, ...next.value.redirects]
    return keepAnswer(context, feed, { ...next.value, redirects })
  }
  const { added, changed, articleCount, isRepaired } = ingest.value
  const isThisFeed = record.bodyHash === '' || articleCount > added.length
  if (added.length + changed.length > 0) {
    const kept = await library.articles.keep(feed.id, added, changed)
    for (const draft of added) if ('packed' in draft) releaseBuffer(draft.packed)
    if (!kept.ok) return rememberFailure(context, feed, kept.failure)
  }
  await rememberOutlet(context, feed, ingest.value)
  const facts = {
    hints: hintsOf(ingest.value),
    rhythm: rhythmOf(
      library.headlinesOf(feed.id).map(({ publishedAt, arrivedAt }) => publishedAt ?? arrivedAt),
      now,
    ),
  }
  library.changeFetchRecord(feed.id, {
    ...freshRecord(context, answer, facts),
    ...facts,
    bodyHash: answer.hash,
    isRepaired,
    picturesWanted: wantedGroups(
      context,
      feed,
      new Set([...added, ...changed].map((draft) => draft.headline.id)),
    ),
  })
  if (isThisFeed) await adoptMove(context, feed, answer.redirects)
  return ok({ added: added.length, changed: changed.length })
}

/** Where a page leads is of use now, and not kept. */
function withoutWay(failure: Failure): { readonly leadsTo: string | null; readonly failure: Failure } {
  if (failure.kind !== 'not-a-feed') return { leadsTo: null, failure }
  const { kind, url, found, leadsTo = null } = failure
  return { leadsTo, failure: { kind, url, found } }
}

function hintsOf({ hints, ttlMinutes }: PackedIngest): FeedHints | null {
  if (hints !== undefined && hints !== null) return hints
  return ttlMinutes === null
    ? null
    : { ttlMinutes, skipHours: [], skipDays: [], updatePeriodMs: null, updateBase: null }
}

function freshRecord(
  {
    library,
    clock,
    random,
  }: WithLibrary<FetchRecordStore & HeadlineReader & SettingsStore> & WithClock & WithChance,
  answer: Exchange,
  { hints, rhythm }: Pick<FetchRecord, 'hints' | 'rhythm'>,
): Partial<FetchRecord> {
  const now = clock.now()
  return {
    etag: answer.validators?.etag ?? null,
    lastModified: answer.validators?.lastModified ?? null,
    checkedAt: now,
    ...planAfterAnswer({
      now,
      intervalMs: library.settings().refreshMinutes * 60_000,
      freshForMs: answer.cacheLife.freshForMs,
      hints,
      rhythm,
      random: random(),
    }),
    busyUntil: 0,
    isStopped: false,
    failures: 0,
    failure: null,
    failedSince: null,
  }
}

/** Groups that hold any of `ids`, and those that still waited. */
function wantedGroups(context: JobContext, feed: StoredFeed, ids: ReadonlySet<string>): readonly number[] {
  const groups = new Set(context.library.fetchRecord(feed.id).picturesWanted)
  for (const headline of context.library.headlinesOf(feed.id)) {
    if (ids.has(headline.id)) groups.add(groupOf(headline.record))
  }
  return [...groups]
}
