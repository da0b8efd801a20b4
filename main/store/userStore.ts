/**
 * userStore.ts — subscriptions, marks and settings: in memory at once, on the medium before anyone is told so.
 *
 * Room:     main/store. lowdb (`Low`) is the shape: its data is what is in memory, its read is recover.ts, its write a
 *           snapshot. Between two snapshots every change is a record in the journal (writer.ts).
 * Promises: - a change is in memory when `change` returns its promise, and has survived a power cut when the promise
 *             resolves to ok.
 *           - when the disk fails the caller is told; the change stays in memory and is written as soon as the disk takes
 *             it again, which is tried every few seconds. Nothing that was acknowledged is touched by that.
 *           - while changes are refused, nothing at all is changed, in memory or on disk.
 */
import { Low } from 'lowdb'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { applyChange, noUserData } from './changes.ts'
import type { Change, UserData } from './changes.ts'
import { illness, makeHealth, wellness } from './health.ts'
import type { Health } from './health.ts'
import type { Lock } from './lock.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { recover } from './recover.ts'
import type { Closed, Recovered } from './recover.ts'
import type { LibraryHealth } from '../model/library.ts'
import { readSegment } from './segment.ts'
import { makeWriter } from './writer.ts'

export interface UserStore extends Pick<Health, 'now' | 'listen' | 'tellAgain'> {
  readonly data: () => UserData
  /**
   * Applies changes to memory now, and answers when they are on the medium.
   *
   * @returns `store-newer`, `store-restored`, `refused` or `store-write` when they may not be or could not be written.
   * Cost:    one write and one sync, shared by all who ask at once.
   */
  readonly change: (changes: readonly Change[]) => Promise<Outcome<null>>
  /** Number of the last change in memory. */
  readonly number: () => number
  /** Changes after `number` up to now, from the journal; null when it does not hold all of them. */
  readonly changesAfter: (number: number) => Promise<readonly Change[] | null>
  /** Why changes are refused; null when they are taken. */
  readonly closedBy: () => Failure | null
  /** Takes changes again, with what is in memory, after nothing could be read. */
  readonly beginAnew: () => Promise<Outcome<null>>
  /** What is tried every few seconds after trouble, now. */
  readonly tryAgain: () => Promise<LibraryHealth>
  /** Makes the present state a snapshot, and the one before a backup. */
  readonly snapshot: () => Promise<Outcome<null>>
  readonly close: () => Promise<void>
}

export interface Door {
  /** Makes the folders and takes the lock. Asked again while it fails. */
  readonly enter: () => Promise<Outcome<Lock>>
  /** All of the data is another one now. */
  readonly onReplaced: () => void
  /** Called before `change` is applied to `before`; what it returns is called when it is. */
  readonly onChange?: (before: UserData, change: Change) => () => void
}

const retryMs = [1000, 2000, 5000, 10_000, 30_000]
const refused = (why: string): Closed => ({
  failure: { kind: 'refused', request: 'library', why },
  mayPass: false,
})

