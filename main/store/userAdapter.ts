/**
 * userAdapter.ts — lowdb's adapter for the files that nobody can give back: subscriptions, marks, settings.
 *
 * Room:     main/store.
 * Promises: - write returns when the new file has survived a power cut (atomic.ts), or throws and the old one stands.
 *           - Damage is never read as "use defaults": the file is put aside, the newest backup that proves itself
 *             takes its place, and the reader is told.
 *           - A backup is only ever made from a file that proved itself.
 *           - A file of a newer version is not written over.
 * Knows:    backups/<name>.1.json is the generation before the present one. 2 and 3 give way only when 2 is more than an
 *           hour old, so that a minute of bad writes does not push out the last good one.
 */
import type { Adapter } from 'lowdb'
import type { Failure } from '../../preload/contract/failure.ts'
import { replaceFile } from './atomic.ts'
import { seal, unseal } from './envelope.ts'
import { codeOf, passing } from './files.ts'
import { quarantine, shortName, wasQuarantined } from './place.ts'
import type { Place } from './place.ts'

export interface UserShape<T> {
  readonly name: 'subscriptions' | 'marks' | 'settings'
  /** The newest form of `data` that this program knows. */
  readonly schema: number
  /** JSON text to data; null when it is not the shape it should be. */
  readonly read: (payload: string) => T | null | Promise<T | null>
  /** Data to JSON text. */
  readonly write: (data: T) => Uint8Array | Promise<Uint8Array>
}

/** The shape of a file small enough to be read and written in one step. */
export function smallShape<T>(
  name: UserShape<T>['name'],
  schema: number,
  check: (data: unknown) => T | null,
): UserShape<T> {
  return {
    name,
    schema,
    read: (payload) => check(parse(payload)),
    write: (data) => Buffer.from(JSON.stringify(data)),
  }
}

export interface UserAdapter<T> extends Adapter<T> {
  /** Why nothing may be written; null when it may. Known after `read`. */
  readonly closedBy: () => Failure | null
  /** True when `read` took a backup, so that the file itself is still missing. */
  readonly isFileMissing: () => boolean
}

type Found<T> =
  | { readonly kind: 'good'; readonly data: T; readonly seq: number }
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'unreadable'; readonly code: string }

const generations = [1, 2, 3] as const
const hour = 3_600_000

export function userAdapter<T>(place: Place, shape: UserShape<T>): UserAdapter<T> {
  const { files, paths, trouble } = place
  const path = paths.userFile(shape.name)
  const file = shortName(place, path)
  let seq = 0
  let isFileGood = false
  let isFileMissing = false
  let closed: Failure | null = null

  const look = (at: string) => lookAt(place, shape, at)

  const close = (failure: Failure) => {
    closed = failure
    trouble.push(failure)
  }

  /** The newest backup that proves itself; null when none does. */
  const bestBackup = async () => {
    let best: { readonly data: T; readonly seq: number; readonly from: string } | null = null
    for (const generation of generations) {
      const at = paths.backup(shape.name, generation)
      const found = await look(at)
      if (found.kind === 'newer' && best === null) closed ??= newer(file, found.schema, shape.schema)
      if (found.kind !== 'good' || (best !== null && best.seq >= found.seq)) continue
      best = { data: found.data, seq: found.seq, from: shortName(place, at) }
    }
    return best
  }

  const restore = async (wasDamaged: boolean): Promise<T | null> => {
    const isKnown = wasDamaged || (await wasQuarantined(place, path))
    const backup = await bestBackup()
    if (closed !== null) trouble.push(closed)
    if (backup === null) {
      if (isKnown) trouble.push({ kind: 'store-restored', file, from: null })
      return null
    }
    seq = backup.seq
    isFileMissing = closed === null
    trouble.push({ kind: 'store-restored', file, from: backup.from })
    return backup.data
  }

  /** Keeps the present file as the generation before the one that is about to come. */
  const keepGeneration = async () => {
    const [first, second, third] = generations.map((n) => paths.backup(shape.name, n)) as [
      string,
      string,
      string,
    ]
    const isDue = !files.isThere(second) || (await files.facts(second)).changedAt < place.clock.now() - hour
    if (isDue && files.isThere(first)) {
      if (files.isThere(second)) await files.rename(second, third)
      await files.rename(first, second)
    }
    await files.remove(first)
    await files.link(path, first).catch(() => files.copy(path, first))
  }

  return {
    closedBy: () => closed,
    isFileMissing: () => isFileMissing,

    read: async () => {
      const found = await look(path)
      switch (found.kind) {
        case 'good':
          seq = found.seq
          isFileGood = true
          return found.data
        case 'newer':
          close(newer(file, found.schema, shape.schema))
          return (await bestBackup())?.data ?? null
        case 'unreadable':
          close({ kind: 'store-write', file, code: found.code })
          return (await bestBackup())?.data ?? null
        case 'missing':
          return restore(false)
        case 'damaged':
          await quarantine(place, path)
          return restore(true)
      }
    },

    write: async (data) => {
      const payload = await shape.write(data)
      const bytes = seal(shape.name, { schema: shape.schema, seq: seq + 1, payload })
      const beforeRename = async () => {
        if (isFileGood) await keepGeneration()
      }
      await replaceFile(files, path, bytes, { isDurable: true, beforeRename })
      seq += 1
      isFileGood = true
      isFileMissing = false
      // The very first generation has none before it: its backup is a copy of itself.
      const first = paths.backup(shape.name, 1)
      if (!files.isThere(first)) await files.copy(path, first).catch(() => undefined)
    },
  }
}

async function lookAt<T>(place: Place, shape: UserShape<T>, path: string): Promise<Found<T>> {
  let bytes: Uint8Array
  try {
    bytes = await place.files.read(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return { kind: 'missing' }
    if (passing.includes(code)) return { kind: 'unreadable', code }
    return { kind: 'damaged' }
  }
  const envelope = unseal(shape.name, bytes)
  if (envelope === null) return { kind: 'damaged' }
  if (envelope.schema > shape.schema) return { kind: 'newer', schema: envelope.schema }
  const data = await shape.read(envelope.payload.toString('utf8'))
  return data === null ? { kind: 'damaged' } : { kind: 'good', data, seq: envelope.seq }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function newer(file: string, found: number, known: number): Failure {
  return { kind: 'store-newer', file, found, known }
}
