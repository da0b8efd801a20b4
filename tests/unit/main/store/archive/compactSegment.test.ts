/** Covers main/store/archive/reduceRecord.ts and compactSegment.ts. Pure: histories as bytes, compacted, and read again from nothing. */
import { describe, expect, it } from 'vitest'
import { compactSegment } from '../../../../../main/store/archive/compactSegment.ts'
import { applyRecord, emptyState, keysOf, liveRecords } from '../../../../../main/store/archive/feedState.ts'
import type { FeedState } from '../../../../../main/store/archive/feedState.ts'
import { frameParts } from '../../../../../main/store/archive/frames.ts'
import { metaOf, recordIn } from '../../../../../main/store/archive/records.ts'
import type { ArchiveRecord } from '../../../../../main/store/archive/records.ts'
import { needsOf } from '../../../../../main/store/archive/reduceRecord.ts'
import { headParts, scanSegment } from '../../../../../main/store/archive/segmentFile.ts'
import type { RemovedArticle } from '../../../../../main/model/deleted.ts'
import { anArticle, articleId } from '../../../../helpers/library.ts'
import { randomFrom } from '../../../../helpers/random.ts'
import type { Random } from '../../../../helpers/random.ts'

const feed = 'harbour'
const text = (seq: number) =>
  Buffer.from(JSON.stringify({ bodyHtml: `<p>${'rain '.repeat(40)}${String(seq)}</p>` }))

interface History {
  readonly state: FeedState
  readonly segments: Buffer[]
}

function begin(): History {
  return { state: emptyState(), segments: [] }
}

function addSegment(history: History, records: readonly ArchiveRecord[]): void {
  const { state, segments } = history
  const parts = [...headParts(feed, state.cursor + 1, false)]
  for (const record of records) {
    const seq = state.cursor + 1
    const hasText = ['added', 'changed', 'text', 'page'].includes(record.kind)
    parts.push(...frameParts(seq, metaOf(record), hasText ? text(seq) : null))
    applyRecord(state, seq, record)
  }
  segments.push(Buffer.concat(parts))
}

async function compact(history: History, n: number): Promise<void> {
  const before = history.segments[n]
  const after = before === undefined ? null : await compactSegment(before, feed, needsOf(history.state))
  if (after === null) throw new Error('not compacted')
  history.segments[n] = after
}

/** As a start without a snapshot reads it; numbers must go on from segment to segment. */
async function readAgain({ segments }: History) {
  const state = emptyState()
  const texts = new Map<number, string>()
  for (const segment of segments) {
    let last = 0
    const { gaps, head } = await scanSegment(segment, 0, (frame) => {
      const record = recordIn(frame)
      if (record !== null) applyRecord(state, frame.seq, record)
      if (frame.text !== null) texts.set(frame.seq, frame.text.toString())
      last = frame.seq
    })
    expect([gaps, state.cursor]).toEqual([[], last])
    expect(head?.from).toBeLessThanOrEqual(last)
  }
  return { state, texts }
}

async function isWhole(history: History): Promise<void> {
  const { state, texts } = await readAgain(history)
  expect(plain(state)).toEqual(plain(history.state))
  for (const seq of liveRecords(history.state)) expect(texts.get(seq)).toBe(text(seq).toString())
}

const plain = ({ cursor, headlines, stones, deleted, validators }: FeedState) => ({
  cursor,
  headlines: [...headlines].sort(([a], [b]) => (a < b ? -1 : 1)),
  stones: [...stones],
  deleted: [...deleted].sort(([a], [b]) => (a < b ? -1 : 1)),
  validators,
})

const headlineOf = (n: number, title = '') => anArticle({ id: `a${String(n)}`, title, place: 0 }).headline

/** What the library could write next, from what is there. */
function anyRecord({ state }: History, { among, oneOf, chance }: Random): ArchiveRecord {
  const here = [...state.headlines.values()]
  const gone = [...state.deleted.values()]
  const one = oneOf(here)
  const id = articleId(`a${String(among(30))}`)
  const facts = (of: typeof one) => ({ id: of?.id ?? id, deletedAt: 5, paper: 'P', mark: null })
  const lost = oneOf(gone)
  switch (among(11)) {
    case 0:
      if (one === undefined) break
      return {
        kind: 'changed',
        at: 9,
        headline: { ...one, title: String(among(99)), versions: [...(one.versions ?? []), one.record] },
      }
    case 1:
      return one === undefined ? { kind: 'welcome', ids: [id] } : { kind: 'text', id: one.id, of: one.record }
    case 2:
      if (one !== undefined) return { kind: 'headline', headline: { ...one, alias: id } }
      break
    case 3:
      if (one !== undefined) return { kind: 'page', id: one.id, at: 3 }
      break
    case 4:
      if (one !== undefined)
        return { kind: 'removed', ids: [one.id], stones: chance(0.7) ? [keysOf(one)] : [] }
      break
    case 5:
      if (one !== undefined) return { kind: 'deleted', facts: facts(one), headline: one }
      break
    case 6:
      if (lost !== undefined) return { kind: 'put-back', headline: lost.headline }
      break
    case 7:
      if (lost !== undefined) return { kind: 'dropped', ids: [lost.id] }
      break
    case 8:
      return { kind: 'fetched', validators: { etag: String(among(1000)), lastModified: null, bodyHash: '' } }
    case 9:
      if (chance(0.2)) return { kind: 'welcome', ids: [id] }
      break
  }
  return { kind: 'added', headline: headlineOf(among(30)) }
}

