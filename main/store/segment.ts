/**
 * segment.ts — a journal file: a head that says on which snapshot it builds, then records.
 *
 * Room:     main/store.
 * Promises: reading changes nothing on disk and gives an exact prefix of what was acknowledged.
 * Knows:    the head is a frame of its own, numbered like the last record of the snapshot it builds on, so that the first
 *           record follows it as every record follows the one before.
 */
import type { Change } from './changes.ts'
import { readChange } from './changes.ts'
import { codeOf, passing } from './files.ts'
import { frameOf, readFrames } from './frames.ts'
import type { Frame, Frames } from './frames.ts'
import { librarySchema, migrateRecord } from './migrations.ts'
import type { Place } from './place.ts'
import { isPlain } from './shapes.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

export interface NumberedChange {
  readonly seq: number
  readonly change: Change
}

export type Segment =
  | {
      readonly kind: 'good'
      /** The snapshot holds every record up to this one. */
      readonly base: number
      readonly changes: readonly NumberedChange[]
      /** The number of the last good record; `base` when there is none. */
      readonly last: number
      readonly goodBytes: number
      readonly tail: Frames['tail']
    }
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'missing' }
  /** Not even the head is good. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'unreadable'; readonly code: string }

export function segmentHead(base: number): Buffer {
  return frameOf(base, JSON.stringify({ magic: 'kawaraban-journal', schema: librarySchema, base }))
}

/** Cost: about 10 ms a megabyte, in steps of a few. */
export async function readSegment(place: Place, path: string): Promise<Segment> {
  let bytes: Uint8Array
  try {
    bytes = await place.files.read(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return { kind: 'missing' }
    return passing.includes(code) ? { kind: 'unreadable', code } : { kind: 'damaged' }
  }
  const { frames, goodBytes, tail } = readFrames(bytes)
  const [first, ...records] = frames
  const head = first === undefined ? null : readHead(first)
  if (head === null) return { kind: 'damaged' }
  if (head.schema > librarySchema) return { kind: 'newer', schema: head.schema }

  const yieldNow = yieldToLoop()
  const changes: NumberedChange[] = []
  for (const [n, { seq, json }] of records.entries()) {
    const change = readChange(migrateRecord(head.schema, parse(json)))
    if (change === null) {
      // Whole, and not ours: what follows cannot be understood either.
      const good = goodBytes - records.slice(n).reduce((sum, frame) => sum + frameOf(0, frame.json).length, 0)
      return { kind: 'good', base: head.base, changes, last: seq - 1, goodBytes: good, tail: 'damaged' }
    }
    changes.push({ seq, change })
    await yieldNow()
  }
  return { kind: 'good', base: head.base, changes, last: head.base + changes.length, goodBytes, tail }
}

function readHead({ seq, json }: Frame): { readonly schema: number; readonly base: number } | null {
  const data = parse(json)
  if (!isPlain(data) || data['magic'] !== 'kawaraban-journal' || data['base'] !== seq) return null
  const schema = data['schema']
  return typeof schema === 'number' && schema > 1 ? { schema, base: seq } : null
}

function parse(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'))
  } catch {
    return null
  }
}
