/**
 * partFile.ts — one file of a snapshot: subscriptions.json, marks.json or settings.json, here or in a backup.
 *
 * Room:     main/store.
 * Promises: reading changes nothing on disk; what is not exactly what was written counts as damaged; never "use defaults".
 */
import type { PartName, UserData } from './changes.ts'
import { seal, unseal } from './envelope.ts'
import { codeOf, passing } from './files.ts'
import { readMarks } from './markTable.ts'
import { changesPart, librarySchema, migratePart } from './migrations.ts'
import type { Place } from './place.ts'
import { readStoredSettings } from './settings.ts'
import { readSubscriptions } from './shapes.ts'

export type PartFound<P extends PartName> =
  | {
      readonly kind: 'good'
      readonly data: UserData[P]
      readonly schema: number
      /** The number in its head: in schema 1 the count of its writes, later the last record that it holds. */
      readonly seq: number
    }
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged' }
  /** There, and not to be seen just now. */
  | { readonly kind: 'unreadable'; readonly code: string }

export async function readPart<P extends PartName>(
  place: Place,
  part: P,
  path: string,
): Promise<PartFound<P>> {
  let bytes: Uint8Array
  try {
    bytes = await place.files.read(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return { kind: 'missing' }
    return passing.includes(code) ? { kind: 'unreadable', code } : { kind: 'damaged' }
  }
  const envelope = unseal(part, bytes)
  if (envelope === null) return { kind: 'damaged' }
  const { schema, seq, payload } = envelope
  if (schema > librarySchema) return { kind: 'newer', schema }
  const data = await readPartText(part, schema, payload.toString('utf8'))
  return data === null ? { kind: 'damaged' } : { kind: 'good', data, schema, seq }
}

/** The part as it lies in a snapshot that holds every record up to `seq`. */
export async function partBytes<P extends PartName>(
  part: P,
  data: UserData[P],
  seq: number,
): Promise<Uint8Array> {
  return seal(part, { schema: librarySchema, seq, payload: await partText(part, data) })
}

/** Null when it is not of the shape that it should be. */
export async function readPartText<P extends PartName>(
  part: P,
  schema: number,
  text: string,
): Promise<UserData[P] | null> {
  if (part === 'marks') {
    const isAsWritten = schema === librarySchema || !changesPart(part, schema)
    const current = isAsWritten ? text : marksText(migratePart(part, schema, parse(text)))
    return (await readMarks(current)) as UserData[P] | null
  }
  const data = migratePart(part, schema, parse(text))
  return (part === 'settings' ? readStoredSettings(data) : readSubscriptions(data)) as UserData[P] | null
}

export async function partText<P extends PartName>(part: P, data: UserData[P]): Promise<Uint8Array> {
  if (part === 'marks') return (data as UserData['marks']).bytes()
  return Buffer.from(JSON.stringify(data))
}

/** The form that readMarks reads. */
function marksText(data: unknown): string {
  const text = JSON.stringify(data) as string | undefined
  return `{\n${text?.slice(1, -1) ?? ''}\n}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
