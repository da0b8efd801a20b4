/**
 * lines.ts — the form of the large cache files: JSON as a whole, one entry a line.
 *
 * Room:     main/store.
 * Promises: no step longer than a few milliseconds, whatever the size of the file; a file that is not of this form
 *           gives null. Entries are not looked into.
 * Knows:    {"magic":"kawaraban","schema":1,"rows":[⏎ entry,⏎ entry⏎ ]}⏎ — JSON text never holds a raw line end, so a
 *           line is an entry. No sum: the cache can be fetched again, and summing 300 MB at every start costs more.
 */
import { yieldToLoop } from '../base/yieldToLoop.ts'

const head = /^\{"magic":"kawaraban","schema":([1-9]\d{0,5}),"rows":\[$/
const foot = ']}'

export interface Lines {
  readonly schema: number
  /** Each the JSON text of some entries, a comma and a line end between two. */
  readonly pieces: readonly string[]
}

const first = '\n'
const between = ',\n'
const firstBytes = Buffer.from(first)
const separatorBytes = Buffer.from(between)

/** A piece is parsed in about two milliseconds. */
const pieceLength = 256 * 1024

/** @param entries Each a line, or the line in UTF-8. */
export async function writeLines(
  schema: number,
  entries: Iterable<string | Uint8Array>,
): Promise<Uint8Array> {
  const yieldNow = yieldToLoop()
  const blocks: Uint8Array[] = [Buffer.from(`{"magic":"kawaraban","schema":${String(schema)},"rows":[`)]
  let block: string[] = []
  let length = 0
  let separator = first
  const finishBlock = () => {
    if (block.length > 0) blocks.push(Buffer.from(block.join('')))
    block = []
    length = 0
  }
  for (const entry of entries) {
    if (typeof entry === 'string') {
      block.push(separator, entry)
      length += entry.length
      if (length >= 65_536) finishBlock()
    } else {
      finishBlock()
      blocks.push(separator === first ? firstBytes : separatorBytes, entry)
    }
    separator = between
    await yieldNow()
  }
  block.push(`\n${foot}\n`)
  finishBlock()
  return Buffer.concat(blocks)
}

/** Null for anything that `writeLines` did not write. */
export function readLines(bytes: Uint8Array): Lines | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const end = text.indexOf('\n')
  const schema = head.exec(text.slice(0, end))?.[1]
  if (schema === undefined || !text.endsWith(`\n${foot}\n`)) return null
  return { schema: Number(schema), pieces: piecesOf(text, end + 1, text.length - foot.length - 2) }
}

/** Entries of a piece. */
export function entriesOf(piece: string): readonly string[] {
  return piece.split(',\n')
}

function piecesOf(text: string, start: number, end: number): readonly string[] {
  const pieces: string[] = []
  for (let from = start; from < end;) {
    const cut = from + pieceLength < end ? text.indexOf(',\n', from + pieceLength) : -1
    const to = cut === -1 || cut > end ? end : cut
    pieces.push(text.slice(from, to))
    from = to + 2
  }
  return pieces
}
