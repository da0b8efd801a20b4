/**
 * listen.ts — what the window does with the news that main sends.
 *
 * Room:     renderer/state.
 * Promises: a change is taken in by what it names: counts and lines of the tree are patched, rows are marked or asked for
 *           again page by page. The whole tree is asked for when feeds or folders stand otherwise.
 */
import type { ChangedArticles } from '../../preload/contract/changes.ts'
import type { Bridge } from '../../preload/contract/requests.ts'
import type { Context } from './context.ts'
import type { ActivityFlows } from './flows/activity.ts'
import type { ListFlows } from './flows/lists.ts'
import type { MarkFlows } from './flows/marks.ts'
import type { OutletFlows } from './flows/outlets.ts'
import { valueOf } from './loadable.ts'
import { feedsBelow } from './outletLines.ts'
import type { ReaderState } from './readerState.ts'

export interface Listening {
  readonly activity: ActivityFlows
  readonly lists: ListFlows
  readonly marks: MarkFlows
  readonly outlets: OutletFlows
  readonly takeNews: () => Promise<void>
}

export function listen(bridge: Bridge, { get, change }: Context, flows: Listening): void {
  const { activity, lists, marks, outlets, takeNews } = flows
  bridge.on('library:changed', ({ feedIds, newArticles, articles }) => {
    if (newArticles > 0) change({ kind: 'noticed', notice: { kind: 'new-articles', count: newArticles } })
    const state = get()
    if (!concerns(state, feedIds)) return
    // What a search finds may be another now.
    if (articles !== null && isRowsOnly(articles) && state.list.search === '') {
      void lists.drawAgain(articles.changed)
    } else void takeNews()
  })
  bridge.on('articles:marked', (news) => void marks.marksCame(news.marks))
  bridge.on('outlets:changed', ({ isWhole }) => {
    if (isWhole) void outlets.loadTree()
  })
  bridge.on('counts:changed', outlets.countsCame)
  bridge.on('feeds:changed', outlets.feedsCame)
  bridge.on('activity:changed', () => void activity.activityChanged())
  bridge.on('refresh:progressed', (progress) => {
    change({ kind: 'progressed', progress })
  })
  bridge.on('library:healthChanged', (health) => {
    change({ kind: 'health-came', health })
  })
  bridge.on('undo:offered', (undo) => {
    change({ kind: 'offer-came', undo })
  })
  bridge.on('settings:changed', (news) => {
    change({ kind: 'settings-came', settings: news })
  })
}

/** Nothing came or went: rows that are there show something else. */
function isRowsOnly({ added, changed, removed }: ChangedArticles): boolean {
  return changed.length > 0 && added.length + removed.length === 0
}

/** Whether news of these feeds may change the open list. */
function concerns(state: ReaderState, feedIds: readonly string[]): boolean {
  const { view } = state.list
  if (view.kind === 'feed') return feedIds.includes(view.feedId)
  const tree = valueOf(state.tree)
  if (view.kind !== 'folder' || tree === null) return true
  return feedsBelow(tree, view.folderId).some((feed) => feedIds.includes(feed.id))
}
