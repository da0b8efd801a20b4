/**
 * snapshotRotation.ts — a new snapshot, and a new journal after it.
 *
 * Room:     main/store.
 * Promises: killed or cut off at any step, the next start finds every acknowledged change: until the new journal has the
 *           old one's name, the old one holds all of them; a snapshot file that is already new only skips what it holds.
 * Knows:    the steps and what stands on the medium after each:
 *           1 three new files beside the old ones, synced, read back      nothing has changed
 *           2 the old ones and their journal get second names in backups/ nothing has changed
 *           3 the new files take their names; the folder is synced        old journal, files each old or new
 *           4 a new journal beside the old one, synced; takes its name    new snapshot, new journal
 */
import { dirname } from 'node:path'
import { putInPlace, replaceFile, writeBeside } from './atomic.ts'
import { keepSnapshot } from './backups.ts'
import { partNames } from './changes.ts'
import type { UserData } from './changes.ts'
import { partBytes } from './partFile.ts'
import { copyToQuarantine } from './place.ts'
import type { Place } from './place.ts'
import { segmentHead } from './segment.ts'

/** A snapshot that lies ready and has no name yet. */
export interface Prepared {
  /** It holds every record up to this one. It may hold some of later ones too, which does no harm: see changes.ts. */
  readonly seq: number
  readonly files: readonly { readonly temporary: string; readonly path: string }[]
}

/**
 * Step 1. Changes may go on meanwhile.
 *
 * @throws Node's error; then nothing is left behind.
 * Cost:   at 50,000 marks 5 MB written, synced and read again: about 60 ms, in steps of a few.
 */
export async function prepareSnapshot(place: Place, data: UserData, seq: number): Promise<Prepared> {
  const files: { temporary: string; path: string }[] = []
  try {
    for (const part of partNames) {
      const path = place.paths.userFile(part)
      const bytes = await partBytes(part, data[part], seq)
      files.push({ temporary: await writeBeside(place.files, path, bytes, { isDurable: true }), path })
    }
    return { seq, files }
  } catch (error) {
    await discard(place, { seq, files })
    throw error
  }
}

export async function discard(place: Place, prepared: Prepared): Promise<void> {
  for (const { temporary } of prepared.files) await place.files.remove(temporary).catch(() => undefined)
}

export interface OldJournal {
  /** Its snapshot's number, under which both are kept. */
  readonly base: number
  readonly isBad: boolean
}

/**
 * Steps 2 to 4. Nobody may write to the journal meanwhile.
 *
 * @param later Frames of records after `prepared.seq` that were acknowledged from the old journal.
 * @throws Node's error; then the old journal still has its name and counts.
 */
export async function takeOver(
  place: Place,
  prepared: Prepared,
  old: OldJournal,
  later: readonly Uint8Array[],
): Promise<void> {
  const { files, paths } = place
  try {
    await keepSnapshot(place, old.base, old.isBad ? 'without' : 'with')
    if (old.isBad && files.isThere(paths.journal)) await copyToQuarantine(place, paths.journal)
    for (const { temporary, path } of prepared.files) await putInPlace(files, temporary, path)
    // Before the journal: a new journal with old snapshots would leave a hole between them.
    await files.syncFolder(dirname(paths.journal))
  } catch (error) {
    await discard(place, prepared)
    throw error
  }
  await replaceFile(files, paths.journal, Buffer.concat([segmentHead(prepared.seq), ...later]), {
    isDurable: true,
  })
}
