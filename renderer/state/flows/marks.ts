/**
 * marks.ts — read, starred, all read.
 *
 * Room:     renderer/state, flows.
 * Promises: a mark is drawn at once and put back when it could not be kept. What the reader marks by hand can be taken
 *           back; what the clock marks is no deed of the reader. News of a mark never overrule a later wish of this window.
 */
import type { MarkedArticle } from '../../../preload/contract/changes.ts'
import type { ArticleId, Headline, SmallDeed } from '../../../preload/contract/model.ts'
import type { Context } from '../context.ts'
import { offerUndo, rememberDeed, tellFailure, valueOrTell } from '../context.ts'
import { valueOf } from '../loadable.ts'
import type { Marks, UndoStep } from '../readerState.ts'
import { heldRow, holdsAll } from '../rows.ts'
import type { ListFlows } from './lists.ts'

export function makeMarkFlows(context: Context, lists: ListFlows) {
  const { ask, get, change } = context
  /** Articles that this window has just marked, and how many answers are on their way. */
  const wished = new Map<ArticleId, number>()

  /** @returns whether it was kept; a failure is told. */
  async function mark(id: ArticleId, marks: Marks): Promise<boolean> {
    change({ kind: 'marked', id, marks })
    wished.set(id, (wished.get(id) ?? 0) + 1)
    const kept = await ask('articles:mark', id, marks).finally(() => {
      const left = (wished.get(id) ?? 1) - 1
      if (left > 0) wished.set(id, left)
      else wished.delete(id)
    })
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
  async function current(): Promise<Headline | null> {
    const { selected } = get().list
    return selected === null ? valueOf(get().article.content) : headlineOf(selected.id)
  }

  async function toggleRead(id: ArticleId | null = null): Promise<void> {
    const headline = await (id === null ? current() : headlineOf(id))
    if (headline === null) return
    const { isRead, title } = headline
    const what = { kind: isRead ? 'unread' : 'read', title } as const
    await markByHand(headline.id, { isRead: !isRead }, { isRead }, what)
  }

  async function toggleStar(id: ArticleId | null = null): Promise<void> {
    const headline = await (id === null ? current() : headlineOf(id))
    if (headline === null) return
    const { isStarred, title } = headline
    const what = { kind: isStarred ? 'unstarred' : 'starred', title } as const
    await markByHand(headline.id, { isStarred: !isStarred }, { isStarred }, what)
  }

  /** Only ever the article that was asked for: a row whose page is no longer held is not another row. */
  async function headlineOf(id: ArticleId): Promise<Headline | null> {
    const rows = lists.openRows()
    const held = rows === null ? null : heldRow(rows, id)
    const open = valueOf(get().article.content)
    if (held !== null || open?.id === id) return held ?? open
    const index = await lists.find(id)
    const found = index === null ? null : await lists.headlineAt(index)
    return found?.id === id ? found : null
  }

  async function markAllRead(): Promise<void> {
    const rows = lists.openRows()
    if (rows === null || rows.unread === 0) return
    const undo = await valueOrTell(context, ask('articles:markAllRead', rows.listId, rows.sight))
    if (undo === null) return
    // What stands behind the "n new" was not marked, and may be drawn on other pages that are held.
    if (rows.newAbove > 0) await lists.drawMarksAgain()
    else change({ kind: 'all-marked-read' })
    if (undo.what.kind !== 'marked-read' || undo.what.count > 0) offerUndo(context, undo)
  }

  /** Marked here or elsewhere. @param news Null: which ones is not said. */
  async function marksCame(news: readonly MarkedArticle[] | null): Promise<void> {
    if (news === null) {
      await lists.drawAgain(null)
      return
    }
    const marks = news.filter(({ id }) => !wished.has(id))
    if (marks.length === 0) return
    change({ kind: 'marks-came', marks })
    const rows = lists.openRows()
    if (rows === null || holdsAll(rows)) return
    if (marks.some(({ id }) => heldRow(rows, id) === null)) await lists.countAgain()
  }

  return { mark, marksCame, toggleRead, toggleStar, markAllRead }
}

export type MarkFlows = ReturnType<typeof makeMarkFlows>
