/**
 * lists.ts — opening a view, holding the rows in sight, taking in what arrived.
 *
 * Room:     renderer/state, flows.
 * Promises: the newest wish wins: an answer for a list that is no longer the open one is dropped. What the
 *           reader sees keeps its place when rows come in above it.
 */
import { pageRows } from '../../../preload/contract/model.ts'
import type { ArticleId, Headline, ListId, ListPage, View } from '../../../preload/contract/model.ts'
import { viewKey } from '../../../preload/contract/viewKey.ts'
import type { ListQuery } from '../../../preload/contract/requests.ts'
import type { Context } from '../context.ts'
import { valueOf } from '../loadable.ts'
import type { ListState } from '../readerState.ts'
import { missingPages, pagesWith, rowAt, unreadPages } from '../rows.ts'
import type { Rows } from '../rows.ts'

export function makeListFlows(context: Context) {
  const { ask, get, change, ports } = context
  const asked = new Set<string>()
  let wish = 0

  /**
   * Opens a view and finds the open article in it again.
   *
   * @returns the rows, or null when it failed or the reader went on to another view meanwhile.
   */
  async function openList(view: View, search = ''): Promise<Rows | null> {
    wish += 1
    const mine = wish
    change({ kind: 'view-chosen', view, search })
    const opened = await ask('lists:open', queryOf(view, search))
    if (mine !== wish) return null
    if (!opened.ok) {
      change({ kind: 'list-failed', failure: opened.failure })
      return null
    }
    const selected = await selection(opened.value, view)
    if (mine !== wish) return null
    asked.clear()
    change({ kind: 'list-opened', page: opened.value, selected })
    return openRows()
  }

  function queryOf(view: View, search: string): ListQuery {
    const { settings } = get()
    const key = viewKey(view)
    return {
      view,
      unreadOnly: settings?.unreadOnly.includes(key) ?? false,
      oldestFirst: settings?.oldestFirst.includes(key) ?? false,
      search,
    }
  }

  /** Where the open article stands in a list; main is asked only when its first page does not tell. */
  async function selection({ listId, rows, total }: ListPage, view: View): Promise<ListState['selected']> {
    const { id, content } = get().article
    if (id === null) return null
    const seen = rows.findIndex((row) => row.id === id)
    if (seen !== -1) return { index: seen, id }
    const article = valueOf(content)
    const isElsewhere = view.kind === 'feed' && article?.id === id && article.feedId !== view.feedId
    if (isElsewhere || total <= rows.length) return null
    const index = await locate(listId, id)
    return index === null ? null : { index, id }
  }

  async function locate(listId: ListId, id: ArticleId): Promise<number | null> {
    const found = await ask('lists:locate', listId, id)
    return found.ok ? found.value : null
  }

  /** Where an article stands in the open list. */
  async function find(id: ArticleId): Promise<number | null> {
    const rows = openRows()
    return rows === null ? null : locate(rows.listId, id)
  }

  function openRows(): Rows | null {
    return valueOf(get().list.rows)
  }

  /** Asks for the pages that rows `from`..`to` need; each page once. */
  async function needRows(from: number, to: number): Promise<void> {
    const rows = openRows()
    if (rows === null) return
    await Promise.all(missingPages(rows, from, to).map((page) => fetchPage(rows, page)))
  }

  async function fetchPage(rows: Rows, page: number): Promise<void> {
    const key = `${rows.listId} ${String(page)}`
    if (asked.has(key)) return
    asked.add(key)
    const came = await ask('lists:rows', rows.listId, page * pageRows, pageRows)
    asked.delete(key)
    if (came.ok) change({ kind: 'rows-came', page: came.value })
    else if (came.failure.kind === 'not-found' && openRows()?.listId === rows.listId) await openAgain()
  }

  /** Main forgets lists that nobody asked about for long; the view is simply opened again. */
  async function openAgain(): Promise<void> {
    await openList(get().list.view, get().list.search)
  }

  async function headlineAt(index: number): Promise<Headline | null> {
    await needRows(index, index)
    const rows = openRows()
    return rows === null ? null : rowAt(rows, index)
  }

  /**
   * Takes in what arrived; see rows.ts `shift` for how the reader's place is kept.
   *
   * @param isNews  Not so for what comes back because the reader took something back.
   */
  async function takeNews(isNews = true): Promise<void> {
    const rows = openRows()
    if (rows === null) return
    const mine = wish
    const top = ports.at('rows')?.topRow() ?? null
    const lets = top === null || (top.isAtTop && get().list.selected === null)
    const grew = await ask('lists:update', rows.listId, isNews && !lets ? top.id : null)
    if (mine !== wish) return
    if (!grew.ok) {
      if (grew.failure.kind === 'not-found') await openAgain()
      return
    }
    const { selected } = get().list
    const { added, total: all } = grew.value
    const isMoved = added > 0 || all !== rows.total
    const moved = isMoved && !lets ? await locate(rows.listId, top.id) : null
    const index = isMoved && selected !== null ? await locate(rows.listId, selected.id) : null
    const shift = moved === null || top === null ? 0 : moved - top.index
    const first = (lets ? 0 : top.index) + shift
    const last = first + (top === null ? 20 : top.last - top.index)
    const pages = await pagesAround(rows.listId, first, last)
    if (mine !== wish) return
    asked.clear()
    const { total, unread, above, update } = grew.value
    change({ kind: 'list-grew', pages, total, unread, shift, above, update, selectedIndex: index })
  }

  /** Asks again for what the window holds and may be drawn as unread no longer. */
  async function drawMarksAgain(): Promise<void> {
    const rows = openRows()
    if (rows !== null) await askAgain(rows, unreadPages(rows))
  }

  /** Asks again for the pages that hold these articles. @param ids Null for all that the window holds. */
  async function drawAgain(ids: readonly ArticleId[] | null): Promise<void> {
    const rows = openRows()
    if (rows === null) return
    const wanted = new Set(ids)
    await askAgain(
      rows,
      pagesWith(rows, ({ id }) => ids === null || wanted.has(id)),
    )
  }

  /** How many are unread was changed by rows that the window does not hold. */
  async function countAgain(): Promise<void> {
    const rows = openRows()
    if (rows !== null) await askAgain(rows, [...rows.pages.keys()].slice(0, 1))
  }

  async function askAgain(rows: Rows, pages: readonly number[]): Promise<void> {
    const came = await Promise.all(
      pages.map((page) => ask('lists:rows', rows.listId, page * pageRows, pageRows)),
    )
    for (const page of came) if (page.ok) change({ kind: 'rows-came', page: page.value })
  }

  async function pagesAround(listId: ListId, from: number, to: number) {
    const numbers = new Set([
      Math.floor(Math.max(0, from) / pageRows),
      Math.floor(Math.max(0, to) / pageRows),
    ])
    const came = await Promise.all(
      Array.from(numbers, (n) => ask('lists:rows', listId, n * pageRows, pageRows)),
    )
    return came.flatMap((page) => (page.ok ? [page.value] : []))
  }

  return { openList, openRows, needRows, headlineAt, find, takeNews, drawMarksAgain, drawAgain, countAgain }
}

export type ListFlows = ReturnType<typeof makeListFlows>
