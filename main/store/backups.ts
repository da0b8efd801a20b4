/**
 * backups.ts — earlier states of user/: three snapshots, one a day for a week, and those that had to help.
 *
 * Room:     main/store.
 * Promises: a backup is a folder with the files under the names that they have in user/, the journal that followed
 *           among them; so that the newest one and its journal together lose nothing. What was used to repair a
 *           library is kept beyond all turns, so that a second damage finds it (safety.md test 96).
 * Knows:    snapshot-<base>  made by every new snapshot, from the one before; the last three
 *           daily-<date>     the last seven
 *           kept-<base>      what a repair was made from; the first five
 *           before-schema-<n>, and <name>.1.json … .3.json of schema 1: never touched again
 */
import { join } from 'node:path'
import type { PartName, UserData } from './changes.ts'
import { partNames } from './changes.ts'
import { replaceFile } from './atomic.ts'
import { codeOf } from './files.ts'
import { readPart } from './partFile.ts'
import { shortName } from './place.ts'
import type { Place } from './place.ts'
import { readSegment } from './segment.ts'

const keptSnapshots = 3
const keptDays = 7
const keptRepairs = 5
const day = /^daily-\d{4}-\d\d-\d\d$/
const snapshot = /^snapshot-(\d{12})$/

export interface Candidate<P extends PartName> {
  readonly data: UserData[P]
  readonly schema: number
  readonly seq: number
  /** Its folder; null for a file of schema 1. */
  readonly folder: string | null
  /** As people are told. */
  readonly from: string
}

/** Folders of earlier states, the most useful first. */
export async function backupFolders(place: Place): Promise<readonly string[]> {
  const names = await place.files.list(place.paths.backups)
  return names
    .filter((name) => /^(snapshot|daily|kept|before-schema)-/.test(name))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? 1 : -1))
    .map((name) => place.paths.backupFolder(name))
}

function rank(name: string): number {
  return ['snapshot', 'daily', 'kept', 'before'].findIndex((start) => name.startsWith(start))
}

/** The newest earlier state of a part that proves itself; null when none does. */
export async function bestBackup<P extends PartName>(place: Place, part: P): Promise<Candidate<P> | null> {
  let best: Candidate<P> | null = null
  const look = async (path: string, folder: string | null) => {
    const found = await readPart(place, part, path)
    if (found.kind !== 'good') return
    const isNewer =
      best === null || found.schema > best.schema || (found.schema === best.schema && found.seq > best.seq)
    if (!isNewer) return
    best = { data: found.data, schema: found.schema, seq: found.seq, folder, from: shortName(place, path) }
  }
  for (const folder of await backupFolders(place)) await look(join(folder, `${part}.json`), folder)
  for (const generation of [1, 2, 3]) await look(place.paths.firstBackup(part, generation), null)
  return best
}

/**
 * Keeps the present files, before others take their names. Files that are already kept under that number stay.
 *
 * @throws Node's error.
 */
export async function keepSnapshot(place: Place, base: number, journal: 'with' | 'without'): Promise<void> {
  const { files, paths } = place
  const folder = snapshotFolder(place, base)
  await files.makeFolder(folder)
  for (const part of partNames) await keepFile(place, paths.userFile(part), join(folder, `${part}.json`))
  if (journal === 'with') await keepJournal(place, join(folder, 'journal.log'))
  await files.syncFolder(folder)
}

/**
 * A real copy of the present snapshot: after a repair there must be two of it at once, because the ones before may lack
 * what was damaged.
 */
export async function copySnapshot(place: Place, base: number): Promise<void> {
  const folder = snapshotFolder(place, base)
  await place.files.makeFolder(folder)
  for (const part of partNames) {
    const bytes = await place.files.read(place.paths.userFile(part))
    await replaceFile(place.files, join(folder, `${part}.json`), bytes, { isDurable: true })
  }
}

function snapshotFolder(place: Place, base: number): string {
  return place.paths.backupFolder(`snapshot-${String(base).padStart(12, '0')}`)
}

