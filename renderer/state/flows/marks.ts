/**
 * marks.ts — read, starred, all read; and taking it back.
 *
 * Room:     renderer/state, flows.
 * Promises: a mark is drawn at once and put back when it could not be kept.
 */
import type { ArticleId, Headline, Undo, UndoId, View } from '../../../preload/contract/model.ts'
import type { Context } from '../context.ts'
import { tell, tellFailure, valueOrTell } from '../context.ts'
import { valueOf } from '../loadable.ts'
import { rowAt } from '../rows.ts'
import type { ListFlows } from './lists.ts'

type Marks = Partial<Pick<Headline, 'isRead' | 'isStarred'>>

export function makeMarkFlows(context: Context, lists: ListFlows) {
  const { ask, get, change } = context

  async function mark(id: ArticleId, marks: Marks): Promise<void> {
    change({ kind: 'marked', id, marks })
    const kept = await ask('articles:mark', id, marks)
    if (kept.ok) return
    const back: Marks = {
      ...(marks.isRead === undefined ? {} : { isRead: !marks.isRead }),
      ...(marks.isStarred === undefined ? {} : { isStarred: !marks.isStarred }),
    }
    change({ kind: 'marked', id, marks: back })
    tellFailure(context, kept.failure)
  }

  /** The article the keys act on: the selected row, else the open article. */
  function current(): Headline | null {
    const { selected, rows } = get().list
    const open = valueOf(rows)
    const row = selected === null || open === null ? null : rowAt(open, selected.index)
    return row ?? valueOf(get().article.content)
  }

  async function toggleRead(): Promise<void> {
    const headline = current()
    if (headline !== null) await mark(headline.id, { isRead: !headline.isRead })
  }

  async function toggleStar(id: ArticleId | null = null): Promise<void> {
    const headline = id === null ? current() : findRow(id)
    if (headline !== null) await mark(headline.id, { isStarred: !headline.isStarred })
  }

  function findRow(id: ArticleId): Headline | null {
    const rows = valueOf(get().list.rows)
    const all = rows === null ? [] : Array.from(rows.pages.values()).flat()
    return all.find((row) => row.id === id) ?? current()
  }

  async function markAllRead(): Promise<void> {
    const rows = lists.openRows()
    if (rows === null || rows.unread === 0) return
    const undo = await valueOrTell(context, ask('articles:markAllRead', rows.listId))
    if (undo === null) return
    change({ kind: 'all-marked-read' })
    offerUndo(undo)
  }

  /** @param view  What was open and has gone with it. */
  function offerUndo(undo: Undo, view: View | null = null): void {
    change({ kind: 'undo-offered', undo, view })
  }

  async function undoLast(): Promise<void> {
    const { undo, undoView } = get()
    if (undo === null) {
      tell(context, { kind: 'nothing-to-undo' })
      return
    }
    change({ kind: 'undo-offered', undo: null, view: null })
    const done = await ask('undo:apply', undo.id)
    if (!done.ok) {
      tellFailure(context, done.failure)
      return
    }
    tell(context, { kind: 'undone' })
    // A reader who has gone elsewhere meanwhile is not called back.
    if (undoView !== null && get().list.view.kind === 'unread') await lists.openList(undoView)
    else await lists.takeNews()
  }

  /** Takes back what main did by itself. */
  async function takeBack(id: UndoId): Promise<void> {
    change({ kind: 'offer-answered', id })
    const done = await ask('undo:apply', id)
    if (done.ok) tell(context, { kind: 'undone' })
    else tellFailure(context, done.failure)
  }

  return { mark, toggleRead, toggleStar, markAllRead, offerUndo, undoLast, takeBack }
}

export type MarkFlows = ReturnType<typeof makeMarkFlows>
