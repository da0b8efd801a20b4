/** place.ts — what every part of the store works with, handed around as one argument. */
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { fail } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { basename, join } from 'node:path'
import { codeOf } from './files.ts'
import type { Files } from './files.ts'
import type { Paths } from './paths.ts'

export interface Place {
  readonly folder: string
  readonly paths: Paths
  readonly files: Files
  readonly clock: Clock
  readonly log: Log
  /** Grows while the library is opened; for the reader's eyes. */
  readonly trouble: Failure[]
  /** Runs something later; the answer takes it back. */
  readonly after: (ms: Millis, run: () => void) => () => void
}

/** The path as it is told to people: from the library's folder on, with forward slashes. */
export function shortName(place: Place, path: string): string {
  return path.slice(place.folder.length).replaceAll('\\', '/').replace(/^\//, '')
}

export function writeFailure(place: Place, path: string, error: unknown): Outcome<never> {
  const file = shortName(place, path)
  place.log.error('a file of the library could not be written', error, { file })
  return fail({ kind: 'store-write', file, code: codeOf(error) })
}

/** Moves what cannot be trusted out of the way. Never deletes. */
export async function quarantine(place: Place, path: string): Promise<void> {
  const target = await quarantineTarget(place, path)
  await place.files.rename(path, target)
  tell(place, path, target)
}

/** Keeps what cannot be trusted, and leaves it where it is until something takes its name. */
export async function copyToQuarantine(place: Place, path: string): Promise<void> {
  const target = await quarantineTarget(place, path)
  await place.files.link(path, target).catch(() => place.files.copy(path, target))
  tell(place, path, target)
}

async function quarantineTarget(place: Place, path: string): Promise<string> {
  const stamp = new Date(place.clock.now()).toISOString().replace(/[:.]/g, '-')
  const name = shortName(place, path).replaceAll('/', '+')
  await place.files.makeFolder(place.paths.quarantine)
  for (let n = 0; ; n += 1) {
    const target = join(place.paths.quarantine, `${name}.${stamp}${n === 0 ? '' : `-${String(n)}`}`)
    if (!place.files.isThere(target)) return target
  }
}

function tell(place: Place, path: string, target: string): void {
  const file = shortName(place, path)
  place.log.warn('a damaged file was put aside', { file, to: `quarantine/${basename(target)}` })
}
