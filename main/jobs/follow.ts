/**
 * follow.ts — from an address a reader typed to a followed feed.
 *
 * Room:     main/jobs.
 * Promises: looking follows nothing; adding what was just looked at costs no second request; only an address that the
 *           reader typed as one, or allowed by hand, may be private (safety.md §3.2), and only that exact origin. That
 *           is kept when a socket has connected there, as what it turned out to be. A name and password in the
 *           address go to the secrets, never into the library, and to no feed of another origin.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { AddressClass, Failure, Outcome } from '../../preload/contract/failure.ts'
import type { FeedCandidate, FeedId, FolderId } from '../../preload/contract/model.ts'
import { readTyped } from '../base/typedAddress.ts'
import { hostOf, parseWebUrl, withoutSecrets } from '../base/urls.ts'
import { credentialsIn } from '../fetch/headers.ts'
import type { Credentials, Exchange } from '../model/exchange.ts'
import type { PackedIngest } from '../model/ingest.ts'
import type { StoredFeed, Subscriptions } from '../model/subscriptions.ts'
import { allowanceFor } from './allowance.ts'
import type { Allowance } from './allowance.ts'
import type { JobContext } from '../model/jobContext.ts'
import type { RobotsGate } from './robotsGate.ts'
import * as candidates from './candidates.ts'
import { findFollowed } from './candidates.ts'
import { feedIdOf } from './feedId.ts'
import { keepSecret } from './keepSecret.ts'
import type { Network } from '../model/network.ts'
import { searchSite } from './searchSite.ts'
import type { Fresh, SiteSearchers } from './searchSite.ts'
import { childrenOf } from './tree.ts'

/** A document that was looked at, kept for a while so that following it needs no second request. */
interface Looked {
  readonly answer: Fresh
  readonly ingest: PackedIngest
  /** What a socket connected to that was not public, as the reader allowed. */
  readonly reached: AddressClass | null
  readonly credentials: Credentials | null
  readonly at: number
}

interface Looking {
  /** The network, or the robots gate for pages that the reader did not name. */
  readonly by?: Network
  readonly credentials?: Credentials | null
}

