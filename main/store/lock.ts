/**
 * lock.ts — one program per library, by a file that says whose it is.
 *
 * Room:     main/store. Electron's own lock comes first; this one covers two builds, portable copies and shared folders.
 * Promises: a lock whose program is gone is taken over, even when its process number has been given to another
 *           program since (compared by start time, where /proc tells it). Of a lock that names another host it is asked
 *           whether somebody is there (knock.ts).
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { codeOf } from './files.ts'
import type { Files } from './files.ts'
import { answerKnocks, isNobodyHome, takeAwayKnock } from './knock.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'

export interface Lock {
  /** It was taken from a program on another computer, which may only have slept. */
  readonly isFromAfar: boolean
  /** Whose the file is now; `gone` when there is none, because someone took the folder away. @throws Node's error. */
  readonly holder: () => Promise<'we' | 'another' | 'gone'>
  readonly release: () => Promise<void>
}

/** What the lock asks of the system; tests put their own in. */
export interface Processes {
  readonly ownPid: number
  readonly isAlive: (pid: number) => boolean
  /** Something that differs between two processes of the same number; null when the system does not tell. */
  readonly startOf: (pid: number) => string | null
  readonly host: string
  /** Never jumps, as the time of day does. */
  readonly steadyMs: () => number
}

export const systemProcesses: Processes = {
  ownPid: process.pid,
  isAlive: (pid) => {
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      return codeOf(error) === 'EPERM'
    }
  },
  startOf: (pid) => {
    try {
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      // Field 22; the second field is the program's name, which may hold spaces and brackets.
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
    } catch {
      return null
    }
  },
  host: hostname(),
  steadyMs: () => performance.now(),
}

interface Owner {
  readonly pid: number
  readonly start: string | null
  /** Null in a lock of an earlier version. */
  readonly host: string | null
}

/**
 * Takes the library for this process.
 *
 * @returns `refused` when a living program has it, or one on another computer that may live; `store-write` when the file cannot be made.
 * Limit:   where /proc is missing, a lock left by a crash stays shut while its number belongs to another program.
 */
export async function acquireLock(
  place: Place,
  processes: Processes = systemProcesses,
): Promise<Outcome<Lock>> {
  const { files, paths } = place
  const { ownPid: pid, host } = processes
  const me = { pid, start: processes.startOf(pid), host }
  const mine = `${JSON.stringify({ ...me, by: randomBytes(8).toString('hex') })}\n`
  let isTakenOver = false
  let isFromAfar = false
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await create(place, mine)) {
        // Whoever took an old lock away waits for others that read the same old lock, so that one of them wins.
        if (isTakenOver) await files.wait(50)
        if ((await readText(place, paths.lock)) === mine) {
          await takeAwayKnock(place)
          return ok(lockOf(place, mine, isFromAfar))
        }
        continue
      }
      const text = await readText(place, paths.lock)
      if (text === null) continue
      const owner = readOwner(text)
      const isAfar = owner?.host !== undefined && owner.host !== null && owner.host !== host
      if (isAfar) {
        const isGone = await isNobodyHome(place, text, JSON.stringify(me), processes.steadyMs())
        if (!isGone) return refused(owner.pid, owner.host)
        isFromAfar = true
      } else if (owner !== null && owner.pid !== pid && isRunning(owner, processes)) return refused(owner.pid)
      isTakenOver = true
      // Whoever moves it has it: a second taker finds no lock, or ours.
      const aside = `${paths.lock}.${String(pid)}.${randomBytes(4).toString('hex')}.tmp`
      await files.rename(paths.lock, aside)
      const isSame = (await readText(place, aside)) === text
      if (!isSame) await files.link(aside, paths.lock).catch(() => undefined)
      await files.remove(aside)
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return writeFailure(place, paths.lock, error)
  }
  return refused(0)
}

function lockOf(place: Place, mine: string, isFromAfar: boolean): Lock {
  const end = answerKnocks(place)
  return {
    isFromAfar,
    holder: async () => {
      const text = await readText(place, place.paths.lock)
      if (text === null) return 'gone'
      return text === mine ? 'we' : 'another'
    },
    release: () => {
      end()
      return release(place, mine)
    },
  }
}

/** The lock is never seen empty: it is written under another name and then gets its own, if no other has it. */
async function create(place: Place, text: string): Promise<boolean> {
  const { files, paths } = place
  const beside = `${paths.lock}.${String(process.pid)}.${randomBytes(4).toString('hex')}.tmp`
  try {
    await writeNew(files, beside, text)
    await files.link(beside, paths.lock)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (!['ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EMLINK'].includes(codeOf(error))) throw error
    return await createHere(place, text)
  } finally {
    await files.remove(beside).catch(() => undefined)
  }
}

/** For disks on which a file has one name only. */
async function createHere(place: Place, text: string): Promise<boolean> {
  try {
    await writeNew(place.files, place.paths.lock, text)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function writeNew(files: Files, path: string, text: string): Promise<void> {
  const file = await files.create(path)
  try {
    await file.write(Buffer.from(text), 0)
  } finally {
    await file.close()
  }
}

async function release(place: Place, mine: string): Promise<void> {
  if ((await readText(place, place.paths.lock)) === mine) await place.files.remove(place.paths.lock)
}

async function readText(place: Place, path: string): Promise<string | null> {
  try {
    return Buffer.from(await place.files.read(path)).toString('utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function readOwner(text: string): Owner | null {
  try {
    const data = JSON.parse(text) as Partial<Owner> | null
    if (typeof data?.pid !== 'number') return null
    const { pid, start, host } = data
    return {
      pid,
      start: typeof start === 'string' ? start : null,
      host: typeof host === 'string' && host !== '' ? host : null,
    }
  } catch {
    return null
  }
}

function isRunning(owner: Owner, processes: Processes): boolean {
  if (!processes.isAlive(owner.pid)) return false
  const start = processes.startOf(owner.pid)
  return start === null || owner.start === null || start === owner.start
}

/** The window reads the host out of it (renderer/panes/ClosedPage.tsx). */
function refused(pid: number, host: string | null = null): Outcome<never> {
  const where = host === null ? '' : `on ${host} `
  return fail({ kind: 'refused', request: 'library', why: `locked ${where}by pid ${String(pid)}` })
}
