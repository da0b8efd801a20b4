/**
 * articles.ts — opening articles, walking through them, and when one counts as read.
 *
 * Room:     renderer/state, flows.
 * Promises: an article counts as read after `settings.readAfterMs` on screen in a visible window, once; what
 *           the reader then marks unread by hand stays unread while it is open.
 */
import type { ArticleId, Feed } from '../../../preload/contract/model.ts'
import type { ArticleVersion } from '../../../preload/contract/articleVersion.ts'
import type { Context } from '../context.ts'
import { tell, valueOrTell } from '../context.ts'
import { valueOf } from '../loadable.ts'
import { feedsInOrder } from '../outletLines.ts'
import type { ListFlows } from './lists.ts'
import type { MarkFlows } from './marks.ts'

/** The page's own timers and visibility, so that tests can bring their own. */
export interface Screen {
  readonly isVisible: () => boolean
  readonly onVisible: (listener: () => void) => void
  /** The page is about to go: what is sent from here still reaches main. */
  readonly onLeave: (listener: () => void) => void
  readonly later: (work: () => void, ms: number) => () => void
}

export function makeArticleFlows(context: Context, screen: Screen, lists: ListFlows, marks: MarkFlows) {
  const { ask, get, change, ports } = context
  /** The open article, while it still has to be read for a while. */
  let waiting: ArticleId | null = null
  let cancel: () => void = () => undefined
  screen.onVisible(startReading)

  /** @param isAnyway  Also where it was not drawn the last time. */
  async function openArticle(id: ArticleId, isAnyway = false): Promise<void> {
    cancel()
    waiting = id
    change({ kind: 'article-asked', id })
    // What stands in the frame already is not drawn again.
    const isThere = valueOf(get().article.content)?.id === id
    const [opened, drawing] = await Promise.all([
      ask('articles:open', id),
      isThere ? null : ask('articles:drawing', id, isAnyway),
    ])
    if (get().article.id !== id) return
    if (drawing?.ok === false && drawing.failure.kind === 'undrawn') {
      change({ kind: 'article-failed', id, failure: drawing.failure })
      return
    }
    if (!opened.ok) {
      change({ kind: 'article-failed', id, failure: opened.failure })
      return
    }
    change({ kind: 'article-came', article: opened.value })
    startReading()
    await lookAhead()
  }

  /** Oldest first; none when they cannot be read. */
  async function loadVersions(id: ArticleId): Promise<readonly ArticleVersion[]> {
    return (await valueOrTell(context, ask('articles:versions', id))) ?? []
  }

  /** In the place of what the open article says now, until it is opened anew. */
  function showVersion(id: ArticleId, { title, bodyHtml, outletNotesHtml, cut }: ArticleVersion): void {
    const article = valueOf(get().article.content)
    if (article?.id !== id) return
    change({ kind: 'article-came', article: { ...article, title, bodyHtml, outletNotesHtml, cut } })
  }

  /** All of it stands in the frame. */
  function articleDrawn(id: ArticleId): void {
    void ask('articles:drawn', id)
  }

  function startReading(): void {
    const after = get().settings?.readAfterMs ?? null
    const id = waiting
    if (id === null || after === null || !isOnScreen()) return
    cancel()
    cancel = screen.later(() => {
      if (waiting !== id || get().article.id !== id || !isOnScreen()) return
      waiting = null
      if (valueOf(get().article.content)?.isRead === false) void marks.mark(id, { isRead: true })
    }, after)
  }

  function isOnScreen(): boolean {
    return screen.isVisible() && (ports.at('article')?.isShown() ?? true)
  }

  /** The reader decided by hand; the clock must not overrule it. */
  function stopReading(): void {
    waiting = null
    cancel()
  }

  async function openRow(index: number): Promise<void> {
    const headline = await lists.headlineAt(index)
    if (headline === null) return
    change({ kind: 'row-selected', index, id: headline.id })
    leaveOutlets()
    await openArticle(headline.id)
  }

  /** What the keys act on is where the focus is. */
  function leaveOutlets(): void {
    const isThere = get().pane === 'outlets' || ports.at('outlets')?.hasFocus() === true
    if (!isThere) return
    change({ kind: 'pane-chosen', pane: 'headlines' })
    ports.at('headlines')?.focus()
  }

  /** One row on or back; from nowhere, the first row in sight. */
  async function step(way: 1 | -1): Promise<void> {
    const rows = lists.openRows()
    if (rows === null || rows.total === 0) return
    const { selected } = get().list
    const start = ports.at('rows')?.topRow()?.index ?? 0
    const index = selected === null ? start : selected.index + way
    if (index >= 0 && index < rows.total) await openRow(index)
  }

  async function stepUnread(way: 1 | -1): Promise<void> {
    const found = await findUnread(way)
    if (found !== null) {
      await openRow(found.index)
      return
    }
    const feed = way === 1 ? nextFeed() : null
    if (feed === null) {
      tell(context, { kind: 'no-more-unread' })
      return
    }
    const rows = await lists.openList({ kind: 'feed', feedId: feed.id })
    if (rows === null) return
    const first = await ask('lists:findUnread', rows.listId, -1, 1)
    if (first.ok && first.value !== null) await openRow(first.value.index)
  }

  async function findUnread(way: 1 | -1) {
    const rows = lists.openRows()
    if (rows === null) return null
    const selected = get().list.selected?.index ?? null
    const found = await ask('lists:findUnread', rows.listId, selected ?? (way === 1 ? -1 : rows.total), way)
    if (!found.ok || found.value !== null || way === -1 || selected === null)
      return found.ok ? found.value : null
    // Nothing below: what was left unread above comes next.
    const above = await ask('lists:findUnread', rows.listId, -1, 1)
    return above.ok && above.value !== null && above.value.index < selected ? above.value : null
  }

  /** The feed below the open one, in the order of the tree, that has something unread; then from the top. */
  function nextFeed(): Feed | null {
    const tree = valueOf(get().tree)
    const { view } = get().list
    if (tree === null || (view.kind !== 'feed' && view.kind !== 'folder')) return null
    const feeds = feedsInOrder(tree)
    const openId = view.kind === 'feed' ? view.feedId : (valueOf(get().article.content)?.feedId ?? null)
    const at = feeds.findIndex((feed) => feed.id === openId)
    const others = [...feeds.slice(at + 1), ...feeds.slice(0, Math.max(0, at))]
    return others.find((feed) => feed.unread > 0) ?? null
  }

  /** Finds out where Space leads at the end, so that the foot of the article can say so. */
  async function lookAhead(): Promise<void> {
    const { id } = get().article
    const rows = lists.openRows()
    if (id === null) return
    const found = await findUnread(1)
    if (lists.openRows()?.listId !== rows?.listId) return
    const feed = found === null ? nextFeed() : null
    const upNext =
      found !== null
        ? ({ kind: 'article', headline: found.headline } as const)
        : feed === null
          ? null
          : ({ kind: 'feed', feed } as const)
    change({ kind: 'up-next-known', id, upNext })
  }

  /** Space: a page on, and at the end the next unread article. Where headlines hide it, first the article. */
  async function readOn(): Promise<void> {
    const { article, list } = get()
    const isHidden = ports.at('article')?.isShown() === false
    if (isHidden && list.selected !== null && list.selected.id === article.id) {
      change({ kind: 'pane-chosen', pane: 'article' })
      return
    }
    const moved = get().article.id === null ? 'at-end' : (ports.at('article')?.scroll(1) ?? 'at-end')
    if (moved === 'at-end') await stepUnread(1)
  }

  function readBack(): void {
    ports.at('article')?.scroll(-1)
  }

  /** @param id  Null for the open article. */
  async function openOriginal(id: ArticleId | null = null): Promise<void> {
    const url = await addressOf(id)
    if (url !== null) await openLink(url)
  }

  /** Where an article stands on the web; that it stands nowhere is told. */
  async function addressOf(id: ArticleId | null): Promise<string | null> {
    const open = valueOf(get().article.content)
    const isOpen = id === null || open?.id === id
    const article = isOpen ? open : await valueOrTell(context, ask('articles:open', id))
    if (article === null) return null
    if (article.url === null) tell(context, { kind: 'no-original' })
    return article.url
  }

  async function openLink(url: string): Promise<void> {
    const opened = await ask('links:open', url)
    if (!opened.ok) tell(context, { kind: 'failed', failure: opened.failure })
  }

  return {
    openArticle,
    articleDrawn,
    loadVersions,
    showVersion,
    openRow,
    step,
    stepUnread,
    startReading,
    lookAhead,
    readOn,
    readBack,
    openOriginal,
    addressOf,
    openLink,
    stopReading,
  }
}

export type ArticleFlows = ReturnType<typeof makeArticleFlows>
