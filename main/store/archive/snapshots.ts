/**
 * snapshots.ts — cache/snapshots/<feed>.json: what the records of a feed said up to one of them, so that a start need not
 * read them all.
 *
 * Room:     main/store/archive.
 * Promises: a snapshot that was cut, turned in a bit or made for another feed reads as missing; losing all of them loses
 *           nothing. No step takes longer than a few milliseconds.
 * Knows:    a line of facts with the sum of all that follows, then one headline a line (../headlineRows.ts). Read in pieces of
 *           a quarter megabyte, each parsed in about two milliseconds.
 */
import { crc32 } from 'node:zlib'
import type { StoredHeadline } from '../../model/article.ts'
import { newestFirst, readRow, rowCells, rowText } from '../headlineRows.ts'
import { readRemoved, removedCells } from '../removedRows.ts'
import { isMark } from '../markTable.ts'
import { yieldToLoop } from '../../base/yieldToLoop.ts'
import { asBuffer } from './recordReader.ts'
import type { SegmentFacts } from './recordReader.ts'
import { emptyState } from './feedState.ts'
import type { DeletedEntry, FeedState } from './feedState.ts'

const schema = 1
const pieceLength = 256 * 1024
const sumStep = 1024 * 1024

export interface Snapshot {
  readonly state: FeedState
  /** The headlines of `state`, newest first. */
  readonly rows: readonly StoredHeadline[]
  /** The segments that it was made of. */
  readonly segments: readonly SegmentFacts[]
}

/** Cost: 50 ms for 50,000 headlines, in steps. */
export async function snapshotBytes(feed: string, snapshot: Snapshot): Promise<Buffer> {
  // At once: records may be added while the rest is made.
  const { cursor, stones, deleted, validators } = snapshot.state
  const facts = {
    cursor,
    rows: snapshot.rows.length,
    segments: snapshot.segments.map(({ from, bytes }) => [from, bytes]),
    validators,
    stones: [...stones.values()].map(removedCells),
    deleted: [...deleted.values()].map(({ headline, deletedAt, paper, mark }) => [
      rowCells(headline),
      deletedAt,
      paper,
      mark,
    ]),
  }
  const text = JSON.stringify(facts)
  const breathe = yieldToLoop()
  const blocks: Buffer[] = []
  let lines: string[] = []
  let length = 0
  const finish = () => {
    blocks.push(Buffer.from(lines.join('')))
    lines = []
    length = 0
  }
  for (const row of snapshot.rows) {
    const text = rowText(row)
    lines.push(text, '\n')
    length += text.length
    if (length >= 65_536) finish()
    const pause = breathe()
    if (pause !== null) await pause
  }
  finish()
  const body = Buffer.concat(blocks)
  const sum = await sumOf(feed, text, body)
  const head = `{"magic":"kawaraban-snapshot","schema":${String(schema)},"sum":${String(sum)},"facts":${text}}\n`
  return Buffer.concat([Buffer.from(head), body])
}

const headLine = /^\{"magic":"kawaraban-snapshot","schema":(\d{1,6}),"sum":(\d{1,10}),"facts":(\{.*\})\}$/s

/** Null for anything that `snapshotBytes` did not write for this feed. */
export async function readSnapshot(feed: string, bytes: Uint8Array): Promise<Snapshot | null> {
  const buffer = asBuffer(bytes)
  const end = buffer.indexOf(10)
  const found = end === -1 ? null : headLine.exec(buffer.toString('utf8', 0, end))
  if (found === null) return null
  const [version, sum, text] = found.slice(1) as [string, string, string]
  const body = buffer.subarray(end + 1)
  if (Number(version) !== schema || (await sumOf(feed, text, body)) !== Number(sum)) return null
  const facts = JSON.parse(text) as Facts
  const rows = await readRows(body)
  if (rows?.length !== facts.rows) return null
  const state = emptyState()
  state.cursor = facts.cursor
  state.validators = facts.validators
  for (const row of facts.stones) {
    const stone = readRemoved(row)
    if (stone !== null) state.stones.set(stone.id, stone)
  }
  for (const cells of facts.deleted) {
    const entry = readEntry(cells)
    if (entry !== null) state.deleted.set(entry.id, entry)
  }
  const breathe = yieldToLoop()
  for (const row of rows) {
    state.headlines.set(row.id, row)
    const pause = breathe()
    if (pause !== null) await pause
  }
  return { state, rows, segments: facts.segments.map(([from, length]) => ({ from, bytes: length })) }
}

/** Its sum was right, so it is as it was written. */
interface Facts {
  readonly cursor: number
  readonly rows: number
  readonly segments: readonly (readonly [number, number])[]
  readonly validators: FeedState['validators']
  readonly stones: readonly unknown[]
  readonly deleted: readonly (readonly unknown[])[]
}

function readEntry([row, deletedAt, paper, mark]: readonly unknown[]): DeletedEntry | null {
  const headline = readRow(row)
  if (headline === null || typeof deletedAt !== 'number' || typeof paper !== 'string') return null
  return { id: headline.id, deletedAt, paper, mark: isMark(mark) ? mark : null, headline }
}

async function sumOf(feed: string, facts: string, body: Buffer): Promise<number> {
  const breathe = yieldToLoop()
  let sum = crc32(facts, crc32(feed))
  for (let from = 0; from < body.length; from += sumStep) {
    sum = crc32(body.subarray(from, from + sumStep), sum)
    await breathe()
  }
  return sum
}

/** Null when one of them is no headline. */
async function readRows(body: Buffer): Promise<readonly StoredHeadline[] | null> {
  const breathe = yieldToLoop()
  const rows: StoredHeadline[] = []
  let isSorted = true
  for (let from = 0; from < body.length;) {
    const cut = from + pieceLength < body.length ? body.indexOf(10, from + pieceLength) : body.length - 1
    const to = cut === -1 ? body.length - 1 : cut
    const parsed = JSON.parse(
      `[${body.toString('utf8', from, to).replaceAll('\n', ',')}]`,
    ) as readonly unknown[]
    await breathe()
    for (const cells of parsed) {
      const row = readRow(cells)
      const last = rows.at(-1)
      if (row === null) return null
      isSorted &&= last === undefined || newestFirst(last, row) <= 0
      rows.push(row)
    }
    from = to + 1
    await breathe()
  }
  return isSorted ? rows : rows.sort(newestFirst)
}
