/** undos.ts — the port to what can be taken back. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Undo, UndoId, UndoWhat } from '../../preload/contract/model.ts'

export type TakeBack = () => Promise<Outcome<null>>

export interface Undos {
  readonly remember: (what: UndoWhat, takeBack: TakeBack) => Undo
  /** Takes one back, once. */
  readonly apply: (id: UndoId) => Promise<Outcome<null>>
}
