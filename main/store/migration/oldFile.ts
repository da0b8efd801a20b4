/**
 * oldFile.ts — one file of the cache of 0.1, as far as it can be read.
 *
 * Room:     main/store/migration. Reads, and links what is damaged into quarantine; the file itself stays where it is.
 * Promises: what only cannot be read now, or is of a newer form, throws: its paper waits. Damage is read around.
 */
import { codeOf, passing } from '../files.ts'
import { entriesOf, readLines } from '../lines.ts'
import { copyToQuarantine, shortName } from '../place.ts'
import type { Place } from '../place.ts'

export interface OldFile {
  /** JSON texts, those of a damaged file too where they may be whole. */
  readonly entries: readonly string[]
  /** The form around the entries is as it was written. */
  readonly isWhole: boolean
  /** The end is there, so that entries that do not read can be counted. */
  readonly hasEnd: boolean
}

const newest = 1

/** Null when there is none. @throws Node's error; code `newer` for a form of a later version. */
export async function readOldFile(place: Place, path: string): Promise<OldFile | null> {
  const bytes = await readOldBytes(place, path)
  if (bytes === null) return null
  const lines = readLines(bytes)
  if (lines !== null && lines.schema > newest) throw newerForm(path)
  if (lines !== null) {
    const entries = lines.pieces.flatMap((piece) => (piece === '' ? [] : entriesOf(piece)))
    return { entries, isWhole: true, hasEnd: true }
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return { entries: linesIn(text), isWhole: false, hasEnd: text.endsWith('\n]}\n') }
}

/** Null when there is none; nothing for a sector that cannot be read at all. @throws Node's error of what may pass. */
export async function readOldBytes(place: Place, path: string): Promise<Uint8Array | null> {
  try {
    return await place.files.read(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return null
    if (passing.includes(code)) throw error
    place.log.error('a file of the old form could not be read', error, { file: shortName(place, path) })
    return new Uint8Array(0)
  }
}

/** A copy outlives the old form. Never fails. */
export async function keepDamaged(place: Place, path: string): Promise<void> {
  await copyToQuarantine(place, path).catch((error: unknown) => {
    place.log.error('a damaged file could not be put aside', error, { file: shortName(place, path) })
  })
}

export function newerForm(path: string): Error {
  return Object.assign(new Error(`Of a newer form: ${path}`), { code: 'newer' })
}

/** Lines of a file that may be entries; the form around them is gone. */
export function linesIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => (line.endsWith(',') ? line.slice(0, -1) : line))
    .filter((line) => line.startsWith('['))
}