export interface Followers {
  /** @param isAllowed The reader was told where it leads, and allowed it. */
  readonly probe: (typed: string, isAllowed?: boolean) => Promise<Outcome<readonly FeedCandidate[]>>
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

const lookedForMs = 10 * 60_000

export function makeFollowers(context: JobContext, robotsGate: RobotsGate): Followers {
  const looked = new Map<string, Looked>()
  /** Of feeds that were named and not asked. */
  const titles = new Map<string, string>()

  /** Gets one address and reads it as a feed. The exchange is told too: a page may lead on. */
  const look = async (
    url: string,
    allowance: Allowance,
    { by = context.network, credentials = null }: Looking = {},
  ) => {
    const met: { reached: AddressClass | null } = { reached: null }
    const approval = allowance.at(url)
    const answer = await by.exchange(
      { url, wants: 'feed', validators: null, approval, credentials },
      {
        onReached: (to) => {
          met.reached = to
          allowance.narrow(to)
        },
      },
    )
    if (!answer.ok) return { answer: null, ingest: answer }
    if (answer.value.kind !== 'fresh')
      return { answer: null, ingest: fail({ kind: 'http', url, status: 304 }) }
    const { bytes, contentType, finalUrl } = answer.value
    const ingest = await context.parserPool.ingest({
      feedId: feedIdOf(url),
      bytes: bytes.slice(),
      contentType,
      finalUrl,
      known: [],
      now: context.clock.now(),
      language: null,
      cleanAtMost: 0,
    })
    const at = context.clock.now()
    if (ingest.ok) looked.set(url, { answer: answer.value, ingest: ingest.value, ...met, credentials, at })
    return { answer: answer.value, ingest }
  }

  const searchersFor = (allowance: Allowance): SiteSearchers => ({
    look: (url) => look(url, allowance),
    lookPolitely: (url) => look(url, allowance, { by: robotsGate }),
    read: ({ bytes, contentType, link, finalUrl }) =>
      context.parserPool.discover({ bytes: bytes.slice(), contentType, link, url: finalUrl }),
    found: (url, ingest, group) => candidates.found(context, url, ingest, group),
    failed: candidates.failed,
    unasked: (feed) => {
      if (feed.title !== null) titles.set(feed.url, feed.title)
      return candidates.unasked(context, feed)
    },
  })

  const probe = async (typed: string, isAllowed = false): Promise<Outcome<readonly FeedCandidate[]>> => {
    const read = readTyped(typed)
    const isNone = () => fail({ kind: 'bad-address', text: withoutSecrets(typed).slice(0, 200) } as const)
    if (read === null) return isNone()
    if (context.isOfflineByChoice()) return fail({ kind: 'offline', byChoice: true })
    const address = read.url
    forgetOld(looked, context.clock.now())
    titles.clear()
    const credentials = credentialsIn(address)
    let url = withoutSecrets(address.href)
    let allowance = allowanceFor(url, isAllowed, read.isWord)
    let { answer, ingest } = await look(url, allowance, { credentials })
    // A password is never tried in the clear where the reader did not say so.
    const mayTryOther = read.isSchemeGuessed && credentials === null
    if (!ingest.ok && answer === null && mayTryOther && mayBeOtherScheme(ingest.failure)) {
      url = url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:')
      allowance = allowanceFor(url, isAllowed, read.isWord)
      ;({ answer, ingest } = await look(url, allowance))
    }
    // No machine is called so: then it was a word to look for.
    if (read.isWord && !ingest.ok && ingest.failure.kind === 'no-such-host') return isNone()
    if (ingest.ok) return ok([candidates.found(context, url, ingest.value, 'articles')])
    if (answer === null || ingest.failure.kind !== 'not-a-feed') return ingest
    return searchSite(searchersFor(allowance), answer)
  }

  const follow = async (wish: FollowWish) => {
    const { library, clock } = context
    const entry = context.catalogue.find((each) => each.id === wish.catalogueId && each.feedUrl === wish.url)
    const typed = parseWebUrl(wish.url)
    if (typed === null) return fail({ kind: 'bad-address', text: withoutSecrets(wish.url).slice(0, 200) })
    const url = withoutSecrets(typed.href)
    const seen = looked.get(url)
    const credentials = credentialsIn(typed) ?? seen?.credentials ?? null
    const followed = findFollowed(context, url)
    if (followed !== null && credentials !== null) await keepSecret(context, followed, credentials)
    if (followed !== null)
      return fail({ kind: 'already-followed', title: followed.ownTitle ?? followed.name })
    const id = freeIdFor(library.subscriptions(), url)
    const old = library.subscriptions().feeds.find((each) => each.id === id)
    const feed: StoredFeed = {
      id,
      url,
      name: entry?.name ?? seen?.ingest.title ?? titles.get(url) ?? hostOf(url),
      ownTitle: old?.ownTitle ?? null,
      siteUrl: entry?.siteUrl ?? seen?.ingest.siteUrl ?? null,
      language: entry?.language ?? seen?.ingest.language ?? null,
      family: entry?.family ?? null,
      follow: entry?.follow ?? [],
      iconUrl: seen?.ingest.iconUrl ?? old?.iconUrl ?? null,
      folderId: wish.folderId,
      position: childrenOf(library.subscriptions(), wish.folderId).length,
      addedAt: clock.now(),
      unfollowedAt: null,
    }
    const written = await library.changeSubscriptions((now) => ({
      ...now,
      feeds: [...now.feeds.filter((each) => each.id !== id), feed],
    }))
    const reached = entry === undefined ? (seen?.reached ?? null) : null
    if (written.ok && reached !== null) await context.approvals.grant([{ url, class: reached }])
    if (written.ok && credentials !== null) await keepSecret(context, feed, credentials)
    looked.delete(url)
    return written.ok ? ok({ feed, answer: seen?.answer ?? null }) : written
  }

  return { probe, follow }
}

/** The usual id, or another one where a paper has it that moved elsewhere. */
function freeIdFor({ feeds }: Subscriptions, url: string): FeedId {
  for (let nth = 1; ; nth += 1) {
    const id = feedIdOf(nth === 1 ? url : `${url} ${String(nth)}`)
    if (!feeds.some((feed) => feed.id === id && feed.unfollowedAt === null)) return id
  }
}

/** A server of the one answers the other with a broken line, with a refusal, with 400, or not at all. */
function mayBeOtherScheme(failure: Failure): boolean {
  if (failure.kind === 'http') return failure.status === 400
  if (failure.kind === 'broken-answer') return failure.how !== 'cut-short'
  return failure.kind === 'tls' || failure.kind === 'unreachable' || failure.kind === 'timeout'
}

function forgetOld(looked: Map<string, Looked>, now: number): void {
  for (const [url, { at }] of looked) if (now - at > lookedForMs) looked.delete(url)
}
