/**
 * follow.ts — from an address a reader typed to a followed feed.
 *
 * Room:     main/jobs.
 * Promises: looking follows nothing; adding what was just looked at costs no second request; only an address that the
 *           reader typed may be private (safety.md §3.2), and only that exact origin.
 */
import { createHash } from 'node:crypto'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { FeedCandidate, FeedId, FolderId } from '../../preload/contract/model.ts'
import { hostOf, originOf, parseWebUrl, readTypedAddress, withoutSecrets } from '../base/urls.ts'
import type { Exchange } from '../fetch/types.ts'
import type { Ingest } from '../normalise/types.ts'
import type { StoredFeed } from '../store/types.ts'
import type { JobContext } from './context.ts'
import { childrenOf } from './tree.ts'

type Fresh = Extract<Exchange, { kind: 'fresh' }>

/** A document that was looked at, kept for a while so that following it needs no second request. */
interface Looked {
  readonly answer: Fresh
  readonly ingest: Ingest
  readonly approvedOrigin: string | null
  readonly at: number
}

export interface Followers {
  readonly probe: (typed: string) => Promise<Outcome<readonly FeedCandidate[]>>
  /** Stores the subscription; the feed with what is known of it, and the answer that is already here, if any. */
  readonly follow: (
    wish: FollowWish,
  ) => Promise<Outcome<{ readonly feed: StoredFeed; readonly answer: Exchange | null }>>
}

export interface FollowWish {
  readonly url: string
  readonly folderId: FolderId | null
  readonly catalogueId: string | null
}

const candidatesAtMost = 5
const lookedForMs = 10 * 60_000

