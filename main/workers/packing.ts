/**
 * packing.ts — the texts of new articles as bytes, before they leave the thread that read them.
 *
 * Room:     main/workers.
 * Promises: a document of 500 articles costs the main thread a move of memory instead of a copy, 500 × JSON and as many
 *           strings to collect.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Ingest, PackedIngest } from '../model/ingest.ts'

export interface Packed {
  readonly outcome: Outcome<PackedIngest>
  /** To be moved, not copied. */
  readonly handOver: readonly ArrayBuffer[]
}

/** Cost: one JSON text and one copy of each new body. */
export function packed(outcome: Outcome<Ingest>): Packed {
  if (!outcome.ok || outcome.value.added.length === 0) return { outcome, handOver: [] }
  const texts = outcome.value.added.map(({ body }) => JSON.stringify(body))
  const lengths = texts.map((text) => Buffer.byteLength(text))
  const memory = new ArrayBuffer(lengths.reduce((sum, length) => sum + length, 0))
  const bytes = Buffer.from(memory)
  let at = 0
  const added = outcome.value.added.map(({ headline }, index) => {
    const length = lengths[index] ?? 0
    bytes.write(texts[index] ?? '', at, 'utf8')
    at += length
    return { headline, packed: new Uint8Array(memory, at - length, length) }
  })
  return { outcome: { ok: true, value: { ...outcome.value, added } }, handOver: [memory] }
}
