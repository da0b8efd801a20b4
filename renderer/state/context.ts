/** context.ts — what every flow is given: the bridge, the state and the panes on screen. */
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { Undo } from '../../preload/contract/model.ts'
import type { Bridge } from '../../preload/contract/requests.ts'
import type { PortBoard } from './ports.ts'
import type { LeftPlace, Notice, ReaderState, UndoStep } from './readerState.ts'
import type { Change } from './reduce.ts'

export interface Context {
  readonly ask: Bridge['ask']
  readonly get: () => ReaderState
  readonly change: (change: Change) => void
  readonly ports: PortBoard
}

export function tell(context: Context, notice: Notice): void {
  context.change({ kind: 'noticed', notice })
}

export function tellFailure(context: Context, failure: Failure): void {
  tell(context, { kind: 'failed', failure })
}

/** The value of an answer; a failure is told in passing and becomes null. */
export async function valueOrTell<T>(context: Context, answer: Promise<Outcome<T>>): Promise<T | null> {
  const outcome = await answer
  if (outcome.ok) return outcome.value
  tellFailure(context, outcome.failure)
  return null
}

/** For requests whose answer is nothing: whether it was done. */
export async function doneOrTell(context: Context, answer: Promise<Outcome<unknown>>): Promise<boolean> {
  const outcome = await answer
  if (!outcome.ok) tellFailure(context, outcome.failure)
  return outcome.ok
}

const nowhere: LeftPlace = { view: null, article: null }

/** Says what main can take back. @param place What was open and has gone with it. */
export function offerUndo(context: Context, { id, what }: Undo, place = nowhere): void {
  context.change({ kind: 'deed-done', step: { kind: 'main', id, what, place }, isTold: true })
}

/** A small thing, of which no bar is made. */
export function rememberDeed(context: Context, step: UndoStep): void {
  context.change({ kind: 'deed-done', step, isTold: false })
}
