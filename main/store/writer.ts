/**
 * writer.ts — records into the journal, and now and then a snapshot: one thing at a time.
 *
 * Room:     main/store.
 * Promises: - `commit` answers ok when every change that was added before it has survived a power cut. All who ask while
 *             records are being written share the next write; there is no timer.
 *           - a write that failed is repeated by the next commit, from the journal's last good byte or, when the journal is
 *             not to be trusted, as a snapshot of what is in memory.
 *           - a snapshot that failed loses nothing: the journal goes on, and grows until the next attempt.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { replaceFile } from './atomic.ts'
import { copySnapshot, keepBeforeMigration, keepDaily, pruneBackups } from './backups.ts'
import { changeText } from './changes.ts'
import type { Change, UserData } from './changes.ts'
import { frameInSteps, frameOf } from './frames.ts'
import { openJournal } from './journalFile.ts'
import type { JournalFile } from './journalFile.ts'
import { librarySchema } from './migrations.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import type { Recovered } from './recover.ts'
import { discard, prepareSnapshot, takeOver } from './snapshotRotation.ts'
import type { Prepared } from './snapshotRotation.ts'
import { segmentHead } from './segment.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import { coalesced } from './coalesced.ts'
import { keyedMutex } from './keyedMutex.ts'

export interface Writer {
  /** Makes ready what was found: a first journal, the present one, or a snapshot because there is none to go on with. */
  readonly begin: (found: Recovered) => Promise<Outcome<null>>
  /** Takes note of what was found, and writes nothing yet: the next commit begins with a snapshot. */
  readonly expect: (found: Recovered) => void
  /** Of a change that is in memory already. */
  readonly add: (change: Change) => void
  readonly commit: () => Promise<Outcome<null>>
  /** Makes the present state a snapshot, and the one before a backup. Changes go on meanwhile. */
  readonly snapshot: () => Promise<Outcome<null>>
  /** Number of the last change in memory. */
  readonly number: () => number
  /** True when something is not on the medium. */
  readonly isWaiting: () => boolean
  /** True when something is in the journal only. */
  readonly isAhead: () => boolean
  /** After the work that is under way. Writes nothing more. */
  readonly close: () => Promise<void>
}

export interface Writing {
  readonly data: () => UserData
  /** @throws when the library is not there, or not ours to write. */
  readonly mindTheLock: () => Promise<void>
  readonly failed: (error: unknown) => Outcome<never>
  readonly succeeded: () => void
}

const rotationBytes = 1024 * 1024
const idleMs = 30_000
/** Below this a snapshot is not worth its writing: the journal is replayed in a few milliseconds. */
const idleBytes = 64 * 1024

interface Waiting {
  readonly seq: number
  readonly change: Change
}

