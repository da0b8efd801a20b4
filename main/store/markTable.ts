/**
 * markTable.ts — all marks in memory, and their text in pieces, so that one mark does not cost the text of all.
 *
 * Room:     main/store. Pure.
 * Promises: `bytes` is one JSON object of article id to mark; only pieces that changed are made anew, and no step of
 *           it takes longer than a few milliseconds.
 * Knows:    measured with 50,000 marks: making the whole text took 52 ms a mark; this way no step takes 8 ms.
 */
import type { ArticleId } from '../../preload/contract/model.ts'
import { isPlain } from './shapes.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import type { Mark } from '../model/marks.ts'

const pieceCount = 256

export interface MarkTable {
  readonly get: (id: ArticleId) => Mark | undefined
  readonly set: (id: ArticleId, mark: Mark | null) => void
  readonly starred: ReadonlySet<ArticleId>
  readonly size: () => number
  readonly entries: () => Iterable<readonly [ArticleId, Mark]>
  /**
   * JSON text. A mark that is set while this runs may be in it or not: whoever sets one asks for another write.
   */
  readonly bytes: () => Promise<Uint8Array>
}

interface Piece {
  readonly marks: Map<ArticleId, Mark>
  /** Null when it must be made anew. */
  text: Buffer | null
}

export function emptyMarks(): MarkTable {
  const pieces: readonly Piece[] = Array.from({ length: pieceCount }, () => ({
    marks: new Map(),
    text: null,
  }))
  const starred = new Set<ArticleId>()
  const pieceOf = (id: ArticleId) => pieces[pieceNumber(id)] as Piece
  return {
    starred,
    size: () => pieces.reduce((sum, piece) => sum + piece.marks.size, 0),
    entries: function* () {
      for (const piece of pieces) yield* piece.marks
    },
    get: (id) => pieceOf(id).marks.get(id),
    set: (id, mark) => {
      const piece = pieceOf(id)
      piece.text = null
      if (mark === null) piece.marks.delete(id)
      else piece.marks.set(id, mark)
      if (mark?.starred === undefined) starred.delete(id)
      else starred.add(id)
    },
    bytes: async () => {
      const yieldNow = yieldToLoop()
      const texts: Buffer[] = [Buffer.from('{\n')]
      for (const piece of pieces) {
        if (piece.marks.size === 0) continue
        piece.text ??= Buffer.from(textOf(piece.marks))
        if (texts.length > 1) texts.push(Buffer.from(',\n'))
        texts.push(piece.text)
        await yieldNow()
      }
      return Buffer.concat([...texts, Buffer.from('\n}')])
    },
  }
}

/** Null when it is not what `bytes` made. */
export async function readMarks(payload: string): Promise<MarkTable | null> {
  if (!payload.startsWith('{\n') || !payload.endsWith('\n}')) return null
  const table = emptyMarks()
  const yieldNow = yieldToLoop()
  const lines = payload.length < 4 ? [] : payload.slice(2, -2).split(',\n')
  for (const line of lines) {
    const marks = parse(`{${line}}`)
    if (marks === null) return null
    for (const [id, mark] of Object.entries(marks)) {
      if (!isMark(mark)) return null
      table.set(id as ArticleId, mark)
    }
    await yieldNow()
  }
  return table
}

function textOf(marks: ReadonlyMap<ArticleId, Mark>): string {
  return [...marks].map(([id, mark]) => `${JSON.stringify(id)}:${JSON.stringify(mark)}`).join(',')
}

/** Ids are hashes, so a few of their characters spread them evenly. */
function pieceNumber(id: string): number {
  const end = id.length - 1
  return (id.charCodeAt(end) * 31 + id.charCodeAt(end >> 1) * 7 + id.charCodeAt(end >> 2)) % pieceCount
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const data: unknown = JSON.parse(text)
    return isPlain(data) ? data : null
  } catch {
    return null
  }
}

export function isMark(mark: unknown): mark is Mark {
  return isPlain(mark) && isTime(mark['read']) && isTime(mark['starred']) && isTime(mark['removed'])
}

function isTime(value: unknown): boolean {
  return value === undefined || typeof value === 'number'
}
