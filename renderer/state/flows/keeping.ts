/**
 * keeping.ts — taking an article away, and how much of an outlet is kept.
 *
 * Room:     renderer/state, flows.
 * Promises: after a deletion the reader goes on with the row that took its place. Answers for dialogs are outcomes, so
 *           that a dialog can say itself what failed.
 */
import type { Outcome } from '../../../preload/contract/failure.ts'
import type { ArticleId, FeedId, KeepRule } from '../../../preload/contract/model.ts'
import type { Context } from '../context.ts'
import { offerUndo, tell, valueOrTell } from '../context.ts'
import type { ArticleFlows } from './articles.ts'
import type { ListFlows } from './lists.ts'

export function makeKeepingFlows(context: Context, lists: ListFlows, articles: ArticleFlows) {
  const { ask, get, change } = context

  /** @param chosen  Null for the selected article, else the open one. */
  async function deleteArticle(chosen: ArticleId | null = null): Promise<void> {
    const { selected } = get().list
    const id = chosen ?? selected?.id ?? get().article.id
    if (id === null) return
    const isOpen = id === selected?.id || id === get().article.id
    if (isOpen) articles.stopReading()
    const undo = await valueOrTell(context, ask('articles:remove', id))
    if (undo === null) return
    offerUndo(context, undo, { view: null, article: isOpen ? id : null })
    await lists.takeNews()
    if (!isOpen) return
    const total = lists.openRows()?.total ?? 0
    if (selected !== null && total > 0) await articles.openRow(Math.min(selected.index, total - 1))
    else change({ kind: 'article-closed' })
  }

  return {
    deleteArticle,
    readRule: (feedId: FeedId): Promise<Outcome<KeepRule>> => ask('keeping:rule', feedId),
    tryRule: (feedId: FeedId, rule: KeepRule): Promise<Outcome<number>> => ask('keeping:try', feedId, rule),
    setRule: async (feedId: FeedId, rule: KeepRule): Promise<Outcome<number>> => {
      const kept = await ask('keeping:set', feedId, rule)
      if (kept.ok) tell(context, { kind: 'articles-removed', count: kept.value })
      return kept
    },
  }
}
