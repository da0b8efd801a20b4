/**
 * knock.ts — asks a program on another computer whether it still lives, where one library lies on a shared disk.
 *
 * Room:     main/store. Used by lock.ts, for locks that name another host: its processes cannot be seen from here.
 * Promises: who holds a library takes a knock away within ten seconds; so a knock that lies there for half a minute
 *           finds nobody home. At rest nothing is written: the holder only looks whether there is one.
 * Knows:    a computer that slept meanwhile is not at home either. When it wakes its journal has lost its name
 *           (userStore.ts), so it acknowledges nothing more.
 */
import { replaceFile } from './atomic.ts'
import type { Files } from './files.ts'
import type { Place } from './place.ts'

export const lookMs = 9_000
const patienceMs = 30_000

interface Knock {
  /** The lock that it lies before, and who knocks: whole texts, so that a new lock or program begins anew. */
  readonly at: string
  readonly by: string
  /** By the knocker's own steady clock. */
  readonly sinceMs: number
}

/** @returns true when nobody answers. The first knock never knows; it is to be asked again later. */
export async function isNobodyHome(place: Place, at: string, by: string, nowMs: number): Promise<boolean> {
  const before = await readKnock(place.files, place.paths.knock)
  const isMine = before !== null && before.at === at && before.by === by && before.sinceMs <= nowMs
  if (isMine) return nowMs - before.sinceMs >= patienceMs
  const knock: Knock = { at, by, sinceMs: nowMs }
  await replaceFile(place.files, place.paths.knock, Buffer.from(JSON.stringify(knock)), { isDurable: false })
  return false
}

export async function takeAwayKnock({ files, paths }: Place): Promise<void> {
  if (files.isThere(paths.knock)) await files.remove(paths.knock).catch(() => undefined)
}

/** For the holder. @returns ends it. */
export function answerKnocks(place: Place): () => void {
  let takeBack: () => void = () => undefined
  let isOver = false
  const look = () => {
    takeBack = place.after(lookMs, () => {
      void takeAwayKnock(place).then(() => {
        if (!isOver) look()
      })
    })
  }
  look()
  return () => {
    isOver = true
    takeBack()
  }
}

async function readKnock(files: Files, path: string): Promise<Knock | null> {
  try {
    const read = JSON.parse(Buffer.from(await files.read(path)).toString('utf8')) as Partial<Knock> | null
    const { at, by, sinceMs } = read ?? {}
    if (typeof at !== 'string' || typeof by !== 'string' || typeof sinceMs !== 'number') return null
    return { at, by, sinceMs }
  } catch {
    return null
  }
}
