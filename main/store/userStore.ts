/**
 * userStore.ts — subscriptions, marks and settings: in memory at once, on the medium before anyone is told so.
 *
 * Room:     main/store. lowdb (`Low`) is the shape: its data is what is in memory, its read is recover.ts, its write a
 *           new snapshot. Between two snapshots every change is a record in the journal.
 * Promises: - a change is in memory when `change` returns its promise, and has survived a power cut when the promise
 *             resolves to ok. All who ask while records are being written share the next write.
 *           - when the disk fails the caller is told; the change stays in memory and is written as soon as the disk takes
 *             it again, which is tried every few seconds. Nothing that was acknowledged is touched by that.
 *           - while changes are refused, nothing at all is changed, in memory or on disk.
 */
import { Low } from 'lowdb'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { copySnapshot, keepBeforeMigration, keepDaily, pruneBackups } from './backups.ts'
import { applyToPart, noUserData } from './changes.ts'
import type { Change, UserData } from './changes.ts'
import { replaceFile } from './atomic.ts'
import { frameOf } from './frames.ts'
import { illness, makeHealth, wellness } from './health.ts'
import type { Health } from './health.ts'
import { openJournal } from './journalFile.ts'
import type { JournalFile } from './journalFile.ts'
import type { Lock } from './lock.ts'
import { librarySchema } from './migrations.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { recover } from './recover.ts'
import type { Closed, Recovered } from './recover.ts'
import { discard, prepareSnapshot, takeOver } from './roll.ts'
import type { Prepared } from './roll.ts'
import { segmentHead } from './segment.ts'
import { breather, sharedTurns, turnsByKey } from './turns.ts'
import type { LibraryHealth } from './types.ts'

export interface UserStore extends Pick<Health, 'now' | 'listen'> {
  readonly data: () => UserData
  /**
   * Applies changes to memory now, and answers when they are on the medium.
   *
   * @returns `store-newer`, `store-restored`, `refused` or `store-write` when they may not be or could not be written.
   * Cost:    one write and one sync, shared by all who ask at once.
   */
  readonly change: (changes: readonly Change[]) => Promise<Outcome<null>>
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
}

const rollBytes = 1024 * 1024
const idleMs = 30_000
/** Below this a snapshot is not worth its writing: the journal is replayed in a few milliseconds. */
const idleBytes = 64 * 1024
const retryMs = [1000, 2000, 5000, 10_000, 30_000]

interface Waiting {
  readonly seq: number
  readonly change: Change
}

