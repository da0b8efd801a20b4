/**
 * Covers main/store/archive/feedState.ts, snapshots.ts and openFeed.ts: a history gives the same feed whether it is applied as it
 * happens, read again without a snapshot, or read behind a snapshot made at any point.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyRecord, emptyState } from '../../../../../main/store/archive/feedState.ts'
import type { FeedState } from '../../../../../main/store/archive/feedState.ts'
import { frameParts } from '../../../../../main/store/archive/frames.ts'
import { openFeed } from '../../../../../main/store/archive/openFeed.ts'
import type { FoundFeed } from '../../../../../main/store/archive/openFeed.ts'
import { metaOf } from '../../../../../main/store/archive/records.ts'
import type { ArchiveRecord } from '../../../../../main/store/archive/records.ts'
import type { SegmentFacts } from '../../../../../main/store/archive/recordReader.ts'
import { headParts, segmentName } from '../../../../../main/store/archive/segmentFile.ts'
import { readSnapshot, snapshotBytes } from '../../../../../main/store/archive/snapshots.ts'
import type { Snapshot } from '../../../../../main/store/archive/snapshots.ts'
import { diskFiles } from '../../../../../main/store/files.ts'
import { newestFirst } from '../../../../../main/store/headlineRows.ts'
import { anArticle } from '../../../../helpers/library.ts'
import { aRecord } from './aHistory.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-history-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const pathOf = (from: number) => join(folder, segmentName(from))

/** Segments that begin at the numbers of `cuts`; each with what was written of it. */
async function write(
  history: readonly ArchiveRecord[],
  cuts: readonly number[],
): Promise<readonly SegmentFacts[]> {
  await rm(folder, { recursive: true, force: true })
  await diskFiles.makeFolder(folder)
  const starts = [...new Set([1, ...cuts.filter((n) => n > 1 && n <= history.length)])].sort((a, b) => a - b)
  const facts: SegmentFacts[] = []
  for (const [n, from] of starts.entries()) {
    const some = history.slice(from - 1, (starts[n + 1] ?? Infinity) - 1)
    const frames = some.flatMap((record, k) => frameParts(from + k, metaOf(record), null))
    const bytes = Buffer.concat([...headParts('harbour', from, false), ...frames])
    await writeFile(pathOf(from), bytes)
    facts.push({ from, bytes: bytes.length })
  }
  return facts
}

function live(history: readonly ArchiveRecord[]): FeedState {
  const state = emptyState()
  history.forEach((record, n) => applyRecord(state, n + 1, record))
  return state
}

const rowsOf = ({ headlines }: FeedState) => [...headlines.values()].sort(newestFirst)
const open = async (snapshot: Snapshot | null): Promise<FoundFeed> => {
  const found = await openFeed({ files: diskFiles, folder, pathOf }, snapshot)
  if ('newerSchema' in found) throw new Error('newer')
  return found
}
const unharmed = { lost: { records: 0, titles: [] }, lostTexts: [], damaged: [], isSnapshotAhead: false }

/** The snapshot as a start reads it, made when so many records were there. */
async function snapshotAt(history: readonly ArchiveRecord[], count: number, cuts: readonly number[]) {
  const state = live(history.slice(0, count))
  const segments = await write(history.slice(0, count), cuts)
  return readSnapshot('harbour', await snapshotBytes('harbour', { state, rows: rowsOf(state), segments }))
}

describe('a history', () => {
  it('gives the same feed however it is read', async () => {
    const histories = fc.array(aRecord, { maxLength: 40 })
    const numbers = fc.array(fc.integer({ min: 2, max: 40 }), { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(histories, numbers, fc.nat(40), async (history, cuts, point) => {
        const expected = live(history)
        const count = Math.min(point, history.length)
        const snapshot = count === 0 ? null : await snapshotAt(history, count, cuts)
        expect(snapshot === null).toBe(count === 0)
        const segments = await write(history, cuts)
        for (const each of [null, snapshot]) {
          const found = await open(each)
          expect(found).toMatchObject({
            ...unharmed,
            segments,
            replayed: history.length - (each === null ? 0 : count),
          })
          expect(found.state).toEqual(expected)
          expect([...found.state.stones.keys()]).toEqual([...expected.stones.keys()])
          expect(found.rows).toEqual(rowsOf(expected))
        }
      }),
      { numRuns: 60 },
    )
  })

  const added = (n: number, title = `Title ${String(n)}`): ArchiveRecord => ({
    kind: 'added',
    headline: anArticle({ id: `a${String(n)}`, title }).headline,
  })
  const six = [1, 2, 3, 4, 5, 6].map((n) => added(n))
  const idsOf = ({ state }: FoundFeed) => [...state.headlines.keys()]

  it('without one of its segments says how many records are missing', async () => {
    await write(six, [3, 5])
    await rm(pathOf(3))
    const found = await open(null)
    expect(found).toMatchObject({ ...unharmed, lost: { records: 2 } })
    expect([idsOf(found), found.state.cursor]).toEqual([['a1', 'a2', 'a5', 'a6'], 6])
  })

  it('without one of its segments knows by its snapshot which texts are missing', async () => {
    const snapshot = await snapshotAt(six, 6, [3, 5])
    await rm(pathOf(3))
    const found = await open(snapshot)
    expect(found).toMatchObject({ isSnapshotAhead: true, lost: { records: 0 } })
    expect(found.lostTexts.map(({ title }) => title)).toEqual(['Title 3', 'Title 4'])
  })

  it('whose numbers begin again in the next segment counts them there', async () => {
    const failed = [...six.slice(0, 3), added(4, 'Refused'), added(5, 'Refused')]
    await write(failed, [])
    const frames = [4, 5, 6].flatMap((n) => frameParts(n, metaOf(added(n)), null))
    await writeFile(pathOf(4), Buffer.concat([...headParts('harbour', 4, false), ...frames]))
    const found = await open(null)
    expect(found).toMatchObject(unharmed)
    expect(found.rows.map(({ title }) => title).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `Title ${String(n)}`),
    )
    expect(found.segments[0]?.bytes).toBe((await write(six.slice(0, 3), []))[0]?.bytes)
  })

  it('whose snapshot was made for another feed, or cut, or turned in a bit, has none', async () => {
    const state = live(six)
    const bytes = await snapshotBytes('harbour', { state, rows: rowsOf(state), segments: [] })
    expect(await readSnapshot('kiln', bytes)).toBeNull()
    for (let at = 0; at < bytes.length; at += 3) {
      expect(await readSnapshot('harbour', bytes.subarray(0, at))).toBeNull()
      const harmed = Buffer.from(bytes)
      harmed[at] = (harmed[at] ?? 0) ^ 1
      expect(await readSnapshot('harbour', harmed)).toBeNull()
    }
  })
})
