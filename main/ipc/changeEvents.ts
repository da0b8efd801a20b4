/**
 * changeEvents.ts — the one place where changes of the library become events of the window.
 *
 * Room:     main/ipc.
 * Promises: what changed is told at once, then at most one event of a kind every `pauseMs`, which adds up what came
 *           between; never a change twice. Counts and lines are those of the moment when they are told.
 *           Until the headlines are in memory no count is told: the whole is asked for again when they are.
 */
import type { ArticleId, FeedId, FeedState, RefreshProgress } from '../../preload/contract/model.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'
import type { Library } from '../model/library.ts'
import type { NumberedChange } from '../model/changes.ts'
import type { Tell } from '../model/tell.ts'
import type { Queries } from '../query/queries.ts'
import { articlesIn, marksOf, noNews } from './changeNews.ts'
import type { News } from './changeNews.ts'
import { noteChange } from './noteChange.ts'

export const pauseMs = 100

export interface ChangeEventsNeeds {
  readonly library: Library
  readonly queries: Pick<Queries, 'countsOf' | 'feeds'>
  /** What a feed is doing right now. */
  readonly stateOf: (feedId: FeedId) => FeedState
  readonly tell: Tell
  readonly later?: (work: () => void, ms: number) => () => void
}

export interface ChangeEvents {
  /** An event of a job is going to be told: the end of a round comes after all that it brought. */
  readonly before: <E extends EventName>(event: E, news: NewsOf<E>) => void
  readonly stop: () => void
}

/** Tells what changes from now on. */
export function tellChanges(needs: ChangeEventsNeeds): ChangeEvents {
  const { library, queries, stateOf, tell, later = afterTimeout } = needs
  const { changes } = library
  const feedOf = (id: ArticleId) => library.findHeadline(id)?.feedId ?? null
  const allFeeds = () => library.subscriptions().feeds.map(({ id }) => id)
  let seen = changes.last()
  let news: News = noNews()
  let isReady = false
  let isRound = false
  let isStopped = false
  let takeBack: (() => void) | null = null

  const take = (batch: readonly NumberedChange[]) => {
    for (const { number, change } of batch) {
      if (number <= seen) continue
      seen = number
      noteChange(news, change, feedOf, allFeeds)
    }
  }

  const tellAll = () => {
    const now = news
    news = noNews()
    const { feedIds, newArticles } = now
    if (now.isSettings) tell('settings:changed', library.settings())
    if (feedIds.size > 0) {
      tell('library:changed', { feedIds: [...feedIds], newArticles, articles: articlesIn(now) })
    }
    if (now.marked === null || now.marked.size > 0) tell('articles:marked', { marks: marksOf(now, library) })
    if (!now.isTree) return
    const isWhole = now.isWhole || !isReady
    if (isReady && now.counted.size + Number(now.isViews) > 0) {
      tell('counts:changed', queries.countsOf(now.counted))
    }
    if (!isWhole && now.lines.size > 0) {
      const feeds = queries.feeds(now.lines, stateOf)
      if (feeds.length > 0) tell('feeds:changed', { feeds })
    }
    tell('outlets:changed', { isWhole })
  }

  const flush = () => {
    if (isStopped) return
    const missed = changes.since(seen)
    if (missed === null) fellBehind(changes.last())
    else take(missed)
    if (!news.isAny) return
    takeBack?.()
    takeBack = later(() => {
      takeBack = null
      if (news.isAny) flush()
    }, pauseMs)
    tellAll()
  }

  const fellBehind = (number: number) => {
    seen = number
    noteChange(news, { kind: 'replaced' }, feedOf, allFeeds)
  }

  const soon = () => {
    if (takeBack === null) flush()
  }

  const stop = changes.subscribe({
    from: seen,
    onChanges: (batch) => {
      take(batch)
      soon()
    },
    onBehind: (number) => {
      fellBehind(number)
      soon()
    },
  })
  void library.headlinesReady.then(() => {
    isReady = true
    for (const id of allFeeds()) news.feedIds.add(id)
    Object.assign(news, { isAny: true, isTree: true, isWhole: true, articles: null })
    flush()
  })

  return {
    before: (event, news) => {
      if (event !== 'refresh:progressed') return
      const was = isRound
      isRound = (news as RefreshProgress).isRunning
      if (was && !isRound) flush()
    },
    stop: () => {
      isStopped = true
      stop()
      takeBack?.()
    },
  }
}

function afterTimeout(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}