/** @param entered What the door answered; a failure opens for reading. */
export async function openUserStore(place: Place, door: Door, entered: Outcome<Lock>): Promise<UserStore> {
  const { files, paths } = place
  const health = makeHealth()
  const turns = turnsByKey()
  let lock: Lock | null = null
  let closed: Closed | null = null
  let journal: JournalFile | null = null
  let recovered: Recovered | null = null
  /** Number of the last record in memory, and of the last one in the present snapshot. */
  let seq = 0
  let base = 0
  const waiting: Waiting[] = []
  /** Frames that were written after the number that a snapshot in the making holds; null while none is made. */
  let later: { readonly after: number; readonly frames: Uint8Array[] } | null = null
  let nextRoll = rollBytes
  let failures = 0
  let takeBackIdle: (() => void) | null = null
  let takeBackRetry: (() => void) | null = null

  const low = new Low<UserData>(
    {
      read: async () => {
        recovered = await recover(place, lock !== null)
        return recovered.data
      },
      write: (data) => makeSnapshot(data),
    },
    noUserData(),
  )

  /** Reads everything and makes it ready for changes. */
  const begin = async (at: Outcome<Lock>): Promise<void> => {
    lock = at.ok ? at.value : null
    await low.read()
    const found = recovered as Recovered
    closed = found.closed ?? (at.ok ? null : { failure: at.failure, mayPass: true })
    seq = found.seq
    base = found.base
    if (closed !== null) {
      health.set(illness(closed.failure))
      if (closed.mayPass) retryLater()
      return
    }
    await turns.take('journal', async () => {
      try {
        let bytes = found.journalBytes
        if (found.isUnfounded) {
          const head = segmentHead(0)
          await replaceFile(files, paths.journal, head, { isDurable: true })
          if (found.older.length === 0) bytes = head.length
        }
        if (bytes === null) await low.write()
        else journal = await openJournal(files, paths.journal, bytes)
        well()
      } catch (error) {
        ill(error)
      }
    })
  }

  const ill = (error: unknown): Outcome<never> => {
    const outcome = closed === null ? writeFailure(place, paths.journal, error) : fail(closed.failure)
    if (!outcome.ok) health.set(illness(outcome.failure))
    retryLater()
    return outcome
  }

  const well = () => {
    failures = 0
    takeBackRetry?.()
    takeBackRetry = null
    health.set(wellness)
  }

  const retryLater = () => {
    if (takeBackRetry !== null || closed?.mayPass === false) return
    takeBackRetry = place.after(retryMs[Math.min(failures, retryMs.length - 1)] ?? 0, () => {
      takeBackRetry = null
      failures += 1
      void (closed === null ? commit() : beginAgain())
    })
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

  /** In turn. Writes what waits: into the journal or, when there is none to trust, as a snapshot. */
  const write = async (): Promise<Outcome<null>> => {
    if (closed !== null) return fail(closed.failure)
    try {
      if (journal === null || !journal.isTrusted()) await low.write()
      else await append(journal)
      well()
    } catch (error) {
      return ill(error)
    }
    if ((journal?.bytes() ?? 0) > nextRoll) void snapshot()
    else waitForIdle()
    return ok(null)
  }

  const append = async (to: JournalFile) => {
    const batch = [...waiting]
    if (batch.length === 0) return
    const breathe = breather()
    const frames: Uint8Array[] = []
    for (const { seq: number, change } of batch) {
      frames.push(frameOf(number, JSON.stringify(change)))
      await breathe()
    }
    await to.append(frames.length === 1 ? (frames[0] as Uint8Array) : Buffer.concat(frames))
    waiting.splice(0, batch.length)
    if (later === null) return
    const { after } = later
    later.frames.push(...frames.filter((_, n) => (batch[n]?.seq ?? 0) > after))
  }

  const commit = sharedTurns(() => turns.take('journal', write))

  /** In turn, when there is no journal to trust. @throws Node's error. */
  const makeSnapshot = async (data: UserData): Promise<void> => {
    await mindTheLock()
    await files.makeFolder(paths.user)
    const { older = [], isRepaired = false } = recovered ?? {}
    if (older.length > 0) await keepBeforeMigration(place, librarySchema, older)
    const prepared = await prepareSnapshot(place, data, seq)
    await finish(prepared, [])
    if (isRepaired) await copySnapshot(place, prepared.seq).catch(logBackups)
  }

  /** In turn. @throws Node's error; then the journal must be looked at again. */
  const finish = async (prepared: Prepared, frames: readonly Uint8Array[]) => {
    const old = journal
    journal = null
    await old?.close().catch(() => undefined)
    await takeOver(place, prepared, { base, isBad: recovered?.isJournalBad ?? false }, frames)
    const { bytes } = await files.facts(paths.journal)
    journal = await openJournal(files, paths.journal, bytes)
    base = prepared.seq
    while (waiting[0] !== undefined && waiting[0].seq <= prepared.seq) waiting.shift()
    recovered = null
    nextRoll = rollBytes
    void turns.take('backups', () =>
      pruneBackups(place)
        .then(() => keepDaily(place))
        .catch(logBackups),
    )
  }

  const logBackups = (error: unknown) => {
    place.log.error('the backups could not be put in order', error)
  }

  /** Changes go on while it is written; only its last step makes them wait. */
  const snapshot = sharedTurns(async (): Promise<Outcome<null>> => {
    if (closed !== null) return fail(closed.failure)
    if (journal === null || !journal.isTrusted()) return commit()
    takeBackIdle?.()
    try {
      await mindTheLock()
      const mine = { after: seq, frames: [] }
      later = mine
      const prepared = await prepareSnapshot(place, low.data, mine.after)
      return await turns.take('journal', () => replaceJournal(prepared, mine.frames))
    } catch (error) {
      return snapshotFailure(error)
    } finally {
      later = null
    }
  })

  /** In turn. */
  const replaceJournal = async (
    prepared: Prepared,
    frames: readonly Uint8Array[],
  ): Promise<Outcome<null>> => {
    if (journal === null || !journal.isTrusted() || prepared.seq < base) {
      // The disk failed meanwhile, and a newer snapshot was or must be made.
      await discard(place, prepared)
      return write()
    }
    const bytes = journal.bytes()
    const { identity } = await files.facts(paths.journal)
    try {
      await finish(prepared, frames)
      return ok(null)
    } catch (error) {
      // While the old journal has its name it holds everything. A new one that failed is not trusted.
      const isOld = (await files.facts(paths.journal)).identity === identity
      if (isOld) journal = await openJournal(files, paths.journal, bytes)
      return snapshotFailure(error)
    }
  }

  /** Nothing is lost while the journal takes records; it grows until the next attempt. */
  const snapshotFailure = (error: unknown): Outcome<null> => {
    nextRoll = (journal?.bytes() ?? 0) + rollBytes
    return journal?.isTrusted() === true && closed === null
      ? writeFailure(place, paths.userFile('marks'), error)
      : ill(error)
  }

  const waitForIdle = () => {
    takeBackIdle?.()
    takeBackIdle = place.after(idleMs, () => {
      if ((journal?.bytes() ?? 0) > idleBytes) void snapshot()
    })
  }

  /** @throws when the library is not there, or is another program's by now: then it is not ours to write. */
  const mindTheLock = async () => {
    const holder = await lock?.holder()
    if (holder === 'we') return
    if (holder === 'another') {
      closed = {
        failure: { kind: 'refused', request: 'library', why: 'another program took it over' },
        mayPass: false,
      }
      throw new Error('The lock is not ours any more.')
    }
    if (!files.isThere(place.folder))
      throw Object.assign(new Error('The library is gone.'), { code: 'ENOENT' })
    const at = await door.enter()
    if (!at.ok) throw new Error(`The library is not ours: ${JSON.stringify(at.failure)}`)
    lock = at.value
  }

  await begin(entered)

  return {
    data: () => low.data,
    closedBy: () => closed?.failure ?? null,
    change: (changes) => {
      if (closed !== null) return Promise.resolve(fail(closed.failure))
      const numbered = changes.map((change) => ({ seq: (seq += 1), change }))
      for (const change of changes) low.data = withChange(low.data, change)
      waiting.push(...numbered)
      return commit()
    },
    beginAnew: async () => {
      if (closed?.failure.kind !== 'store-restored') return ok(null)
      closed = null
      return commit()
    },
    tryAgain: async () => {
      takeBackRetry?.()
      takeBackRetry = null
      failures = 0
      if (closed === null) await commit()
      else if (closed.mayPass) await beginAgain()
      return health.now()
    },
    snapshot,
    now: health.now,
    listen: health.listen,
    close: async () => {
      if (closed === null && waiting.length > 0) await commit()
      if (closed === null && journal !== null && seq > base) await snapshot()
      closed ??= { failure: { kind: 'refused', request: 'library', why: 'closed' }, mayPass: false }
      takeBackIdle?.()
      takeBackRetry?.()
      await turns.idle()
      await journal?.close().catch(() => undefined)
      await lock?.release().catch((error: unknown) => {
        place.log.error('the lock could not be released', error)
      })
    },
  }
}

function withChange(data: UserData, change: Change): UserData {
  return {
    subscriptions: applyToPart('subscriptions', data.subscriptions, change),
    marks: applyToPart('marks', data.marks, change),
    settings: applyToPart('settings', data.settings, change),
  }
}
