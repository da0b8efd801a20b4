/**
 * secrets.ts — names and passwords of feeds and of the reader's proxy, in a file that only this machine's reader can open.
 *
 * Room:     main/shell. The system's vault comes in as `vault` (vault.ts), so tests need no Electron.
 * Promises: - nothing is written in the clear: where the vault is no real one (Linux without a key ring), passwords
 *             live in memory until the program ends, and the reader is told.
 *           - a file that cannot be read or opened costs the passwords, never the start.
 *           - each belongs to one place (base/secretPlace.ts), and is given out for that very place alone: a backup, a
 *             move or an edited address may say what they like.
 *           - the vault is not touched before there is a password: most readers never have one.
 *           - what belongs to no followed feed any more is forgotten at the next start.
 * Knows:    up to 0.1.0 the file did not say where a password belongs; who opens it may know (`givenFor`).
 * Source:   safety.md §1.2.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Log } from '../base/log.ts'
import { privateFolder, replacePrivate } from './privateFile.ts'
import { secretPlaceOf } from '../base/secretPlace.ts'

export interface Vault {
  /** False where "encrypted" would mean a password that everybody knows. */
  readonly isReal: () => Promise<boolean>
  readonly seal: (text: string) => Promise<Uint8Array>
  readonly open: (sealed: Uint8Array) => Promise<string>
}

interface Secret {
  readonly user: string
  readonly password: string
}

interface Kept extends Secret {
  /** Named for what it is with feeds; of a proxy, its scheme, host and port. */
  readonly origin: string
}

export interface SecretsFile<Key extends string> {
  /** @param url Where it is going to be sent; null when it was not given for there. */
  readonly of: (key: Key, url: string) => Secret | null
  readonly places: () => readonly { readonly key: Key; readonly place: string }[]
  /** Whether the vault is a real one. */
  readonly canKeep: () => Promise<boolean>
  /**
   * @param isForNow Until the program ends, whatever the vault can do.
   * @returns True when it outlives this run of the program.
   */
  readonly keep: (key: Key, url: string, secret: Secret, isForNow?: boolean) => Promise<boolean>
  readonly forget: (key: Key) => Promise<void>
}

export interface SecretsOptions<Key extends string> {
  readonly file: string
  readonly vault: Vault
  readonly isWanted: (key: Key, place: string) => boolean
  /** Where a secret of an old file was surely given for; null when nobody can know, and then it is forgotten. */
  readonly givenFor: (key: Key) => string | null
  readonly log: Log
}

export async function openSecrets<Key extends string>(
  options: SecretsOptions<Key>,
): Promise<SecretsFile<Key>> {
  const { file, vault, log } = options
  // Asked when it is needed first: a key ring may take its time, or ask the reader for a password of its own.
  let real: Promise<boolean> | null = null
  const isReal = () => (real ??= vault.isReal().catch(() => false))
  const sealed = await readFile(file).catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') log.warn('passwords could not be read', { code: codeOf(cause) })
    return null
  })
  const isReadable = sealed !== null && (await isReal())
  const secrets = isReadable ? await unsealed(options, sealed) : new Map<Key, Kept>()
  /** Not to be written. */
  const passing = new Set<Key>()
  let writing: Promise<boolean> = Promise.resolve(true)

  const write = async (): Promise<boolean> => {
    try {
      const sealed = await vault.seal(JSON.stringify([...secrets].filter(([key]) => !passing.has(key))))
      await mkdir(dirname(file), { recursive: true, mode: privateFolder })
      await replacePrivate(file, sealed)
      return true
    } catch (cause) {
      log.error('passwords not kept', codeOf(cause))
      return false
    }
  }

  const isKept = (key: Key) => secrets.has(key) && !passing.has(key)

  return {
    of: (key, url) => {
      const kept = secrets.get(key)
      const place = secretPlaceOf(url)
      if (kept === undefined || place === '' || kept.origin !== place) return null
      return { user: kept.user, password: kept.password }
    },
    places: () => [...secrets].map(([key, { origin }]) => ({ key, place: origin })),
    canKeep: isReal,
    keep: async (key, url, { user, password }, isForNow = false) => {
      const wasKept = isKept(key)
      secrets.set(key, { origin: secretPlaceOf(url), user, password })
      if (isForNow) passing.add(key)
      else passing.delete(key)
      if ((isForNow && !wasKept) || !(await isReal())) return false
      writing = writing.then(write)
      return (await writing) && !isForNow
    },
    forget: async (key) => {
      const wasKept = isKept(key)
      secrets.delete(key)
      if (!wasKept || !(await isReal())) return
      writing = writing.then(write)
      await writing
    },
  }
}

async function unsealed<Key extends string>(
  { vault, isWanted, givenFor, log }: SecretsOptions<Key>,
  sealed: Uint8Array,
): Promise<Map<Key, Kept>> {
  try {
    const entries = JSON.parse(await vault.open(sealed)) as unknown
    if (!Array.isArray(entries)) return new Map()
    return new Map(
      entries
        .filter((entry): entry is [Key, Secret & Partial<Kept>] => isEntry(entry))
        .map(([key, { origin, user, password }]): [Key, Kept] => {
          return [key, { origin: origin ?? secretPlaceOf(givenFor(key) ?? ''), user, password }]
        })
        .filter(([key, { origin }]) => origin !== '' && isWanted(key, origin)),
    )
  } catch (cause) {
    log.warn('passwords could not be read', { code: codeOf(cause) })
    return new Map()
  }
}

function isEntry(entry: unknown): boolean {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false
  const secret = entry[1] as Partial<Kept> | null
  const isPlaced = secret?.origin === undefined || typeof secret.origin === 'string'
  return isPlaced && typeof secret?.user === 'string' && typeof secret.password === 'string'
}

/** Never the message: it may quote what was being read. */
function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable'
}
