/** undos.ts — the last things that can be taken back, newest last; forgotten when the program ends. */
import { randomUUID } from 'node:crypto'
import { fail } from '../../preload/contract/failure.ts'
import type { UndoId } from '../../preload/contract/model.ts'
import type { TakeBack, Undos } from '../model/undos.ts'

const kept = 20

export function makeUndos(): Undos {
  const waiting = new Map<UndoId, TakeBack>()
  return {
    remember: (what, takeBack) => {
      const id = randomUUID() as UndoId
      waiting.set(id, takeBack)
      for (const oldest of waiting.keys()) {
        if (waiting.size <= kept) break
        waiting.delete(oldest)
      }
      return { id, what }
    },
    apply: async (id) => {
      const takeBack = waiting.get(id)
      if (takeBack === undefined) return fail({ kind: 'not-found', what: 'undo' })
      waiting.delete(id)
      return takeBack()
    },
  }
}
