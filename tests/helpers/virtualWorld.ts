/**
 * virtualWorld.ts — a refresher among outlets that live in virtual time: the clock moves only when the test says so, and
 * every request is written down with its moment. No socket, no sleep.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { Exchange, FetchRequest } from '../../main/model/exchange.ts'
import { makeFeedPhases } from '../../main/jobs/feedPhases.ts'
import { makeRefresher } from '../../main/jobs/refresh.ts'
import type { Refresher } from '../../main/jobs/refresh.ts'
import type { FeedHints } from '../../main/model/ingest.ts'
import type { StoredFeed } from '../../main/model/subscriptions.ts'
import { aDraft, aJobContext, anIngest, aStoredFeed, follow } from './jobContext.ts'
import type { TestContext } from './jobContext.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const dawn = Date.UTC(2026, 10, 23)

export interface Asked {
  readonly at: number
  readonly url: string
  readonly request: FetchRequest
}

/** What one outlet is like. */
export interface VirtualOutlet {
  readonly feed: StoredFeed
  /** Between two articles; Infinity: it never publishes again. */
  readonly gapMs: number
  readonly freshForMs?: number
  readonly hints?: FeedHints
  /** Instead of its document. */
  readonly answer?: (asked: Asked) => Outcome<Exchange> | null
}

export interface World {
  readonly context: TestContext
  readonly log: readonly Asked[]
  readonly of: (id: string) => readonly Asked[]
  readonly mostAtOnce: () => number
  refresher: Refresher
  now: number
  /** Steps on, asking what is due after every step, as the background jobs do. */
  readonly run: (ms: number, stepMs?: number) => Promise<void>
  /** Nothing runs meanwhile. */
  readonly sleep: (ms: number) => void
  /** The program ends and starts again on the same library. */
  readonly restart: () => Promise<void>
  readonly end: () => Promise<void>
}

export function anOutlet(
  id: string,
  facts: Partial<VirtualOutlet> & { readonly url?: string } = {},
): VirtualOutlet {
  const { url, ...rest } = facts
  return { feed: aStoredFeed(id, url === undefined ? {} : { url }), gapMs: hour, ...rest }
}

export async function aWorld(outlets: readonly VirtualOutlet[]): Promise<World> {
  const log: Asked[] = []
  let inFlight = 0
  let most = 0
  const byUrl = new Map(outlets.map((outlet) => [outlet.feed.url, outlet]))

  const serve = async (request: FetchRequest): Promise<Outcome<Exchange>> => {
    inFlight += 1
    most = Math.max(most, inFlight)
    const asked = { at: world.now, url: request.url, request }
    log.push(asked)
    await Promise.resolve()
    inFlight -= 1
    const outlet = byUrl.get(request.url)
    if (outlet === undefined) throw new Error(`no outlet at ${request.url}`)
    return outlet.answer?.(asked) ?? documentOf(outlet, asked)
  }

  const context = await aJobContext(serve, {
    ingest: ({ feedId, bytes, known }) => {
      const outlet = outlets.find(({ feed }) => feed.id === feedId)
      const serial = Number(new TextDecoder().decode(bytes))
      const published = Array.from({ length: 10 }, (_, back) => serial - back).filter((each) => each >= 0)
      const gapMs = Number.isFinite(outlet?.gapMs) ? (outlet?.gapMs ?? hour) : hour
      const drafts = published.map((each) => {
        const draft = aDraft(`${feedId}-${String(each)}`)
        const publishedAt = dawn - 30 * day + each * gapMs
        return { ...draft, headline: { ...draft.headline, publishedAt, sortedAt: publishedAt } }
      })
      const seen = new Set<string>(known.map(({ id }) => id))
      const added = drafts.filter(({ headline }) => !seen.has(headline.id))
      const hints = outlet?.hints
      return Promise.resolve(
        ok(anIngest({ added, articleCount: drafts.length, ...(hints === undefined ? {} : { hints }) })),
      )
    },
  })
  await follow(context, ...outlets.map(({ feed }) => feed))

  const hire = () =>
    makeRefresher(
      { ...context, phases: makeFeedPhases() },
      { onKept: () => undefined, onProgress: () => undefined, picturesWaiting: () => 0 },
    )

  const tick = async () => {
    context.setTime(world.now)
    await world.refresher.refresh(null, 'clock')
  }

  const world: World = {
    context,
    log,
    of: (id) =>
      log.filter(({ url }) => url === outlets.find(({ feed }) => feed.id === (id as FeedId))?.feed.url),
    mostAtOnce: () => most,
    refresher: hire(),
    now: dawn,
    run: async (ms, stepMs = minute) => {
      const end = world.now + ms
      await tick()
      while (world.now < end) {
        world.now += stepMs
        await tick()
      }
    },
    sleep: (ms) => {
      world.now += ms
    },
    restart: async () => {
      world.refresher = hire()
      await tick()
    },
    end: context.end,
  }
  context.setTime(dawn)
  return world
}

/** A server of good manners: an ETag that changes with the newest article, 304 for whoever knows it. */
function documentOf(outlet: VirtualOutlet, { at, request }: Asked): Outcome<Exchange> {
  const serial = Number.isFinite(outlet.gapMs) ? Math.floor((at - (dawn - 30 * day)) / outlet.gapMs) : 10
  const validators = { etag: `W/"${String(serial)}-é"`, lastModified: `about ${String(serial)}` }
  const cacheLife = { freshForMs: outlet.freshForMs ?? null }
  if (request.validators?.etag === validators.etag) {
    return ok({ kind: 'unchanged', validators: null, cacheLife, redirects: [] })
  }
  return ok({
    kind: 'fresh',
    bytes: new TextEncoder().encode(String(serial)),
    hash: `hash of ${outlet.feed.id} ${String(serial)}`,
    finalUrl: request.url,
    contentType: 'application/rss+xml',
    link: null,
    validators,
    cacheLife,
    redirects: [],
  })
}