describe('a compacted history', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'says the same as the whole one (%i)',
    async (seed) => {
      const random = randomFrom(seed)
      const history = begin()
      for (let round = 0; round < 12; round += 1) {
        const scratch: History = { state: structuredClone(history.state), segments: [] }
        const records: ArchiveRecord[] = []
        for (let n = 0; n < 25; n += 1) {
          const record = anyRecord(scratch, random)
          records.push(record)
          applyRecord(scratch.state, scratch.state.cursor + 1, record)
        }
        addSegment(history, records)
        for (let n = 0; n < history.segments.length - 1; n += 1)
          if (random.chance(0.4)) await compact(history, n)
        await isWhole(history)
      }
    },
  )

  it('is smaller by the texts that went, and no larger the second time', async () => {
    const history = begin()
    addSegment(
      history,
      Array.from({ length: 100 }, (_, n): ArchiveRecord => ({ kind: 'added', headline: headlineOf(n) })),
    )
    const ids = Array.from({ length: 90 }, (_, n) => articleId(`a${String(n)}`))
    addSegment(history, [{ kind: 'removed', ids, stones: [] }])
    const before = history.segments[0]?.length ?? 0
    await compact(history, 0)
    const once = history.segments[0]?.length ?? 0
    expect(once).toBeLessThan(before / 5)
    await compact(history, 0)
    expect(history.segments[0]?.length).toBe(once)
    await isWhole(history)
  })

  it('remembers the same removed articles when there were more than are remembered', async () => {
    const many = (from: number, count: number): readonly RemovedArticle[] =>
      Array.from({ length: count }, (_, n) => keysOf(headlineOf(from + n)))
    const history = begin()
    addSegment(history, [{ kind: 'stones', removed: many(0, 4000) }])
    addSegment(history, [{ kind: 'removed', ids: [], stones: many(4000, 3000) }])
    addSegment(history, [{ kind: 'welcome', ids: many(6500, 400).map(({ id }) => id) }])
    await compact(history, 1)
    await compact(history, 0)
    await isWhole(history)
    addSegment(history, [{ kind: 'stones', removed: many(8000, 2500) }])
    const before = history.segments[0]?.length ?? 0
    await compact(history, 0)
    expect(history.segments[0]?.length).toBeLessThan(before / 2)
    await isWhole(history)
  })

  it('keeps what the reader deleted until it is let go, then nothing of its words', async () => {
    const history = begin()
    const headline = { ...headlineOf(1, 'Secret ferry'), snippet: 'Secret words', url: null }
    const facts = { id: headline.id, deletedAt: 5, paper: 'P', mark: null }
    addSegment(history, [{ kind: 'added', headline }])
    const kept = history.state.headlines.get(headline.id)
    if (kept === undefined) throw new Error('not kept')
    addSegment(history, [{ kind: 'deleted', facts, headline: kept }])
    await compact(history, 0)
    await compact(history, 1)
    await isWhole(history)
    addSegment(history, [{ kind: 'dropped', ids: [headline.id] }])
    await compact(history, 0)
    await compact(history, 1)
    await isWhole(history)
    expect(Buffer.concat(history.segments).includes('Secret words')).toBe(false)
  })

  it('is left alone where a segment is damaged, of another feed or of a newer version', async () => {
    const history = begin()
    addSegment(history, [{ kind: 'added', headline: headlineOf(1) }])
    const [segment] = history.segments
    if (segment === undefined) throw new Error('no segment')
    const damaged = Buffer.from(segment)
    damaged[damaged.length - 9] = 0
    expect(await compactSegment(damaged, feed, needsOf(history.state))).toBeNull()
    expect(
      await compactSegment(segment.subarray(0, segment.length - 20), feed, needsOf(history.state)),
    ).toBeNull()
    expect(await compactSegment(segment, 'other', needsOf(history.state))).toBeNull()
  })

  it('keeps records of a kind that it does not know', async () => {
    const history = begin()
    addSegment(history, [{ kind: 'added', headline: headlineOf(1) }])
    const strange = Buffer.concat(frameParts(2, '["sung",["a1"]]', Buffer.from('"la"')))
    const segment = Buffer.concat([history.segments[0] ?? Buffer.alloc(0), strange])
    const after = await compactSegment(segment, feed, needsOf(emptyState()))
    expect(after?.includes(strange)).toBe(true)
  })
})