/** A second name costs nothing; where the disk has no such thing, a copy. */
async function keepFile(place: Place, from: string, to: string): Promise<void> {
  const { files } = place
  if (!files.isThere(from) || files.isThere(to)) return
  try {
    await files.link(from, to)
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw error
    await replaceFile(files, to, await files.read(from), { isDurable: true })
  }
}

/** As keepFile; but a copy that an attempt before this one left may lack what came since. */
async function keepJournal(place: Place, to: string): Promise<void> {
  const { files, paths } = place
  if (files.isThere(to) && files.isThere(paths.journal)) {
    const [kept, present] = await Promise.all([files.facts(to), files.facts(paths.journal)])
    if (kept.bytes < present.bytes) await files.remove(to)
  }
  await keepFile(place, paths.journal, to)
}

/** True when any file of an earlier state is there. */
export async function hasBackups(place: Place): Promise<boolean> {
  const { files, paths } = place
  for (const name of await files.list(paths.backups)) {
    if (name.endsWith('.json') || (await files.list(paths.backupFolder(name))).length > 0) return true
  }
  return false
}

/** Takes away what is older than the last three and the last seven days. */
export async function pruneBackups(place: Place): Promise<void> {
  const names = [...(await place.files.list(place.paths.backups))].sort().reverse()
  const old = [
    ...names.filter((name) => snapshot.test(name)).slice(keptSnapshots),
    ...names.filter((name) => day.test(name)).slice(keptDays),
  ]
  for (const name of old) await place.files.removeFolder(place.paths.backupFolder(name))
}

/**
 * One a day, a real copy, of the newest kept snapshot: so that what happens to one file does not happen to both.
 *
 * Made only of what proves itself; killed in between it is made anew, the journal last.
 */
export async function keepDaily(place: Place): Promise<void> {
  const { files, paths, clock } = place
  const target = paths.backupFolder(`daily-${new Date(clock.now()).toISOString().slice(0, 10)}`)
  const newest = (await files.list(paths.backups))
    .filter((name) => snapshot.test(name))
    .sort()
    .at(-1)
  if (newest === undefined || files.isThere(join(target, 'journal.log'))) return
  const folder = paths.backupFolder(newest)
  const found = await Promise.all(
    partNames.map((part) => readPart(place, part, join(folder, `${part}.json`))),
  )
  const journal = await readSegment(place, join(folder, 'journal.log'))
  const isEmptyBefore = journal.kind === 'good' && journal.base === 0
  const isWhole = found.every(({ kind }) => kind === 'good' || (kind === 'missing' && isEmptyBefore))
  if (!isWhole || journal.kind !== 'good') return
  await files.makeFolder(target)
  for (const name of [...partNames.map((part) => `${part}.json`), 'journal.log']) {
    if (!files.isThere(join(folder, name))) continue
    await replaceFile(files, join(target, name), await files.read(join(folder, name)), { isDurable: true })
  }
}

/** Sets the backup that a repair was made from aside for good. */
export async function keepForGood(place: Place, folder: string): Promise<void> {
  const { files, paths } = place
  const number = snapshot.exec(shortName(place, folder).replace('backups/', ''))?.[1]
  const names = await files.list(paths.backups)
  if (number === undefined || names.filter((name) => name.startsWith('kept-')).length >= keptRepairs) return
  const target = paths.backupFolder(`kept-${number}`)
  await files.makeFolder(target)
  for (const name of await files.list(folder)) await keepFile(place, join(folder, name), join(target, name))
}

/** A copy of an older library, before it becomes a newer one. What is already there is what it was at first. */
export async function keepBeforeMigration(
  place: Place,
  schema: number,
  parts: readonly PartName[],
): Promise<void> {
  const { files, paths } = place
  const folder = paths.backupFolder(`before-schema-${String(schema)}`)
  await files.makeFolder(folder)
  for (const part of parts) {
    const target = join(folder, `${part}.json`)
    if (files.isThere(target) || !files.isThere(paths.userFile(part))) continue
    await replaceFile(files, target, await files.read(paths.userFile(part)), { isDurable: true })
  }
  await files.syncFolder(paths.backups)
}
