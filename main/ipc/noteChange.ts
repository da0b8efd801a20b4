/** noteChange.ts — what one change means for the window. Room: main/ipc. */
import { unreachable } from '../../preload/contract/failure.ts'
import type { ChangedArticles } from '../../preload/contract/changes.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { ArticlesChange, DomainChange } from '../model/changes.ts'
import { namedAtMost } from './changeNews.ts'
import type { News } from './changeNews.ts'

/** @param feedOf Where an article stands; null for one that is not here. */
export function noteChange(
  news: News,
  change: DomainChange,
  feedOf: (id: ArticleId) => FeedId | null,
  allFeeds: () => readonly FeedId[],
): void {
  switch (change.kind) {
    case 'articles':
      noteArticles(news, change)
      return
    case 'marks':
      noteMarks(news, change.ids, feedOf)
      return
    case 'subscriptions':
      noteTree(news, change.feedIds)
      if (change.isRearranged) Object.assign(news, { isWhole: true, isViews: true })
      return
    case 'feed-states':
      noteTree(news, change.feedIds)
      return
    case 'settings':
      Object.assign(news, { isAny: true, isSettings: true })
      return
    case 'pictures':
      news.feedIds.add(change.feedId)
      news.isAny = true
      return
    case 'feed-anew':
      news.feedIds.add(change.feedId)
      news.counted.add(change.feedId)
      Object.assign(news, { isAny: true, isTree: true, articles: null })
      return
    case 'replaced':
      for (const id of allFeeds()) news.feedIds.add(id)
      for (const id of allFeeds()) news.counted.add(id)
      Object.assign(news, { isAny: true, isTree: true, isWhole: true, isViews: true })
      Object.assign(news, { isSettings: true, articles: null, marked: null })
      return
    default:
      unreachable(change)
  }
}

function noteArticles(news: News, change: ArticlesChange): void {
  const { feedId, added, changed, removed, putBack } = change
  // A text that was cleaned shows in no row and in no count.
  if (added.length + changed.length + removed.length + putBack.length === 0) return
  news.isAny = true
  news.feedIds.add(feedId)
  news.newArticles += added.length
  for (const id of added) name(news, id, 'added')
  for (const id of putBack) name(news, id, 'added')
  for (const id of changed) if (news.articles?.get(id) !== 'added') name(news, id, 'changed')
  for (const id of removed) name(news, id, 'removed')
  if (added.length + removed.length + putBack.length === 0) return
  news.isTree = true
  news.counted.add(feedId)
}

function name(news: News, id: ArticleId, how: keyof ChangedArticles): void {
  news.articles?.set(id, how)
  if ((news.articles?.size ?? 0) > namedAtMost) news.articles = null
}

function noteMarks(news: News, ids: readonly ArticleId[], feedOf: (id: ArticleId) => FeedId | null): void {
  Object.assign(news, { isAny: true, isTree: true, isViews: true })
  for (const id of ids) {
    const feedId = feedOf(id)
    if (feedId !== null) news.counted.add(feedId)
    news.marked?.add(id)
    if ((news.marked?.size ?? 0) > namedAtMost) news.marked = null
  }
}

function noteTree(news: News, feedIds: readonly FeedId[]): void {
  Object.assign(news, { isAny: true, isTree: true })
  for (const id of feedIds) news.lines.add(id)
}
