/**
 * marks.ts — read, starred, all read.
 *
 * Room:     renderer/state, flows.
 * Promises: a mark is drawn at once and put back when it could not be kept. What the reader marks by hand can be taken
 *           back; what the clock marks is no deed of the reader.
 */
import type { ArticleId, Headline, SmallDeed } from '../../../preload/contract/model.ts'
import type { Context } from '../context.ts'
import { offerUndo, rememberDeed, tellFailure, valueOrTell } from '../context.ts'
import { valueOf } from '../loadable.ts'
import type { Marks, UndoStep } from '../readerState.ts'
import { rowAt } from '../rows.ts'
import type { ListFlows } from './lists.ts'

export function makeMarkFlows(context: Context, lists: ListFlows) {
  const { ask, get, change } = context

  /** @returns whether it was kept; a failure is told. */
  async function mark(id: ArticleId, marks: Marks): Promise<boolean> {
    change({ kind: 'marked', id, marks })
    const kept = await ask('articles:mark', id, marks)
    if (kept.ok) return true
    const back: Marks = {
      ...(marks.isRead === undefined ? {} : { isRead: !marks.isRead }),
      ...(marks.isStarred === undefined ? {} : { isStarred: !marks.isStarred }),
    }
    change({ kind: 'marked', id, marks: back })
    tellFailure(context, kept.failure)
    return false
  }

  async function markByHand(id: ArticleId, marks: Marks, back: Marks, what: SmallDeed): Promise<void> {
    const step: UndoStep = { kind: 'mark', id, marks: back, what }
    rememberDeed(context, step)
    if (!(await mark(id, marks))) change({ kind: 'deed-over', step })
  }

  /** The article the keys act on: the selected row, else the open article. */
  function current(): Headline | null {
    const { selected, rows } = get().list
    const open = valueOf(rows)
    const row = selected === null || open === null ? null : rowAt(open, selected.index)
    return row ?? valueOf(get().article.content)
  }

  async function toggleRead(id: ArticleId | null = null): Promise<void> {
    const headline = id === null ? current() : findRow(id)
    if (headline === null) return
    const { isRead, title } = headline
    const what = { kind: isRead ? 'unread' : 'read', title } as const
    await markByHand(headline.id, { isRead: !isRead }, { isRead }, what)
  }

  async function toggleStar(id: ArticleId | null = null): Promise<void> {
    const headline = id === null ? current() : findRow(id)
    if (headline === null) return
    const { isStarred, title } = headline
    const what = { kind: isStarred ? 'unstarred' : 'starred', title } as const
    await markByHand(headline.id, { isStarred: !isStarred }, { isStarred }, what)
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
    offerUndo(context, undo)
  }

  return { mark, toggleRead, toggleStar, markAllRead }
}

export type MarkFlows = ReturnType<typeof makeMarkFlows>
