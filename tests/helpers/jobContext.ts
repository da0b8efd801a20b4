/** jobContext.ts — a JobContext on a temporary library, with a network and a parser pool that the test writes. */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { AddressClass, Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { EventName } from '../../preload/contract/requests.ts'
import { silentLog } from '../../main/base/log.ts'
import { secretPlaceOf } from '../../main/base/secretPlace.ts'
import { originOf } from '../../main/base/urls.ts'
import type { Approval, Credentials, Exchange, FetchRequest } from '../../main/model/exchange.ts'
import type { JobContext } from '../../main/model/jobContext.ts'
import { makeActivity, titlesOf, watched } from '../../main/jobs/activity.ts'
import { makeFeedPhases } from '../../main/jobs/feedPhases.ts'
import { ownFeed } from '../../main/jobs/importPage.ts'
import type { Approvals } from '../../main/model/approvals.ts'
import type { ExchangeNotes } from '../../main/model/network.ts'
import type { ParserPool } from '../../main/model/parserPool.ts'
import type { SecretKey, Secrets } from '../../main/model/secrets.ts'
import { makeUndos } from '../../main/jobs/undos.ts'
import { cleaningVersion } from '../../main/normalise/cleaningVersion.ts'
import { tidyDrawing } from '../../main/normalise/drawing.ts'
import { readRobots } from '../../main/outlets/robots.ts'
import type { ArticleDraft } from '../../main/model/article.ts'
import type { Ingest } from '../../main/model/ingest.ts'
import type { Library } from '../../main/model/library.ts'
import type { StoredFeed } from '../../main/model/subscriptions.ts'
import { openTestLibrary } from './library.ts'

export interface TestContext extends JobContext {
  readonly asked: FetchRequest[]
  readonly told: EventName[]
  /** What was told last, by event. */
  readonly news: Map<EventName, unknown>
  readonly setTime: (now: number) => void
  readonly end: () => Promise<void>
}

type Answer = (
  request: FetchRequest,
  onHeld: () => void,
  onReached: (to: AddressClass) => void,
) => Outcome<Exchange> | Promise<Outcome<Exchange>>

export async function aJobContext(
  answer: Answer,
  parserPool: Partial<ParserPool> = {},
): Promise<TestContext> {
  const { library, close } = await openTestLibrary()
  return contextOn(library, answer, parserPool, close)
}

/** On a library that the test opened. */
export function contextOn(
  library: Library,
  answer: Answer,
  parserPool: Partial<ParserPool> = {},
  end: () => Promise<void> = () => library.close(),
): TestContext {
  const asked: FetchRequest[] = []
  const told: EventName[] = []
  let now = Date.UTC(2026, 10, 23)
  const clock = { now: () => now }
  const news = new Map<EventName, unknown>()
  const tell = (event: EventName, what: unknown = null) => {
    told.push(event)
    news.set(event, what)
  }
  const activity = makeActivity(clock, tell)
  const network = {
    exchange: async (request: FetchRequest, notes: ExchangeNotes = {}) => {
      const { onHeld = () => undefined, onReached = () => undefined } = notes
      asked.push(request)
      return answer(request, onHeld, onReached)
    },
  }
  return {
    library,
    network: watched(
      network,
      activity,
      clock,
      titlesOf(() => library.subscriptions().feeds),
    ),
    openMedia: () => Promise.resolve(fail({ kind: 'offline', byChoice: false })),
    parserPool: {
      expect: () => undefined,
      ingest: () => Promise.resolve(ok(anIngest())),
      clean: (bodies) => Promise.resolve(ok(bodies.map((body) => ({ ...body, cleaned: cleaningVersion })))),
      discover: () =>
        Promise.resolve(
          ok({
            title: null,
            language: null,
            feeds: [],
            feedPages: [],
            moreFeeds: [],
            leadsTo: null,
            wordPress: null,
            icons: [],
            wall: null,
          }),
        ),
      readRobots: (input) => Promise.resolve(ok(readRobots(input))),
      readSavedPage: ({ name }) => Promise.resolve(ok(aDraft(`saved-${name.replace(/\W/g, '-')}`))),
      tidyDrawing: ({ bytes }) => Promise.resolve(ok(tidyDrawing(bytes))),
      ...parserPool,
    },
    tell,
    clock,
    activity,
    secrets: memorySecrets(),
    approvals: memoryApprovals(),
    random: () => 0.5,
    hasNetwork: () => true,
    log: silentLog,
    catalogue: [],
    phases: makeFeedPhases(),
    undos: makeUndos(),
    isOfflineByChoice: () => library.settings().workOffline,
    asked,
    told,
    news,
    setTime: (time) => {
      now = time
    },
    end,
  }
}

function memorySecrets(): Secrets {
  const kept = new Map<SecretKey, { readonly place: string; readonly credentials: Credentials }>()
  return {
    of: (key, url) => {
      const found = kept.get(key)
      return found?.place === secretPlaceOf(url) ? found.credentials : null
    },
    places: () => [...kept].map(([key, { place }]) => ({ key, place })),
    keep: (key, url, credentials) => {
      kept.set(key, { place: secretPlaceOf(url), credentials })
      return Promise.resolve(false)
    },
    canKeep: () => Promise.resolve(false),
    forget: (key) => {
      kept.delete(key)
      return Promise.resolve()
    },
  }
}

export function memoryApprovals(): Approvals {
  const known = new Map<string, Approval & { readonly class: AddressClass }>()
  return {
    of: (url) => known.get(url) ?? null,
    holds: ({ origin, class: where }) =>
      [...known.values()].some((each) => each.origin === origin && each.class === where),
    list: () => [...known].map(([url, approval]) => ({ url, class: approval.class })),
    grant: (allowed) => {
      for (const { url, class: where } of allowed) known.set(url, { origin: originOf(url), class: where })
      return Promise.resolve()
    },
    drop: (urls) => {
      for (const url of urls) known.delete(url)
      return Promise.resolve()
    },
  }
}

export function aStoredFeed(id: string, facts: Partial<StoredFeed> = {}): StoredFeed {
  return { ...ownFeed(id as FeedId, `https://${id}.example/feed/`, id, 0), ...facts }
}

export async function follow(context: JobContext, ...feeds: readonly StoredFeed[]): Promise<void> {
  await context.library.changeSubscriptions((now) => ({ ...now, feeds: [...now.feeds, ...feeds] }))
}

export function aDraft(id: string, html = '<p>Rain over the harbour.</p>'): ArticleDraft {
  return {
    headline: {
      id: id as ArticleId,
      secondKey: `/${id}/`,
      contentHash: html,
      url: `https://outlet.example/${id}/`,
      title: id,
      contributors: [],
      sortedAt: 1,
      publishedAt: 1,
      arrivedAt: 1,
      changedAt: null,
      snippet: '',
      picture: null,
      record: -1,
    },
    body: {
      cleaned: cleaningVersion,
      bodyHtml: html,
      outletNotesHtml: '',
      outletLine: null,
      credits: [],
      links: [],
      language: null,
      isExcerpt: false,
      pictures: [],
      base: 'https://outlet.example/',
    },
  }
}

export function anIngest(facts: Partial<Ingest> = {}): Ingest {
  return {
    title: 'Harbour Post',
    siteUrl: 'https://outlet.example/',
    language: 'en',
    iconUrl: null,
    ttlMinutes: null,
    isRepaired: false,
    articleCount: facts.added?.length ?? 0,
    headlines: (facts.added ?? []).map((draft) => draft.headline.title),
    added: [],
    changed: [],
    ...facts,
  }
}

export function aFresh(
  text: string,
  facts: Partial<Extract<Exchange, { kind: 'fresh' }>> = {},
): Outcome<Exchange> {
  return ok({
    kind: 'fresh',
    bytes: new TextEncoder().encode(text),
    hash: `hash of ${text}`,
    finalUrl: 'https://outlet.example/feed/',
    contentType: 'application/rss+xml',
    link: null,
    validators: { etag: 'W/"1"', lastModified: null },
    cacheLife: { freshForMs: null },
    redirects: [],
    ...facts,
  })
}