/** @param entered What the door answered; a failure opens for reading. */
export async function openUserStore(place: Place, door: Door, entered: Outcome<Lock>): Promise<UserStore> {
  const health = makeHealth()
  let lock: Lock | null = null
  let closed: Closed | null = null
  let recovered: Recovered | null = null
  let failures = 0
  let takeBackRetry: (() => void) | null = null

  const low = new Low<UserData>(
    {
      read: async () => {
        recovered = await recover(place, lock !== null)
        return recovered.data
      },
      write: async () => {
        await snapshot()
      },
    },
    noUserData(),
  )

  /** Reads everything and makes it ready for changes. */
  const begin = async (at: Outcome<Lock>): Promise<void> => {
    lock = at.ok ? at.value : null
    await low.read()
    const found = recovered as Recovered
    closed = found.closed ?? (at.ok ? null : { failure: at.failure, mayPass: true })
    if (closed === null) {
      // Whoever had it afar may write on when he wakes: a journal of another name is none of his (journalFile.ts).
      await writer.begin(lock?.isFromAfar === true ? { ...found, journalBytes: null } : found)
      return
    }
    // `beginAnew` may end this.
    writer.expect(found)
    health.set(illness(closed.failure))
    if (closed.mayPass) retryLater()
  }

  const beginAgain = async () => {
    const at = lock === null ? await door.enter() : ok(lock)
    if (!at.ok) {
      retryLater()
      return
    }
    const told = place.trouble.length
    await begin(at)
    // Told once already.
    if (closed !== null) place.trouble.length = told
    door.onReplaced()
  }

  const retryLater = () => {
    if (takeBackRetry !== null || closed?.mayPass === false) return
    takeBackRetry = place.after(retryMs[Math.min(failures, retryMs.length - 1)] ?? 0, () => {
      takeBackRetry = null
      failures += 1
      void (closed === null ? writer.commit() : beginAgain())
    })
  }

  /** @throws when the library is not there, or is another program's by now: then it is not ours to write. */
  const mindTheLock = async () => {
    if (closed !== null) throw new Error('Nothing may be written.')
    const holder = await lock?.holder()
    if (holder === 'we') return
    if (holder === 'another') {
      closed = refused('another program took it over')
      throw new Error('The lock is not ours any more.')
    }
    if (!place.files.isThere(place.folder)) {
      throw Object.assign(new Error('The library is gone.'), { code: 'ENOENT' })
    }
    const at = await door.enter()
    if (!at.ok) throw new Error(`The library is not ours: ${JSON.stringify(at.failure)}`)
    lock = at.value
  }

  const writer = makeWriter(place, {
    data: () => low.data,
    mindTheLock,
    failed: (error) => {
      const outcome = closed === null ? writeFailure(place, place.paths.journal, error) : fail(closed.failure)
      if (!outcome.ok) health.set(illness(outcome.failure))
      retryLater()
      return outcome
    },
    succeeded: () => {
      failures = 0
      takeBackRetry?.()
      takeBackRetry = null
      health.set(wellness)
    },
  })

  const snapshot = () => (closed === null ? writer.snapshot() : Promise.resolve(fail(closed.failure)))

  await begin(entered)

  return {
    data: () => low.data,
    number: writer.number,
    changesAfter: async (number) => {
      const last = writer.number()
      const written = closed === null ? await writer.commit() : fail(closed.failure)
      if (!written.ok || number > last) return null
      const segment = await readSegment(place, place.paths.journal)
      if (segment.kind !== 'good' || number < segment.base || segment.last < last) return null
      return segment.changes.flatMap(({ seq, change }) => (seq > number ? [change] : []))
    },
    closedBy: () => closed?.failure ?? null,
    change: (changes) => {
      if (closed !== null) return Promise.resolve(fail(closed.failure))
      for (const change of changes) {
        const applied = door.onChange?.(low.data, change)
        low.data = applyChange(low.data, change)
        writer.add(change)
        applied?.()
      }
      return writer.commit()
    },
    beginAnew: async () => {
      if (closed?.failure.kind !== 'store-restored') return ok(null)
      closed = null
      return writer.commit()
    },
    tryAgain: async () => {
      takeBackRetry?.()
      takeBackRetry = null
      failures = 0
      if (closed === null) await writer.commit()
      else if (closed.mayPass) await beginAgain()
      return health.now()
    },
    snapshot,
    now: health.now,
    listen: health.listen,
    tellAgain: health.tellAgain,
    close: async () => {
      if (closed === null && writer.isWaiting()) await writer.commit()
      if (writer.isAhead()) await low.write()
      closed ??= refused('closed')
      takeBackRetry?.()
      await writer.close()
      await lock?.release().catch((error: unknown) => {
        place.log.error('the lock could not be released', error)
      })
    },
  }
}
