/** fakeNews.ts — counts and events as main would tell them, for fakeBridge.ts. */
import type { ArticleId, Headline, ViewCounts } from '../../preload/contract/model.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'

export function fakeCounts(headlines: readonly Headline[], now: number): ViewCounts {
  const unread = headlines.filter((row) => !row.isRead)
  const today = unread.filter((row) => row.sortedAt >= new Date(now).setHours(0, 0, 0, 0)).length
  const starred = headlines.filter((row) => row.isStarred).length
  return { today, unread: unread.length, starred, all: headlines.length }
}

export function tellMarked(
  tell: <E extends EventName>(event: E, news: NewsOf<E>) => void,
  headlines: readonly Headline[],
  ids: ReadonlySet<ArticleId>,
  now: number,
): void {
  const marked = headlines.filter(({ id }) => ids.has(id))
  tell('articles:marked', {
    marks: marked.map(({ id, isRead, isStarred }) => ({ id, isRead, isStarred })),
  })
  const feeds = [...new Set(marked.map(({ feedId }) => feedId))].map((feedId) => {
    const all = headlines.filter((row) => row.feedId === feedId)
    return { feedId, unread: all.filter((row) => !row.isRead).length, total: all.length }
  })
  tell('counts:changed', { feeds, counts: fakeCounts(headlines, now) })
  tell('outlets:changed', { isWhole: false })
}