export function makeFollowers(context: JobContext): Followers {
  const looked = new Map<string, Looked>()

  /** Gets one address and reads it as a feed. The exchange is told too: a page may lead on. */
  const look = async (url: string, approvedOrigin: string | null) => {
    const answer = await context.network.exchange({ url, wants: 'feed', validators: null, approvedOrigin })
    if (!answer.ok) return { answer: null, ingest: answer }
    if (answer.value.kind !== 'fresh')
      return { answer: null, ingest: fail({ kind: 'http', url, status: 304 }) }
    const { bytes, contentType, finalUrl } = answer.value
    const ingest = await context.press.ingest({
      feedId: feedIdOf(url),
      bytes: bytes.slice(),
      contentType,
      finalUrl,
      known: [],
      now: context.clock.now(),
      language: null,
      cleanAtMost: 0,
    })
    if (ingest.ok)
      looked.set(url, { answer: answer.value, ingest: ingest.value, approvedOrigin, at: context.clock.now() })
    return { answer: answer.value, ingest }
  }

  const candidate = (url: string, ingest: Ingest): FeedCandidate => ({
    url: withoutSecrets(url),
    title: ingest.title ?? hostOf(url),
    siteUrl: ingest.siteUrl,
    language: ingest.language,
    headlines: ingest.headlines,
    articleCount: ingest.articleCount,
    isFollowed: findFollowed(context, url) !== null,
    failure: null,
  })

  const discover = async (page: Fresh, typed: string): Promise<Outcome<readonly FeedCandidate[]>> => {
    const { bytes, contentType, link, finalUrl } = page
    const found = await context.press.discover({ bytes: bytes.slice(), contentType, link, url: finalUrl })
    if (!found.ok) return found
    if (found.value.feeds.length === 0) {
      const { wall } = found.value
      if (wall === null) return fail({ kind: 'no-feed-found', url: finalUrl })
      return fail({ kind: 'not-a-feed', url: finalUrl, found: wall === 'login' ? 'login' : 'challenge' })
    }
    const feeds = found.value.feeds.slice(0, candidatesAtMost)
    const typedOrigin = originOf(typed)
    const looks = await Promise.all(
      feeds.map(async (feed) => {
        const approved = originOf(feed.url) === typedOrigin ? typedOrigin : null
        const { ingest } = await look(feed.url, approved)
        if (ingest.ok) return candidate(feed.url, ingest.value)
        return failedCandidate(feed.url, feed.title, ingest.failure)
      }),
    )
    const readable = looks.filter((each) => each.failure === null)
    const first = looks[0]?.failure ?? null
    if (readable.length === 0 && first !== null) return { ok: false, failure: first }
    // Two addresses of one feed (RSS and Atom of the same outlet) both stay: the reader sees what each offers.
    return ok(looks)
  }

  const probe = async (typed: string): Promise<Outcome<readonly FeedCandidate[]>> => {
    const address = readTypedAddress(typed)
    if (address === null) return fail({ kind: 'bad-address', text: typed.slice(0, 200) })
    if (context.isOfflineByChoice()) return fail({ kind: 'offline', byChoice: true })
    forgetOld(looked, context.clock.now())
    let url = address.href
    let { answer, ingest } = await look(url, address.origin)
    const isGuessedHttps = !/^(feed:)?(\/\/)?https?:/i.test(typed.trim()) && address.protocol === 'https:'
    if (!ingest.ok && answer === null && isGuessedHttps && mayBePlainHttp(ingest.failure)) {
      url = `http:${address.href.slice('https:'.length)}`
      ;({ answer, ingest } = await look(url, originOf(url)))
    }
    if (ingest.ok) return ok([candidate(url, ingest.value)])
    if (answer === null || ingest.failure.kind !== 'not-a-feed') return ingest
    return discover(answer, url)
  }

  const follow = async (wish: FollowWish) => {
    const { library, clock } = context
    const entry = context.catalogue.find((each) => each.id === wish.catalogueId && each.feedUrl === wish.url)
    const seen = looked.get(wish.url)
    const url = parseWebUrl(wish.url)?.href
    if (url === undefined) return fail({ kind: 'bad-address', text: wish.url.slice(0, 200) })
    const followed = findFollowed(context, url)
    if (followed !== null)
      return fail({ kind: 'already-followed', title: followed.ownTitle ?? followed.name })
    const id = feedIdOf(url)
    const old = library.subscriptions().feeds.find((each) => each.id === id)
    const feed: StoredFeed = {
      id,
      url,
      name: entry?.name ?? seen?.ingest.title ?? hostOf(url),
      ownTitle: old?.ownTitle ?? null,
      siteUrl: entry?.siteUrl ?? seen?.ingest.siteUrl ?? null,
      language: entry?.language ?? seen?.ingest.language ?? null,
      family: entry?.family ?? null,
      follow: entry?.follow ?? [],
      iconUrl: seen?.ingest.iconUrl ?? old?.iconUrl ?? null,
      folderId: wish.folderId,
      position: childrenOf(library.subscriptions(), wish.folderId).length,
      addedAt: clock.now(),
      approvedOrigin: entry === undefined ? approvedFor(url, seen?.approvedOrigin ?? null) : null,
      unfollowedAt: null,
    }
    const written = await library.changeSubscriptions((now) => ({
      ...now,
      feeds: [...now.feeds.filter((each) => each.id !== id), feed],
    }))
    context.tell('outlets:changed', null)
    looked.delete(wish.url)
    return written.ok ? ok({ feed, answer: seen?.answer ?? null }) : written
  }

  return { probe, follow }
}

/** The same address gives the same id, so that a paper followed again finds its articles and marks. */
export function feedIdOf(url: string): FeedId {
  return `f${createHash('sha256').update(url).digest('hex').slice(0, 20)}` as FeedId
}

function approvedFor(url: string, approvedOrigin: string | null): string | null {
  return approvedOrigin === originOf(url) ? approvedOrigin : null
}

function findFollowed(context: JobContext, url: string): StoredFeed | null {
  const id = feedIdOf(url)
  const { feeds } = context.library.subscriptions()
  return feeds.find((feed) => feed.unfollowedAt === null && (feed.id === id || feed.url === url)) ?? null
}

function failedCandidate(url: string, title: string | null, failure: Failure): FeedCandidate {
  return {
    url: withoutSecrets(url),
    title: title ?? hostOf(url),
    siteUrl: null,
    language: null,
    headlines: [],
    articleCount: 0,
    isFollowed: false,
    failure,
  }
}

function mayBePlainHttp(failure: Failure): boolean {
  return failure.kind === 'tls' || failure.kind === 'unreachable' || failure.kind === 'timeout'
}

function forgetOld(looked: Map<string, Looked>, now: number): void {
  for (const [url, { at }] of looked) if (now - at > lookedForMs) looked.delete(url)
}
