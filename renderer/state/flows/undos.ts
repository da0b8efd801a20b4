/**
 * undos.ts — taking back what was done, the newest first, one step after the other.
 *
 * Room:     renderer/state, flows.
 * Promises: a step is taken back once. What went with it is open again, unless the reader has gone elsewhere meanwhile.
 */
import type { UndoId } from '../../../preload/contract/model.ts'
import { unreachable } from '../../../preload/contract/failure.ts'
import type { Context } from '../context.ts'
import { doneOrTell, tell } from '../context.ts'
import type { LeftPlace, UndoStep } from '../readerState.ts'
import type { ArticleFlows } from './articles.ts'
import type { ListFlows } from './lists.ts'
import type { MarkFlows } from './marks.ts'
import type { OutletFlows } from './outlets.ts'

interface Flows {
  readonly lists: ListFlows
  readonly marks: MarkFlows
  readonly articles: ArticleFlows
  readonly outlets: OutletFlows
}

export function makeUndoFlows(context: Context, { lists, marks, articles, outlets }: Flows) {
  const { ask, get, change } = context
  let before: Promise<void> = Promise.resolve()

  /** However fast one asks: a mark can be given back only to an article that is back. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    before = before.then(work, work)
    return before
  }

  const undoLast = () =>
    inTurn(async () => {
      const step = get().undos.at(-1)
      if (step === undefined) tell(context, { kind: 'nothing-to-undo' })
      else await undo(step)
    })

  const takeBackStep = (step: UndoStep) => inTurn(() => undo(step))

  async function undo(step: UndoStep): Promise<void> {
    if (!get().undos.includes(step)) return
    change({ kind: 'deed-over', step })
    if (!(await isTakenBack(step))) return
    tell(context, { kind: 'undone', what: step.what })
    if (step.kind === 'main' && step.place.view !== null) await goBack(step.place)
    else await showAgain(step)
  }

  async function isTakenBack(step: UndoStep): Promise<boolean> {
    switch (step.kind) {
      case 'main':
        return doneOrTell(context, ask('undo:apply', step.id))
      case 'mark':
        // By hand: the clock must not overrule it.
        articles.stopReading()
        return marks.mark(step.id, step.marks)
      case 'rename':
        return outlets.giveName(step.node, step.title)
      default:
        return unreachable(step)
    }
  }

  async function goBack({ view, article }: LeftPlace): Promise<void> {
    if (view === null || get().list.view.kind !== 'unread') {
      await lists.takeNews(false)
      return
    }
    // Asked for first: a list that is opened finds the open article in it.
    const opened = article !== null && get().article.id === null ? articles.openArticle(article) : null
    await lists.openList(view)
    await opened
  }

  /** What came back in the open list; an article that was open when it went is open again. */
  async function showAgain(step: UndoStep): Promise<void> {
    await lists.takeNews(false)
    // After a deletion the next article was opened for the reader; any other was opened by the reader's own wish.
    const isFree = get().article.id === null || step.what.kind === 'article-removed'
    const article = step.kind === 'main' && isFree ? step.place.article : null
    const index = article === null ? null : await lists.find(article)
    if (index !== null) await articles.openRow(index)
  }

  /** Takes back what main did by itself. */
  async function takeBack(id: UndoId): Promise<void> {
    const offer = get().offers.find((each) => each.id === id)
    if (offer === undefined) return
    change({ kind: 'offer-answered', id })
    if (await doneOrTell(context, ask('undo:apply', id))) tell(context, { kind: 'undone', what: offer.what })
  }

  return { undoLast, takeBackStep, takeBack }
}
