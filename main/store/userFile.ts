/**
 * userFile.ts — one file of user/ in memory, and its way to the disk.
 *
 * Room:     main/store.
 * Promises: a change is in memory when `change` returns its promise, and on the medium when the promise resolves to
 *           ok. Many changes at once share one write, and none waits for changes that came after it.
 * Limit:    after a failed write the change stays in memory and the caller is told; the next write that succeeds
 *           carries it. Taking it back would also take back what others changed since.
 */
import { Low } from 'lowdb'
import type { Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { sharedTurns } from './turns.ts'
import { userAdapter } from './userAdapter.ts'
import type { UserShape } from './userAdapter.ts'

export interface UserFile<T> {
  readonly data: () => T
  /** @returns `store-newer` or `store-write` when it may not be or could not be written. */
  readonly change: (change: (now: T) => T) => Promise<Outcome<null>>
  /** Resolves when no write is under way. */
  readonly idle: () => Promise<void>
}

/** Reads the file, or its backup; what had to be done is in `place.trouble`. Never throws for damage. */
export async function openUserFile<T>(place: Place, shape: UserShape<T>, empty: T): Promise<UserFile<T>> {
  const adapter = userAdapter(place, shape)
  const low = new Low<T>(adapter, empty)
  await low.read()

  let writing: Promise<unknown> = Promise.resolve()
  const turn = sharedTurns(async (): Promise<Outcome<null>> => {
    try {
      await low.write()
      return ok(null)
    } catch (error) {
      return writeFailure(place, place.paths.userFile(shape.name), error)
    }
  })
  const save = () => {
    const saved = turn()
    writing = saved
    return saved
  }

  if (adapter.isFileMissing()) {
    const restored = await save()
    if (!restored.ok) place.trouble.push(restored.failure)
  }

  return {
    data: () => low.data,
    change: (change) => {
      const closed = adapter.closedBy()
      if (closed !== null) return Promise.resolve(fail(closed))
      low.data = change(low.data)
      return save()
    },
    idle: async () => {
      await writing
    },
  }
}
