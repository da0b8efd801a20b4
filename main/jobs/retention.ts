/**
 * retention.ts — keeps each outlet within its rule: after a refresh, at the start when there is time, and when asked.
 *
 * Room:     main/jobs. What goes is decided in retentionPolicy.ts.
 * Promises: never two rounds at once, never in the way: an outlet at a time, with pauses between; an outlet that fails
 *           costs itself. What goes does not come back with the next fetch. Pictures go with their articles unless a
 *           remaining article of the outlet leads with them, or a deleted one would miss them when it comes back.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, KeepRule } from '../../preload/contract/model.ts'
import { pictureKey } from '../base/pictureKey.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'
import { keptPicturesOf } from './outletPictures.ts'
import { picturesOfDeleted, tidyDeleted } from './recentlyDeleted.ts'
import { believedNow, beyondRule, hasWish, keepRuleOf } from './retentionPolicy.ts'

const unfollowedForMs = 30 * 86_400_000
const idleAfterStartMs = 20_000
const idleAfterRefreshMs = 2000

export interface Retention {
  readonly ruleOf: (feedId: FeedId) => Outcome<KeepRule>
  /** How many articles would go under this rule. */
  readonly wouldRemove: (feedId: FeedId, rule: KeepRule) => Outcome<number>
  /** Remembers the rule and applies it at once. @returns how many articles went. */
  readonly setRule: (feedId: FeedId, rule: KeepRule) => Promise<Outcome<number>>
  /** All rules, now. @returns how many articles went. */
  readonly applyAll: () => Promise<Outcome<number>>
  /** The first round comes when the start is well over, others when articles came and no refresh goes on. */
  readonly start: () => void
  readonly stop: () => void
}

type After = (work: () => void, ms: number) => () => void

/** @param isBusy A refresh goes on: articles go when it has ended. */
export function makeRetention(
  context: JobContext,
  after: After = afterTimeout,
  isBusy: () => boolean = () => false,
): Retention {
  const { library, clock, log } = context
  let takeBack: (() => void) | null = null
  let listensNoMore: () => void = () => undefined
  let round: Promise<Outcome<number>> | null = null
  let isStopped = false

  const followed = (feedId: FeedId) =>
    library.subscriptions().feeds.find((feed) => feed.id === feedId && feed.unfollowedAt === null) ?? null

  const now = () => {
    const outlets = library.subscriptions().feeds.map(({ id }) => library.headlinesOf(id))
    return believedNow(outlets, clock.now())
  }

  const beyond = (feedId: FeedId, rule: KeepRule) =>
    beyondRule({
      headlines: library.headlinesOf(feedId),
      rule,
      markOf: library.markOf,
      now: now(),
      openId: library.settings().lastArticle,
    })

  const remove = async (
    feedId: FeedId,
    ids: readonly ArticleId[],
    isRemembered: boolean,
  ): Promise<Outcome<number>> => {
    if (ids.length === 0) return ok(0)
    const pictures = await keptPicturesOf(context, feedId, new Set(ids))
    const removed = await library.articles.remove(feedId, ids, isRemembered)
    if (!removed.ok) return removed
    const leads = new Set(
      library.headlinesOf(feedId).flatMap(({ picture }) => (picture === null ? [] : [pictureKey(picture)])),
    )
    const lying = await picturesOfDeleted(context)
    await library.pictures.remove([...pictures].filter((key) => !leads.has(key) && !lying.has(key)))
    return ok(ids.length)
  }

  const keepFeed = async (feed: StoredFeed): Promise<Outcome<number>> => {
    if (feed.unfollowedAt === null) return remove(feed.id, beyond(feed.id, keepRuleOf(feed)), true)
    // Outlets of ours hold what the reader opened, which nobody can fetch again.
    const isOurs = !feed.url.startsWith('http')
    if (isOurs || now() - feed.unfollowedAt < unfollowedForMs) return ok(0)
    const ids = library.headlinesOf(feed.id).flatMap(({ id }) => (hasWish(library.markOf(id)) ? [] : [id]))
    if (ids.length === 0) return ok(0)
    // Followed again, the paper begins anew.
    const removed = await remove(feed.id, ids, false)
    library.changeFetchRecord(feed.id, { etag: null, lastModified: null, bodyHash: '', picturesWanted: [] })
    await library.articles.welcome(
      feed.id,
      Array.from(library.removedOf(feed.id), ({ id }) => id),
    )
    return removed
  }

  const runRound = async (): Promise<Outcome<number>> => {
    await library.headlinesReady
    let count = 0
    let failed: Outcome<number> | null = null
    for (const feed of library.subscriptions().feeds) {
      if (isStopped) break
      try {
        const kept = await keepFeed(feed)
        if (kept.ok) count += kept.value
        else failed ??= kept
      } catch (bug) {
        log.error('keeping an outlet within its limits threw', bug, { feedId: feed.id })
      }
      await pause()
    }
    try {
      const tidied = await tidyDeleted(context, now())
      if (!tidied.ok) failed ??= tidied
    } catch (bug) {
      log.error('clearing deleted articles away threw', bug)
    }
    const dropped = await library.dropOldForm(now())
    if (!dropped.ok) failed ??= dropped
    if (count > 0) log.info('articles removed', { count })
    return failed ?? ok(count)
  }

  const applyAll = () => {
    round ??= runRound().finally(() => {
      round = null
    })
    return round
  }

  const later = (ms: number) => {
    takeBack?.()
    takeBack = after(() => {
      takeBack = null
      if (isBusy()) later(idleAfterRefreshMs)
      else void applyAll()
    }, ms)
  }

  return {
    ruleOf: (feedId) => {
      const feed = followed(feedId)
      return feed === null ? noFeed : ok(keepRuleOf(feed))
    },
    wouldRemove: (feedId, rule) =>
      followed(feedId) === null ? noFeed : ok(beyond(feedId, keepRuleOf({ keep: rule })).length),
    setRule: async (feedId, rule) => {
      if (followed(feedId) === null) return noFeed
      const written = await library.changeSubscriptions((now) => ({
        ...now,
        feeds: now.feeds.map((feed) => (feed.id === feedId ? { ...feed, keep: rule } : feed)),
      }))
      if (!written.ok) return written
      return remove(feedId, beyond(feedId, keepRuleOf({ keep: rule })), true)
    },
    applyAll,
    start: () => {
      later(idleAfterStartMs)
      const afterNews = () => {
        later(idleAfterRefreshMs)
      }
      listensNoMore = library.changes.subscribe({
        from: library.changes.last(),
        onChanges: (news) => {
          if (news.some(({ change }) => change.kind === 'articles' && change.added.length > 0)) afterNews()
        },
        onBehind: afterNews,
      })
    },
    stop: () => {
      isStopped = true
      listensNoMore()
      takeBack?.()
    },
  }
}

const noFeed = fail({ kind: 'not-found', what: 'feed' })

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function afterTimeout(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}
