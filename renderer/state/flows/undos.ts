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

  async function undoLast(): Promise<void> {
    const step = get().undos.at(-1)
    if (step === undefined) tell(context, { kind: 'nothing-to-undo' })
    else await takeBackStep(step)
  }

  async function takeBackStep(step: UndoStep): Promise<void> {
    change({ kind: 'deed-over', step })
    if (!(await isTakenBack(step))) return
    tell(context, { kind: 'undone', what: step.what })
    await goBack(step.kind === 'main' ? step.place : { view: null, article: null })
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
    const isFree = get().article.id === null
    // Asked for first: a list that is opened finds the open article in it.
    const opened = article !== null && isFree ? articles.openArticle(article) : null
    if (view !== null && get().list.view.kind === 'unread') await lists.openList(view)
    else await lists.takeNews()
    await opened
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
