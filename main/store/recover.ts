/**
 * recover.ts — what is in user/, or what can be made of what is left of it.
 *
 * Room:     main/store. Reads and judges; the only things that it changes on disk are names: damage goes to quarantine.
 * Promises: never throws for damage; never reads damage as truth or as "use defaults"; every repair is told in
 *           `place.trouble`. Killed at any moment it comes to the same result at the next start.
 * Source:   safety.md §4.4 item 5.
 */
import { join } from 'node:path'
import type { Failure } from '../../preload/contract/failure.ts'
import { backupFolders, bestBackup, hasBackups, keepForGood } from './backups.ts'
import type { Candidate } from './backups.ts'
import { applyToPart, concerns, noUserData, partNames } from './changes.ts'
import type { PartName, UserData } from './changes.ts'
import { librarySchema } from './migrations.ts'
import { readPart } from './partFile.ts'
import type { PartFound } from './partFile.ts'
import { quarantine, shortName, writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { readSegment } from './segment.ts'
import type { NumberedChange, Segment } from './segment.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

export interface Recovered {
  readonly data: UserData
  /** The number of the last record that is in `data`; new ones follow it. */
  readonly seq: number
  /** The number under which the present files are kept when a new snapshot takes their names. */
  readonly base: number
  /** The length of the present journal, when records may be added to it; null: a new snapshot has to be made. */
  readonly journalBytes: number | null
  /** There is no journal and there never was a snapshot with one: a first start, or a library of schema 1. */
  readonly isUnfounded: boolean
  /** A journal that must be put aside, not kept as a backup, when the new one is begun. */
  readonly isJournalBad: boolean
  /** Something had to be restored. */
  readonly isRepaired: boolean
  /** Parts whose files are of an older schema. */
  readonly older: readonly PartName[]
  /** Why nothing may be changed; null when it may. */
  readonly closed: Closed | null
}

export interface Closed {
  readonly failure: Failure
  /** The cause may end while the program runs; then the library is read once more. */
  readonly mayPass: boolean
}

type FoundParts = { readonly [P in PartName]: PartFound<P> }

/** @param mayRename False while another program might be writing: then damage stays where it is. */
export function recover(place: Place, mayRename: boolean): Promise<Recovered> {
  return recoverNow(place, mayRename).catch((error: unknown) => notSeen(place, error))
}

async function recoverNow(place: Place, mayRename: boolean): Promise<Recovered> {
  const journal = await readSegment(place, place.paths.journal)
  const found: FoundParts = {
    subscriptions: await readPart(place, 'subscriptions', place.paths.userFile('subscriptions')),
    marks: await readPart(place, 'marks', place.paths.userFile('marks')),
    settings: await readPart(place, 'settings', place.paths.userFile('settings')),
  }
  const closed = closedBy(place, journal, found)
  if (closed !== null) place.trouble.push(closed.failure)
  return new Recovery(place, journal, found, closed, mayRename && closed === null).run()
}

/** One reading of user/, part by part. */
class Recovery {
  readonly #place: Place
  readonly #journal: Segment
  readonly #found: FoundParts
  readonly #mayRename: boolean
  #closed: Closed | null
  #earlier: readonly Segment[] | null = null
  #last = 0
  #isRepaired = false

  constructor(place: Place, journal: Segment, found: FoundParts, closed: Closed | null, mayRename: boolean) {
    this.#place = place
    this.#journal = journal
    this.#found = found
    this.#closed = closed
    this.#mayRename = mayRename
    if (journal.kind === 'good') this.#last = journal.last
  }

  async run(): Promise<Recovered> {
    const isFirstStart = await this.#isFirstStart()
    const data: UserData = isFirstStart
      ? noUserData()
      : {
          subscriptions: await this.#part('subscriptions'),
          marks: await this.#part('marks'),
          settings: await this.#part('settings'),
        }
    if (!isFirstStart) this.#tellOfJournal()
    const journal = this.#journal
    const older = partNames.filter((part) => {
      const found = this.#found[part]
      return found.kind === 'good' && found.schema < librarySchema
    })
    const isUnfounded = journal.kind === 'missing' && this.#last === 0 && !this.#isRepaired
    const isUsable =
      journal.kind === 'good' &&
      journal.tail !== 'damaged' &&
      journal.last === this.#last &&
      !this.#isRepaired &&
      older.length === 0
    return {
      data,
      // A snapshot that is made because of what was found here gets a number of its own.
      seq: isUsable || isFirstStart ? this.#last : this.#last + 1,
      base: journal.kind === 'good' ? journal.base : this.#last,
      journalBytes: isUsable ? journal.goodBytes : null,
      isUnfounded,
      isJournalBad: journal.kind === 'damaged' || (journal.kind === 'good' && journal.tail === 'damaged'),
      isRepaired: this.#isRepaired,
      older,
      closed: this.#closed,
    }
  }

  /** Nothing of the reader's, and no trace that there ever was. */
  async #isFirstStart(): Promise<boolean> {
    const { files, paths } = this.#place
    if (this.#journal.kind !== 'missing') return false
    if (partNames.some((part) => this.#found[part].kind !== 'missing')) return false
    for (const articles of [paths.archive, paths.headlines, paths.deleted]) {
      if ((await files.list(articles)).length > 0) return false
    }
    if (await hasBackups(this.#place)) return false
    return !(await files.list(paths.quarantine)).some((name) => name.startsWith('user+'))
  }

  async #part<P extends PartName>(part: P): Promise<UserData[P]> {
    const path = this.#place.paths.userFile(part)
    const found: PartFound<PartName> = this.#found[part]
    const isBehind =
      found.kind === 'good' &&
      this.#journal.kind === 'good' &&
      found.schema > 1 &&
      found.seq < this.#journal.base
    if (found.kind === 'good' && !isBehind) {
      return this.#replay(part, { ...found, data: found.data as UserData[P] })
    }

    // Missing, damaged, not to be seen now, or an old file that was put back by something else.
    const backup = await bestBackup(this.#place, part)
    if (found.kind === 'damaged' || isBehind) await this.#putAside(path)
    if (backup !== null) {
      if (backup.folder !== null) await this.#keepForGood(backup.folder)
      this.#repaired(part, backup.from)
      return this.#replay(part, backup)
    }
    // A library that has not made a snapshot yet has all of it in its journal.
    const isUnwritten = this.#journal.kind === 'good' && this.#journal.base === 0 && found.kind === 'missing'
    if (!isUnwritten) this.#repaired(part, (await this.#reachesBack()) ? 'backups/*/journal.log' : null)
    return this.#replay(part, { data: noUserData()[part], schema: librarySchema, seq: 0 })
  }

  /** What cannot be put aside must not be written over either: then it is tried again later. */
  async #putAside(path: string): Promise<void> {
    if (!this.#mayRename) return
    try {
      await quarantine(this.#place, path)
    } catch (error) {
      const failed = writeFailure(this.#place, path, error)
      if (!failed.ok) this.#closed ??= { failure: failed.failure, mayPass: true }
    }
  }

  async #keepForGood(folder: string): Promise<void> {
    if (!this.#mayRename) return
    try {
      await keepForGood(this.#place, folder)
    } catch (error) {
      this.#place.log.error('a backup could not be kept', error)
    }
  }

  /** True when journals hold everything since the library was empty. */
  async #reachesBack(): Promise<boolean> {
    if (this.#journal.kind !== 'good') return false
    const numbers = new Set((await this.#changesAfter(0)).map(({ seq }) => seq))
    return Array.from({ length: this.#journal.last }, (_, n) => n + 1).every((seq) => numbers.has(seq))
  }

  #repaired(part: PartName, from: string | null): void {
    if (this.#closed !== null) return
    const file = shortName(this.#place, this.#place.paths.userFile(part))
    const failure: Failure = { kind: 'store-restored', file, from }
    this.#isRepaired = true
    this.#place.trouble.push(failure)
    // What the reader follows is gone: nothing is written until he has decided what to do.
    if (part === 'subscriptions' && from === null) this.#closed = { failure, mayPass: false }
  }

  /** Brings a part from its snapshot to the present: with the journals that followed, as far as they reach. */
  async #replay<P extends PartName>(
    part: P,
    from: Pick<Candidate<P>, 'data' | 'schema' | 'seq'>,
  ): Promise<UserData[P]> {
    const seq = from.schema < 2 ? 0 : from.seq
    this.#last = Math.max(this.#last, seq)
    if (this.#journal.kind === 'newer') return from.data
    const yieldNow = yieldToLoop()
    let data = from.data
    for (const { seq: number, change } of await this.#changesAfter(seq)) {
      if (number <= seq || !concerns(change, part)) continue
      data = applyToPart(part, data, change)
      await yieldNow()
    }
    return data
  }

  /** In order, each number once. Journals of backups are read only when the present one does not reach far enough. */
  async #changesAfter(seq: number): Promise<readonly NumberedChange[]> {
    const now = this.#journal
    const present = now.kind === 'good' ? now.changes : []
    if (now.kind === 'good' && now.base <= seq) return present
    if (this.#earlier === null) {
      const folders = await backupFolders(this.#place)
      this.#earlier = await Promise.all(
        folders.map((folder) => readSegment(this.#place, join(folder, 'journal.log'))),
      )
    }
    const changes = new Map<number, NumberedChange>()
    for (const segment of this.#earlier) {
      if (segment.kind !== 'good') continue
      for (const change of segment.changes) changes.set(change.seq, change)
      this.#last = Math.max(this.#last, segment.last)
    }
    for (const change of present) changes.set(change.seq, change)
    return [...changes.values()].sort((a, b) => a.seq - b.seq)
  }

  #tellOfJournal(): void {
    if (this.#closed !== null) return
    const journal = this.#journal
    const file = 'user/journal.log'
    if (journal.kind === 'good' && journal.tail !== 'damaged') return
    if (journal.kind === 'good') {
      this.#isRepaired = true
      const from = `${file}#${String(journal.base + 1)}-${String(journal.last)}`
      this.#place.trouble.push({ kind: 'store-restored', file, from })
      return
    }
    // Schema 1 had none, and a library that is on its way to schema 2 has none yet.
    if (journal.kind === 'missing' && this.#last === 0) return
    this.#isRepaired = true
    this.#place.trouble.push({ kind: 'store-restored', file, from: `user/*.json#${String(this.#last)}` })
  }
}

function closedBy(place: Place, journal: Segment, found: FoundParts): Closed | null {
  const all = [
    { file: shortName(place, place.paths.journal), found: journal },
    ...partNames.map((part) => ({ file: shortName(place, place.paths.userFile(part)), found: found[part] })),
  ]
  for (const { file, found: each } of all) {
    if (each.kind !== 'newer') continue
    const failure: Failure = { kind: 'store-newer', file, found: each.schema, known: librarySchema }
    return { failure, mayPass: false }
  }
  for (const { file, found: each } of all) {
    if (each.kind !== 'unreadable') continue
    return { failure: { kind: 'store-write', file, code: each.code }, mayPass: true }
  }
  return null
}

/** Not damage: the disk did not let us look, and may do so later. Nothing is written until it does. */
function notSeen(place: Place, error: unknown): Recovered {
  const failed = writeFailure(place, place.paths.user, error)
  const failure: Failure = failed.ok ? { kind: 'store-write', file: 'user', code: 'unknown' } : failed.failure
  return {
    data: noUserData(),
    seq: 0,
    base: 0,
    journalBytes: null,
    isUnfounded: false,
    isRepaired: false,
    isJournalBad: false,
    older: [],
    closed: { failure, mayPass: true },
  }
}