export function makeWriter(place: Place, { data, mindTheLock, failed, succeeded }: Writing): Writer {
  const { files, paths } = place
  const mutex = keyedMutex()
  const waiting: Waiting[] = []
  let journal: JournalFile | null = null
  let found: Recovered | null = null
  /** Number of the last record in memory, and of the last one in the present snapshot. */
  let seq = 0
  let base = 0
  /** Frames that were written after the number that a snapshot in the making holds; null while none is made. */
  let later: { readonly after: number; readonly frames: Uint8Array[] } | null = null
  let nextRotation = rotationBytes
  let takeBackIdle: (() => void) | null = null

  const expect = (now: Recovered) => {
    found = now
    seq = now.seq
    base = now.base
  }

  const begin = async (now: Recovered): Promise<Outcome<null>> => {
    expect(now)
    let bytes = now.journalBytes
    try {
      if (now.isUnfounded) {
        const head = segmentHead(0)
        await replaceFile(files, paths.journal, head, { isDurable: true })
        if (now.older.length === 0) bytes = head.length
      }
      if (bytes === null) await snapshotInTurn()
      else journal = await openJournal(files, paths.journal, bytes)
      succeeded()
      return ok(null)
    } catch (error) {
      return failed(error)
    }
  }

  /** In turn, like everything that follows up to `commit`. */
  const write = async (): Promise<Outcome<null>> => {
    try {
      if (journal === null || !journal.isTrusted()) await snapshotInTurn()
      else await append(journal)
      succeeded()
    } catch (error) {
      return failed(error)
    }
    if ((journal?.bytes() ?? 0) > nextRotation) void snapshot()
    else waitForIdle()
    return ok(null)
  }

  const append = async (to: JournalFile) => {
    const batch = [...waiting]
    if (batch.length === 0) return
    const yieldNow = yieldToLoop()
    const frames: Uint8Array[] = []
    for (const { seq: number, change } of batch) {
      const isLarge = change.part === 'all'
      frames.push(
        isLarge
          ? await frameInSteps(number, await changeText(change))
          : frameOf(number, JSON.stringify(change)),
      )
      await yieldNow()
    }
    await to.append(frames.length === 1 ? (frames[0] as Uint8Array) : Buffer.concat(frames))
    waiting.splice(0, batch.length)
    if (later === null) return
    const { after } = later
    later.frames.push(...frames.filter((_, n) => (batch[n]?.seq ?? 0) > after))
  }

  /** When there is no journal to trust. @throws Node's error. */
  const snapshotInTurn = async (): Promise<void> => {
    await mindTheLock()
    await files.makeFolder(paths.user)
    const { older = [], isRepaired = false } = found ?? {}
    if (older.length > 0) await keepBeforeMigration(place, librarySchema, older)
    // Data and number of the same moment: changes come while this waits.
    const prepared = await prepareSnapshot(place, data(), seq)
    await finish(prepared, [])
    if (isRepaired) await copySnapshot(place, prepared.seq).catch(logBackups)
  }

  /** @throws Node's error; then the journal must be looked at again. */
  const finish = async (prepared: Prepared, frames: readonly Uint8Array[]) => {
    const old = journal
    journal = null
    await old?.close().catch(() => undefined)
    await takeOver(place, prepared, { base, isBad: found?.isJournalBad ?? false }, frames)
    const { bytes } = await files.facts(paths.journal)
    journal = await openJournal(files, paths.journal, bytes)
    base = prepared.seq
    while (waiting[0] !== undefined && waiting[0].seq <= prepared.seq) waiting.shift()
    found = null
    nextRotation = rotationBytes
    const tidy = () => pruneBackups(place).then(() => keepDaily(place))
    void mutex.take('backups', () => tidy().catch(logBackups))
  }

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
      return snapshotFailed(error)
    }
  }

  const commit = coalesced(() => mutex.take('journal', write))

  const snapshot = coalesced(async (): Promise<Outcome<null>> => {
    if (journal === null || !journal.isTrusted()) return commit()
    takeBackIdle?.()
    try {
      await mindTheLock()
      const mine = { after: seq, frames: [] }
      later = mine
      const prepared = await prepareSnapshot(place, data(), mine.after)
      return await mutex.take('journal', () => replaceJournal(prepared, mine.frames))
    } catch (error) {
      return snapshotFailed(error)
    } finally {
      later = null
    }
  })

  const snapshotFailed = (error: unknown): Outcome<null> => {
    nextRotation = (journal?.bytes() ?? 0) + rotationBytes
    return journal?.isTrusted() === true ? writeFailure(place, paths.user, error) : failed(error)
  }

  const waitForIdle = () => {
    takeBackIdle?.()
    takeBackIdle = place.after(idleMs, () => {
      if ((journal?.bytes() ?? 0) > idleBytes) void snapshot()
    })
  }

  const logBackups = (error: unknown) => {
    place.log.error('the backups could not be put in order', error)
  }

  return {
    begin: (now) => mutex.take('journal', () => begin(now)),
    expect,
    add: (change) => {
      seq += 1
      waiting.push({ seq, change })
    },
    commit,
    snapshot,
    number: () => seq,
    isWaiting: () => waiting.length > 0,
    isAhead: () => journal !== null && seq > base,
    close: async () => {
      takeBackIdle?.()
      await mutex.idle()
      takeBackIdle?.()
      await journal?.close().catch(() => undefined)
      journal = null
    },
  }
}
